"""What holds for all readers of JSON: each takes its own, none breaks, real files are read."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.records import Paper, Rejected
from kgraph.sources import arxiv_json, crossref, csl, formats, openalex, plain, semantic_scholar, zotero

from .texts import head_of, lines_of

# In the order in which they must be asked: plain records come last, and CSL behind what is much like it.
READERS = {
    "openalex": openalex,
    "crossref": crossref,
    "semantic_scholar": semantic_scholar,
    "arxiv_json": arxiv_json,
    "zotero": zotero,
    "csl": csl,
    "plain": plain,
}
SAMPLES = {
    "openalex": {
        "results": [
            {"id": "https://openalex.org/W1", "title": "Ä \\ \"q\"",
             "authorships": [{"author": {"display_name": "J. Roe"}}],
             "abstract_inverted_index": {"We": [0, 2], "count": [1]},
             "referenced_works": ["https://openalex.org/W2"]},
            {"id": "https://openalex.org/W3", "title": "B", "authorships": []},
        ]
    },
    "crossref": {
        "message": {"items": [{"DOI": "10.1000/1", "title": ["A"],
                               "author": [{"given": "J.", "family": "Roe"}],
                               "issued": {"date-parts": [[2020, 1]]}, "reference": [{"DOI": "10.1000/2"}]}]}
    },
    "semantic_scholar": {"data": [{"citedPaper": {"paperId": "0f", "title": "A",
                                                  "externalIds": {"ArXiv": "2001.00001"}}}]},
    "arxiv_json": {"id": "2001.00001", "title": "A", "categories": "cs.AI",
                   "authors_parsed": [["Roe", "Jane", ""]],
                   "versions": [{"created": "Wed, 1 Jan 2020 1:1:1 GMT"}]},
    "zotero": {"items": [{"itemType": "book", "itemID": 1, "title": "A", "creators": [{"lastName": "Roe"}]}]},
    "csl": [{"id": "a", "type": "book", "title": "A", "author": [{"family": "Roe", "given": "Jane"}],
             "issued": {"date-parts": [["2020"]]}, "note": "PMID: 7"}],
    "plain": [{"title": "A", "authors": ["Roe, Jane", {"name": "J. Doe"}], "year": 2020, "keywords": "a;b"}],
}  # fmt: skip
OTHERS = {
    "listing": "CLMay 1, 2020\nCounting SheepJane Roe\nWe count.\n",
    "turtle": "@prefix kg: <https://w3id.org/kgraph/ns#> .\n",
    "bibtex": "@article{roe, title = {Counting {S}heep}}\n",
    "ris": "TY  - JOUR\nTI  - Counting Sheep\nER  - \n",
    "nbib": "PMID- 77\nTI  - Counting Sheep\n",
    "wos": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Counting Sheep\n",
    "csv": "title,authors,year\nCounting Sheep,Jane Roe,2020\n",
    "quoted csv": '"title","abstract"\n"[Sheep]","{we}"\n',
    "xml": '<?xml version="1.0"?>\n<PubmedArticleSet></PubmedArticleSet>\n',
    "yaml": "references:\n- title: Counting Sheep\n  authors: [Roe]\n",
    "json-ld": '{"@context": "https://schema.org", "@type": "ScholarlyArticle", "name": "Counting Sheep"}',
    "log": '[2020-01-01] {"title": "T", "year": 2020}\n',
    "notebook": '{"cells": [{"cell_type": "markdown", "source": ["# T"]}], "metadata": {}, "nbformat": 4}',
}  # fmt: skip


def first_reader(head: str) -> str | None:
    return next((name for name, reader in READERS.items() if reader.recognises(head)), None)


def test_the_registry_asks_in_the_order_that_is_tested_here() -> None:
    registered = [reader for reader in formats.READERS.values() if reader in READERS.values()]
    assert registered == list(READERS.values())


@pytest.mark.parametrize("name", SAMPLES)
def test_each_reader_takes_its_own(name: str) -> None:
    for indent in (None, 2):
        assert first_reader(json.dumps(SAMPLES[name], indent=indent)) == name


@pytest.mark.parametrize("name", OTHERS)
def test_no_reader_takes_another_format(name: str) -> None:
    assert first_reader(OTHERS[name]) is None


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """A sample with some pieces of its text taken out, put in or replaced, and perhaps its end cut off."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    text = json.dumps(
        SAMPLES[name], indent=draw(st.sampled_from([None, 1])), ensure_ascii=draw(st.booleans())
    )
    pieces = st.sampled_from(
        ['"', "{", "}", "[", "]", ",", ":", "null", "1e999", "NaN", "\\ud800", "\n", "\0", "é", "-1", "[[]]"]
    )
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.one_of(st.just(""), pieces, st.text(max_size=4))) + text[end:]
    return name, text[: draw(st.integers(0, len(text)))] if draw(st.booleans()) else text


