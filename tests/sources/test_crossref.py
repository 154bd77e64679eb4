import json

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.crossref import parse, recognises

WORK = {
    "DOI": "10.1000/ABC",
    "type": "proceedings-article",
    "title": ["Counting <sub>all</sub> Sheep", "Another title"],
    "container-title": ["Proceedings of the Meadow"],
    "author": [
        {"given": "Jane", "family": "Roe", "suffix": "Jr.", "sequence": "first",
         "ORCID": "http://orcid.org/0000-0002-1825-0097", "affiliation": [{"name": "Sheep &amp; College"}]},
        {"name": "The Flock Consortium", "sequence": "additional", "affiliation": []},
    ],
    "abstract": "<jats:title>Abstract</jats:title><jats:p>We count.</jats:p>",
    "published-print": {"date-parts": [[2021]]},
    "published-online": {"date-parts": [[2020, 12, 1]]},
    "issued": {"date-parts": [[2020, 12, 1]]},
    "created": {"date-parts": [[2019, 1, 1]]},
    "subject": ["Animals"],
    "ISBN": ["9780000000002"],
    "reference": [
        {"key": "1", "DOI": "10.1000/One", "unstructured": "ignored"},
        {"key": "2", "article-title": "On <i>goats</i>", "year": "1999"},
        {"key": "3", "volume-title": "Goats"},
        {"key": "4", "unstructured": "A. Smith, Goats, 1900."},
        {"key": "5", "year": "1999"},
    ],
    "reference-count": 5,
    "indexed": {"date-parts": [[2022, 1, 1]]},
}  # fmt: skip
PAPER = Paper(
    id=paper_id("Counting all Sheep", "2020", "Jane Roe, Jr."),
    title="Counting all Sheep",
    origin=Origin("c.json", 1),
    mentions=(
        Mention("Jane Roe, Jr.", 1, ("orcid:0000-0002-1825-0097",), ("Sheep & College",)),
        Mention("The Flock Consortium", 2),
    ),
    abstract="We count.",
    date="2020-12-01",
    categories=("Animals",),
    venue="Proceedings of the Meadow",
    doi="10.1000/abc",
    references=("doi:10.1000/one", "On goats (1999)", "Goats", "A. Smith, Goats, 1900."),
    identifiers=("doi:10.1000/abc", "isbn:9780000000002"),
    type="paper-conference",
)


def read(*works: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(work) for work in works], "c.json"))


@pytest.mark.parametrize(
    "text",
    [WORK, [WORK], {"status": "ok", "message": WORK}, {"message": {"total-results": 1, "items": [WORK]}}],
)
def test_a_work_is_read_whole(text: object) -> None:
    assert read(text) == [PAPER]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"published-print": [2021, 5], "published-online": [2020, 12, 1]}, "2020-12-01"),
        ({"published-print": [2021, 5, 1], "published-online": [2021, 6, 1]}, "2021-05-01"),
        ({"published": [2021], "issued": [2021, 3]}, "2021"),
        ({"issued": [None], "created": [2001, 1, 2]}, "2001-01-02"),
        ({"issued": []}, None),
    ],
)
def test_the_earliest_of_the_most_precise_dates_counts(dates: dict[str, list[int]], expected: str) -> None:
    (paper,) = read(
        {"DOI": "10.1000/1", "title": ["T"]} | {name: {"date-parts": [date]} for name, date in dates.items()}
    )
    assert isinstance(paper, Paper)
    assert paper.date == expected


def test_partial_records() -> None:
    bare, empty, edited = read(
        {"DOI": "10.1000/1", "title": "T", "container-title": "J", "type": "unheard-of"},
        {"DOI": "10.1000/1", "title": []},
        {"DOI": "10.1000/1", "title": ["T"], "type": "edited-book", "editor": [{"family": "Doe"}]},
    )
    assert isinstance(bare, Paper)
    assert (bare.title, bare.venue, bare.type) == ("T", "J", None)
    assert isinstance(empty, Rejected)
    assert empty.reason == "a record without a title"
    assert isinstance(edited, Paper)
    assert (edited.mentions, edited.type) == ((Mention("Doe", 1),), "book")


def test_a_subtitle_belongs_to_the_title() -> None:
    def titles(*title: str, subtitle: object) -> str | None:
        (paper,) = read({"DOI": "10.1000/1", "title": list(title), "subtitle": subtitle})
        return paper.title if isinstance(paper, Paper) else None

    assert titles("Sheep", subtitle=["A review"]) == "Sheep: A review"
    assert titles("Sheep: A review", subtitle=["A review"]) == "Sheep: A review"
    assert titles("Sheep", subtitle=[]) == "Sheep"
    assert titles(subtitle=["A review"]) is None


def test_recognises_its_works_only() -> None:
    assert recognises(json.dumps({"message": WORK}))
    assert recognises(json.dumps({"message": {"items": [WORK]}}, indent=1)[:120])
    assert not recognises('[{"DOI": "10.1000/1", "type": "book", "title": "T", "container-title": "J"}]')
    assert not recognises('{"message": "not found"}')
