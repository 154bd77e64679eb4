import json

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.arxiv_json import parse, recognises
from kgraph.sources.identifier_search import find_arxiv

ENTRY = {
    "id": "2001.00001",
    "submitter": "Jane Roe",
    "authors": "Jane Roe, J. van Doe Jr. (Sheep College)",
    "title": "Counting\n  Sheep",
    "comments": "2 pages",
    "journal-ref": "J. Meadows 5 (2021) 7",
    "doi": "10.1000/ABC 10.1000/DEF",
    "report-no": None,
    "categories": "cs.AI math.CO hep-th",
    "license": None,
    "abstract": "  We count $a<b$ sheep\nand $c>d$ goats.\n",
    "versions": [{"version": "v1", "created": "Wed, 1 Jan 2020 19:18:42 GMT"},
                 {"version": "v2", "created": "Sat, 5 Jun 2021 1:1:1 GMT"}],
    "update_date": "2021-06-08",
    "authors_parsed": [["Roe", "Jane", ""], ["van Doe", "J.", "Jr.", "Sheep College"]],
}  # fmt: skip


def read(*entries: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(entry) for entry in entries], "a.json"))


def test_an_entry_of_the_snapshot_is_read_whole() -> None:
    (paper,) = read(ENTRY | {"abstract": "  We count sheep\nand goats.\n"})
    assert paper == Paper(
        id=paper_id("Counting Sheep", "2020", "Jane Roe"),
        title="Counting Sheep",
        origin=Origin("a.json", 1),
        mentions=(Mention("Jane Roe", 1), Mention("J. van Doe, Jr.", 2, (), ("Sheep College",))),
        abstract="We count sheep and goats.",
        date="2020-01-01",
        categories=("cs.AI", "math.CO", "hep-th"),
        venue="J. Meadows 5 (2021) 7",
        doi="10.1000/abc",
        identifiers=("arxiv:2001.00001", "doi:10.1000/abc"),
        type="preprint",
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [("0704.0001", "2007-04"), ("hep-th/9901001", "1999-01"), ("math.GT/0309136", "2003-09"), ("none", None)],
)
def test_without_versions_the_number_tells_the_month(number: str, expected: str | None) -> None:
    (paper,) = read({"id": number, "title": "T", "categories": "cs.AI", "update_date": "2015-05-05"})
    assert isinstance(paper, Paper)
    assert paper.date == expected


def test_authors_that_are_not_parted_are_split() -> None:
    (paper,) = read(
        {"id": "2001.00001", "title": "T", "authors": "Jane Roe, J. Doe and A. Poe", "versions": []}
    )
    assert isinstance(paper, Paper)
    assert [mention.name for mention in paper.mentions] == ["Jane Roe", "J. Doe", "A. Poe"]


def test_unarxive_adds_what_a_paper_cites() -> None:
    cited = {
        "a": {"bib_entry_raw": "A", "ids": {"doi": "10.1000/One", "open_alex_id": "https://openalex.org/W1"}},
        "b": {
            "bib_entry_raw": "B",
            "contained_arXiv_ids": [{"id": "1901.00002"}],
            "contained_links": [],
            "ids": {},
        },
        "c": {"bib_entry_raw": "C", "contained_links": [{"url": "https://doi.org/10.1000/Three"}]},
        "d": {
            "bib_entry_raw": "D",
            "ids": {"doi": "", "open_alex_id": "https://openalex.org/W4", "pubmed_id": ""},
        },
        "e": {"bib_entry_raw": "E. Smith,\n Goats, 1900."},
        "f": {},
    }
    record = {"paper_id": "2001.00001", "_source_hash": "0", "metadata": ENTRY,
              "abstract": {"section": "Abstract", "text": "We."},
              "body_text": [], "bib_entries": cited}  # fmt: skip
    assert recognises(json.dumps(record))
    (paper,) = read(record)
    assert isinstance(paper, Paper)
    assert (paper.title, paper.abstract, paper.date) == ("Counting Sheep", "We.", "2020-01-01")
    assert paper.references == (
        "doi:10.1000/one", "arxiv:1901.00002", "doi:10.1000/three", "openalex:W4", "E. Smith, Goats, 1900.",
    )  # fmt: skip


def test_recognises_its_entries_only() -> None:
    assert recognises(json.dumps(ENTRY)[:400])
    assert not recognises('{"id": "2001.00001", "title": "T", "categories": ["x"], "abstract": "A"}')
    assert not recognises('{"name": "x", "versions": [], "categories": []}')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("arXiv:2212.08073v2 [cs.CL]", "arxiv:2212.08073"),
        ("arXiv preprint arXiv:2212.08073", "arxiv:2212.08073"),
        ("http://arxiv.org/pdf/hep-th/9901001", "arxiv:hep-th/9901001"),
        ("arXiv: math.GT/0309136", "arxiv:math.GT/0309136"),
        ("10.48550/ARXIV.2212.08073", "arxiv:2212.08073"),
        ("10.1000/2212.08073", None),
        ("2212.08073", None),
        ("", None),
    ],
)
def test_arxiv_numbers_are_found_where_they_are_named(text: str, expected: str | None) -> None:
    assert find_arxiv(None, text) == expected
