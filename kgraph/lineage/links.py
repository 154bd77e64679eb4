"""From evidence to links: what a pair weighs, which parents a paper keeps, and how a weight is shared out."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from kgraph.lineage.calibration import Curve
from kgraph.lineage.dates import Dated
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.signals import Evidence
from kgraph.records import LineageLink
from kgraph.vocabulary import PARTS

# Parents a paper is given at most.
MOST_PARENTS = 5
# Two papers whose dates are less than this many days apart may have been written side by side: of 66 sure
# citations in a list of 28 papers, two ran against the dates.
UNCERTAIN_DAYS = 183
# Links of less weight are not made. A least weight of .02, .04, .1, .2 and .5 gives 4.6, 3.8, 2.3, .9 and
# .2 links a paper, of which .20, .23, .29, .43 and .68 are true citations: .31, .29, .22, .13 and .05 of all.
# The low value is for short reading lists, where the weights are too low and where by our own reading,
# without a count against reference lists, most of the weakest links hold.
LEAST_WEIGHT = 0.04
# Where neither paper is known to be the earlier one, either may build on the other. A paper cites a given
# one of its own year and venue a fifth as often as one of the two years before.
_EITHER_WAY = 0.5


class Weighed(NamedTuple):
    """Pairs of papers by number, their weights, and the log-odds of each part: a row a pair."""

    later: npt.NDArray[np.intp]
    earlier: npt.NDArray[np.intp]
    weights: npt.NDArray[np.float64]
    odds: npt.NDArray[np.float64]

    def take(self, rows: npt.NDArray[np.intp]) -> "Weighed":
        """Those of some rows."""
        return Weighed(self.later[rows], self.earlier[rows], self.weights[rows], self.odds[rows])


class Days(NamedTuple):
    """The first and the last day that the dates of papers may mean, as ordinals, in the order of time."""

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]

    @classmethod
    def of(cls, dated: Sequence[Dated]) -> "Days":
        """Those of some papers."""
        return cls(
            np.array([one.first.toordinal() for one in dated], dtype=np.int64),
            np.array([one.last.toordinal() for one in dated], dtype=np.int64),
        )

    def are_uncertain(self, later: npt.NDArray[np.intp], earlier: npt.NDArray[np.intp]) -> Any:
        """Whether it is uncertain which of two papers came first."""
        between = (self.first[later] + self.last[later] - self.first[earlier] - self.last[earlier]) / 2
        return (self.last[earlier] >= self.first[later]) | (between < UNCERTAIN_DAYS)


def weigh_pairs(pairs: Evidence, days: Days, curve: Curve) -> Weighed:
    """Weigh pairs, and pass over those of too little weight or without a date; the undated come last."""
    odds = curve.log_odds(pairs.parts)
    weights = curve.weigh(odds.sum(axis=0))
    likely = np.flatnonzero((pairs.later < len(days.first)) & (weights >= LEAST_WEIGHT))
    later, earlier = pairs.later[likely], pairs.earlier[likely]
    unordered = days.last[earlier] >= days.first[later]
    weights = (weights[likely] * np.where(unordered, _EITHER_WAY, 1)).round(4)
    found = Weighed(later, earlier, weights, odds[:, likely].T)
    return found.take(np.flatnonzero(weights >= LEAST_WEIGHT))


def choose_parents(
    later: npt.NDArray[np.intp], earlier: npt.NDArray[np.intp], weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.intp]:
    """Which of some pairs are kept: of each later paper those of most weight, of equal ones the earliest.

    >>> choose_parents(np.array([9] * 6), np.arange(6), np.array([0.1, 0.2, 0.3, 0.2, 0.1, 0.1])).tolist()
    [2, 1, 3, 0, 4]
    """
    order = np.lexsort((earlier, -weights, later))
    rank = np.arange(len(order)) - np.searchsorted(later[order], later[order])
    return order[rank < MOST_PARENTS]


def make_links(
    weighed: Weighed, ids: pl.Series, days: Days, people: Holdings, concepts: Holdings
) -> tuple[LineageLink, ...]:
    """Make links of all pairs, sorted by (later, earlier); `ids` are those of the papers by their numbers."""
    pairs = pl.DataFrame({"later": ids.gather(weighed.later), "earlier": ids.gather(weighed.earlier)})
    shared = zip(people.shared(pairs), concepts.shared(pairs), strict=True)
    uncertain = days.are_uncertain(weighed.later, weighed.earlier)
    columns = (weighed.weights.tolist(), weighed.odds.tolist(), shared, uncertain.tolist())
    links = map(make_link, pairs["later"], pairs["earlier"], *columns)
    return tuple(sorted(links, key=lambda link: (link.later, link.earlier)))


def join_weighed(parts: Iterable[Weighed]) -> Weighed:
    """Make one of several, in their order."""
    nothing = np.empty(0, dtype=np.intp)
    empty = Weighed(nothing, nothing, np.empty(0), np.empty((0, len(PARTS))))
    return Weighed(*map(np.concatenate, zip(empty, *parts, strict=True)))


def make_link(
    later: str,
    earlier: str,
    weight: float,
    odds: Sequence[float],
    shared: tuple[tuple[str, ...], tuple[str, ...]],
    direction_uncertain: bool,
) -> LineageLink:
    """Make the link of two papers, by their ids, that share some people and some concepts."""
    people, concepts = shared
    return LineageLink(
        later=later,
        earlier=earlier,
        weight=weight,
        parts=_share_out(weight, odds),
        shared_people=people,
        shared_concepts=concepts,
        direction_uncertain=direction_uncertain,
    )


def _share_out(weight: float, evidence: Sequence[float]) -> tuple[tuple[str, float], ...]:
    """Divide a weight among the parts by their share in the evidence, to the last ten-thousandth.

    >>> _share_out(0.5, (3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    (('text', 0.375), ('people', 0.125))
    """
    sums = list(accumulate(evidence))
    ends = [round(weight * 10_000 * part / sums[-1]) for part in sums]
    shares = [(end - start) / 10_000 for start, end in pairwise((0, *ends))]
    named = [(name, share) for name, share in zip(PARTS, shares, strict=True) if share > 0]
    return tuple(sorted(named, key=lambda part: -part[1]))
