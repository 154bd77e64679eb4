"""Pictures of networks: an overview of the most central nodes, and two measures against each other."""

from collections.abc import Iterator, Mapping

import polars as pl

from kgraph.figures import Figure, Link, NetworkMap, Node, Point, Scatter, draw_network, draw_scatter
from kgraph.graph import Graph
from kgraph.report.webs import Web

# The links of so many of the strongest nodes are handed on: the picture has room for half of them.
MOST_LINKED = 600
_DRAWN = ("strength", "betweenness", "community")
_MANY = {"authors": "people", "topics": "topics", "papers": "papers"}


def draw_overview(graph: Graph, web: Web, labels: Mapping[str, str]) -> Iterator[Figure]:
    """Draw the strongest nodes of a network, in the colours of their communities."""
    scores = _scores(graph, web.name)
    shown = scores.select("id", "strength", "community").iter_rows()
    nodes = tuple(Node(node, labels[node], strength, group) for node, strength, group in shown)
    strongest = scores.sort("strength", "id", descending=[True, False])["id"].head(MOST_LINKED)
    data = NetworkMap(
        nodes,
        tuple(Link(*link) for link in web.among(strongest)),
        groups=_groups(graph, web.name),
        many=_MANY[web.name],
        name=f"network-{web.name}",
        title=f"The network of {_MANY[web.name]}",
    )
    figure = draw_network(data)
    if figure is not None:
        yield figure


def draw_centrality(graph: Graph, name: str, labels: Mapping[str, str]) -> Iterator[Figure]:
    """Draw strength against betweenness: who has many links, and who is between others."""
    shown = _scores(graph, name).select("id", "strength", "betweenness", "community").iter_rows()
    points = tuple(Point(node, labels[node], x, y, group) for node, x, y, group in shown)
    data = Scatter(
        points,
        "strength",
        "betweenness",
        groups=_groups(graph, name),
        many=_MANY[name],
        name=f"centrality-{name}",
        title=f"Central {_MANY[name]}: strength and betweenness",
    )
    figure = draw_scatter(data)
    if figure is not None:
        yield figure


def _groups(graph: Graph, name: str) -> tuple[tuple[int, str], ...]:
    """The communities of a network: number and label."""
    return tuple(graph.communities.filter(pl.col("network") == name).select("community", "label").iter_rows())


def _scores(graph: Graph, name: str) -> pl.DataFrame:
    """The scores of a network that are drawn, a column for each measure, sorted by id."""
    scores = graph.scores.filter(pl.col("network") == name)
    wide = scores.pivot("measure", on_columns=_DRAWN, index="id", values="value")
    return wide.with_columns(pl.col("community").cast(pl.Int64)).sort("id")
