"""Mentions: where the terms of a batch are printed, sorted by page and term."""

from dataclasses import dataclass

import numpy as np

from kgraph.keywords.arrays import Flags, Longs, are_among, pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.dictionary import Occurrences


@dataclass(frozen=True, slots=True)
class Mentions:
    """A row for each mention of a term: its pair of page and term, in order, and in one as the text runs.

    `in_title` says in which text of the page it stands, `starts` and `ends` where in it.
    """

    pairs: Longs
    in_title: Flags
    starts: Longs
    ends: Longs

    def count(self, pairs: Longs) -> tuple[Longs, Longs]:
        """How often the terms of some pairs are mentioned, and the row of the first mention of each."""
        first = np.searchsorted(self.pairs, pairs)
        return np.searchsorted(self.pairs, pairs, side="right") - first, first

    def name(self, pairs: Longs) -> Flags:
        """Whether the first mention of some pairs is in the title."""
        count, first = self.count(pairs)
        in_title: Flags = np.append(self.in_title, False)[first]
        return in_title & (count > 0)

    def take(self, rows: Flags) -> "Mentions":
        """Those of some rows."""
        return Mentions(self.pairs[rows], self.in_title[rows], self.starts[rows], self.ends[rows])

    def of(self, pairs: Longs) -> "Mentions":
        """The mentions of some pairs, which are in order."""
        return self.take(are_among(self.pairs, pairs))


def make_mentions(batch: Batch, found: Occurrences, local: Occurrences) -> Mentions:
    """Make one table of the entities found and of the other terms, where these were not found as entities."""
    pairs, others = (pair(batch.page_of(some.first), some.term) for some in (found, local))
    new = ~are_among(others, np.sort(pairs))
    pairs = np.concatenate((pairs, others[new]))
    order = np.argsort(pairs, kind="stable")
    first = np.concatenate((found.first, local.first[new]))[order]
    last = np.concatenate((found.last, local.last[new]))[order]
    return Mentions(
        pairs[order],
        batch.is_title(first),
        batch.reading.starts[first].astype(np.int64),
        batch.reading.ends[last - 1].astype(np.int64),
    )
