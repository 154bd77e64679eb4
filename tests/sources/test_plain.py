import json
from collections.abc import Mapping

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.plain import parse, parse_fields, recognises, split_authors

RECORD = {
    "id": "10.1000/ABC",
    "Title": "Counting Sheep",
    "abstract": "We count.",
    "authors": [
        "Roe, Jane",
        {"name": "John Doe", "orcid": "0000-0002-1825-0097",
         "affiliations": ["Sheep College", {"name": "Goat & Co"}]},
        {"given": "Ann", "family": "Poe", "affiliation": "One; Two"},
    ],
    "Publication Year": 2020,
    "journal": {"name": "Journal of Meadows"},
    "Author Keywords": "sheep; counting",
    "references": ["10.1000/One", "arXiv:1901.00002v1", {"title": "C", "year": 1999},
                   {"doi": "10.1000/Four"}, "E. Smith, 1900."],
    "arxiv_id": "2001.00001",
    "affiliations": ["Meadow Institute"],
    "categories": "cs.AI math.CO",
    "type": "inproceedings",
}  # fmt: skip
PAPER = Paper(
    id=paper_id("Counting Sheep", "2020", "Jane Roe"),
    title="Counting Sheep",
    origin=Origin("p.json", 1),
    mentions=(
        Mention("Jane Roe", 1),
        Mention("John Doe", 2, ("orcid:0000-0002-1825-0097",), ("Sheep College", "Goat & Co")),
        Mention("Ann Poe", 3, (), ("One", "Two")),
    ),
    abstract="We count.",
    date="2020",
    organizations=("Meadow Institute",),
    categories=("cs.AI", "math.CO"),
    keywords=("sheep", "counting"),
    venue="Journal of Meadows",
    doi="10.1000/abc",
    references=("doi:10.1000/one", "arxiv:1901.00002", "C (1999)", "doi:10.1000/four", "E. Smith, 1900."),
    identifiers=("arxiv:2001.00001", "doi:10.1000/abc"),
    type="paper-conference",
)


def read(*records: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(record) for record in records], "p.json"))


def one(**fields: object) -> Paper:
    (paper,) = read({"title": "T"} | fields)
    assert isinstance(paper, Paper)
    return paper


def test_a_record_is_read_whole() -> None:
    assert read(RECORD) == [PAPER]
    assert read([RECORD]) == [PAPER]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        ("Roe, Jane; Doe, John", ["Jane Roe", "John Doe"]),
        ("Roe, Jane and Doe, John", ["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe", ["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe and Ann Poe", ["Jane Roe", "John Doe", "Ann Poe"]),
        ("Roe, Jane", ["Jane Roe"]),
        ("Jane Roe", ["Jane Roe"]),
        ("Jane Roe and John Doe", ["Jane Roe", "John Doe"]),
        ("Hebert JS, Boser QA.", ["JS Hebert", "QA Boser"]),
        (["Hebert JS", "Boser QA"], ["JS Hebert", "QA Boser"]),
        ({"name": "Jane Roe"}, ["Jane Roe"]),
        ([None, 3, ["x"], "Jane Roe"], ["Jane Roe"]),
        ("", []),
    ],
)
def test_authors_are_read_in_every_form(authors: object, expected: list[str]) -> None:
    assert [mention.name for mention in one(authors=authors).mentions] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2018/03/13", "year": 2017}, "2018-03-13"),
        ({"year": "2019"}, "2019"),
        ({"year": 2019.0}, "2019"),
        ({"date": {"$date": "2019-05-01T00:00:00Z"}}, "2019-05-01"),
        ({"conference": "NeurIPS 2024"}, "2024"),
        ({"venue": "Conference of 2024 papers"}, None),
        ({"date": "2024-02", "venue": "Meadows 2025"}, "2024-02"),
        ({"year": True}, None),
    ],
)
def test_dates(fields: Mapping[str, object], expected: str | None) -> None:
    assert one(**fields).date == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("10.1000/ABC", ("doi:10.1000/abc",)),
        ("https://arxiv.org/abs/2001.00001v2", ("arxiv:2001.00001",)),
        ("2001.00001", ("arxiv:2001.00001",)),
        ("https://openalex.org/W12", ("openalex:W12",)),
        ("pmid:77", ("pmid:77",)),
        ("004uTlSufe", ("id:004uTlSufe",)),
        ("1461", ("id:1461",)),
        ("two words", ()),
    ],
)
def test_an_id_is_a_registered_one_or_the_own_of_its_file(name: str, expected: tuple[str, ...]) -> None:
    assert one(id=name).identifiers == expected


