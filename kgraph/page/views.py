"""The pictures of a page: which nodes each shows, where they stand, and which links it draws."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from kgraph.graph import Graph
from kgraph.layout import place_in_lanes, place_network, surround
from kgraph.networks import to_sparse
from kgraph.page.pieces import is_minor
from kgraph.page.topics import MIN_THEMED, list_community_lanes
from kgraph.paths import MainPath
from kgraph.vocabulary import Kind, Relation

# Of a network of more than `MANY_LINKS` each node's `MAX_LINKS` strongest are drawn: with all of them, 29,803
# for 1,048 papers, 57,641 for 12,482 people, the picture would be one dark spot.
MANY_LINKS, MAX_LINKS = 1_000, 6
# Papers have the longest labels and the most links to each other, so links between them are longer.
_PAPERS_APART = 2.5

Value = dict[str, Any]


def make_views(
    graph: Graph, nodes: pl.DataFrame, edges: pl.DataFrame, lanes: pl.DataFrame, path: MainPath
) -> list[Value]:
    """The views of a page that holds `nodes` and `edges`, the first to be shown first.

    Each has `name`, `nodes` (numbers of rows of `nodes`), `x` and `y` (pixels), and `of`, how many nodes the
    whole graph has for it. Its links are `edges` of the piece (numbers), or `links` of its own, each
    `[one, other, papers or things shared, weight]`, of which the whole network has `linksOf` between these
    nodes. The view of lineage has also `lanes`, `years` and the main path; its lanes are themes, or, where
    few papers have one, communities of papers.
    """
    views = [
        _lineage(graph, nodes, edges, lanes, path),
        _shared(graph, nodes, "authors"),
        _shared(graph, nodes, "topics"),
        _shared(graph, nodes, "papers"),
        _everything(graph, nodes, edges),
    ]
    return [view for view in views if view["nodes"]]


def _lineage(
    graph: Graph, nodes: pl.DataFrame, edges: pl.DataFrame, lanes: pl.DataFrame, path: MainPath
) -> Value:
    index = _number(nodes)
    papers = nodes.filter(pl.col("kind") == Kind.PAPER.value)
    by, lanes, names = _choose_lanes(graph, papers, lanes)
    papers = papers.join(lanes, left_on="id", right_on="paper", how="left", maintain_order="left")
    place = {paper: number for number, paper in enumerate(papers["id"])}
    is_lineage = pl.col("relation").is_in([Relation.CITES.value, Relation.LIKELY_BUILDS_ON.value])
    drawn = edges.with_row_index("edge").filter(is_lineage)
    earlier: dict[int, list[int]] = {}
    for source, target in drawn.select("source", "target").iter_rows():
        earlier.setdefault(place[source], []).append(place[target])
    order = papers["lane"].drop_nulls().value_counts().sort("count", "lane", descending=[True, False])
    laid = place_in_lanes(papers["date"].to_list(), papers["lane"].to_list(), [*order["lane"], None], earlier)
    steps = {(step.later, step.relation.value, step.earlier) for step in path.steps}
    return {
        "name": "lineage",
        "nodes": [index[paper] for paper in papers["id"]],
        **_columns(laid.places),
        "of": graph.count(Kind.PAPER),
        "edges": drawn["edge"].to_list(),
        "lanesBy": by,
        "lanes": [
            {"name": lane.name and names[lane.name], "top": lane.top, "bottom": lane.bottom}
            for lane in laid.lanes
        ],
        "years": [list(year) for year in laid.years],
        "mainPapers": [index[paper] for paper in path.papers if paper in index],
        "mainEdges": [
            edge
            for edge, source, relation, target in drawn.select(
                "edge", "source", "relation", "target"
            ).iter_rows()
            if (source, relation, target) in steps
        ],
    }


def _choose_lanes(
    graph: Graph, papers: pl.DataFrame, themes: pl.DataFrame
) -> tuple[str, pl.DataFrame, dict[str, str]]:
    """What lanes stand for, `theme` or `community`, the lane of each paper, and the names of the lanes."""
    themed = papers.join(themes, left_on="id", right_on="paper", how="semi").height
    communities = list_community_lanes(graph)
    if themed >= MIN_THEMED * papers.height or communities.is_empty():
        return "theme", themes, graph.labels()
    labels = graph.communities.filter(pl.col("network") == "papers").select("community", "label")
    return "community", communities, {str(number): label for number, label in labels.iter_rows()}


def _shared(graph: Graph, nodes: pl.DataFrame, network: str) -> Value:
    """A network of what nodes share, with the strongest links of each of them."""
    whole = to_sparse(graph, network)
    index = _number(nodes)
    numbers = np.array([index.get(node, -1) for node in whole.ids], dtype=np.int64)
    sources, targets = numbers[whole.sources], numbers[whole.targets]
    inside = (sources >= 0) & (targets >= 0)
    sources, targets = sources[inside], targets[inside]
    counts, weights = whole.counts[inside], np.round(whole.weights[inside].astype(float), 3)
    kept = _strongest(sources, targets, weights)
    shown = np.sort(numbers[numbers >= 0])
    local = np.full(nodes.height, -1)
    local[shown] = np.arange(len(shown))
    places = place_network(len(shown), local[sources[kept]], local[targets[kept]])
    links = zip(sources[kept], targets[kept], counts[kept], weights[kept], strict=True)
    return {
        "name": network,
        "nodes": shown.tolist(),
        **_columns(places),
        "of": len(whole.ids),
        "links": [[int(a), int(b), int(count), float(weight)] for a, b, count, weight in links],
        "linksOf": len(sources),
    }


def _everything(graph: Graph, nodes: pl.DataFrame, edges: pl.DataFrame) -> Value:
    """The whole graph. Minor keywords stand in a ring around their paper: they would push the rest apart."""
    rows = nodes.select("id", "kind", "shared", "close_match").rows(named=True)
    major = [number for number, row in enumerate(rows) if not is_minor(row)]
    local = {rows[number]["id"]: place for place, number in enumerate(major)}
    pairs = edges.select("source", "target").unique().sort("source", "target").rows()
    inside = [(local[a], local[b]) for a, b in pairs if a in local and b in local]
    is_paper = [rows[number]["kind"] == Kind.PAPER.value for number in major]
    lengths = [_PAPERS_APART if is_paper[a] and is_paper[b] else 1.0 for a, b in inside]
    ends = np.array(inside, dtype=np.int64).reshape(-1, 2)
    spots = place_network(len(major), ends[:, 0], ends[:, 1], lengths)
    places = {rows[number]["id"]: spot for number, spot in zip(major, spots, strict=True)}
    ring: dict[str, int] = {}
    for paper, keyword in pairs:
        if keyword not in places and paper in local:
            number = ring[paper] = ring.get(paper, -1) + 1
            places[keyword] = surround(places[paper], number)
    return {
        "name": "everything",
        "nodes": list(range(nodes.height)),
        **_columns([places.get(row["id"], (0, 0)) for row in rows]),
        "of": graph.nodes.height,
        "edges": list(range(edges.height)),
        "edgesOf": graph.edges.height,
    }


def _strongest(sources: Any, targets: Any, weights: Any) -> Any:
    """The numbers of the links among the `MAX_LINKS` strongest of one of their ends; of equals the first."""
    links = np.arange(len(sources))
    if len(links) <= MANY_LINKS:
        return links
    ends = pl.DataFrame(
        {
            "end": np.concatenate([sources, targets]),
            "link": np.concatenate([links, links]),
            "weight": np.concatenate([weights, weights]),
        }
    )
    strongest = (
        ends.sort("end", "weight", "link", descending=[False, True, False])
        .group_by("end", maintain_order=True)
        .head(MAX_LINKS)
    )
    return np.sort(strongest["link"].unique().to_numpy())


def _number(nodes: pl.DataFrame) -> dict[str, int]:
    return {node: number for number, node in enumerate(nodes["id"])}


def _columns(places: Sequence[tuple[int, int]]) -> Value:
    return {"x": [x for x, _ in places], "y": [y for _, y in places]}
