"""One HTML page that shows the graph and opens from disk without a network.

Built with pyvis and the vis-network that its wheel ships, through our own template: pyvis's own pages load
Bootstrap from a content network even when told to be whole. Titles and names travel as JSON and are shown
as text, never as markup.
"""

import json
import math
import random
from collections import Counter
from importlib.resources import files
from typing import Any

import igraph as ig
import networkx as nx
from pyvis.network import Network

from kgraph import centrality
from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation

# Above this number vis-network needs more than 6 s to the first picture; the page then shows the most
# central nodes and says so.
MAX_NODES = 5_000

# The colours of Okabe and Ito (2008), which colour-blind people can tell apart.
COLORS = {
    Kind.PAPER: "#0072B2",
    Kind.PERSON: "#E69F00",
    Kind.THEME: "#009E73",
    Kind.KEYWORD: "#CC79A7",
    Kind.ORGANIZATION: "#8C8C8C",
}
PLURALS = {
    Kind.PAPER: "papers",
    Kind.PERSON: "people",
    Kind.THEME: "themes",
    Kind.KEYWORD: "keywords",
    Kind.ORGANIZATION: "organizations",
}
_DIRECTED = {Relation.LIKELY_BUILDS_ON.value, Relation.CITES.value, Relation.BROADER.value}
_LABEL_LENGTH = 36
_ABSTRACT_LENGTH = 400

# Kamada and Kawai's layout reads best but grows with the square of the nodes: 0.3 s for 500.
MAX_STRESS = 500
_SPACING = 120  # pixels for a node with its label
_ASPECT = 1.25  # the shape of a screen less the panel
_RING = 70
_APART = 2.5  # the length of a link between two papers, that of other links being 1


def render_page(graph: Graph, title: str | None = None) -> str:
    """Render the graph as one HTML document of its own.

    Every node and edge carries its evidence as a tooltip and in a panel. Positions are computed, nodes
    are sized by PageRank in the whole graph. Keywords of a single paper, and those that are a name of a
    theme, are hidden until asked for.
    """
    whole = nx.Graph(graph.edges.select("source", "target").rows())
    whole.add_nodes_from(graph.nodes["id"])
    ranks = centrality.pagerank(whole, weight=None)
    kept = set(sorted(ranks, key=lambda node: (-ranks[node], node))[:MAX_NODES])
    nodes = [row for row in graph.nodes.iter_rows(named=True) if row["id"] in kept]
    edges = [
        row for row in graph.edges.iter_rows(named=True) if row["source"] in kept and row["target"] in kept
    ]
    labels = graph.labels()
    places = _lay_out(nodes, edges)
    network = Network(directed=True)
    network.nodes = [_vis_node(row, ranks, places) for row in nodes]
    network.edges = [_vis_edge(row, labels, place) for place, row in enumerate(edges)]
    network.set_options(json.dumps(_OPTIONS))
    network.heading = title or _heading(graph)
    network.set_template_dir(str(files("kgraph") / "templates"), "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        vis_network=vis_network(),
        kinds=[
            {"kind": k.value, "plural": PLURALS[k], "color": COLORS[k], "count": graph.count(k)} for k in Kind
        ],
        shown=len(nodes),
        total=graph.nodes.height,
        links=graph.edges.height,
    )
    return str(network.generate_html())


def _heading(graph: Graph) -> str:
    years = sorted(graph.of_kind(Kind.PAPER)["year"].drop_nulls())
    papers = graph.count(Kind.PAPER)
    counted = f"{papers} paper" if papers == 1 else f"{papers} papers"
    return f"{counted}, {years[0]}–{years[-1]}" if years else counted


