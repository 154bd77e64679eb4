"""Centrality measures: any NetworkX graph in, a dict of node to value out, as NetworkX gives it.

The work is done by igraph, 10 to 300 times faster; the values are NetworkX's, which the tests hold them to.
Parallel edges are added up. A network without nodes gives an empty dict.
"""

import math
import random
import warnings
from typing import Any

import igraph as ig
import networkx as nx
import numpy as np

from kgraph import vocabulary

MEASURES = vocabulary.MEASURES


def degree(network: nx.Graph) -> dict[Any, float]:
    """Share of the other nodes that a node is linked to (in plus out if directed): 0 to 1, 2 if directed.

    >>> degree(nx.path_graph(3))
    {0: 0.5, 1: 1.0, 2: 0.5}
    """
    graph = _to_igraph(network, None)
    others = graph.vcount() - 1
    if others < 1:
        return dict.fromkeys(network, 1.0)
    return _by_node(network, [value / others for value in graph.degree(loops=True)])


def strength(network: nx.Graph, weight: str | None = "weight") -> dict[Any, float]:
    """Weighted degree: the sum of the weights of a node's edges (in plus out if directed).

    >>> strength(nx.Graph([("a", "b", {"weight": 3})]))
    {'a': 3.0, 'b': 3.0}
    """
    graph = _to_igraph(network, weight)
    return _by_node(network, graph.strength(weights=_weights(graph), loops=True))


def betweenness(network: nx.Graph, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Share of the shortest paths between other nodes that run through a node (Freeman 1977): 0 to 1.

    Unweighted: an edge's weight here is a strength, not a length. Exact without `sample`; with it the
    paths from that many nodes, drawn with `seed`, stand for all (Brandes and Pich 2007).

    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    graph = _to_igraph(network, None)
    nodes = graph.vcount()
    if nodes < 3:
        return dict.fromkeys(network, 0.0)
    pairs = (nodes - 1) * (nodes - 2) / (1 if graph.is_directed() else 2)
    if sample is None or sample >= nodes:
        return _by_node(network, [value / pairs for value in graph.betweenness()])
    sources = _draw(nodes, sample, seed)
    scale = nodes / sample / pairs
    return _by_node(network, [value * scale for value in graph.betweenness(sources=sources)])


def closeness(network: nx.Graph, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Inverse of the mean distance to a node from those that reach it, times their share: 0 to 1.

    The form of Wasserman and Faust (1994, p. 201) for networks in several components, unweighted; in a
    directed network distances run along the edges towards the node. Exact without `sample`; with it the
    distances from that many nodes, drawn with `seed`, stand for all (Eppstein and Wang 2004).

    >>> closeness(nx.path_graph(3))[1]
    1.0
    """
    graph = _to_igraph(network, None)
    nodes = graph.vcount()
    if nodes < 2:
        return dict.fromkeys(network, 0.0)
    if sample is not None and sample < nodes:
        return _by_node(network, _sampled_closeness(graph, _draw(nodes, sample, seed)))
    # igraph leaves out the nodes that do not reach this one; the share of those that do puts them back.
    means = graph.closeness(mode="in")
    reached = _reached(graph)
    values = [0.0 if math.isnan(m) else m * r / (nodes - 1) for m, r in zip(means, reached, strict=True)]
    return _by_node(network, values)


def eigenvector(network: nx.Graph, weight: str | None = "weight") -> dict[Any, float]:
    """Central if linked to central nodes (Bonacich 1987): a vector of length one, values 0 to 1.

    In a network of several components the component with the largest eigenvalue takes it all. In a
    directed network a node gets its value along incoming edges. Without any edge all nodes are equal.

    >>> round(eigenvector(nx.path_graph(3))[1], 4)
    0.7071
    """
    graph = _to_igraph(network, weight)
    if graph.ecount() == 0:
        return {node: 1 / math.sqrt(graph.vcount()) for node in network}
    with warnings.catch_warnings():
        # igraph warns of what the docstring says: all but one component come out as zero.
        warnings.filterwarnings("ignore", category=RuntimeWarning, message=".*eigenvector centralit")
        values = graph.eigenvector_centrality(weights=_weights(graph))
    length = math.sqrt(sum(value * value for value in values)) or 1.0
    return _by_node(network, [abs(value) / length for value in values])


def pagerank(network: nx.Graph, weight: str | None = "weight", damping: float = 0.85) -> dict[Any, float]:
    """Where a random reader who follows edges ends up (Brin and Page 1998): values that add up to 1.

    >>> round(pagerank(nx.DiGraph([("later", "earlier")]))["earlier"], 4)
    0.6491
    """
    graph = _to_igraph(network, weight)
    if graph.vcount() == 0:
        return {}
    return _by_node(network, graph.pagerank(damping=damping, weights=_weights(graph)))


def average_clustering(network: nx.Graph) -> float:
    """Mean share of a node's neighbour pairs that are linked themselves (Watts and Strogatz 1998): 0 to 1.

    Directions and weights are ignored; a node with fewer than two neighbours counts as 0.

    >>> average_clustering(nx.complete_graph(3))
    1.0
    """
    graph = _to_igraph(network, None)
    if graph.vcount() == 0:
        return 0.0
    graph.to_undirected()
    return float(graph.transitivity_avglocal_undirected(mode="zero"))


def _to_igraph(network: nx.Graph, weight: str | None) -> ig.Graph:
    position = {node: place for place, node in enumerate(network)}
    edges: dict[tuple[int, int], float] = {}
    for source, target, value in network.edges(data=weight or "", default=1):
        pair = (position[source], position[target])
        # Without a weight only the presence of an edge counts, so parallel edges are one.
        edges[pair] = edges.get(pair, 0.0) + float(value) if weight else 1.0
    graph = ig.Graph(n=len(position), edges=list(edges), directed=network.is_directed())
    graph.es["weight"] = list(edges.values())
    return graph


def _weights(graph: ig.Graph) -> str | None:
    return "weight" if graph.ecount() else None


def _draw(nodes: int, sample: int, seed: int) -> list[int]:
    return sorted(random.Random(seed).sample(range(nodes), sample))


def _sampled_closeness(graph: ig.Graph, sources: list[int]) -> list[float]:
    total, reached = np.zeros(graph.vcount()), np.zeros(graph.vcount())
    for source in sources:
        distances = np.array(graph.distances(source=source, mode="out")[0])
        reaches = np.isfinite(distances) & (distances > 0)
        reached += reaches
        total[reaches] += distances[reaches]
    # A node is no source of its own, so those in the sample have one fewer.
    asked = np.full(graph.vcount(), float(len(sources)))
    asked[sources] -= 1
    scores = np.divide(reached**2, total * asked, out=np.zeros_like(total), where=total > 0)
    return [float(score) for score in scores]


def _reached(graph: ig.Graph) -> list[int]:
    if not graph.is_directed():
        components = graph.connected_components()
        sizes = components.sizes()
        return [sizes[component] - 1 for component in components.membership]
    return [size - 1 for size in graph.neighborhood_size(order=graph.vcount(), mode="in")]


def _by_node(network: nx.Graph, values: list[float]) -> dict[Any, float]:
    return dict(zip(network, map(float, values), strict=True))
