"""What a node's own edges say: how many and how strong."""

from collections.abc import Collection, Iterable
from typing import Any

import networkx as nx
import numpy as np

from kgraph.adjacency import Adjacency, by_node, convert


def degree(network: nx.Graph | Adjacency) -> dict[Any, float]:
    """Share of the other nodes that a node is linked to (in plus out if directed): 0 to 1, 2 if directed.

    A link to itself counts twice, at both of its ends.

    >>> degree(nx.path_graph(3))
    {0: 0.5, 1: 1.0, 2: 0.5}
    """
    if isinstance(network, nx.Graph) and not (network.is_directed() or network.is_multigraph()):
        # Each link is there once, at both of its ends: an `Adjacency` takes four times as long as to count.
        return _share(network, (len(links) + (node in links) for node, links in network.adjacency()))
    adjacency = convert(network, None)
    return _share(adjacency.nodes, _sums(adjacency).tolist())


def _share(nodes: Collection[Any], counts: Iterable[float]) -> dict[Any, float]:
    others = len(nodes) - 1
    if others < 1:
        return dict.fromkeys(nodes, 1.0)
    return {node: count / others for node, count in zip(nodes, counts, strict=True)}


def strength(network: nx.Graph | Adjacency, weight: str | None = "weight") -> dict[Any, float]:
    """Weighted degree: the sum of the weights of a node's edges (in plus out if directed).

    >>> strength(nx.Graph([("a", "b", {"weight": 3})]))
    {'a': 3.0, 'b': 3.0}
    """
    adjacency = convert(network, weight)
    return by_node(adjacency, _sums(adjacency))


def _sums(adjacency: Adjacency) -> np.ndarray[Any, Any]:
    out = adjacency.weights.sum(axis=1)
    return np.asarray(out + (adjacency.weights.sum(axis=0) if adjacency.is_directed else adjacency.loops))