@given(mutated())
def test_nothing_breaks_a_reader(sample: tuple[str, str]) -> None:
    name, text = sample
    first_reader(text)
    for reader in (READERS[name], plain):
        records = list(reader.parse(iter(text.split("\n")), "f.json"))
        assert records
        assert all(1 <= record.origin.line <= text.count("\n") + 1 for record in records)
        for record in records:
            assert isinstance(record, Rejected) or (record.title and repr(record).encode())


NAMES = [
    "title", "author", "authors", "date", "year", "issued", "date-parts", "name", "family", "given",
    "type", "DOI", "reference", "references", "abstract", "keywords", "id", "ids", "authorships",
    "institutions", "externalIds", "paperId", "creators", "tags", "versions", "authors_parsed",
    "bib_entries", "metadata", "categories", "venue", "citedPaper", "journal", "affiliation",
    "affiliations", "keyword", "referenced_works", "locations", "extra", "primary_location",
    "abstract_inverted_index", "middle", "text", "container-title", "note", "orcid", "items",
]  # fmt: skip
PLAIN_VALUES = st.one_of(st.none(), st.booleans(), st.integers(-3, 3000), st.floats(), st.text(max_size=5))
VALUES = st.recursive(
    PLAIN_VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(sorted(READERS)), st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_values_of_any_type_are_read_or_left_out(name: str, fields: dict[str, object]) -> None:
    text = json.dumps({"title": "Sheep"} | fields)
    first_reader(text)
    (record,) = READERS[name].parse([text], "f.json")
    if isinstance(record, Rejected):
        assert record.reason in ("a record without a title", "the file holds no records")
    elif not fields.keys() & {"title", "metadata", "citedPaper"}:
        assert record.title == "Sheep"


# Of the real files: reader, folder or file, and how many files, papers and rejected records there are.
READ = {
    ("crossref", "formats/arxiv-oai"): (7, 7, 0),
    ("csl", "formats/citation-js"): (2, 44, 0),
    ("openalex", "openalex/works.jsonl"): (1, 12, 0),
    ("plain", "bench/m3925.jsonl"): (1, 3925, 0),
    ("plain", "formats/asreview"): (1, 100, 0),
    ("plain", "keyphrases/inspec-dev.jsonl"): (1, 500, 0),
    ("plain", "keyphrases/inspec-train.jsonl"): (1, 1000, 0),
    ("plain", "neurips/papers.jsonl"): (1, 13171, 0),
    ("plain", "themes/arxiv-safety.jsonl"): (1, 1048, 0),
    ("semantic_scholar", "formats/semantic-scholar"): (5, 63, 1),
}
# Settings of tests, answers wrapped in other formats, and INSPIRE's and MathSciNet's own records.
NOT_READ = {
    "formats/arxiv": 20,
    "formats/arxiv-oai": 3,
    "formats/citation-js": 4,
    "formats/csl": 845,
    "formats/jabref": 3,
    "formats/semantic-scholar": 3,
}


@pytest.mark.shared_data
def test_real_files(shared_data: Path) -> None:
    read: dict[tuple[str, str], Counter[str]] = {}
    not_read: Counter[str] = Counter()
    for path in sorted([*shared_data.rglob("*.json"), *shared_data.rglob("*.jsonl")]):
        place = "/".join(path.relative_to(shared_data).parts[:2])
        name = first_reader(head_of(path))
        if name is None:
            not_read[place] += 1
            continue
        records = list(READERS[name].parse(lines_of(path), path.name))
        papers = sum(isinstance(record, Paper) for record in records)
        read.setdefault((name, place), Counter()).update(
            files=1, papers=papers, rejected=len(records) - papers
        )
    assert {key: (c["files"], c["papers"], c["rejected"]) for key, c in read.items()} == READ
    assert not_read == NOT_READ
