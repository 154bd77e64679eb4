"""What holds for every reader of tagged text and tables: whose a text is, that none fails, and real files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgraph.errors import SourceError
from kgraph.identifiers import fold
from kgraph.records import Paper, Rejected
from kgraph.sources import endnote, listing, nbib, rdf, ris, table, wos

from .texts import head_of, lines_of

READERS: dict[str, Any] = {"wos": wos, "nbib": nbib, "ris": ris, "endnote": endnote, "table": table}

VALID = {
    "wos": """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Roe, JB
   Doe, J
TI Fog and
   lamps
DE fog; lamps
C1 [Roe, JB; Doe, J] Univ Coast, Nowhere.
CR Poe E, 1999, FOG, V1, P1, DOI 10.1000/x
OI Roe, J/0000-0002-1825-0097
PD JUN 14
PY 2006
UT WOS:000238592600006
ER

EF""",
    "nbib": """\
PMID- 26524502
OWN - NLM
DP  - 2016 Jan 15
TI  - Fog and
      lamps.
FAU - Roe, Jane
AUID- ORCID: 0000-0002-1825-0097
AD  - Univ Coast. roe@coast.edu
LID - 10.1000/x [doi]
MH  - *Fog/physics

PMID- 26524503
TI  - [Lamps].""",
    "ris": """\
1.
TY  - JOUR
TI  - Fog and
lamps
AU  - Roe, J. B.
PY  - 2006/06/14/
KW  - fog; lamps
DO  - 10.1000/x
UR  - https://arxiv.org/abs/2005.01234
N1  - References: Poe, E., Fog (1999) Fog, 1
ER  - \n\nTY  - BOOK
A2  - Doe, J.
T1  - Lamps
SN  - 978-3-86490-311-3
ER  - """,
    "endnote": """\
%0 Journal Article
%T Fog and
lamps
%A Roe, Jane
%D 2006
%8 June 14
%R 10.1000/x

%0 Book
%T Lamps
%@ 978-3-86490-311-3""",
    "table": """\
