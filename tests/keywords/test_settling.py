import polars as pl
import pytest

from kgraph.corrections import Corrections, Decision
from kgraph.keywords.settling import SMALL_CORPUS, give_way, settle_entities
from kgraph.keywords.thesaurus import Thesaurus, make_thesaurus

COLUMNS = ("term", "phrase", "own", "either", "present")


def counts(*rows: tuple[str, int, int, int]) -> pl.DataFrame:
    return pl.DataFrame([(*row, 0) for row in rows], schema=COLUMNS, orient="row")


def settled(
    table: pl.DataFrame, thesaurus: Thesaurus, papers: int = SMALL_CORPUS
) -> list[tuple[object, ...]]:
    """Term, whole, entity and sought of each row."""
    return sorted(settle_entities(table, papers, thesaurus).rows())


def test_an_empty_head_gives_way_only_behind_what_is_a_phrase_itself() -> None:
    table = counts(
        ("bandit", 0, 1, 1), ("bandit problem", 1, 0, 1), ("kernel", 1, 0, 1), ("kernel method", 1, 0, 1)
    )
    assert give_way(table).to_list() == [False, False, False, True]


def test_a_term_must_stand_alone_in_two_papers_under_any_spelling() -> None:
    table = counts(
        ("data set", 1, 0, 1), ("dataset", 2, 0, 2), ("reward model", 1, 0, 1), ("privacy", 0, 3, 3),
        ("bandit", 1, 0, 1), ("bandit problem", 4, 0, 4),
    )  # fmt: skip
    expected = [
        ("bandit", True, "bandit", False),
        ("data set", True, "dataset", True),
        ("dataset", True, "dataset", True),
        ("privacy", True, "privacy", False),  # too common a word
        ("reward model", True, "reward model", False),
    ]
    assert settled(table, Thesaurus()) == expected
    few = settled(table, Thesaurus(), SMALL_CORPUS - 1)
    assert [(term, sought) for term, _, _, sought in few] == [
        (term, term != "privacy") for term, *_ in expected
    ]


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (("drop", "data set", "x"), [("data set", None, False), ("dataset", None, False)]),
        (
            ("merge", "dataset", "corpus"),
            [("corpus", "corpus", True), ("data set", "corpus", True), ("dataset", "corpus", True)],
        ),
        (
            ("promote", "art", "keyword"),
            [("art", "art", True), ("data set", "dataset", True), ("dataset", "dataset", True)],
        ),
    ],
)
def test_a_line_decides(decision: tuple[str, str, str], expected: list[tuple[object, ...]]) -> None:
    thesaurus = make_thesaurus(Corrections((Decision(*decision, "x:1"),)), {})
    rows = settled(counts(("data set", 1, 0, 1), ("dataset", 2, 0, 2)), thesaurus)
    assert [(term, entity, sought) for term, _, entity, sought in rows] == expected
