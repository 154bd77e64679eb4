"""Which themes and keywords rise and fall: their share of the papers, and whether chance explains it."""

from dataclasses import dataclass

import numpy as np

from kgraph.graph import Graph
from kgraph.trends.occurrences import LEAST_PAPERS, Occurrences, count_topics
from kgraph.trends.significance import correct, find_trends
from kgraph.vocabulary import Kind

# What rises is what rises now: over sixty years the words of a whole field rise, over three few can be told.
WINDOW = 10
# The share of chance finds that is borne among those called significant.
LEVEL = 0.05
# What rounding leaves of a share or a z that is zero.
_ZERO = 1e-12


@dataclass(frozen=True, slots=True)
class Trend:
    """A theme or keyword over the years of a window.

    `counts` are its papers and `shares` their part of all papers (0 to 1), each by year; the shares allow for
    years with few abstracts (`Occurrences.shares`). `slope` is the change of the share per year, `before` and
    `after` are the shares of the first and the last half of the years; `z`, `p` and `q` are those of
    `find_trends`.
    """

    topic: str
    kind: str
    label: str
    papers: int
    counts: tuple[int, ...]
    shares: tuple[float, ...]
    slope: float
    before: float
    after: float
    z: float
    p: float
    q: float

    @property
    def significant(self) -> bool:
        """Whether chance is an unlikely reason, all topics that were tested considered."""
        return self.q <= LEVEL


@dataclass(frozen=True, slots=True)
class Trends:
    """All topics that were tested, the steepest rise first; `papers` are all papers of each of the `years`.

    `dispersion` says how much more the topics vary from year to year than chance does.
    """

    years: tuple[int, ...]
    papers: tuple[int, ...]
    topics: tuple[Trend, ...]
    dispersion: float

    @property
    def rising(self) -> tuple[Trend, ...]:
        """What rises significantly, the steepest first."""
        return tuple(trend for trend in self.topics if trend.significant and trend.slope > 0)

    @property
    def falling(self) -> tuple[Trend, ...]:
        """What falls significantly, the steepest first."""
        return tuple(trend for trend in reversed(self.topics) if trend.significant and trend.slope < 0)

    def strongest(self, number: int) -> tuple[Trend, ...]:
        """The changes that chance explains least, significant or not."""
        return tuple(sorted(self.topics, key=lambda trend: (trend.p, trend.label, trend.topic))[:number])


def find_rising(
    graph: Graph,
    window: int = WINDOW,
    last: int | None = None,
    kind: Kind | None = None,
    least: int = LEAST_PAPERS,
) -> Trends:
    """Find the themes and keywords whose share of the papers rises or falls.

    The window is the last so many years up to `last` or to the year of the newest paper, which may be
    partial: a share does not mind. `kind` may be theme or keyword; q is corrected for all topics of the same
    kind, so it does not depend on what is asked for. Undated papers do not count.

    >>> [trend.label for trend in find_rising(graph).rising]  # doctest: +SKIP
    ['large language model', 'in-context learning']
    """
    newest = graph.of_kind(Kind.PAPER)["year"].max() if last is None else last
    if not isinstance(newest, int):
        return Trends((), (), (), 1.0)
    found = count_topics(graph, newest - window + 1, newest, least)
    return trends_of(found, kind)


def trends_of(found: Occurrences, kind: Kind | None = None) -> Trends:
    """Test topics that are counted already; each kind is corrected for its own, whichever are asked for."""
    test = find_trends(found.counts, found.papers, found.years)
    kinds = found.topics["kind"].to_numpy()
    q = np.ones(len(kinds))
    for one in (Kind.THEME, Kind.KEYWORD):
        q[kinds == one.value] = correct(test.p[kinds == one.value])
    papers, by_year, shares = found.papers.sum(axis=0), found.by_year, found.shares
    half = len(found.years) // 2
    halves = np.zeros((len(papers), 2), dtype=np.int64)
    halves[:half, 0] = halves[len(papers) - half :, 1] = 1
    before, after = found.gather(halves).shares.T
    rows = [
        Trend(
            topic,
            of_kind,
            label,
            papers=int(by_year[row].sum()),
            counts=tuple(by_year[row].tolist()),
            shares=tuple(shares[row].round(6).tolist()),
            slope=_figure(test.slope[row]),
            before=_figure(before[row]),
            after=_figure(after[row]),
            z=round(float(test.z[row]), 4) + 0.0,
            p=_chance(test.p[row]),
            q=_chance(q[row]),
        )
        for row, (topic, of_kind, label) in enumerate(found.topics.iter_rows())
        if kind in (None, of_kind)
    ]
    rows.sort(key=lambda trend: (-trend.slope, trend.label, trend.topic))
    return Trends(tuple(found.years.tolist()), tuple(papers.tolist()), tuple(rows), _figure(test.dispersion))


def _figure(value: float) -> float:
    """Four significant digits: the last bits differ between machines and must not decide an order."""
    return float(f"{value:.4g}") if abs(value) > _ZERO else 0.0


def _chance(value: float) -> float:
    return float(f"{value:.4g}")
