"""The report in a few sentences: what is not worth saying of a small corpus, and ties."""

import pytest

from kgraph.report.document import Cell, Column, Section, Table, flatten
from kgraph.report.overview import describe_in_short


def say(key: str, *rows: tuple[Cell, ...]) -> list[str]:
    table = Table(key, "", (Column("a"), Column("b")), rows)
    return [flatten(told) for told in describe_in_short([Section("", "", tables=(table,))]).sentences]


def test_one_alone_is_not_the_most_central() -> None:
    assert say("people", (1, "Ann")) == []
    assert say("people", (1, "Ann"), (2, "Ben")) == ["The most central people: Ann and Ben."]


@pytest.mark.parametrize(
    ("last", "tied"), [(3, ", others equal with the last"), (4, "")], ids=["a tie", "no tie"]
)
def test_a_tie_with_those_left_out_is_said(last: int, tied: str) -> None:
    rows = ((1, "Ann"), (2, "Ben"), (3, "Cem"), (last, "Dan"))
    assert say("bridges", *rows) == [f"Those who most bridge themes: Ann, Ben and Cem{tied}."]
    assert say("papers", *rows) == [f"The most central papers: “Ann”, “Ben” and “Cem”{tied}."]


def test_one_community_is_no_division() -> None:
    assert say("communities-topics", (1, "graphs")) == []


def test_undated_ends_of_the_main_path() -> None:
    assert say("main-path", (None, "First"), (2001, "Second")) == [
        "The main path of 2 papers leads from “First” (undated) to “Second” (2001)."
    ]
