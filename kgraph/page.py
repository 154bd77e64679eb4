"""One HTML page that shows the graph and opens from disk without a network.

Built with pyvis and the vis-network that its wheel ships, through our own template: pyvis's own pages load
Bootstrap from a content network even when told to be whole. Titles and names travel as JSON and are shown
as text, never as markup.
"""

import json
import random
from importlib.resources import files
from typing import Any

import igraph as ig
from pyvis.network import Network

from kgraph import centrality
from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.networks import to_networkx
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
_PLURALS = {
    Kind.PAPER: "papers",
    Kind.PERSON: "people",
    Kind.THEME: "themes",
    Kind.KEYWORD: "keywords",
    Kind.ORGANIZATION: "organizations",
}
_DIRECTED = {Relation.LIKELY_BUILDS_ON.value, Relation.CITES.value, Relation.BROADER.value}
_LABEL_LENGTH = 32
_ABSTRACT_LENGTH = 400
_SPREAD = 90  # pixels between neighbours in the layout, roughly


def render_page(graph: Graph, title: str = "kgraph") -> str:
    """Render the graph as one HTML document of its own.

    Every node and edge carries its evidence as a tooltip and in a panel. Positions are computed, nodes
    are sized by PageRank in the whole graph. Keywords of a single paper are hidden until asked for.
    """
    ranks = centrality.pagerank(to_networkx(graph).to_undirected(), weight=None)
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
    network.heading = title
    network.set_template_dir(str(files("kgraph") / "templates"), "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        vis_network=_vis_network(),
        kinds=[
            {"kind": k.value, "plural": _PLURALS[k], "color": COLORS[k], "count": graph.count(k)}
            for k in Kind
        ],
        shown=len(nodes),
        total=graph.nodes.height,
        links=graph.edges.height,
    )
    return str(network.generate_html())


def _vis_network() -> str:
    return (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")


def _lay_out(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Fruchterman-Reingold from a fixed start, in whole pixels so that last bits do not show."""
    place = {row["id"]: index for index, row in enumerate(nodes)}
    pairs = sorted({(place[row["source"]], place[row["target"]]) for row in edges})
    network = ig.Graph(n=len(nodes), edges=pairs)
    ig.set_random_number_generator(random.Random(0))
    start = network.layout_circle()
    layout = network.layout_fruchterman_reingold(niter=1000, seed=start, grid="auto")
    return {
        node: (round(x * _SPREAD), round(y * _SPREAD)) for node, (x, y) in zip(place, layout, strict=True)
    }


def _vis_node(
    row: dict[str, Any], ranks: dict[str, float], places: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    x, y = places[row["id"]]
    label = row["label"] if len(row["label"]) <= _LABEL_LENGTH else row["label"][: _LABEL_LENGTH - 1] + "…"
    return {
        "id": row["id"],
        "label": label,
        "name": row["label"],
        "title": _about(row),
        "group": row["kind"],
        "value": round(ranks[row["id"]] * len(ranks), 3),
        "x": x,
        "y": y,
        "hidden": row["shared"] is False,
    }


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
        "scaling": {"min": 5, "max": 34, "label": {"enabled": True, "min": 11, "max": 20}},
    },
    "groups": {
        kind.value: {"color": {"background": color, "border": color}} for kind, color in COLORS.items()
    },
}