def test_lists_in_one_text_are_split() -> None:
    assert one(keywords="a, b; c").keywords == ("a, b", "c")
    assert one(keywords=["a;b"]).keywords == ("a", "b")
    assert one(keywords=["a, b", "c;d"]).keywords == ("a, b", "c;d")
    assert one(subjects="Artificial Intelligence (cs.AI); Algebra (math.AC); Sheep").categories == (
        "cs.AI", "math.AC", "Sheep",
    )  # fmt: skip
    assert one(references="A. Smith, 1900.\n10.1000/One").references == ("A. Smith, 1900.", "doi:10.1000/one")
    assert split_authors("Jane Roe & John Doe") == ["Jane Roe", "John Doe"]


def test_other_names_of_fields_can_be_given() -> None:
    lines = [json.dumps({"Titel": "Schafe", "Wer": ["Roe, Jane"], "year": 1999, "title": "not this"})]
    (paper,) = parse_fields(lines, "p.json", {"title": "Titel", "authors": "Wer"})
    assert isinstance(paper, Paper)
    assert (paper.title, paper.mentions, paper.date) == ("Schafe", (Mention("Jane Roe", 1),), "1999")


def test_a_record_without_a_title_is_rejected() -> None:
    first, second, third = read({"title": "T", "year": 1999}, {"year": 1999}, {"title": ["", None]})
    assert isinstance(first, Paper)
    assert second == Rejected(Origin("p.json", 2), "a record without a title", '{"year": 1999}')
    assert isinstance(third, Rejected)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "left-pad", "version": "1.0.0", "scripts": {}, "author": "Jane Roe", "keywords": ["pad"]},
        {"title": "Plugin", "name": "plugin", "author": "Jane Roe", "licenses": [], "keywords": ["x"]},
        {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Person", "type": "object"},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": None, "properties": {"title": "T"}}],
        },
        {"openapi": "3.0.0", "info": {"title": "API", "version": "1"}, "tags": []},
        {"title": "Settings", "description": "What can be set", "tags": ["a"]},
        {"title": "A film", "year": 1999, "genres": ["drama"], "tags": ["sheep"]},
        {"title": "Ticket 5", "summary": "It is broken", "creator": "Jane Roe"},
        {"title": None, "abstract": "A"},
        {"title": "T"},
        [1, 2, 3],
        [],
        {},
        "text",
        None,
    ],
)
def test_what_is_no_bibliography_is_not_recognised(value: object) -> None:
    assert not recognises(json.dumps(value))
    assert not recognises(json.dumps(value, indent=2))


def test_recognises_its_records() -> None:
    for fields in (
        {"abstract": "A"},
        {"authors": ["Roe"]},
        {"doi": "10.1000/1"},
    ):
        assert recognises(json.dumps({"id": 1, "Title": "T"} | fields)), fields


def test_an_answer_of_europe_pmc_is_a_list_of_plain_records() -> None:
    answer = {"version": "6.9", "hitCount": 1, "resultList": {"result": [
        {"id": "77", "source": "MED", "pmid": "77", "doi": "10.1000/1", "title": "Counting Sheep.",
         "authorString": "Roe J, Doe AB.", "journalTitle": "J Meadows", "pubYear": "2020",
         "abstractText": "We count."},
    ]}}  # fmt: skip
    assert recognises(json.dumps(answer))
    (paper,) = read(answer)
    assert isinstance(paper, Paper)
    assert [mention.name for mention in paper.mentions] == ["J Roe", "AB Doe"]
    assert (paper.date, paper.venue, paper.abstract) == ("2020", "J Meadows", "We count.")
    assert paper.identifiers == ("doi:10.1000/1", "pmid:77", "id:77")
