"""Memberships become links: a product of sparse matrices, and what each link rests on."""

from typing import Any

import numpy as np
import polars as pl
from scipy import sparse

from kgraph.networks.incidence import Incidence, keep_groups, largest_group, read_incidence
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Floats, Integers, Weighting, normalise

# Fractional weights are sums of hundredths and more.
_PLACES = 6


def project(
    nodes: pl.DataFrame,
    members: pl.DataFrame,
    reasons: str,
    weighting: Weighting,
    max_group: int,
    own: Weighting = Weighting.FULL,
) -> SparseNetwork:
    """Link the nodes that are in the same group; `members` has the columns group and item.

    `reasons` is the attribute of a link that lists the common groups. A link has its `count` beside its
    weight, unless it is weighted by the count, or as this network is by itself (`own`).
    """
    incidence = read_incidence(nodes["id"], members)
    cap = largest_group(incidence.sizes, max_group)
    left_out = incidence.groups[incidence.sizes > cap]
    kept = keep_groups(incidence, incidence.sizes <= cap)
    # A group of one links nobody; it must not divide by nothing.
    shares = 1.0 / np.maximum(kept.sizes - 1, 1)
    links = _Links(kept, kept, shares)
    return _network(nodes, links, reasons, weighting, own, cap, left_out.tolist())


def connect(
    nodes: pl.DataFrame,
    one_side: pl.DataFrame,
    other_side: pl.DataFrame,
    reasons: str,
    weighting: Weighting,
    max_group: int,
) -> SparseNetwork:
    """Link nodes of two kinds that are in the same group; both tables have the columns group and item.

    In `nodes` those of the one side come first. Groups are left out by their members on the one side. Here
    `fractional` shares each group evenly among these: a paper counts 1 / n for each of its n authors.
    """
    groups = pl.concat([one_side["group"], other_side["group"]]).unique().sort()
    rows, columns = (read_incidence(nodes["id"], side, groups) for side in (one_side, other_side))
    small = rows.sizes <= max_group
    left_out = rows.groups[~small]
    rows, columns = keep_groups(rows, small), keep_groups(columns, small)
    links = _Links(rows, columns, 1.0 / np.maximum(rows.sizes, 1))
    return _network(nodes, links, reasons, weighting, Weighting.FULL, max_group, left_out.tolist())


class _Links:
    """The links of two incidences over the same groups, and what each group counts in a fractional weight."""

    def __init__(self, rows: Incidence, columns: Incidence, shares: Floats) -> None:
        self._rows, self._columns, self._shares = rows, columns, shares
        product = _multiply(rows.matrix, columns.matrix)
        sources, targets = product.nonzero()
        self.sources, self.targets = sources.astype(np.int64), targets.astype(np.int64)
        self.counts: Integers = product.data.astype(np.int64)

    def weigh(self, weighting: Weighting) -> Floats | Integers:
        match weighting:
            case Weighting.FULL:
                return self.counts
            case Weighting.FRACTIONAL:
                return np.asarray(np.round(self._sum(self._shares), _PLACES))
        one, other = self._rows.memberships[self.sources], self._columns.memberships[self.targets]
        return normalise(weighting, self.counts, one, other)

    def reasons(self) -> list[list[str]]:
        """The common groups of each link, sorted."""
        rows, members = self._rows.matrix, self._columns.matrix.T.tocsr()
        members.sort_indices()
        # Each membership meets the members of its group: a row of indices for each node, group after group.
        sizes = np.diff(members.indptr)[rows.indices]
        before = np.cumsum(sizes) - sizes
        places = np.arange(sizes.sum()) + np.repeat(members.indptr[rows.indices] - before, sizes)
        nodes = np.repeat(np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr)), sizes)
        others, groups = members.indices[places], np.repeat(rows.indices, sizes)
        above = others > nodes
        bounds = np.searchsorted(nodes[above], np.arange(rows.shape[0] + 1))
        shape = (rows.shape[0],) * 2
        met = sparse.csr_array((groups[above], others[above], bounds), shape=shape)
        # There and back by counting, which keeps the order: by node, then other node, then group.
        names = self._rows.groups[met.tocsc().tocsr().data].tolist()
        ends = np.cumsum(self.counts).tolist()
        return [names[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    def _sum(self, values: Floats | Integers) -> Any:
        """For each link the sum of the values of its common groups, all above zero."""
        return _multiply(self._rows.weigh(values), self._columns.matrix).data


def _network(
    nodes: pl.DataFrame,
    links: _Links,
    reasons: str,
    weighting: Weighting,
    own: Weighting,
    max_group: int,
    left_out: list[str],
) -> SparseNetwork:
    weights = links.weigh(weighting)

    def facts() -> list[dict[str, Any]]:
        if weighting in (Weighting.FULL, own):
            return [
                {"weight": weight, reasons: common}
                for weight, common in zip(weights.tolist(), links.reasons(), strict=True)
            ]
        return [
            {"weight": weight, "count": count, reasons: common}
            for weight, count, common in zip(
                weights.tolist(), links.counts.tolist(), links.reasons(), strict=True
            )
        ]

    return SparseNetwork(
        nodes=nodes,
        sources=links.sources,
        targets=links.targets,
        counts=links.counts,
        weights=weights,
        directed=False,
        weighting=weighting.value,
        max_group=max_group,
        left_out=tuple(left_out),
        facts=facts,
    )


def _multiply(rows: Any, columns: Any) -> Any:
    """The product over the groups, above the diagonal: each pair of nodes once, sorted."""
    product = sparse.triu(rows @ columns.T, k=1, format="csr")
    product.sort_indices()
    return product
