"""Centrality that nodes hand on to each other: the leading vectors of the network's matrix."""

import math
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kgraph.adjacency import Adjacency, Array, by_node, convert
from kgraph.centrality.leading import DENSE_NODES, TIE, lead_directed, lead_undirected
from kgraph.errors import KgraphError

# No eigenvalue is above the largest sum that comes in; at this share of the limit 185 terms suffice.
KATZ_SHARE = 0.85
# Terms of Katz's series that are added up: as NetworkX, which gives up at 1,000 steps.
KATZ_STEPS = 1000
# Relative change between two steps at which the series is at its end; floats do not hold much more.
KATZ_TOLERANCE = 1e-13
# What all values of PageRank together may be off: NetworkX stops at 1e-6 for each node, which at 100,000
# nodes is 5 % and another top 20. Ten times what the rounding of floats leaves at 100,000 nodes.
PAGERANK_ERROR = 1e-12
# Steps of the power method for hubs and authorities, and their error; a small gap is left to Lanczos.
HITS_STEPS = 200
HITS_ERROR = 1e-12


def eigenvector(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """Central if linked to central nodes (Bonacich 1987): a vector of length one, values 0 to 1.

    In a network of several components the one with the largest eigenvalue takes it all; like ones share. In a
    directed network a node gets its value along incoming edges. Without any edge all nodes are equal.

    >>> round(eigenvector(nx.path_graph(3))[1], 4)
    0.7071
    """
    adjacency = convert(network, weight)
    if adjacency.weights.nnz == 0:
        return {node: 1 / math.sqrt(len(adjacency.nodes)) for node in adjacency.nodes}
    lead = lead_directed if adjacency.is_directed else lead_undirected
    values = np.abs(lead(adjacency.weights))
    return by_node(adjacency, values / (np.linalg.norm(values) or 1.0))


def pagerank(
    network: nx.Graph | Adjacency, weight: str | None = "weight", damping: float = 0.85
) -> dict[Any, float]:
    """Where a random reader who follows edges ends up (Brin and Page 1998): values that add up to 1.

    >>> round(pagerank(nx.DiGraph([("later", "earlier")]))["earlier"], 4)
    0.6491
    """
    adjacency = convert(network, weight)
    nodes = len(adjacency.nodes)
    if not nodes:
        return {}
    matrix = adjacency.weights
    sums = matrix.sum(axis=1)
    inverse = np.divide(1.0, sums, out=np.zeros(nodes), where=sums != 0)
    shares = sparse.csr_array(
        (matrix.data * np.repeat(inverse, np.diff(matrix.indptr)), matrix.indices, matrix.indptr),
        matrix.shape,
    )
    incoming = shares.T.tocsr()
    values = np.full(nodes, 1 / nodes)
    change = math.inf
    # Each step leaves at most the share `damping` of the error, so the end is sure to come.
    while change * damping > (1 - damping) * PAGERANK_ERROR:
        lost = values[sums == 0].sum()  # who has nowhere to go on to, starts anywhere
        before, values = values, damping * (incoming @ values + lost / nodes) + (1 - damping) / nodes
        values /= values.sum()
        change = np.abs(values - before).sum()
    return by_node(adjacency, values)


def katz(
    network: nx.Graph | Adjacency, alpha: float | None = None, weight: str | None = "weight"
) -> dict[Any, float]:
    """All walks that end at a node, each step counting `alpha` of the one before (Katz 1953).

    x = alpha A^T x + 1, scaled to a vector of length one; walks run along the edges of a directed network.
    `alpha` has to stay below 1 over the largest eigenvalue of A; without one it is .85 over the largest sum
    of weights that come in at a node, which always does.

    Raises `KgraphError` if `alpha` is too large for the walks to add up.

    >>> round(katz(nx.path_graph(3))[1], 4)
    0.6763
    """
    adjacency = convert(network, weight)
    matrix = adjacency.weights.T.tocsr() if adjacency.is_directed else adjacency.weights
    if matrix.shape[0] == 0:
        return {}
    if alpha is None:
        alpha = KATZ_SHARE / (float(matrix.sum(axis=1).max()) or 1.0)
    values = np.ones(matrix.shape[0])
    for _ in range(KATZ_STEPS):
        before, values = values, alpha * (matrix @ values) + 1
        if not np.isfinite(values).all():
            break
        if np.abs(values - before).max() <= KATZ_TOLERANCE * np.abs(values).max():
            return by_node(adjacency, values / np.linalg.norm(values))
    raise KgraphError(f"Katz centrality does not settle with alpha {alpha:g}: choose a smaller one")


def hits(
    network: nx.Graph | Adjacency, weight: str | None = "weight"
) -> tuple[dict[Any, float], dict[Any, float]]:
    """Hubs and authorities (Kleinberg 1999): who points to good nodes, and who is pointed to by good ones.

    a = A^T h and h = A a up to a factor: the leading singular vectors of A, each scaled to add up to 1.
    Where several vectors lead alike, as in like components, all have their share. Without any edge all
    nodes are equal.

    >>> hubs, authorities = hits(nx.DiGraph([("review", "a"), ("review", "b")]))
    >>> hubs["review"], round(authorities["a"], 6)
    (1.0, 0.5)
    """
    adjacency = convert(network, weight)
    matrix = adjacency.weights
    if matrix.nnz == 0:
        alike = dict.fromkeys(adjacency.nodes, 1 / max(len(adjacency.nodes), 1))
        return alike, dict(alike)
    authorities = np.abs(_leading(matrix))
    hubs = matrix @ authorities
    return by_node(adjacency, hubs / hubs.sum()), by_node(adjacency, authorities / authorities.sum())


def _leading(matrix: sparse.csr_array) -> Array:
    """Give what all nodes alike have of the leading right singular vectors: one answer, even with ties."""
    nodes = matrix.shape[0]
    start = np.ones(nodes)
    if nodes > DENSE_NODES:
        values = _power(matrix, start)
        return np.asarray(sparse.linalg.svds(matrix, k=1, v0=start)[2][0]) if values is None else values
    values, vectors = np.linalg.eigh((matrix.T @ matrix).toarray())
    top = vectors[:, values >= values[-1] * (1 - TIE)]
    return np.asarray(top @ (top.T @ start))


def _power(matrix: sparse.csr_array, start: Array) -> Array | None:
    """Multiply until what is left to come, by the pace of the last steps, is below the error; or give up."""
    back = matrix.T.tocsr()
    values, change = start / np.linalg.norm(start), math.inf
    for _ in range(HITS_STEPS):
        before, values = values, back @ (matrix @ values)
        values /= np.linalg.norm(values)
        last, change = change, float(np.linalg.norm(values - before))
        if last < math.inf and change * change < HITS_ERROR * (last - change):
            return np.asarray(values)
    return None
