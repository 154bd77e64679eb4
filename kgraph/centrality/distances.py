"""Centrality by shortest paths: how near a node is to others, and how often between them."""

import math
import random
from typing import Any

import igraph as ig
import networkx as nx
import numpy as np

from kgraph.centrality.conversion import by_node, to_igraph


def betweenness(network: nx.Graph, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Share of the shortest paths between other nodes that run through a node (Freeman 1977): 0 to 1.

    Unweighted: an edge's weight here is a strength, not a length. Exact without `sample`; with it the
    paths from that many nodes, drawn with `seed`, stand for all (Brandes and Pich 2007).

    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    graph = to_igraph(network, None)
    nodes = graph.vcount()
    if nodes < 3:
        return dict.fromkeys(network, 0.0)
    pairs = (nodes - 1) * (nodes - 2) / (1 if graph.is_directed() else 2)
    if sample is None or sample >= nodes:
        return by_node(network, [value / pairs for value in graph.betweenness()])
    sources = _draw(nodes, sample, seed)
    scale = nodes / sample / pairs
    return by_node(network, [value * scale for value in graph.betweenness(sources=sources)])


def closeness(network: nx.Graph, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Inverse of the mean distance to a node from those that reach it, times their share: 0 to 1.

    The form of Wasserman and Faust (1994, p. 201) for networks in several components, unweighted; in a
    directed network distances run along the edges towards the node. Exact without `sample`; with it the
    distances from that many nodes, drawn with `seed`, stand for all (Eppstein and Wang 2004).

    >>> closeness(nx.path_graph(3))[1]
    1.0
    """
    graph = to_igraph(network, None)
    nodes = graph.vcount()
    if nodes < 2:
        return dict.fromkeys(network, 0.0)
    if sample is not None and sample < nodes:
        return by_node(network, _sampled_closeness(graph, _draw(nodes, sample, seed)))
    # igraph leaves out the nodes that do not reach this one; the share of those that do puts them back.
    means = graph.closeness(mode="in")
    reached = _reached(graph)
    values = [0.0 if math.isnan(m) else m * r / (nodes - 1) for m, r in zip(means, reached, strict=True)]
    return by_node(network, values)


def harmonic(network: nx.Graph) -> dict[Any, float]:
    """Sum of 1 / distance to a node from every other (Marchiori and Latora 2000): 0 to nodes - 1.

    Unweighted; a node that does not reach this one adds 0, so components need no rescaling. In a directed
    network distances run along the edges towards the node. Rochat (2009) compares it with closeness.

    >>> harmonic(nx.path_graph(3))
    {0: 1.5, 1: 2.0, 2: 1.5}
    """
    graph = to_igraph(network, None)
    others = graph.vcount() - 1
    if others < 1:
        return dict.fromkeys(network, 0.0)
    # igraph gives the mean over the other nodes, NetworkX the sum.
    return by_node(network, [value * others for value in graph.harmonic_centrality(mode="in")])


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