Title,Authors,Author full names,Authors with affiliations,Year,References,Keywords,EID
"Fog and
lamps",Roe J.,"Roe, Jane (70000000)","Roe J., Univ A",2006,"Poe E., Fog, (1999); 10.1000/x","['a']",2-s2.0-1
Lamps,"Doe, J., Poe, E. A.",,,,,"a, b (c, d)",""",
}

OTHERS = {
    "listing": "CLDec 15, 2022\nA Title, Authors, YearJane Roe, John Doe\nAn abstract",
    "rdf": "@prefix kg: <https://w3id.org/kgraph/ns#> .\n<http://x/paper/1> a kg:Paper .",
    "BibTeX": "% Encoding: UTF-8\n\n@article{roe,\n  title = {Fog},\n  author = {Roe, Jane},\n}",
    "JSON": '[{"title": "Fog", "authors": ["Jane Roe"], "year": 2006}]',
    "JSON over lines": '[\n  [\n    "title", "authors", "year"\n  ]\n]',
    "JSON lines": '{"title": "Fog", "abstract": "TY  - JOUR", "doi": "10.1000/x"}\n',
    "XML": '<?xml version="1.0"?>\n<records>\n<title>Fog</title>, <year>2006</year>\n</records>',
    "prose": "Title, authors and year of each paper\n\nTY is the tag of the type in RIS - so they say.\n",
    "Markdown": "# Title, Authors, Year\n\nPMID- what?\n",
    "MATLAB": "% T is a time\n%A = 1\nx = 1;",
}


@pytest.mark.parametrize("name", VALID)
def test_a_text_belongs_to_one_reader(name: str) -> None:
    readers = {**READERS, "listing": listing, "rdf": rdf}
    assert [other for other, reader in readers.items() if reader.recognises(VALID[name])] == [name]


@pytest.mark.parametrize("name", VALID)
def test_a_text_is_told_from_its_first_half(name: str) -> None:
    """A head may be cut anywhere, though the first records will be whole."""
    for end in range(len(VALID[name]) // 2, len(VALID[name])):
        assert READERS[name].recognises(VALID[name][:end])


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_are_left_alone(name: str) -> None:
    assert [reader for reader in READERS if READERS[reader].recognises(OTHERS[name])] == []


MARKS = ['"', "\n", "\n\n", "ER  - ", "TY  - ", "PT ", "%0 ", "PMID- ", ";", ",", "[", "(", "\t", "10.1/"]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "insert", "replace", "cut", "repeat"]),
        st.floats(0, 1),
        st.integers(1, 40),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
        | st.sampled_from(
            ['"', "\n", "\n\n", "ER  - ", "TY  - ", "PT ", "%0 ", "PMID- ", ";", ",", "[", "(", "\t"]
        ),
    ),
    max_size=8,
)


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=150)
@given(edits=EDITS)
@example(edits=[("cut", 0.0, 1, "")])
def test_no_text_makes_a_reader_fail(name: str, edits: list[tuple[str, float, int, str]]) -> None:
    text = VALID[name]
    for edit, share, size, new in edits:
        start = int(share * len(text))
        match edit:
            case "delete":
                text = text[:start] + text[start + size :]
            case "insert":
                text = text[:start] + new + text[start:]
            case "replace":
                text = text[:start] + new + text[start + size :]
            case "cut":
                text = text[:start]
            case "repeat":
                text = text[:start] + text[start : start + size] * 3 + text[start + size :]
    records = list(READERS[name].parse(iter(text.split("\n")), "fuzz"))
    assert records
    lines = [record.origin.line for record in records]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)


def found_in(folder: Path, top: Path) -> Iterator[tuple[str, str, int, int]]:
    """Of each file under a folder that a reader here takes: folder, reader, papers, rejected."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            head = head_of(path)
        except SourceError:
            continue
        for name, reader in READERS.items():
            if reader.recognises(head):
                records = list(reader.parse(lines_of(path), path.name))
                papers = sum(isinstance(record, Paper) for record in records)
                assert records, path
                assert all(isinstance(record, Paper | Rejected) for record in records)
                yield path.relative_to(top).parts[0], name, papers, len(records) - papers
                break


@pytest.mark.shared_data
def test_real_files(shared_data: Path) -> None:
    """The files that are taken, and what is read from them, by collection: (files, papers, rejected)."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for folder, reader, papers, rejected in found_in(shared_data / "formats", shared_data / "formats"):
        counts[folder, reader, "files"] += 1
        counts[folder, reader, "papers"] += papers
        counts[folder, reader, "rejected"] += rejected
    table_of_counts = {
        (folder, reader): tuple(counts[folder, reader, what] for what in ("files", "papers", "rejected"))
        for folder, reader, _ in sorted(counts)
    }
    assert table_of_counts == {
        ("asreview", "ris"): (20, 319, 77),
        ("asreview", "table"): (14, 68, 6),
        ("jabref", "endnote"): (4, 2, 14),
        ("jabref", "nbib"): (8, 7, 9),
        ("jabref", "ris"): (20, 19, 3),
        ("jabref", "wos"): (5, 10, 0),
        ("metaknowledge", "nbib"): (1, 175, 0),
        ("metaknowledge", "table"): (1, 220, 0),
        ("metaknowledge", "wos"): (8, 104, 0),
        ("rispy", "ris"): (14, 18, 5),
        ("rispy", "wos"): (1, 2, 0),
    }


@pytest.mark.shared_data
def test_a_large_table(shared_data: Path) -> None:
    path = shared_data / "bench" / "m3925.csv"
    records = list(table.parse(lines_of(path), path.name))
    papers = [record for record in records if isinstance(record, Paper)]
    assert (len(records), len(papers)) == (3925, 3925)
    assert sum(len(paper.mentions) for paper in papers) == 21_288
    # What is cited here is in the table itself: a reference that was read well is the title of a row.
    titles = {fold(paper.title) for paper in papers}
    cited = [fold(text[:-7]) for paper in papers for text in paper.references]
    assert (len(cited), sum(title in titles for title in cited)) == (6860, 6783)
