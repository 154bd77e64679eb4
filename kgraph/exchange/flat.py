"""A network with nothing but typed scalars on it: what every exchange format can hold."""

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx
import polars as pl

from kgraph.graph import Graph
from kgraph.networks import extract_backbone, list_weightings, to_networkx
from kgraph.vocabulary import Kind

# Long texts and the account of the reading: in the RDF, not in a picture.
_LEFT_OUT = {"abstract", "references", "reason", "origin"}
# What XML 1.0 does not allow. One rule for all formats, so that they agree.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flatten_network(
    graph: Graph, name: str, weighting: str | None = None, backbone: float | None = None
) -> Any:
    """Give a network whose attributes are `str`, `bool`, `int` or `float`, each name of one type, none null.

    Lists of words are joined by `; `. Structures, abstracts and references are left out. White space in a
    text is one space, and characters that XML forbids are dropped. Nodes carry their scores in this network,
    unless it has another weighting than the one that was scored. What is no paper has its number of `papers`
    and their `first_year`, `last_year` and `mean_year`, and so have links that rest on papers, but for the
    mean. `weight` is a float. With `backbone`, an alpha, only the links of the backbone are in it.

    `graph` of the network says how it was made: `network`, `weighting`, `max_group`, the number of groups
    `left_out`, and of a backbone `alpha` and the shares that were kept.

    Raises `UnknownNameError` if there is no network or weighting of that name.
    """
    network = to_networkx(graph, network=name, weighting=weighting)
    if backbone is not None:
        network = extract_backbone(network, backbone)
    years = dict(graph.of_kind(Kind.PAPER).select("id", "year").drop_nulls().iter_rows())
    flat = nx.DiGraph() if network.is_directed() else nx.Graph()
    flat.graph.update(_describe(name, network.graph))
    active = _activity(graph)
    for node, facts in network.nodes(data=True):
        flat.add_node(node, **_flatten(facts), **active.get(node, {}))
    if network.graph["weighting"] == list_weightings(name)[0]:
        for row in graph.scores.filter(pl.col("network") == name).iter_rows(named=True):
            if row["value"] is not None and row["id"] in flat:
                flat.nodes[row["id"]][row["measure"]] = row["value"]
    for source, target, facts in network.edges(data=True):
        when = [years[paper] for paper in facts.get("papers", ()) if paper in years]
        span = {"first_year": min(when), "last_year": max(when)} if when else {}
        flat.add_edge(source, target, **{**_flatten(facts), **span, "weight": float(facts["weight"])})
    return flat


def clean_text(text: str) -> str:
    r"""The text on one line, without the characters that XML forbids.

    >>> clean_text("one\x00\n two")
    'one two'
    """
    return " ".join(_FORBIDDEN.sub("", text).split())


def _describe(name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    described = {"network": name, "weighting": facts["weighting"], "max_group": facts["max_group"]}
    kept = facts.get("backbone", {})
    return described | {"left_out": len(facts["left_out"])} | {f"backbone_{key}": kept[key] for key in kept}


def _activity(graph: Graph) -> dict[str, dict[str, Any]]:
    """Of people, topics and organizations: how many papers, and when."""
    papers = graph.of_kind(Kind.PAPER).select(source="id", year="year")
    others = graph.nodes.select("id", "kind").filter(pl.col("kind") != Kind.PAPER.value)
    rows = (
        graph.edges.select("source", "target")
        .unique()
        .join(papers, on="source")
        .join(others, left_on="target", right_on="id")
        .group_by("target")
        .agg(
            papers=pl.len(),
            first_year=pl.col("year").min(),
            last_year=pl.col("year").max(),
            mean_year=pl.col("year").mean().round(2),
        )
    )
    return {
        row["target"]: {name: value for name, value in row.items() if value is not None and name != "target"}
        for row in rows.iter_rows(named=True)
    }


def _flatten(facts: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in facts.items():
        if name in _LEFT_OUT:
            continue
        if isinstance(value, str):
            flat[name] = clean_text(value)
        elif isinstance(value, bool | int | float):
            flat[name] = value
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            flat[name] = "; ".join(map(clean_text, value))
    return flat
