"""What a date may mean, and the order of papers in time."""

import calendar
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from kgraph.records import Paper


class Dated(NamedTuple):
    """A paper with the first and the last day that its date may mean."""

    first: date
    last: date
    paper: Paper

    @property
    def middle(self) -> float:
        """The middle of these days, as a proleptic Gregorian ordinal."""
        return middle_of(self.first, self.last)


def middle_of(first: date, last: date) -> float:
    """The middle of two days, as a proleptic Gregorian ordinal."""
    return (first.toordinal() + last.toordinal()) / 2


def in_order(papers: Iterable[Paper]) -> tuple[list[Dated], list[Paper]]:
    """The dated papers by the middle of what their date may mean, then by id; and the undated, by id."""
    papers = list(papers)
    spans = {paper.id: span for paper in papers if (span := days_of(paper.date or ""))}
    dated = sorted(
        (Dated(*spans[paper.id], paper) for paper in papers if paper.id in spans),
        key=lambda one: (one.middle, one.paper.id),
    )
    undated = sorted((paper for paper in papers if paper.id not in spans), key=lambda paper: paper.id)
    return dated, undated


def order_table(papers: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table (`paper`, an id, and `date`) in the order of `in_order`, with `first` and `last`.

    These are the days that the date may mean, as ordinals, and null for what is no date.

    >>> table = pl.DataFrame({"paper": ["a", "b", "c"], "date": [None, "2021", "2020"]})
    >>> order_table(table).select("paper", "first").rows()
    [('c', 737425), ('b', 737791), ('a', None)]
    """
    spans = ((text, days_of(text)) for text in papers["date"].drop_nulls().unique())
    rows = [(text, span[0].toordinal(), span[1].toordinal()) for text, span in spans if span]
    days = pl.DataFrame(rows, {"date": pl.String, "first": pl.Int64, "last": pl.Int64}, orient="row")
    whole = papers.join(days, on="date", how="left")
    return whole.sort(pl.col("first").is_null(), pl.col("first") + pl.col("last"), "paper")


@lru_cache(maxsize=1 << 16)
def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day that an ISO date, month or year may mean; nothing for what is no date.

    >>> days_of("2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    try:
        year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first, last
