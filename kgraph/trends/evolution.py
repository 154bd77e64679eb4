"""How themes change from period to period: which grow and shrink, which flow into which.

Periods side by side, joined by what runs from one to the next, is the picture of M. J. Cobo et al., "An
approach for detecting, quantifying, and visualizing the evolution of a research field", Journal of
Informetrics 5(1), 2011. They join clusters of keywords by the words these have in common; themes of a scheme
are the same in all periods, so here links between papers and people join them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kgraph.graph import Graph
from kgraph.trends.flows import Flow, LinkAccount, find_flows
from kgraph.trends.occurrences import Occurrences, count_topics
from kgraph.trends.periods import Period, cut_by_papers
from kgraph.trends.rising import LEVEL
from kgraph.trends.significance import find_trends
from kgraph.vocabulary import Kind

# A theme is told to flow into another one, or to draw on it, with a fifth of what it hands on or gets from
# the period beside it, of at least so much weight, and no less than the sizes of both explain.
LEAST_PART = 1 / 5
LEAST_FLOW = 3.0
# What rounding may take from a number.
_ROUNDED = 1 - 1e-9


class Course(StrEnum):
    """What became of the share of a theme from one period to the next."""

    APPEARED = "appeared"  # for the first time
    RETURNED = "returned"  # was there, but not in the period before
    GREW = "grew"
    HELD = "held"  # no change that chance does not explain
    SHRANK = "shrank"
    ABSENT = "absent"  # was there in the period before


@dataclass(frozen=True, slots=True)
class ThemePeriod:
    """A theme in a period (a number, from 0): its papers, and their share of all papers."""

    period: int
    theme: str
    label: str
    papers: int
    share: float


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """A theme in a period against the period before.

    `course` says what its share did: grew or shrank only if chance does not explain it. `fold` is by how much
    the share was multiplied, as if abstracts were as common in both periods; null from nothing. `into` are
    other themes that carry on the papers which it had in the period before, `out_of` other themes on whose
    papers of the period before its own stand; each with its part (0 to 1) of what the theme hands on, or
    gets, between the two periods.
    """

    period: int
    theme: str
    label: str
    papers_before: int
    papers: int
    share_before: float
    share: float
    course: Course
    fold: float | None
    q: float
    into: tuple[tuple[str, float], ...]
    out_of: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Evolution:
    """Themes by period, the flows between them and what changed; `papers` are all papers of each period.

    `themes` has a row for each period and theme with papers, those with most papers first in each period.
    """

    periods: tuple[Period, ...]
    papers: tuple[int, ...]
    themes: tuple[ThemePeriod, ...]
    flows: tuple[Flow, ...]
    changes: tuple[ThemeChange, ...]
    account: LinkAccount


def trace_themes(graph: Graph, periods: tuple[Period, ...] | None = None) -> Evolution:
    """Trace the themes through periods, by default four with about as many papers each.

    >>> [change.course.value for change in trace_themes(graph).changes]  # doctest: +SKIP
    ['grew', 'held']
    """
    periods = cut_by_papers(graph) if periods is None else periods
    flows, account = find_flows(graph, periods)
    found = _by_period(count_topics(graph, least=1), periods)
    counts, papers, topics = found.by_year, found.papers.sum(axis=0), found.topics.rows()
    rows = [
        ThemePeriod(place, theme, label, int(counts[row, place]), _share(counts[row, place], papers[place]))
        for place in range(len(periods))
        for row, (theme, _, label) in enumerate(topics)
        if counts[row, place]
    ]
    rows.sort(key=lambda one: (one.period, -one.papers, one.label, one.theme))
    changes = [
        change
        for place in range(1, len(periods))
        for change in _changes(found, place, _Streams(flows, place))
    ]
    return Evolution(periods, tuple(papers.tolist()), tuple(rows), flows, tuple(changes), account)


class _Streams:
    """What runs between a period and the one before: all that leaves and reaches each theme."""

    def __init__(self, flows: Iterable[Flow], period: int) -> None:
        self._out: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._in: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for flow in flows:
            if flow.target_period == period and flow.source_period == period - 1 and flow.value:
                self._out[flow.source][flow.target] = self._in[flow.target][flow.source] = flow.value
        self._sent = {theme: sum(streams.values()) for theme, streams in self._out.items()}
        self._got = {theme: sum(streams.values()) for theme, streams in self._in.items()}
        self._whole = sum(self._sent.values())

    def into(self, theme: str) -> tuple[tuple[str, float], ...]:
        """The other themes that carry on a notable part of a theme."""
        return self._notable(theme, self._out[theme], self._sent.get(theme, 0.0), self._got)

    def out_of(self, theme: str) -> tuple[tuple[str, float], ...]:
        """The other themes on which a notable part of a theme stands."""
        return self._notable(theme, self._in[theme], self._got.get(theme, 0.0), self._sent)

    def _notable(
        self, theme: str, streams: Mapping[str, float], own: float, ends: Mapping[str, float]
    ) -> tuple[tuple[str, float], ...]:
        if own < LEAST_FLOW:
            return ()
        found = [
            (other, round(value / own, 3))
            for other, value in streams.items()
            if other != theme
            and value >= LEAST_PART * own
            and value * self._whole >= own * ends[other] * _ROUNDED
        ]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _by_period(found: Occurrences, periods: tuple[Period, ...]) -> Occurrences:
    """The themes among the topics, counted by period in place of year."""
    is_theme = found.topics["kind"] == Kind.THEME.value
    inside = np.array(
        [[period.first <= year <= period.last for period in periods] for year in found.years.tolist()],
        dtype=np.int64,
    ).reshape(len(found.years), len(periods))
    themes = Occurrences(
        found.topics.filter(is_theme), found.years, found.papers, found.counts[is_theme.to_numpy()]
    )
    return themes.gather(inside)


def _changes(found: Occurrences, place: int, streams: _Streams) -> Iterable[ThemeChange]:
    pair = found.gather(np.eye(len(found.years), dtype=np.int64)[:, place - 1 : place + 1])
    test = find_trends(pair.counts, pair.papers, pair.years)
    counts, adjusted, papers = found.by_year, pair.shares, pair.papers.sum(axis=0)
    for row, (theme, _, label) in enumerate(found.topics.iter_rows()):
        before, now = (int(count) for count in pair.by_year[row])
        if not before + now:
            continue
        yield ThemeChange(
            place,
            theme,
            label,
            before,
            now,
            _share(before, papers[0]),
            _share(now, papers[1]),
            _course(counts[row, : place + 1].tolist(), float(test.z[row]), float(test.q[row])),
            float(f"{adjusted[row, 1] / adjusted[row, 0]:.4g}") if before else None,
            float(f"{test.q[row]:.4g}"),
            streams.into(theme),
            streams.out_of(theme),
        )


def _course(counts: list[int], z: float, q: float) -> Course:
    """`counts` are the papers of all periods up to this one."""
    *earlier, before, now = counts
    if not now:
        return Course.ABSENT
    if not before:
        return Course.RETURNED if any(earlier) else Course.APPEARED
    if q > LEVEL:
        return Course.HELD
    return Course.GREW if z > 0 else Course.SHRANK


def _share(some: int, whole: int) -> float:
    return round(int(some) / int(whole), 6) if whole else 0.0
