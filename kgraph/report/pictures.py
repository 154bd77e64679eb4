"""Pictures of networks: an overview of the most central nodes, and two measures against each other."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from kgraph.figures import Figure, Link, NetworkMap, Node, Point, Scatter, draw_network, draw_scatter
from kgraph.graph import Graph

# The links of so many of the strongest nodes are handed on: the picture has room for half of them.
MOST_LINKED = 600
_MANY = {"authors": "people", "topics": "topics", "papers": "papers"}


def draw_overview(graph: Graph, name: str, network: Any) -> Iterator[Figure]:
    """Draw the strongest nodes of a network."""
    scores = _scores(graph, name)
    labels = network.nodes(data="label")
    sizes = scores.select("id", "strength").iter_rows()
    nodes = tuple(Node(node, labels[node], strength) for node, strength in sizes)
    strongest = scores.sort("strength", "id", descending=[True, False])["id"].head(MOST_LINKED)
    links = tuple(
        Link(source, target, float(weight))
        for source, target, weight in network.subgraph(strongest).edges(data="weight")
    )
    data = NetworkMap(
        nodes,
        links,
        many=_MANY[name],
        name=f"network-{name}",
        title=f"The network of {_MANY[name]}",
    )
    figure = draw_network(data)
    if figure is not None:
        yield figure


def draw_centrality(graph: Graph, name: str, labels: Mapping[str, str]) -> Iterator[Figure]:
    """Draw strength against betweenness: who has many links, and who is between others."""
    points = tuple(
        Point(row["id"], labels[row["id"]], row["strength"], row["betweenness"])
        for row in _scores(graph, name).iter_rows(named=True)
    )
    data = Scatter(
        points,
        "strength",
        "betweenness",
        many=_MANY[name],
        name=f"centrality-{name}",
        title=f"Central {_MANY[name]}: strength and betweenness",
    )
    figure = draw_scatter(data)
    if figure is not None:
        yield figure


def _scores(graph: Graph, name: str) -> pl.DataFrame:
    """The scores of a network, a column for each measure that is drawn, sorted by id."""
    scores = graph.scores.filter(pl.col("network") == name)
    wide = scores.pivot("measure", on_columns=["strength", "betweenness"], index="id", values="value")
    return wide.sort("id")
