"""How tightly a node's surroundings hold together: cores, triangles, and what keeps parts joined."""

from typing import Any

import networkx as nx

from kgraph.adjacency import Adjacency, by_node, convert


def core_number(network: nx.Graph | Adjacency) -> dict[Any, float]:
    """Largest k such that the node is in the k-core, where all have k links among themselves (Seidman 1983).

    Unweighted; in plus out if directed. Links of a node to itself are left out.

    >>> core_number(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    {'a': 2.0, 'b': 2.0, 'c': 2.0, 'd': 1.0}
    """
    adjacency = convert(network, None)
    if not adjacency.is_directed:
        return by_node(adjacency, adjacency.simple.coreness())
    graph = adjacency.graph
    if adjacency.loops.any():
        graph = graph.copy()
        graph.simplify(multiple=False, loops=True)
    return by_node(adjacency, graph.coreness(mode="all"))


def clustering(network: nx.Graph | Adjacency) -> dict[Any, float]:
    """Share of a node's neighbour pairs that are linked themselves (Watts and Strogatz 1998): 0 to 1.

    Directions and weights are ignored; a node with fewer than two neighbours has 0.

    >>> clustering(nx.complete_graph(3))
    {0: 1.0, 1: 1.0, 2: 1.0}
    """
    adjacency = convert(network, None)
    if not adjacency.nodes:
        return {}
    return by_node(adjacency, adjacency.simple.transitivity_local_undirected(mode="zero"))


def average_clustering(network: nx.Graph | Adjacency) -> float:
    """Mean share of a node's neighbour pairs that are linked themselves (Watts and Strogatz 1998): 0 to 1.

    Directions and weights are ignored; a node with fewer than two neighbours counts as 0.

    >>> average_clustering(nx.complete_graph(3))
    1.0
    """
    adjacency = convert(network, None)
    if not adjacency.nodes:
        return 0.0
    return float(adjacency.simple.transitivity_avglocal_undirected(mode="zero"))


def articulation_points(network: nx.Graph | Adjacency) -> list[Any]:
    """List the nodes without which their component falls apart (Hopcroft and Tarjan 1973).

    In the order of the network; directions are ignored.

    >>> articulation_points(nx.path_graph(4))
    [1, 2]
    """
    adjacency = convert(network, None)
    return [adjacency.nodes[place] for place in sorted(adjacency.simple.articulation_points())]
