"""What the report asks of the graph again and again, as small tables, once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.networks import MAX_GROUP, select_shared
from kgraph.vocabulary import Kind, Relation, Status

# What a link of descent says, in words.
RELATIONS = {Relation.CITES.value: "cites", Relation.LIKELY_BUILDS_ON.value: "likely builds on"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Tables of who wrote what, what is about what, and what stands on what; papers have `year` and `title`.

    `authorship` has paper and person, `subjects` paper, topic and whether that was `read` (from the text, or
    said by the source) and not inferred, `shared` paper and what it may share with others, `descent` later,
    earlier and relation: a citation takes the place of an inferred link.
    """

    labels: Mapping[str, str]
    names_of: Mapping[str, frozenset[str]]  # keyword to the themes that it is a name of
    papers: pl.DataFrame
    authorship: pl.DataFrame
    subjects: pl.DataFrame
    shared: pl.DataFrame
    descent: pl.DataFrame

    def name_once(self, nodes: Iterable[str]) -> list[str]:
        """The labels of some nodes; a keyword that is a name of a theme among them is left out."""
        told = list(nodes)
        return [self.labels[node] for node in told if self.names_of.get(node, frozenset()).isdisjoint(told)]


def read_facts(graph: Graph) -> Facts:
    """Read the facts of a graph."""
    papers = graph.of_kind(Kind.PAPER).select(paper="id", year="year", title="label", date="date")
    authorship = graph.of_relation(Relation.CREATOR).select(paper="source", person="target").unique()
    subjects = (
        graph.of_relation(Relation.SUBJECT, Relation.MENTIONS)
        .group_by(paper="source", topic="target")
        .agg(read=(pl.col("status") != Status.INFERRED.value).any())
    )
    shared = select_shared(graph, MAX_GROUP, Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS)
    descent = (
        graph.of_relation(Relation.CITES, Relation.LIKELY_BUILDS_ON)
        .sort("relation")  # cites comes first
        .select(later="source", earlier="target", relation="relation")
        .unique(["later", "earlier"], keep="first", maintain_order=True)
    )
    names = graph.nodes.filter(pl.col("close_match").is_not_null()).select("id", "close_match")
    return Facts(
        graph.labels(),
        {keyword: frozenset(themes) for keyword, themes in names.iter_rows()},
        papers,
        authorship.sort("paper", "person"),
        subjects.sort("paper", "topic"),
        shared.select(paper="item", what="group").unique().sort("paper", "what"),
        descent.sort("later", "earlier"),
    )


def by_group(table: pl.DataFrame, key: str, nodes: Iterable[str]) -> Mapping[str, pl.DataFrame]:
    """The rows of each of some nodes, in the order of the table; a node without rows has an empty table."""
    wanted = list(nodes)
    found = table.filter(pl.col(key).is_in(wanted)).partition_by(key, as_dict=True, maintain_order=True)
    return {node: found.get((node,), table.clear()) for node in wanted}


def rank_by(table: pl.DataFrame, score: str, *then: str) -> pl.DataFrame:
    """The table from the highest score on, then by other columns; equal scores share a `rank`."""
    ranked = table.sort(score, *then, descending=[True, *(False for _ in then)])
    return ranked.with_columns(rank=pl.col(score).rank("min", descending=True))


def tell_relation(relations: pl.Series, papers: int) -> str:
    """The verb for what so many later papers do: cite, if all of them do, else likely build on."""
    some = sorted(set(relations))
    if papers == 1:
        return RELATIONS[some[0]]
    return " or ".join("cite" if relation == Relation.CITES else "likely build on" for relation in some)
