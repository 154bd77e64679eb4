"""Who is in which group, as a sparse matrix, and which groups are small enough to link their members."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from kgraph.networks.weighting import Integers

# A paper with more authors, or a concept or person with more papers, links nobody in a projection: the
# number of pairs grows with the square, and a link through a group of that size says little. The list
# of what was left out is `network.graph["left_out"]`.
MAX_GROUP = 100

# So many pairs, those of several groups counted each time, may be in a projection; where there are more, the
# largest groups are left out until it fits. A link takes 0.5 KB and a microsecond in NetworkX.
MAX_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """`matrix` is items x groups, 1 where the item is in the group; `groups` names its columns."""

    groups: npt.NDArray[np.object_]
    matrix: sparse.csr_array

    @property
    def sizes(self) -> Integers:
        """The number of items in each group."""
        return _count(self.matrix.indices, len(self.groups))

    @property
    def memberships(self) -> Integers:
        """The number of groups that each item is in."""
        counts: Integers = np.diff(self.matrix.indptr).astype(np.int64)
        return counts

    def weigh(self, values: npt.NDArray[Any]) -> sparse.csr_array:
        """The matrix with the value of each group in place of 1."""
        matrix = self.matrix
        return sparse.csr_array((values[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)


def read_incidence(items: pl.Series, members: pl.DataFrame, groups: pl.Series | None = None) -> Incidence:
    """The incidence of a table with the columns `group` and `item`; rows of `matrix` are `items`.

    Its columns are `groups`, or those of the table, sorted. Items and groups that are not among them are
    dropped, and repeats count once.

    >>> read_incidence(pl.Series(["a", "b"]), pl.DataFrame({"group": ["g", "g"], "item": ["b", "z"]})).groups
    array(['g'], dtype=object)
    """
    if groups is None:
        groups = members["group"].unique().sort()
    rows = pl.DataFrame({"item": items, "row": np.arange(len(items), dtype=np.int32)})
    columns = pl.DataFrame({"group": groups, "column": np.arange(len(groups), dtype=np.int32)})
    placed = members.join(rows, on="item").join(columns, on="group").select("row", "column").unique()
    pairs = placed.sort("row", "column").to_numpy()
    starts = np.searchsorted(pairs[:, 0], np.arange(len(items) + 1)).astype(np.int32)
    # Signed and wide enough for every count.
    ones = np.ones(len(pairs), dtype=np.int32)
    matrix = sparse.csr_array(
        (ones, np.ascontiguousarray(pairs[:, 1]), starts), shape=(len(items), len(groups))
    )
    return Incidence(np.array(groups.to_list(), dtype=object), matrix)


def keep_groups(incidence: Incidence, kept: npt.NDArray[np.bool_]) -> Incidence:
    """The incidence with those groups alone; `kept` has one truth value for each."""
    return Incidence(incidence.groups[kept], incidence.matrix[:, np.flatnonzero(kept)])


def largest_group(sizes: Integers, max_group: int = MAX_GROUP, max_pairs: int = MAX_PAIRS) -> int:
    """The size up to which groups may link their members: `max_group`, or less if the pairs were too many.

    Pairs are always linked, so it is 2 or more unless `max_group` is less.

    >>> largest_group(np.array([2, 2, 3, 500])), largest_group(np.array([2, 2, 3, 500]), max_pairs=4)
    (100, 2)
    """
    # No longer than the groups are large: who wants no cap gives a number that no memory holds.
    largest = min(max_group, int(sizes.max(initial=0)))
    size = np.arange(largest + 1)
    count = _count(sizes[sizes <= largest], largest + 1)
    pairs = np.cumsum(count * size * (size - 1) // 2)
    if pairs[-1] <= max_pairs:
        return max_group
    return max(int(np.flatnonzero(pairs <= max_pairs)[-1]), 2)


def _count(values: npt.NDArray[Any], length: int) -> Integers:
    return np.bincount(values, minlength=length).astype(np.int64)
