"""Structural holes: whether a node's contacts are linked without it, so that it brokers little."""

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kgraph.adjacency import Adjacency, Array, by_node, convert

# Ways of two steps that are held at a time: up to 20 bytes each. All at once are 159 million for the papers
# of NeurIPS (13,000), of which only those between contacts are kept.
_WAYS = 10_000_000


def constraint(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """How far a node's contacts are bound up with each other (Burt 1992, p. 54): low for a broker.

    The sum over contacts v of (p_uv + sum over w of p_uw p_wv) squared, p being the share of u's weights,
    both directions added, that is with v. Not a number for a node without contacts.

    >>> constraint(nx.star_graph(4))[0]
    0.25
    """
    return brokerage(network, weight)[0]


def effective_size(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """Number of a node's contacts, less what links among them make redundant (Burt 1992, p. 52).

    The sum over contacts v of 1 - sum over w of p_uw m_vw, p as in `constraint`, m the weight of v and w
    over v's largest: for plain links, contacts less their mean degree among themselves (Borgatti 1997).
    Not a number for a node without contacts.

    >>> effective_size(nx.star_graph(4))[0], effective_size(nx.complete_graph(5))[0]
    (4.0, 1.0)
    """
    return brokerage(network, weight)[1]


def brokerage(
    network: nx.Graph | Adjacency, weight: str | None = "weight"
) -> tuple[dict[Any, float], dict[Any, float]]:
    """Constraint and effective size, from one walk over the ways of two steps.

    >>> constraints, sizes = brokerage(nx.star_graph(4))
    >>> constraints[0], sizes[0]
    (0.25, 4.0)
    """
    adjacency = convert(network, weight)
    mutual = _mutual(adjacency)
    sums = mutual.sum(axis=1)
    largest = mutual.max(axis=1).toarray().ravel() if mutual.nnz else sums
    shares = _scale_rows(mutual, _invert(sums))
    constraints, redundant = np.zeros(len(sums)), np.zeros(len(sums))
    # p_uw p_wv is p_uw / s_w times the mutual weight of w and v, and p_uw m_vw is p_uw times it, but for the
    # largest of v: the real and the imaginary part of one product, which takes no longer than either.
    both = shares.data * (_invert(sums)[shares.indices] + 1j)
    for rows, between in _between_contacts(_like(shares, both), mutual.astype(np.complex128)):
        bound = shares[rows] + between.real
        constraints[rows] = (bound * bound).sum(axis=1)
        redundant[rows] = between.imag @ _invert(largest)
    sizes = np.diff(mutual.indptr) - redundant
    linked = sums - mutual.diagonal() > 0
    return (
        by_node(adjacency, np.where(linked, constraints, np.nan)),
        by_node(adjacency, np.where(linked, sizes, np.nan)),
    )


def _mutual(adjacency: Adjacency) -> sparse.csr_array:
    matrix = adjacency.weights
    mutual = (matrix + matrix.T).tocsr() if adjacency.is_directed else matrix * 2
    mutual.eliminate_zeros()
    return mutual


def _invert(values: Array) -> Array:
    return np.divide(1.0, values, out=np.zeros(len(values)), where=values > 0)


def _scale_rows(matrix: sparse.csr_array, factors: Array) -> sparse.csr_array:
    return _like(matrix, matrix.data * np.repeat(factors, np.diff(matrix.indptr)))


def _like(matrix: sparse.csr_array, values: Array) -> sparse.csr_array:
    return sparse.csr_array((values, matrix.indices, matrix.indptr), matrix.shape)


def _between_contacts(
    first: sparse.csr_array, second: sparse.csr_array
) -> Iterator[tuple[slice, sparse.csr_array]]:
    """Yield some rows of the product at a time, with what it has where `first` has something."""
    contacts = _like(first, np.ones(first.nnz))
    ways = np.cumsum(contacts @ np.diff(second.indptr))
    start = 0
    while start < first.shape[0]:
        done = ways[start - 1] if start else 0.0
        end = max(int(np.searchsorted(ways, done + _WAYS, "right")), start + 1)
        rows = slice(start, end)
        yield rows, contacts[rows] * (first[rows] @ second)
        start = end
