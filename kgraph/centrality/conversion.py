"""NetworkX to igraph and to a sparse matrix, and values back to nodes. Parallel edges are added up."""

from collections.abc import Iterable
from typing import Any

import igraph as ig
import networkx as nx
import numpy as np
from scipy import sparse


def to_igraph(network: nx.Graph, weight: str | None) -> ig.Graph:
    """Give the network as igraph, nodes in the same order; without `weight` every edge weighs 1."""
    pairs, values = _edges(network, weight)
    graph = ig.Graph(n=len(network), edges=pairs, directed=network.is_directed())
    graph.es["weight"] = values
    return graph


def to_matrix(network: nx.Graph, weight: str | None) -> sparse.csr_array:
    """Give the weights as nodes x nodes, row to column; both ways if undirected, a loop counted once."""
    edges, weights = _edges(network, weight)
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    values = np.array(weights, dtype=float)
    if not network.is_directed():
        back = pairs[:, 0] != pairs[:, 1]
        values = np.concatenate([values, values[back]])
        pairs = np.concatenate([pairs, pairs[back][:, ::-1]])
    return sparse.csr_array((values, (pairs[:, 0], pairs[:, 1])), shape=(len(network), len(network)))


def _edges(network: nx.Graph, weight: str | None) -> tuple[list[tuple[int, int]], list[float]]:
    position = {node: place for place, node in enumerate(network)}
    if network.is_multigraph():
        sums: dict[tuple[int, int], float] = {}
        for source, target, value in network.edges(data=weight or "", default=1):
            pair = (position[source], position[target])
            if not network.is_directed():
                pair = (min(pair), max(pair))
            # Without a weight only the presence of an edge counts, so parallel edges are one.
            sums[pair] = sums.get(pair, 0.0) + float(value) if weight else 1.0
        return list(sums), list(sums.values())
    pairs = [(position[source], position[target]) for source, target in network.edges]
    if weight is None:
        return pairs, [1.0] * len(pairs)
    return pairs, [float(value) for _, _, value in network.edges(data=weight, default=1)]


def edge_weights(graph: ig.Graph) -> str | None:
    """Name the weights for igraph, which knows none in a graph without edges."""
    return "weight" if graph.ecount() else None


def by_node(network: nx.Graph, values: Iterable[float]) -> dict[Any, float]:
    """Give each node its value, in the order of the network."""
    return dict(zip(network, map(float, values), strict=True))
