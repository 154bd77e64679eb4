"""One HTML page that shows the graph and opens from disk without a network.

Built with pyvis and the vis-network that its wheel ships, through our own template: pyvis's own pages load
Bootstrap from a content network even when told to be whole. Titles and names travel as JSON and are shown
as text, never as markup.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import networkx as nx
from pyvis.network import Network

from kgraph import centrality
from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.layout import COLORS, is_minor, place_nodes
from kgraph.vocabulary import Kind, Relation

# Above this number vis-network needs more than 6 s to the first picture; the page then shows the most
# central nodes and says so.
MAX_NODES = 5_000

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
    ranks = _pagerank(graph.nodes["id"], graph.edges.select("source", "target").rows())
    kept = set(sorted(ranks, key=lambda node: (-ranks[node], node))[:MAX_NODES])
    nodes = [row for row in graph.nodes.iter_rows(named=True) if row["id"] in kept]
    edges = [
        row for row in graph.edges.iter_rows(named=True) if row["source"] in kept and row["target"] in kept
    ]
    labels = graph.labels()
    places = place_nodes(nodes, edges)
    return _render(
        title or _heading(graph),
        _ABOUT,
        [_vis_node(row, labels, ranks, places) for row in nodes],
        [_vis_edge(row, labels, place) for place, row in enumerate(edges)],
        _VERBS,
        {kind: graph.count(kind) for kind in Kind},
        (graph.nodes.height, graph.edges.height),
    )


def render_answer(triples: Iterable[tuple[str, str, str]], names: Mapping[str, str], title: str) -> str:
    """Render the answer to a CONSTRUCT or DESCRIBE query as a page like that of a graph.

    `triples` hold prefixed names, as `kgraph.sparql.query` gives them; what is a subject or a key of `names`
    is a node, every other object a fact of its subject. `names` are the labels of nodes.
    """
    triples = sorted(set(triples))
    ids = {subject for subject, _, _ in triples} | {value for _, _, value in triples if value in names}
    links = [(subject, verb, value) for subject, verb, value in triples if value in ids]
    facts: dict[str, list[str]] = {node: [] for node in ids}
    for subject, verb, value in triples:
        if value not in ids:
            facts[subject].append(f"{verb}: {value}")
    ranks = _pagerank(sorted(ids), [(subject, value) for subject, _, value in links])
    kept = set(sorted(ranks, key=lambda node: (-ranks[node], node))[:MAX_NODES])
    kinds = {node: _kind(node) for node in kept}
    rows = [{"id": node, "kind": kinds[node], "shared": None, "close_match": None} for node in sorted(kept)]
    links = [(a, verb, b) for a, verb, b in links if a in kept and b in kept]
    places = place_nodes(rows, [{"source": a, "target": b} for a, _, b in links])
    nodes = []
    for node in sorted(kept):
        label = names.get(node, node)
        about = "\n".join([label, node, *facts[node]])
        shown = {"id": node, "label": label, "kind": kinds[node], "about": about, "hidden": False}
        nodes.append(_vis(shown, ranks, places))
    edges = [
        {
            "id": place, "from": a, "to": b, "relation": verb, "arrows": "to", "width": 1,
            "title": f"{names.get(a, a)} {verb} {names.get(b, b)}",
        }
        for place, (a, verb, b) in enumerate(links)
    ]  # fmt: skip
    verbs = {verb: (verb, f"{verb}, from") for verb in sorted({verb for _, verb, _ in links})}
    counts = Counter(kinds.values())
    return _render(
        title,
        "Click a node or a link. Arrows run from the subject of a fact to its object.",
        nodes,
        edges,
        verbs,
        {kind: counts[kind.value] for kind in Kind},
        (len(ids), len(edges)),
    )


_ABOUT = (
    "Click a node or a link to see why it is there. Size: PageRank in the whole graph. Dashed links are "
    "inferred by kgraph; the others are stated in the source or read from the texts. Arrows of lineage run "
    "from the later paper to the earlier one."
)
# What a link is called from either end, in the order in which the panel lists them.
_VERBS = {
    Relation.LIKELY_BUILDS_ON.value: ("likely builds on", "what likely builds on it"),
    Relation.CITES.value: ("cites", "cited by"),
    Relation.SUBJECT.value: ("themes", "papers"),
    Relation.CREATOR.value: ("authors", "papers"),
    Relation.MENTIONS.value: ("keywords", "papers"),
    Relation.AFFILIATION.value: ("organizations", "papers"),
    Relation.BROADER.value: ("broader themes", "narrower themes"),
}


def _pagerank(nodes: Iterable[str], pairs: Iterable[tuple[Any, ...]]) -> dict[str, float]:
    whole = nx.Graph(pairs)
    whole.add_nodes_from(nodes)
    return centrality.pagerank(whole, weight=None)


def _kind(identifier: str) -> str:
    """The kind of node that a prefixed name speaks of; what is none of ours looks like an organization."""
    kind = identifier.partition(":")[0]
    return kind if kind in set(Kind) else Kind.ORGANIZATION.value


def _render(
    heading: str,
    about: str,
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
    verbs: Mapping[str, tuple[str, str]],
    counts: Mapping[Kind, int],
    size: tuple[int, int],
) -> str:
    network = Network(directed=True)
    network.nodes, network.edges = nodes, edges
    network.set_options(json.dumps(_OPTIONS))
    network.heading = heading
    network.set_template_dir(str(files("kgraph") / "templates"), "page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(
        vis_network=vis_network(),
        about=about,
        verbs=list(verbs.items()),
        kinds=[{"kind": k.value, "plural": PLURALS[k], "color": COLORS[k], "count": counts[k]} for k in Kind],
        has_minor=any(node["hidden"] for node in nodes),
        shown=len(nodes),
        total=size[0],
        links=size[1],
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
    row: dict[str, Any],
    labels: Mapping[str, str],
    ranks: Mapping[str, float],
    places: Mapping[str, tuple[int, int]],
) -> dict[str, Any]:
    return _vis({**row, "about": _about(row, labels), "hidden": is_minor(row)}, ranks, places)


def _vis(
    node: Mapping[str, Any], ranks: Mapping[str, float], places: Mapping[str, tuple[int, int]]
) -> dict[str, Any]:
    x, y = places[node["id"]]
    return {
        "id": node["id"],
        "label": _shorten(node["label"]),
        "name": node["label"],
        "title": node["about"],
        "group": node["kind"],
        "value": round(ranks[node["id"]] * len(ranks), 3),
        "x": x,
        "y": y,
        "hidden": node["hidden"],
    }


def _shorten(label: str) -> str:
    """Cut a label for the picture: at the colon of a title, else behind a word."""
    if len(label) <= _LABEL_LENGTH:
        return label
    head = label.partition(": ")[0]
    if 8 <= len(head) <= _LABEL_LENGTH:
        return head + " …"
    return label[:_LABEL_LENGTH].rpartition(" ")[0] + " …"


def _about(row: dict[str, Any], labels: Mapping[str, str]) -> str:
    """What a node is, in a few lines of plain text."""
    lines = [row["label"]]
    facts = [row["kind"], row["date"] or "", row["venue"] or "", ", ".join(row["categories"] or ())]
    lines.append(" · ".join(fact for fact in facts if fact))
    others = [name for name in row["names"] or () if name != row["label"]]
    if others:
        lines.append("also: " + ", ".join(others))
    lines += [f"also the theme {labels[theme]}" for theme in row["close_match"] or ()]
    if row["definition_source"]:
        source = labels[row["definition_source"]["paper"]]
        lines.append(f"“{' '.join(row['definition'].split())}” ({source})")
    elif row["definition"]:
        lines.append(row["definition"])
    if row["reason"]:
        lines.append(row["reason"])
    abstract = row["abstract"] or ""
    if abstract:
        lines.append(abstract if len(abstract) <= _ABSTRACT_LENGTH else abstract[:_ABSTRACT_LENGTH] + "…")
    return "\n".join(lines)


def _vis_edge(row: dict[str, Any], labels: dict[str, str], place: int) -> dict[str, Any]:
    # Of lineage the passages stand in the panel, each with its paper, and the tooltip stays short.
    is_lineage = row["relation"] == Relation.LIKELY_BUILDS_ON.value
    quotes = [span["text"] for span in row["evidence"] or ()] if is_lineage else []
    return {
        "id": place,
        "from": row["source"],
        "to": row["target"],
        "relation": row["relation"],
        "title": explain({**row, "evidence": ()} if quotes else row, labels),
        **({"quotes": quotes} if quotes else {}),
        "arrows": "to" if row["relation"] in _DIRECTED else "",
        "dashes": row["status"] == "inferred",
        "width": 1 + 2 * (row["weight"] or 0) if is_lineage else 1,
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
