"""A part of a graph as the page reads it: nodes with their facts, edges with their reasons.

A reason is data and not a sentence: spans are places in the text of the paper, which the page has anyway, and
people and concepts are numbers of nodes. So a page is a fifth of the size, and can mark words and link names.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from kgraph.evidence import citation_rule
from kgraph.graph import Graph
from kgraph.networks import MAX_GROUP
from kgraph.page.rows import Labels
from kgraph.page.topics import summarize
from kgraph.vocabulary import PARTS, SCORED, Kind, Relation, Status

# What is stored of a node, as (network, measure), by kind of node: the order of its `scores` in a piece.
MEASURES: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.PAPER: tuple(
        (network, measure)
        for network in ("papers", "citations")
        for measure in SCORED[network]
        if measure != "h_index"
    ),
    Kind.PERSON: (*(("authors", measure) for measure in SCORED["authors"]), ("citations", "h_index")),
    Kind.THEME: tuple(("topics", measure) for measure in SCORED["topics"]),
    Kind.KEYWORD: tuple(("topics", measure) for measure in SCORED["topics"]),
    Kind.ORGANIZATION: (),
}
# What an edge says by number and not by name.
RELATIONS = (
    Relation.LIKELY_BUILDS_ON, Relation.CITES, Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS,
    Relation.AFFILIATION, Relation.BROADER,
)  # fmt: skip
STATUSES = tuple(Status)
FIELDS = ("title", "abstract")
# So many bytes of abstracts a page may hold: 5,000 nodes with their links take 5 MB without, and 8 are borne.
MAX_TEXT = 2_000_000
_SHORTEST = 200
_FACTS = (
    "id", "kind", "label", "date", "year", "venue", "type", "doi", "abstract", "categories", "names",
    "definition", "reason",
)  # fmt: skip

Value = dict[str, Any]


def make_piece(graph: Graph, nodes: pl.DataFrame, edges: pl.DataFrame, lanes: pl.DataFrame) -> Value:
    """Give nodes and edges, rows of the tables of a graph, as `{"nodes": […], "edges": […]}`.

    A node is an object of its facts; what is not known is left out. `links` counts its edges in the whole
    graph, `papers` what it wrote, names or is named by; `themes`, `years`, `lane` and `organization` come of
    these papers. An edge is `[source, target, relation, weight, status, reason]`: its ends are numbers of
    nodes, relation and status numbers in `RELATIONS` and `STATUSES`, the reason an object. Wherever something
    refers to a node that is in the piece it is its number, else its label. `lanes` are those of `list_lanes`.

    Of more than `MAX_TEXT` bytes of abstracts the longest are cut, all to one length, which is `cut`. A span
    is `[field, start, end]`, or its text where that is not in the piece.
    """
    degrees = pl.concat([graph.edges.select(id="source"), graph.edges.select(id="target")])
    links = degrees.join(nodes.select("id"), on="id", how="semi").group_by("id").len("links")
    facts = (
        nodes.join(summarize(graph, nodes, lanes), on="id", how="left", maintain_order="left")
        .join(links, on="id", how="left", maintain_order="left")
        .with_columns(pl.col("links").fill_null(0))
    )
    scores = graph.scores.join(nodes.select("id"), on="id", how="semi")
    return write_piece(facts, edges, scores, Labels(graph.nodes))


def write_piece(
    facts: pl.DataFrame, edges: pl.DataFrame, scores: pl.DataFrame, label: Callable[[str], str]
) -> Value:
    """Write a piece of nodes whose facts are known, as `make_piece` gives it.

    `facts` are rows of the table of nodes with the columns of `summarize` and `links`, `scores` those of the
    same nodes. `label` gives the label of a node that is not among them.
    """
    index = {node: place for place, node in enumerate(facts["id"])}
    names = _Names(index, dict(facts.select("id", "label").iter_rows()), label)
    cut = _cut(facts["abstract"].drop_nulls())
    return {
        "nodes": _list_nodes(facts, scores, names, cut),
        "edges": [
            [index[row["source"]], index[row["target"]], RELATIONS.index(Relation(row["relation"])),
             row["weight"], STATUSES.index(Status(row["status"])), _reason(row, names, cut)]
            for row in edges.iter_rows(named=True)
        ],
        "cut": cut,
    }  # fmt: skip


def _cut(abstracts: pl.Series) -> int | None:
    """The length in characters that abstracts are cut to, or None if none is."""
    lengths = abstracts.str.len_bytes().sort().to_list()
    left = MAX_TEXT
    if sum(lengths) <= left:
        return None
    for place, length in enumerate(lengths):
        share = left // (len(lengths) - place)
        if length > share:
            return max(share, _SHORTEST)
        left -= length
    return None


@dataclass(frozen=True, slots=True)
class _Names:
    """How a piece refers to a node: by its number, or by its label if it is not in the piece."""

    index: Mapping[str, int]
    labels: Mapping[str, str]
    elsewhere: Callable[[str], str]

    def __call__(self, node: str) -> int | str:
        return self.index[node] if node in self.index else self.elsewhere(node)


def _list_nodes(facts: pl.DataFrame, scores: pl.DataFrame, names: _Names, cut: int | None) -> list[Value]:
    scores_of = _list_scores(facts, scores)
    listed = []
    for row in facts.iter_rows(named=True):
        node = {fact: row[fact] for fact in _FACTS if row[fact]}
        if cut and row["abstract"]:
            node["abstract"] = row["abstract"][:cut]
        if row["names"]:
            node["names"] = [name for name in row["names"] if name != row["label"]]
        if row["definition_source"]:
            node["definitionSource"] = names(row["definition_source"]["paper"])
        if is_minor(row):
            node["minor"] = True
        if (row["authors"] or 0) > MAX_GROUP:
            node["large"] = True
        for column in ("lane", "organization"):
            if row[column]:
                node[column] = names(row[column])
        if row["close_match"]:
            node["closeMatch"] = [names(theme) for theme in row["close_match"]]
        if row["kind"] != Kind.PAPER:
            node["themes"] = [names(theme) for theme in row["themes"] or ()]
            node["papers"] = row["papers"] or 0
            node["years"] = row["years"] or []
        node["links"] = row["links"]
        if row["id"] in scores_of:
            node["scores"] = scores_of[row["id"]]
        listed.append({key: value for key, value in node.items() if value != []})
    return listed


def is_minor(row: Mapping[str, Any]) -> bool:
    """Whether a node is a keyword of a single paper, or one that is a name of a theme."""
    return row["shared"] is False or bool(row["close_match"])


def _list_scores(facts: pl.DataFrame, scores: pl.DataFrame) -> dict[str, list[float | None]]:
    places = {kind: {key: place for place, key in enumerate(keys)} for kind, keys in MEASURES.items()}
    listed: dict[str, list[float | None]] = {}
    for node, network, measure, value, kind in scores.join(facts.select("id", "kind"), on="id").iter_rows():
        place = places[Kind(kind)].get((network, measure))
        if place is not None:
            values = listed.setdefault(node, [None] * len(places[Kind(kind)]))
            values[place] = int(value) if value.is_integer() else value
    return listed


def _reason(row: Mapping[str, Any], names: _Names, cut: int | None) -> Value:
    match Relation(row["relation"]):
        case Relation.CREATOR:
            if row["name_as_printed"] == names.labels[row["target"]]:
                return {"position": row["position"]}
            return {"position": row["position"], "printed": row["name_as_printed"]}
        case Relation.SUBJECT | Relation.MENTIONS if row["status"] == Status.INFERRED:
            return {"basis": [names(node) for node in row["basis"]]}
        case Relation.SUBJECT | Relation.MENTIONS:
            return {"spans": _spans(row, cut)}
        case Relation.CITES:
            return {"rule": citation_rule(row)}
        case Relation.LIKELY_BUILDS_ON:
            reason = {
                "parts": [[_number(part["name"]), part["value"]] for part in row["parts"] or ()],
                "basis": [names(node) for node in row["basis"] or ()],
                "passages": _spans(row, cut),
            }
            return {**reason, "uncertain": True} if row["direction_uncertain"] else reason
        case _:
            return {}


def _spans(row: Mapping[str, Any], cut: int | None) -> list[Any]:
    return [
        span["text"]
        if cut and span["field"] == "abstract" and span["end"] > cut
        else [FIELDS.index(span["field"]), span["start"], span["end"]]
        for span in row["evidence"] or ()
    ]


def _number(part: str) -> int | str:
    """A part of the weight of a link by its number in `PARTS`; a person or concept keeps its id."""
    return PARTS.index(part) if part in PARTS else part
