"""Structural holes: whether a node's contacts are linked without it, so that it brokers little."""

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kgraph.centrality.conversion import Adjacency, by_node, convert

# Ways of two steps that are held at a time: 16 bytes each. All at once are 159 million for the papers of
# NeurIPS (13,000), of which only those between contacts are kept.
_WAYS = 10_000_000


def constraint(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """How far a node's contacts are bound up with each other (Burt 1992, p. 54): low for a broker.

    The sum over contacts v of (p_uv + sum over w of p_uw p_wv) squared, p being the share of u's weights,
    both directions added, that is with v. Not a number for a node without contacts.

    >>> constraint(nx.star_graph(4))[0]
    0.25
    """
    adjacency = convert(network, weight)
    mutual = _mutual(adjacency)
    shares = _divided(mutual, mutual.sum(axis=1))
    values = np.zeros(mutual.shape[0])
    for rows, between in _between_contacts(shares, shares):
        bound = shares[rows] + between
        values[rows] = (bound * bound).sum(axis=1)
    return _of_linked(adjacency, mutual, values)


def effective_size(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """Number of a node's contacts, less what links among them make redundant (Burt 1992, p. 52).

    The sum over contacts v of 1 - sum over w of p_uw m_vw, p as in `constraint`, m the weight of v and w
    over v's largest: for plain links, contacts less their mean degree among themselves (Borgatti 1997).
    Not a number for a node without contacts.

    >>> effective_size(nx.star_graph(4))[0], effective_size(nx.complete_graph(5))[0]
    (4.0, 1.0)
    """
    adjacency = convert(network, weight)
    mutual = _mutual(adjacency)
    shares = _divided(mutual, mutual.sum(axis=1))
    largest = mutual.max(axis=1).toarray().ravel() if mutual.nnz else np.zeros(mutual.shape[0])
    values = np.diff(mutual.indptr).astype(float)
    for rows, between in _between_contacts(shares, _divided(mutual, largest).T.tocsr()):
        values[rows] -= between.sum(axis=1)
    return _of_linked(adjacency, mutual, values)


def _mutual(adjacency: Adjacency) -> sparse.csr_array:
    matrix = adjacency.weights
    mutual = (matrix + matrix.T).tocsr() if adjacency.is_directed else matrix * 2
    mutual.eliminate_zeros()
    return mutual


def _divided(matrix: sparse.csr_array, by: np.ndarray[Any, Any]) -> sparse.csr_array:
    inverse = np.divide(1.0, by, out=np.zeros(len(by)), where=by > 0)
    values = matrix.data * np.repeat(inverse, np.diff(matrix.indptr))
    return sparse.csr_array((values, matrix.indices, matrix.indptr), matrix.shape)


def _between_contacts(
    first: sparse.csr_array, second: sparse.csr_array
) -> Iterator[tuple[slice, sparse.csr_array]]:
    """Yield some rows of the product at a time, with what it has where `first` has something."""
    contacts = sparse.csr_array((np.ones(first.nnz), first.indices, first.indptr), first.shape)
    ways = np.cumsum(contacts @ np.diff(second.indptr))
    start = 0
    while start < first.shape[0]:
        done = ways[start - 1] if start else 0.0
        end = max(int(np.searchsorted(ways, done + _WAYS, "right")), start + 1)
        rows = slice(start, end)
        yield rows, contacts[rows] * (first[rows] @ second)
        start = end


def _of_linked(adjacency: Adjacency, mutual: sparse.csr_array, values: np.ndarray[Any, Any]) -> dict[Any, float]:
    linked = mutual.sum(axis=1) - mutual.diagonal() > 0
    return by_node(adjacency, np.where(linked, values, np.nan))
