"""Years in periods: of about as many papers each, of as many years each, or one a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import polars as pl

from kgraph.graph import Graph
from kgraph.trends.occurrences import dated_papers

# As many as a flow of themes shows side by side; Cobo et al. (2011) use five of fuzzy sets' thirty years.
PERIODS = 4


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The years `first` to `last`, both in it.

    >>> str(Period(2018, 2020)), str(Period(2021, 2021))
    ('2018–2020', '2021')
    """

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def cut_by_papers(graph: Graph, number: int = PERIODS) -> tuple[Period, ...]:
    """Cut the years into at most `number` periods of whole years with about as many papers each.

    Of all ways to cut, the one with the least sum of squares of the papers; a large year may still be a
    period by itself. Earlier cuts come first where two ways are as good.

    >>> cut_by_papers(graph, 2)  # doctest: +SKIP
    (Period(first=1965, last=2017), Period(first=2018, last=2025))
    """
    counted = dated_papers(graph).group_by("year").len().sort("year")
    return cut_counts(list(counted.iter_rows()), number)


def cut_counts(counts: Sequence[tuple[int, int]], number: int) -> tuple[Period, ...]:
    """Cut years in order, each with its papers, as `cut_by_papers` does.

    >>> cut_counts([(2001, 1), (2002, 1), (2004, 3), (2005, 5)], 2)
    (Period(first=2001, last=2004), Period(first=2005, last=2005))
    """
    if not counts:
        return ()
    sums = [0, *accumulate(papers for _, papers in counts)]
    # For each number of years from the first: the least sum of squares, and where its periods begin.
    best: list[tuple[int, tuple[int, ...]]] = [(total**2, (0,)) for total in sums]
    for _ in range(min(number, len(counts)) - 1):
        best = [best[0]] + [
            min(
                (best[begin][0] + (sums[end] - sums[begin]) ** 2, (*best[begin][1], begin))
                for begin in range(1, end)
            )
            if end > 1
            else best[1]
            for end in range(1, len(sums))
        ]
    return _join([counts[begin][0] for begin in best[-1][1]], counts[-1][0])


def cut_by_years(graph: Graph, number: int = PERIODS) -> tuple[Period, ...]:
    """Cut the years into at most `number` periods of as many years each; earlier ones have the odd years."""
    years = dated_papers(graph)["year"]
    if years.is_empty():
        return ()
    first, last = int(years.min()), int(years.max())  # type: ignore[arg-type]
    number = min(number, last - first + 1)
    length, odd = divmod(last - first + 1, number)
    return _join([first + place * length + min(place, odd) for place in range(number)], last)


def each_year(graph: Graph) -> tuple[Period, ...]:
    """A period for each year that has papers."""
    years = dated_papers(graph)["year"].unique().sort()
    return tuple(Period(year, year) for year in years)


def _join(begins: Sequence[int], last: int) -> tuple[Period, ...]:
    """Periods that follow each other without a gap."""
    ends = [begin - 1 for begin in begins[1:]] + [last]
    return tuple(Period(*years) for years in zip(begins, ends, strict=True))


def place_years(periods: Sequence[Period]) -> pl.DataFrame:
    """Each year of the periods with the number of its period: columns year and period."""
    rows = [(year, place) for place, one in enumerate(periods) for year in range(one.first, one.last + 1)]
    return pl.DataFrame(rows, schema={"year": pl.Int32, "period": pl.Int64}, orient="row")
