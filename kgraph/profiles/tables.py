"""The tables that profiles read, with only the columns that they need: evidence is by far the widest."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kgraph.evidence import shorten
from kgraph.graph import Graph
from kgraph.kept import kept, labels
from kgraph.profiles.panel import Named, Node
from kgraph.vocabulary import Kind, Relation, Status

# A gap of more years than this is not drawn year by year: one paper may be dated 1650.
_LONGEST_SPAN = 80


def edges(graph: Graph, relations: Sequence[Relation], **columns: str) -> pl.DataFrame:
    """The edges of some relations; `columns` gives each column its new name: `paper="source"`."""
    wanted = pl.col("relation").is_in([relation.value for relation in relations])
    return graph.edges.lazy().filter(wanted).select(**columns).collect()


@kept
def author_lists(graph: Graph) -> pl.DataFrame:
    """The author lists: `paper`, `person`, `position`, and the name and `organizations` as `printed`."""
    return edges(
        graph, [Relation.CREATOR], paper="source", person="target", position="position",
        printed="name_as_printed", organizations="organizations",
    )  # fmt: skip


@kept
def authorships(graph: Graph) -> pl.DataFrame:
    """Who wrote what: `paper`, `person`, without repeats."""
    return author_lists(graph).select("paper", "person").unique(maintain_order=True)


@kept
def affiliations(graph: Graph) -> pl.DataFrame:
    """The organizations that papers name: `paper`, `organization`."""
    return edges(graph, [Relation.AFFILIATION], paper="source", organization="target")


@kept
def tags(graph: Graph) -> pl.DataFrame:
    """What papers are about: `paper`, `concept`, and whether it is only `inferred`."""
    relations = (Relation.SUBJECT, Relation.MENTIONS)
    found = edges(graph, relations, paper="source", concept="target", status="status")
    return found.with_columns(inferred=pl.col("status") == Status.INFERRED.value).drop("status")


@kept
def topics(graph: Graph) -> pl.DataFrame:
    """The themes and shared keywords of papers as they were said or read: `paper`, `concept`."""
    names = graph.nodes.filter((pl.col("kind") == Kind.THEME.value) | _is_shared())["id"]
    read = ~pl.col("inferred") & pl.col("concept").is_in(names.implode())
    return tags(graph).filter(read).select("paper", "concept")


@kept
def lineage(graph: Graph) -> pl.DataFrame:
    """The inferred links between papers: `later`, `earlier`."""
    return edges(graph, [Relation.LIKELY_BUILDS_ON], later="source", earlier="target")


@kept
def papers(graph: Graph) -> pl.DataFrame:
    """The papers: `paper`, `title`, `date`, `year`, `venue`."""
    return graph.of_kind(Kind.PAPER).select("date", "year", "venue", paper="id", title="label")


@kept
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


def topics_by_year(
    graph: Graph, tagging: pl.DataFrame, years: pl.DataFrame, most: int = 3
) -> dict[int, Named]:
    """The topics that most papers of each year have, in words.

    `tagging` has the columns `paper` and `concept`, `years` the columns `paper` and `year`.
    """
    held = tagging.join(years.drop_nulls("year").select("paper", "year"), on="paper")
    counts = with_labels(graph, held.group_by("year", "concept").len("papers"), "concept")
    told = counts.sort("year", "papers", "label", "concept", descending=[False, True, False, False])
    said: dict[int, list[tuple[Node, int]]] = {}
    for year, topic, label, papers in told.select("year", "concept", "label", "papers").iter_rows():
        if len(said.setdefault(year, [])) < most:
            said[year].append((Node(topic, label), papers))
    return {
        year: Named(", ".join(f"{topic.label} {papers}" for topic, papers in held), [one for one, _ in held])
        for year, held in said.items()
    }


def with_labels(graph: Graph, table: pl.DataFrame, column: str) -> pl.DataFrame:
    """A table with the `label` of the nodes of a column: far faster than a join with all nodes."""
    called = labels(graph)
    return table.with_columns(label=pl.Series([called[node] for node in table[column]], dtype=pl.String))


@kept
def spread(graph: Graph) -> pl.DataFrame:
    """How many papers each person, theme and keyword has: `node`, `papers`."""
    held = (authorships(graph).select("paper", node="person"), tags(graph).select("paper", node="concept"))
    return pl.concat(held).unique().group_by("node").len("papers")


def count_papers(graph: Graph, nodes: Iterable[str]) -> dict[str, int]:
    """How many papers some people, themes and keywords have, by id."""
    wanted = pl.Series(list(nodes), dtype=pl.String).implode()
    return dict(spread(graph).filter(pl.col("node").is_in(wanted)).iter_rows())


class Nodes:
    """What nodes are called; a title is shortened in a cell."""

    _LONGEST = 110

    def __init__(self, graph: Graph) -> None:
        self.labels = labels(graph)

    def named(self, text: str, identifiers: Iterable[str]) -> Named:
        """A text that names nodes by their whole labels."""
        return Named(text, (Node(one, self.labels[one]) for one in identifiers))

    def __getitem__(self, identifier: str) -> Node:
        return Node(identifier, shorten(self.labels[identifier], self._LONGEST))


def within(graph: Graph, members: Iterable[str]) -> Graph:
    """The graph with only the links among some papers: what a path within a theme may take."""
    among = list(members)
    linking = pl.col("relation").is_in([Relation.CITES.value, Relation.LIKELY_BUILDS_ON.value])
    inside = linking & pl.col("source").is_in(among) & pl.col("target").is_in(among)
    return replace(graph, edges=graph.edges.lazy().filter(inside).collect())
