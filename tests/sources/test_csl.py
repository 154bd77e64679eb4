import json
import re
from pathlib import Path

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.csl import Date, Name, date_of, name_of, parse, recognises

ITEM = {
    "id": "roe2020",
    "type": "article-journal",
    "title": "Counting <i>Ovis <b>aries</b></i> &amp; goats",
    "author": [
        {"family": "Roe", "given": "Jane", "suffix": "Jr."},
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
        {"literal": "The Flock Consortium"},
        {"family": "Born", "given": "L. et al."},
    ],
    "editor": [{"family": "Not", "given": "Here"}],
    "issued": {"date-parts": [["2020", 3, "5"], [2020, 4]]},
    "abstract": "We count.",
    "container-title": "Journal of Meadows",
    "keyword": "sheep; counting",
    "DOI": "https://doi.org/10.1000/ABC",
    "PMID": 77,
    "ISBN": "9780000000002",
    "note": "Read twice.\nPMCID: PMC88\narXiv: 2001.00001 [cs.AI]",
}
PAPER = Paper(
    id=paper_id("Counting Ovis aries & goats", "2020", "Jane Roe, Jr."),
    title="Counting Ovis aries & goats",
    origin=Origin("c.json", 1),
    mentions=(
        Mention("Jane Roe, Jr.", 1),
        Mention("Vincent van Gogh", 2),
        Mention("The Flock Consortium", 3),
        Mention("L. Born", 4),
    ),
    abstract="We count.",
    date="2020-03-05",
    authors_truncated=True,
    keywords=("sheep", "counting"),
    venue="Journal of Meadows",
    doi="10.1000/abc",
    identifiers=("doi:10.1000/abc", "pmid:77", "pmcid:PMC88", "isbn:9780000000002", "arxiv:2001.00001"),
    type="article-journal",
)


def read(*items: dict[str, object]) -> list[Paper | Rejected]:
    return list(parse(json.dumps(list(items), indent=1).split("\n"), "c.json"))


def test_an_item_is_read_whole() -> None:
    assert list(parse([json.dumps([ITEM])], "c.json")) == [PAPER]
    assert list(parse([json.dumps(ITEM)], "c.json")) == [PAPER]
    assert list(parse([json.dumps({"items": [ITEM]})], "c.json")) == [PAPER]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Name(family="Roe", given="Jane"), "Jane Roe"),
        (Name(family="Roe"), "Roe"),
        (Name(given="Prince"), "Prince"),
        (
            Name(family="Fontaine", given="Jean", dropping_particle="de", non_dropping_particle="La"),
            "Jean de La Fontaine",
        ),
        (Name(family="Alembert", given="Jean", dropping_particle="d’"), "Jean d’Alembert"),
        (Name(family="Doe", given="James", suffix="III"), "James Doe, III"),
        (Name(family="李", given="明"), "李 明"),
        (Name(literal="World Bank", family="x"), "World Bank"),
        (Name(), ""),
    ],
)
def test_names_are_put_in_natural_order(name: Name, expected: str) -> None:
    assert name_of(name) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (Date(date_parts=[[2020]]), "2020"),
        (Date(date_parts=[["2000", "", ""]]), "2000"),
        (Date(date_parts=[["1999", "21"]], raw="Spring 1999"), "1999"),
        (Date(date_parts=[[None]], literal="about 1950"), "1950"),
        (Date(date_parts=[[-44, 3, 15]]), None),
        (Date(date_parts=[], raw="Bogus"), None),
        (Date(date_parts=[None]), None),
        ("2020-05-01/2020-06", "2020-05-01"),
        (1999, "1999"),
        (None, None),
    ],
)
def test_dates(date: Date | str | int | None, expected: str | None) -> None:
    assert date_of(date) == expected


def test_an_editor_stands_for_an_author_of_a_whole_book_only() -> None:
    editor = {"editor": [{"family": "Doe"}], "title": "T", "id": 1}
    book, chapter = read(editor | {"type": "book"}, editor | {"type": "chapter"})
    assert isinstance(book, Paper)
    assert isinstance(chapter, Paper)
    assert (book.mentions, chapter.mentions) == ((Mention("Doe", 1),), ())


def test_a_preprint_is_told_from_its_arxiv_number() -> None:
    items = [
        {"number": "arXiv:2001.00001"},
        {"URL": "http://arxiv.org/abs/2001.00001v3"},
        {"number": "2001.00001"},
    ]
    papers = read(*({"id": "a", "type": "article", "title": "T"} | item for item in items))
    assert [(paper.type, paper.identifiers) for paper in papers if isinstance(paper, Paper)] == [
        ("preprint", ("arxiv:2001.00001",)), ("preprint", ("arxiv:2001.00001",)), ("article", ()),
    ]  # fmt: skip


def test_an_item_without_a_title_is_rejected_with_its_line() -> None:
    _, rejected = read({"id": "a", "type": "book", "title": "T"}, {"id": "b", "type": "book"})
    assert isinstance(rejected, Rejected)
    assert (rejected.origin.line, rejected.reason, json.loads(rejected.raw)["id"]) == (
        7,
        "a record without a title",
        "b",
    )


def test_recognises_its_items_only() -> None:
    assert recognises(json.dumps([ITEM]))
    assert recognises('[{"author": [{"family": "Roe"}], "title": "T"')
    assert recognises('[{"issued": {"date-parts": [[2020]]}}]')
    for other in ('{"type": "book", "title": "T"}', '{"id": 1, "type": "book", "title": "T", "year": 2020}',
                  '{"author": "Jane Roe", "title": "T"}', '{"type": "module", "id": "x"}',
                  '{"id": 1, "type": "document", "title": "Untitled"}',
                  '{"id": 1, "type": ["book"], "title": "T"}'):  # fmt: skip
        assert not recognises(other), other


@pytest.mark.shared_data
def test_the_inputs_of_the_csl_test_suite(shared_data: Path) -> None:
    files = papers = rejected = 0
    for path in sorted((shared_data / "formats" / "csl" / "processor-tests" / "humans").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert not recognises(text)
        found = re.search(r">>=+ INPUT =+>>\n(.*?)<<=+ INPUT =+<<", text, re.DOTALL)
        assert found is not None
        files += 1
        for record in parse(iter(found[1].split("\n")), path.name):
            if isinstance(record, Paper):
                papers += 1
            else:
                assert record.reason == "a record without a title"
                rejected += 1
    assert (files, papers, rejected) == (845, 981, 776)
