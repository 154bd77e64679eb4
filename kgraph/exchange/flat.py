"""A network with nothing but typed scalars on it: what every exchange format can hold."""

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx
import polars as pl

from kgraph.graph import Graph
from kgraph.networks import to_networkx

# Long texts and the account of the reading: in the RDF, not in a picture.
_LEFT_OUT = {"abstract", "references", "reason", "origin"}
# What XML 1.0 does not allow. One rule for all formats, so that they agree.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def flatten_network(graph: Graph, name: str) -> Any:
    """Give a network whose attributes are `str`, `bool`, `int` or `float`, each name of one type, none null.

    Lists of words are joined by `; `. Structures, abstracts and references are left out. White space in a
    text is one space, and characters that XML forbids are dropped. Nodes carry their scores in this network.
    `weight` is a float.

    Raises `UnknownNameError` if there is no network of that name.
    """
    network = to_networkx(graph, network=name)
    flat = nx.DiGraph() if network.is_directed() else nx.Graph()
    for node, facts in network.nodes(data=True):
        flat.add_node(node, **_flatten(facts))
    for row in graph.scores.filter(pl.col("network") == name).iter_rows(named=True):
        if row["value"] is not None:
            flat.nodes[row["id"]][row["measure"]] = row["value"]
    for source, target, facts in network.edges(data=True):
        flat.add_edge(source, target, **{**_flatten(facts), "weight": float(facts["weight"])})
    return flat


def clean_text(text: str) -> str:
    r"""The text on one line, without the characters that XML forbids.

    >>> clean_text("one\x00\n two")
    'one two'
    """
    return " ".join(_FORBIDDEN.sub("", text).split())


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
