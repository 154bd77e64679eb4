"""Networks: the graph, or a projection of it, as NetworkX."""

from collections.abc import Callable
from typing import Any

import networkx as nx
import polars as pl

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation, Status

# A paper with more authors, or a concept or person with more papers, links nobody in a projection: the
# number of pairs grows with the square, and a link through a group of that size says little. The list
# of what was left out is `network.graph["left_out"]`.
MAX_GROUP = 100


def to_networkx(graph: Graph, network: str | None = None) -> Any:
    """Give the whole graph as a `MultiDiGraph`, or the named network.

    In the whole graph nodes carry `kind` and `label`, edges carry `relation` (also their key), `status`
    and, where they apply, `weight`, `evidence` and the other columns of the tables; nothing is null.
    The networks are `authors`, `topics`, `papers` (undirected) and `lineage` (directed); `weight` is
    described at the function of that name in this module.

    Raises `UnknownNameError` for another name.

    >>> to_networkx(graph, network="authors").number_of_nodes()  # doctest: +SKIP
    58
    """
    if network is None:
        return _whole(graph)
    if network not in NETWORKS:
        raise UnknownNameError(f"there is no network {network!r}: choose one of {', '.join(NETWORKS)}")
    return NETWORKS[network](graph)


def authors(graph: Graph) -> nx.Graph:
    """Co-authorship: people, linked by the papers they wrote together.

    `weight` is the number of those papers, `papers` lists them. People without co-authors are in it.
    """
    creators = graph.of_relation(Relation.CREATOR).select(group="source", item="target").unique()
    return _project(graph.of_kind(Kind.PERSON), creators, reasons="papers")


def topics(graph: Graph) -> nx.Graph:
    """Co-occurrence: themes and shared keywords, linked by the papers that are about both.

    `weight` is the number of those papers, `papers` lists them. Only what was read from the texts or said
    by the source counts: an inferred ancestor would co-occur with each of its narrower themes. A keyword
    that is a name of a theme counts as the theme.
    """
    is_theme = pl.col("kind") == Kind.THEME.value
    is_topic = is_theme | (pl.col("shared").fill_null(value=False) & pl.col("close_match").is_null())
    nodes = graph.nodes.filter(is_topic)
    tags = (
        graph.of_relation(Relation.SUBJECT, Relation.MENTIONS)
        .filter((pl.col("status") != Status.INFERRED.value) & pl.col("target").is_in(nodes["id"].implode()))
        .select(group="source", item="target")
    )
    return _project(nodes, tags, reasons="papers")


def papers(graph: Graph) -> nx.Graph:
    """Papers, linked by the people, themes and keywords they share.

    `shared` lists what they share. `weight` adds 1 / (n - 1) for each, n being the number of papers that
    have it, so that a common theme counts less than a rare keyword or a person: each person or concept
    gives every one of its papers a total of one. This is the weighting that Newman (Phys. Rev. E 64,
    016132, 2001) gives to co-authors, turned from papers to what they share.
    """
    has = (
        graph.of_relation(Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS)
        .filter(pl.col("status") != Status.INFERRED.value)
        .select(group="target", item="source")
        .unique()
    )
    return _project(graph.of_kind(Kind.PAPER), has, reasons="shared", fractional=True)


def lineage(graph: Graph) -> nx.DiGraph:
    """Lineage: later paper to earlier paper, by citation or by inference.

    `relation` is `cites` (weight 1) or `likelyBuildsOn` (weight: its score), and a citation takes the
    place of an inferred link between the same papers; `direction_uncertain` where the dates are too close.
    """
    network = nx.DiGraph()
    _add_nodes(network, graph.of_kind(Kind.PAPER))
    for edge in graph.of_relation(Relation.LIKELY_BUILDS_ON, Relation.CITES).reverse().iter_rows(named=True):
        facts = {"weight": 1.0, **_without_nulls(edge, drop=("source", "target"))}
        network.remove_edges_from([(edge["source"], edge["target"])])
        network.add_edge(edge["source"], edge["target"], **facts)
    return network


NETWORKS: dict[str, Callable[[Graph], nx.Graph]] = {
    "authors": authors,
    "topics": topics,
    "papers": papers,
    "lineage": lineage,
}


def _whole(graph: Graph) -> nx.MultiDiGraph:
    whole = nx.MultiDiGraph()
    _add_nodes(whole, graph.nodes)
    for edge in graph.edges.iter_rows(named=True):
        facts = _without_nulls(edge, drop=("source", "target"))
        key = edge["relation"]
        # Two people of one name never share a node, so only a repeated authorship could clash.
        whole.add_edge(edge["source"], edge["target"], key=key, **facts)
    return whole


def _project(nodes: pl.DataFrame, members: pl.DataFrame, reasons: str, fractional: bool = False) -> nx.Graph:
    """Link items that are in the same group; `members` has the columns group and item, without repeats."""
    sizes = members.group_by("group").len("size")
    linking = sizes.filter(pl.col("size").is_between(2, MAX_GROUP))
    share = 1 / (pl.col("size") - 1) if fractional else pl.lit(1)
    rows = members.join(linking, on="group").with_columns(share=share)
    pairs = (
        rows.join(rows.select("group", other="item"), on="group")
        .filter(pl.col("item") < pl.col("other"))
        .sort("item", "other", "group")
        .group_by("item", "other", maintain_order=True)
        .agg(weight=pl.col("share").sum(), groups=pl.col("group"))
    )
    network = nx.Graph(left_out=sorted(sizes.filter(pl.col("size") > MAX_GROUP)["group"]))
    _add_nodes(network, nodes)
    for item, other, weight, groups in pairs.iter_rows():
        network.add_edge(item, other, weight=round(weight, 6), **{reasons: groups})
    return network


def _add_nodes(network: nx.Graph, nodes: pl.DataFrame) -> None:
    network.add_nodes_from(
        (row["id"], _without_nulls(row, drop=("id",))) for row in nodes.iter_rows(named=True)
    )


def _without_nulls(row: dict[str, Any], drop: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None and name not in drop}
