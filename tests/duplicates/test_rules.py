"""Which records are one paper, and which only look like it."""

from dataclasses import replace

import pytest

from kgraph.duplicates.rules import Duplicate, find_duplicates, is_preprint, registered
from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper


def paper(title: str, author: str | None = "Ann Lee", year: str | None = "2020", **facts: object) -> Paper:
    mentions = (Mention(author, 1),) if author else ()
    base = Paper(paper_id(title, year, author), title, Origin("a", 1), mentions=mentions, date=year)
    return replace(base, **facts)


LONG = "On the origin of reward models"
ONE = paper(LONG)

SAME = [
    (ONE, ONE, "same title, year and first author"),
    (ONE, paper("ON THE ORIGIN OF REWARD-MODELS"), "same title, year and first author"),
    (ONE, paper(LONG, "Lee, A."), "same title, year and first author"),
    (ONE, paper(LONG, "Ann B. Lee"), "same title, year and first author"),
    # Printed twice, by two publishers.
    (
        replace(ONE, identifiers=("doi:10.1000/1", "acl:P98-1001")),
        replace(ONE, identifiers=("doi:10.1000/2", "acl:C98-1001")),
        "same title, year and first author",
    ),
    (ONE, paper(LONG, year="2021-03"), "same title and first author, 2020 and 2021"),
    (ONE, paper(LONG, year=None), "same title and first author, one without a year"),
    # A preprint and its publication are registered apart.
    (
        replace(ONE, identifiers=("openalex:W1",), type="preprint"),
        paper(LONG, year="2021", identifiers=("openalex:W2",), type="article-journal"),
        "same title and first author, 2020 and 2021",
    ),
    (
        replace(ONE, identifiers=("doi:10.1000/1",)),
        paper("Reward models: their origin", year="2024", identifiers=("doi:10.1000/1",)),
        "same doi:10.1000/1",
    ),
    (
        replace(ONE, doi="10.48550/arXiv.2001.00001"),
        paper(LONG, "Bo Ek", identifiers=("arxiv:2001.00001",)),
        "same arxiv:2001.00001",
    ),
    (
        paper("Preface", identifiers=("doi:10.1000/1",)),
        paper("Preface", "", None, identifiers=("doi:10.1000/1",)),
        "same doi:10.1000/1",
    ),
    (paper("Books received", None), paper("Books Received", None), "same title and year, without authors"),
    # A reprint: two volumes.
    (
        paper("Translating idioms", venue="ACL", identifiers=("acl:P98-1001",)),
        paper("Translating idioms", venue="COLING", identifiers=("acl:C98-1001",)),
        "same title, year and first author",
    ),
]

DIFFERENT = {
    "another author": (ONE, paper(LONG, "Bo Ek")),
    "another given name": (ONE, paper(LONG, "Zoe Lee")),
    "two years apart": (ONE, paper(LONG, year="2022")),
    "a short title a year apart": (paper("Reward models"), paper("Reward models", year="2021")),
    "annual reports": (
        paper("Speech research at the institute", year="1989", identifiers=("acl:H89-1014",)),
        paper("Speech research at the institute", year="1990", identifiers=("acl:H90-1084",)),
    ),
    "two preprints a year apart": (
        paper(LONG, identifiers=("arxiv:2001.00001",)),
        paper(LONG, year="2021", identifiers=("arxiv:2101.00001",)),
    ),
    "a heading of two issues": (
        paper("Briefly noted", None, identifiers=("acl:J93-1016",)),
        paper("Briefly noted", None, identifiers=("acl:J93-3010",)),
    ),
    "a heading of two journals": (
        paper("Editorial", None, venue="Mind"),
        paper("Editorial", None, venue="Nature"),
    ),
    "two introductions": (
        paper("Introduction", identifiers=("doi:10.1000/1",), venue="A"),
        paper("Introduction", identifiers=("doi:10.1000/2",), venue="B"),
    ),
    "two pieces of one volume": (
        paper("Summation by chairman", identifiers=("acl:1960.e-1.5",), venue="A"),
        paper("Summation by chairman", identifiers=("acl:1960.e-1.6",), venue="A"),
    ),
    "chapters with the DOI of their book": (
        paper("How to weigh a model", identifiers=("doi:10.1000/book",)),
        paper("How to sell a model", "Bo Ek", identifiers=("doi:10.1000/book",)),
    ),
    "parts of one book": (
        paper("How to weigh a model", identifiers=("isbn:9783864903113",)),
        paper("How to sell a model", identifiers=("isbn:9783864903113",)),
    ),
    "one DOI by mistake": (
        paper("A review of books", identifiers=("doi:10.1000/1", "acl:J10-1006")),
        paper("Failure is an orphan", identifiers=("doi:10.1000/1", "acl:J10-1008")),
    ),
}


@pytest.mark.parametrize(("one", "other", "rule"), SAME, ids=[str(place) for place in range(len(SAME))])
def test_one_paper(one: Paper, other: Paper, rule: str) -> None:
    assert Duplicate(0, 1, rule) in list(find_duplicates([one, other]))
    assert Duplicate(0, 1, rule) in list(find_duplicates([other, one]))


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_papers(name: str) -> None:
    one, other = DIFFERENT[name]
    assert list(find_duplicates([one, other])) == []
    assert list(find_duplicates([other, one])) == []


def test_an_identifier_on_many_titles_is_a_constant() -> None:
    titles = ("How to weigh a model", "How to sell a model", "How to cut a model", "How to mend a model")
    constant = [paper(title, identifiers=("scopus:2-s2.0-0",)) for title in titles]
    assert list(find_duplicates(constant)) == []
    assert list(find_duplicates(constant[:2])) == [Duplicate(0, 1, "same scopus:2-s2.0-0")]


def test_years_do_not_run_on() -> None:
    """Each is a year from the next, but the first and the last are two papers."""
    chain = [paper(LONG, year=year) for year in ("2020", "2021", "2022")]
    assert list(find_duplicates(chain)) == [
        Duplicate(0, 1, "same title and first author, 2020 and 2021"),
    ]


def test_an_id_that_a_source_gives_decides() -> None:
    one, other = replace(ONE, id="paper:x"), paper("Another title of it", id="paper:x")
    assert list(find_duplicates([one, other])) == [Duplicate(0, 1, "same id paper:x")]


def test_registered_names_are_those_of_the_work() -> None:
    record = replace(
        ONE, doi="10.1000/A", identifiers=("doi:10.1000/a", "isbn:978", "id:7", "arxiv:2001.00001")
    )
    assert registered(record) == ("doi:10.1000/a", "arxiv:2001.00001")
    assert not is_preprint(record)
    assert is_preprint(replace(ONE, doi="10.48550/arxiv.2001.00001"))
    assert is_preprint(replace(ONE, type="preprint"))
    assert not is_preprint(ONE)
