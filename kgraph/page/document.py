"""The page as one document.

Built with pyvis and the vis-network that its wheel ships, through our own template: pyvis's own pages load
Bootstrap from a content network even when told to be whole. Titles and names travel as JSON and are shown
as text, never as markup.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pyvis.network import Network

from kgraph.cycles import uncollected
from kgraph.graph import Graph
from kgraph.layout import COLORS
from kgraph.page.pieces import FIELDS, MEASURES, RELATIONS, STATUSES, make_piece
from kgraph.page.selection import select_nodes
from kgraph.page.topics import list_lanes
from kgraph.page.views import make_views
from kgraph.paths import main_path
from kgraph.storage import open_graph
from kgraph.vocabulary import PARTS, Kind, Relation
from kgraph.wording import between, counted

PLURALS = {
    Kind.PAPER: "papers",
    Kind.PERSON: "people",
    Kind.THEME: "themes",
    Kind.KEYWORD: "keywords",
    Kind.ORGANIZATION: "organizations",
}
# What a link is called from either end, and whose colour it has.
_WORDS = {
    Relation.LIKELY_BUILDS_ON: ("likely builds on", "likely built on by", Kind.PAPER),
    Relation.CITES: ("cites", "cited by", Kind.PAPER),
    Relation.CREATOR: ("authors", "papers", Kind.PERSON),
    Relation.SUBJECT: ("themes", "papers", Kind.THEME),
    Relation.MENTIONS: ("keywords", "papers", Kind.KEYWORD),
    Relation.AFFILIATION: ("organizations", "papers", Kind.ORGANIZATION),
    Relation.BROADER: ("broader themes", "narrower themes", Kind.THEME),
}
_DIRECTED = {Relation.LIKELY_BUILDS_ON, Relation.CITES, Relation.BROADER}
# The parts of the script in the order in which they are read; each is a file of `templates/page/`.
_SCRIPTS = (
    "graph", "views", "state", "colors", "filters", "labels", "lanes", "picture", "paths", "evidence",
    "panel",
    "about_node", "about_link", "choosing", "search", "legend", "years", "controls", "pointing", "exports",
    "start",
)  # fmt: skip
# Where a server has what the live explorer loads.
LIVE_SCRIPT, LIVE_STYLE = "/static/explorer.js", "/static/explorer.css"

Value = dict[str, Any]


def render_page(graph: Graph, title: str | None = None) -> str:
    """Render the graph as one HTML document of its own.

    Every node and edge opens a panel with its evidence. Positions are computed. A graph of more than
    `MAX_NODES` nodes shows its most central part and says so with numbers.
    """
    return render_document(describe(graph, title))


def render_stored(directory: Path) -> str:
    """Render the page of the graph in a folder: in another process, too."""
    with uncollected():
        return render_page(open_graph(directory))


def describe(graph: Graph, title: str | None = None) -> Value:
    """All that the page reads, as plain values: the part of the graph that it holds, and its views."""
    path = main_path(graph)
    lanes = list_lanes(graph)
    nodes = select_nodes(graph, path.papers)
    edges = graph.edges
    if nodes.height < graph.nodes.height:
        edges = edges.join(nodes.select(source="id"), on="source", how="semi", maintain_order="left").join(
            nodes.select(target="id"), on="target", how="semi", maintain_order="left"
        )
    return {
        **describe_frame(graph, title),
        "piece": make_piece(graph, nodes, edges, lanes),
        "views": make_views(graph, nodes, edges, lanes, path),
    }


def describe_frame(graph: Graph, title: str | None = None) -> Value:
    """What the page says of the whole graph, without a node of it."""
    communities: dict[str, dict[str, str]] = {}
    for network, number, label in graph.communities.select("network", "community", "label").iter_rows():
        communities.setdefault(network, {})[str(number)] = label
    counts = {kind: graph.count(kind) for kind in Kind}
    return {
        **frame(title or _heading(graph), counts),
        "relations": [
            {"name": relation.value, "forward": _WORDS[relation][0], "backward": _WORDS[relation][1],
             "color": COLORS[_WORDS[relation][2]], "directed": relation in _DIRECTED}
            for relation in RELATIONS
        ],
        "nodes": graph.nodes.height,
        "links": graph.edges.height,
        "communities": communities,
    }  # fmt: skip


def frame(title: str, counts: Mapping[Kind, int]) -> Value:
    """What every page has: its title, the kinds of nodes and the measures of each."""
    return {
        "title": title,
        "kinds": [
            {"kind": kind.value, "plural": PLURALS[kind], "color": COLORS[kind], "count": counts[kind]}
            for kind in Kind
        ],
        "statuses": [status.value for status in STATUSES],
        "fields": list(FIELDS),
        "parts": list(PARTS),
        "measures": {kind.value: [list(key) for key in keys] for kind, keys in MEASURES.items()},
    }


def render_document(page: Mapping[str, Any]) -> str:
    """Render what `describe` gives as HTML with its script and style inside."""
    return _render(page, live=False, script=script(), style=style())


def render_live(graph: Graph, title: str | None = None) -> str:
    """Render the page of the live explorer: it holds no node, loads its script and style from `LIVE_SCRIPT`
    and `LIVE_STYLE`, and asks the server for the rest."""
    return _render({**describe_frame(graph, title), "live": True}, live=True, script="", style="")


def _render(page: Mapping[str, Any], **values: Any) -> str:
    network = Network(directed=True)
    network.heading = page["title"]
    network.set_template_dir(str(files("kgraph") / "templates"), "page/page.html")
    network.templateEnv.autoescape = True
    network.templateEnv.globals.update(page=page, data=_as_script_data(page), **values)
    return str(network.generate_html())


def script() -> str:
    """vis-network from pyvis's wheel, and the script of the page behind it."""
    ours = "\n".join(_read(f"{name}.js") for name in _SCRIPTS)
    return f'{vis_network()}\n(() => {{\n"use strict";\n{ours}}})();\n'


def style() -> str:
    """The style of the page."""
    return _read("page.css")


def vis_network() -> str:
    """The script of vis-network, from pyvis's wheel."""
    script = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    # What it says last is where its source map is: browsers' tools would ask for that.
    return script.partition("//# sourceMappingURL")[0]


def as_json(value: Any) -> str:
    """Write a value as short JSON in the characters that it has."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _as_script_data(value: Any) -> str:
    """JSON that no parser of HTML can take for markup: `<` can stand in strings only, where it is escaped."""
    return as_json(value).replace("<", "\\u003c")


def _read(name: str) -> str:
    return (files("kgraph") / "templates" / "page" / name).read_text(encoding="utf-8")


def _heading(graph: Graph) -> str:
    years = graph.of_kind(Kind.PAPER)["year"].drop_nulls()
    papers = counted(graph.count(Kind.PAPER), "paper")
    return f"{papers}, {between(years.to_list())}" if len(years) else papers
