"""How tightly a node's surroundings hold together: cores, triangles, and what keeps parts joined."""

from typing import Any

import igraph as ig
import networkx as nx

from kgraph.centrality.conversion import by_node, to_igraph


def core_number(network: nx.Graph) -> dict[Any, float]:
    """Largest k such that the node is in the k-core, where all have k links among themselves (Seidman 1983).

    Unweighted; in plus out if directed. Links of a node to itself are left out.

    >>> core_number(nx.Graph([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    {'a': 2.0, 'b': 2.0, 'c': 2.0, 'd': 1.0}
    """
    return by_node(network, _without_loops(network).coreness(mode="all"))


def clustering(network: nx.Graph) -> dict[Any, float]:
    """Share of a node's neighbour pairs that are linked themselves (Watts and Strogatz 1998): 0 to 1.

    Directions and weights are ignored; a node with fewer than two neighbours has 0.

    >>> clustering(nx.complete_graph(3))
    {0: 1.0, 1: 1.0, 2: 1.0}
    """
    graph = _without_loops(network)
    if graph.vcount() == 0:
        return {}
    graph.to_undirected()
    return by_node(network, graph.transitivity_local_undirected(mode="zero"))


def average_clustering(network: nx.Graph) -> float:
    """Mean share of a node's neighbour pairs that are linked themselves (Watts and Strogatz 1998): 0 to 1.

    Directions and weights are ignored; a node with fewer than two neighbours counts as 0.

    >>> average_clustering(nx.complete_graph(3))
    1.0
    """
    graph = to_igraph(network, None)
    if graph.vcount() == 0:
        return 0.0
    graph.to_undirected()
    return float(graph.transitivity_avglocal_undirected(mode="zero"))


def articulation_points(network: nx.Graph) -> list[Any]:
    """List the nodes without which their component falls apart (Hopcroft and Tarjan 1973).

    In the order of the network; directions are ignored.

    >>> articulation_points(nx.path_graph(4))
    [1, 2]
    """
    graph = to_igraph(network, None)
    nodes = list(network)
    return [nodes[place] for place in sorted(graph.articulation_points())]


def _without_loops(network: nx.Graph) -> ig.Graph:
    graph = to_igraph(network, None)
    graph.simplify(multiple=False, loops=True)
    return graph