def vis_network() -> str:
    """The script of vis-network, from pyvis's wheel."""
    return (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")


def _lay_out(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Place the nodes from a fixed start, in whole pixels so that last bits do not show.

    Minor keywords stand in a ring around their paper: they would only push the rest apart.
    """
    place = {row["id"]: index for index, row in enumerate(row for row in nodes if not _is_minor(row))}
    pairs = sorted({(row["source"], row["target"]) for row in edges})
    inner = [(a, b) for a, b in pairs if a in place and b in place]
    network = ig.Graph(n=len(place), edges=[(place[a], place[b]) for a, b in inner])
    if not place:
        return {row["id"]: (0, 0) for row in nodes}
    # igraph draws from Python's generator, which others may have moved.
    ig.set_random_number_generator(random.Random(0))
    # A spiral with one node to a unit of area: from a crowded start the large layout would take minutes.
    start = [(math.sqrt(i) * math.cos(2.4 * i), math.sqrt(i) * math.sin(2.4 * i)) for i in range(len(place))]
    if len(place) <= MAX_STRESS:
        # Papers have the longest labels and the most links to each other: they need the most room.
        lengths = [_APART if a[:6] == b[:6] == "paper:" else 1.0 for a, b in inner]
        layout = network.layout_kamada_kawai(seed=start, weights=lengths or None)
    else:
        layout = network.layout_fruchterman_reingold(seed=start, grid="grid")
    side = _SPACING * math.sqrt(len(place))
    layout.fit_into((side * _ASPECT, side), keep_aspect_ratio=False)
    places = {node: (round(x), round(y)) for node, (x, y) in zip(place, layout, strict=True)}
    ring = Counter[str]()
    for paper, keyword in pairs:
        if keyword not in places:
            x, y = places[paper]
            angle = 2.4 * ring[paper]  # the golden angle: any number of them spread evenly
            ring[paper] += 1
            places[keyword] = (round(x + _RING * math.cos(angle)), round(y + _RING * math.sin(angle)))
    return {row["id"]: places.get(row["id"], (0, 0)) for row in nodes}


def _is_minor(row: dict[str, Any]) -> bool:
    return row["shared"] is False or row["close_match"] is not None


def _vis_node(
    row: dict[str, Any], ranks: dict[str, float], places: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    x, y = places[row["id"]]
    return {
        "id": row["id"],
        "label": _shorten(row["label"]),
        "name": row["label"],
        "title": _about(row),
        "group": row["kind"],
        "value": round(ranks[row["id"]] * len(ranks), 3),
        "x": x,
        "y": y,
        "hidden": _is_minor(row),
    }


def _shorten(label: str) -> str:
    """Cut a label for the picture: at the colon of a title, else behind a word."""
    if len(label) <= _LABEL_LENGTH:
        return label
    head = label.partition(": ")[0]
    if 8 <= len(head) <= _LABEL_LENGTH:
        return head + " …"
    return label[:_LABEL_LENGTH].rpartition(" ")[0] + " …"


def _about(row: dict[str, Any]) -> str:
    """What a node is, in a few lines of plain text."""
    lines = [row["label"]]
    facts = [row["kind"], row["date"] or "", row["venue"] or "", ", ".join(row["categories"] or ())]
    lines.append(" · ".join(fact for fact in facts if fact))
    others = [name for name in row["names"] or () if name != row["label"]]
    if others:
        lines.append("also: " + ", ".join(others))
    for field in ("definition", "reason"):
        if row[field]:
            lines.append(row[field])
    abstract = row["abstract"] or ""
    if abstract:
        lines.append(abstract if len(abstract) <= _ABSTRACT_LENGTH else abstract[:_ABSTRACT_LENGTH] + "…")
    return "\n".join(lines)


def _vis_edge(row: dict[str, Any], labels: dict[str, str], place: int) -> dict[str, Any]:
    return {
        "id": place,
        "from": row["source"],
        "to": row["target"],
        "relation": row["relation"],
        "title": explain(row, labels),
        "arrows": "to" if row["relation"] in _DIRECTED else "",
        "dashes": row["status"] == "inferred",
        "width": 1 + 2 * (row["weight"] or 0) if row["relation"] == Relation.LIKELY_BUILDS_ON.value else 1,
    }


_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 120,
        "multiselect": True,
        "hideEdgesOnDrag": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "edges": {"smooth": False, "arrowStrikethrough": False, "arrows": {"to": {"scaleFactor": 0.6}}},
    "nodes": {
        "shape": "dot",
        "borderWidth": 1,
        "scaling": {"min": 6, "max": 24, "label": {"min": 12, "max": 15, "drawThreshold": 6}},
        "widthConstraint": {"maximum": 125},
    },
    "groups": {
        kind.value: {"color": {"background": color, "border": color}} for kind, color in COLORS.items()
    },
}
