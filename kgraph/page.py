"""One HTML page that shows the graph and opens from disk without a network.

Built with pyvis and the vis-network that its wheel ships, through our own template: pyvis's own pages load
Bootstrap from a content network even when told to be whole. Titles and names travel as JSON and are shown
as text, never as markup.
"""

import json
from importlib.resources import files
from typing import Any

import networkx as nx
from pyvis.network import Network

from kgraph import centrality
from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.layout import is_minor, place_nodes
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
    places = place_nodes(nodes, edges)
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
        "hidden": is_minor(row),
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
        "scaling": {"min": 6, "max": 24, "label": {"min": 12, "max": 15, "drawThreshold": 4}},
        "widthConstraint": {"maximum": 125},
    },
    "groups": {
        kind.value: {"color": {"background": color, "border": color}} for kind, color in COLORS.items()
    },
}
