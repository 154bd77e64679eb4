"""How fast a corpus grows, without taking a year that is not over for a fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import exp, log

import polars as pl
from scipy.stats import linregress, t

# The last year is partial if, of the years before it, more than this share of the papers is of later months
# than its own last one. Of the ACL Anthology up to 2025 a third is; a yearly conference has none.
_LATER = 0.05
# The months of so many years before tell when a year is full.
_YEARS_BEFORE = 3
# Fewer papers with a month tell nothing.
_LEAST_MONTHS = 0.5
# A rate and a doubling time need a line through so many years, and an interval of this confidence.
_LEAST_YEARS = 3
_CONFIDENCE = 0.95


class LastYear(StrEnum):
    """Whether the last year of a corpus is whole, as far as the months of its papers tell."""

    WHOLE = "whole"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Growth:
    """How the number of papers per year grew from `first` to `last`, as shares: 0.1 is ten percent a year.

    `annual` holds each year with its change against the year before, null where that had none. `compound`
    is the rate that leads from the first number to the last, null for one year. `rate` is the slope of the
    line through the logarithms of the `years_used` that have papers, with its 95 % interval `low` to `high`
    and `r_squared`; `doubling` is the years in which the papers double (or halve, if negative), null unless
    the interval leaves out 0. Null too where fewer than three years have papers. `left_out` is a last year
    that is not counted because it may not be over.
    """

    first: int
    last: int
    left_out: int | None
    annual: tuple[tuple[int, float | None], ...]
    compound: float | None
    years_used: int
    rate: float | None
    low: float | None
    high: float | None
    r_squared: float | None
    doubling: float | None


def judge_last_year(papers: pl.DataFrame) -> LastYear:
    """Judge from the months whether the last year is whole; `papers` has the columns date and year."""
    months = papers.select("year", month=pl.col("date").str.slice(5, 2).cast(pl.Int8, strict=False))
    last = months["year"].max()
    in_last = months.filter(pl.col("year") == last)["month"]
    if in_last.is_not_null().mean() < _LEAST_MONTHS:  # type: ignore[operator]
        return LastYear.UNKNOWN
    latest = in_last.max()
    before = months.filter(pl.col("year").is_between(last - _YEARS_BEFORE, last - 1))["month"]  # type: ignore[operator]
    if latest == 12:
        return LastYear.WHOLE
    if before.is_empty() or before.is_not_null().mean() < _LEAST_MONTHS:  # type: ignore[operator]
        return LastYear.UNKNOWN
    later = (before.drop_nulls() > latest).mean()
    return LastYear.PARTIAL if later > _LATER else LastYear.WHOLE  # type: ignore[operator]


def measure_growth(counts: Sequence[tuple[int, int]], last_year: LastYear) -> Growth | None:
    """Measure growth over years in order, each with its papers; null without two years to compare.

    A partial last year is left out. Of one that is unknown only this is sure: it has at least these papers;
    so it is left out where it would be a fall, and counts where it is a rise.

    >>> found = measure_growth([(2001, 10), (2002, 20), (2003, 40), (2004, 5)], LastYear.PARTIAL)
    >>> found.last, found.annual, found.compound, found.doubling
    (2003, ((2002, 1.0), (2003, 1.0)), 1.0, 1.0)
    """
    left_out = None
    falls = len(counts) > 1 and counts[-1][1] < counts[-2][1]
    if last_year is LastYear.PARTIAL or (last_year is LastYear.UNKNOWN and falls):
        left_out, counts = counts[-1][0], counts[:-1]
        while counts and not counts[-1][1]:
            counts = counts[:-1]
    if len(counts) < 2:
        return None
    (first, earliest), (last, latest) = counts[0], counts[-1]
    annual = tuple(
        (year, round(now / then - 1, 4) if then else None) for (_, then), (year, now) in pairwise(counts)
    )
    compound = round((latest / earliest) ** (1 / (last - first)) - 1, 4)
    used = [(year, log(papers)) for year, papers in counts if papers]
    fitted = _fit(used) if len(used) >= _LEAST_YEARS else (None,) * 5
    return Growth(first, last, left_out, annual, compound, len(used), *fitted)


def _fit(points: Sequence[tuple[int, float]]) -> tuple[float | None, ...]:
    """Rate, its interval, r squared and doubling time of the line through years and logarithms."""
    if len({height for _, height in points}) == 1:
        return 0.0, 0.0, 0.0, None, None
    line = linregress(*zip(*points, strict=True))
    wide = float(t.ppf((1 + _CONFIDENCE) / 2, len(points) - 2)) * line.stderr
    low, high = line.slope - wide, line.slope + wide
    doubling = None if low <= 0 <= high else round(log(2) / float(line.slope), 1)
    rates = tuple(round(exp(slope) - 1, 4) for slope in (float(line.slope), low, high))
    return (*rates, round(float(line.rvalue) ** 2, 3), doubling)
