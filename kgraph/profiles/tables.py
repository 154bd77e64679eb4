"""The tables that profiles read, with only the columns that they need: evidence is by far the widest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kgraph.evidence import shorten
from kgraph.graph import Graph
from kgraph.profiles.panel import Node
from kgraph.vocabulary import Kind, Relation, Status

# A gap of more years than this is not drawn year by year: one paper may be dated 1650.
_LONGEST_SPAN = 80


def edges(graph: Graph, relations: Sequence[Relation], **columns: str) -> pl.DataFrame:
    """The edges of some relations; `columns` gives each column its new name: `paper="source"`."""
    wanted = pl.col("relation").is_in([relation.value for relation in relations])
    return graph.edges.lazy().filter(wanted).select(**columns).collect()


def authorships(graph: Graph) -> pl.DataFrame:
    """Who wrote what: `paper`, `person`, without repeats."""
    return edges(graph, [Relation.CREATOR], paper="source", person="target").unique(maintain_order=True)


def tags(graph: Graph, *relations: Relation) -> pl.DataFrame:
    """What papers are about: `paper`, `concept`, and whether it is only `inferred`."""
    found = edges(
        graph, relations or (Relation.SUBJECT, Relation.MENTIONS),
        paper="source", concept="target", status="status",
    )  # fmt: skip
    return found.with_columns(inferred=pl.col("status") == Status.INFERRED.value).drop("status")


def papers(graph: Graph) -> pl.DataFrame:
    """The papers: `paper`, `title`, `date`, `year`, `venue`."""
    return graph.of_kind(Kind.PAPER).select("date", "year", "venue", paper="id", title="label")


def shared_keywords(graph: Graph) -> pl.Series:
    """The ids of keywords that several papers have and that are no other name of a theme."""
    return graph.nodes.filter(_is_shared())["id"]


def _is_shared() -> pl.Expr:
    return (pl.col("kind") == Kind.KEYWORD.value) & pl.col("shared") & pl.col("close_match").is_null()


def count_years(years: Iterable[int | None]) -> list[tuple[int, int]]:
    """How many there are of each year, with the years of none in between.

    >>> count_years([2020, None, 2018, 2020])
    [(2018, 1), (2019, 0), (2020, 2)]
    """
    counts = Counter(year for year in years if year is not None)
    if not counts or max(counts) - min(counts) > _LONGEST_SPAN:
        return sorted(counts.items())
    return [(year, counts[year]) for year in range(min(counts), max(counts) + 1)]


def topics_by_year(graph: Graph, tagging: pl.DataFrame, years: pl.DataFrame, most: int = 3) -> dict[int, str]:
    """The topics that most papers of each year have, in words; `years` has the columns `paper` and `year`."""
    is_topic = graph.nodes.filter((pl.col("kind") == Kind.THEME.value) | _is_shared())["id"]
    read = ~pl.col("inferred") & pl.col("concept").is_in(is_topic.implode())
    held = tagging.filter(pl.col("paper").is_in(years["paper"].implode()) & read).join(
        years.drop_nulls("year"), on="paper"
    )
    counts = (
        held.group_by("year", "concept")
        .len("papers")
        .join(graph.nodes.select("label", concept="id"), on="concept")
    )
    told = counts.sort("year", "papers", "label", "concept", descending=[False, True, False, False])
    said: dict[int, list[str]] = {}
    for year, label, papers in told.select("year", "label", "papers").iter_rows():
        if len(said.setdefault(year, [])) < most:
            said[year].append(f"{label} {papers}")
    return {year: ", ".join(topics) for year, topics in said.items()}


class Nodes:
    """What nodes are called; a title is shortened in a cell."""

    _LONGEST = 110

    def __init__(self, graph: Graph) -> None:
        self.labels = graph.labels()

    def __getitem__(self, identifier: str) -> Node:
        return Node(identifier, shorten(self.labels[identifier], self._LONGEST))


def without_keywords(graph: Graph) -> Graph:
    """The graph without the links to keywords, which are most: what the lineage of a theme is read from."""
    others = pl.col("relation") != Relation.MENTIONS.value
    return replace(graph, edges=graph.edges.lazy().filter(others).collect())


def within(graph: Graph, members: Iterable[str]) -> Graph:
    """The graph with only the links among some papers: what a path within a theme may take."""
    among = list(members)
    linking = pl.col("relation").is_in([Relation.CITES.value, Relation.LIKELY_BUILDS_ON.value])
    inside = linking & pl.col("source").is_in(among) & pl.col("target").is_in(among)
    return replace(graph, edges=graph.edges.lazy().filter(inside).collect())
