"""What a node's own edges say: how many and how strong."""

from typing import Any

import networkx as nx

from kgraph.centrality.conversion import by_node, edge_weights, to_igraph


def degree(network: nx.Graph) -> dict[Any, float]:
    """Share of the other nodes that a node is linked to (in plus out if directed): 0 to 1, 2 if directed.

    >>> degree(nx.path_graph(3))
    {0: 0.5, 1: 1.0, 2: 0.5}
    """
    graph = to_igraph(network, None)
    others = graph.vcount() - 1
    if others < 1:
        return dict.fromkeys(network, 1.0)
    return by_node(network, [value / others for value in graph.degree(loops=True)])


def strength(network: nx.Graph, weight: str | None = "weight") -> dict[Any, float]:
    """Weighted degree: the sum of the weights of a node's edges (in plus out if directed).

    >>> strength(nx.Graph([("a", "b", {"weight": 3})]))
    {'a': 3.0, 'b': 3.0}
    """
    graph = to_igraph(network, weight)
    return by_node(network, graph.strength(weights=edge_weights(graph), loops=True))
