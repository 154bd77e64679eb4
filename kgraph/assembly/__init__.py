"""What all stages found, laid down as the tables of a graph."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kgraph.assembly.edges import (
    affiliation_edges,
    authorship_edges,
    citation_edges,
    hierarchy_edges,
    lineage_edges,
    mention_edges,
    people_of,
    tagging_edges,
)
from kgraph.assembly.nodes import (
    identifiers_of,
    keyword_nodes,
    organization_nodes,
    paper_nodes,
    person_nodes,
    theme_nodes,
)
from kgraph.graph import Graph
from kgraph.ledger import Ledger, Run
from kgraph.parallel import aside
from kgraph.people import describe_people
from kgraph.records import Citation, Keyword, LineageLink, Paper, Person, Tag
from kgraph.schema import Theme
from kgraph.tables import EDGE_ORDER, NODE_ORDER

__all__ = ["add_edges", "assemble", "lay_down"]


def assemble(
    papers: Sequence[Paper],
    people: Sequence[Person],
    scheme: Sequence[Theme],
    keywords: Sequence[Keyword],
    tags: Sequence[Tag],
    citations: Sequence[Citation],
    lineage: Sequence[LineageLink],
    ledger: Ledger,
    run: Run,
    mentions: pl.DataFrame | None = None,
) -> Graph:
    """Lay the results of all stages down as two tables.

    `mentions` are further tags, with keywords, as a table (`keywords.tags.tabulate_tags`).

    Of the scheme only the themes that a paper is tagged with come in; tags include inferred ancestors, so
    the path to each top theme is whole.
    """
    tagged = {tag.concept for tag in tags}
    themes = [theme for theme in scheme if theme.id in tagged]
    nodes = (
        paper_nodes(papers),
        person_nodes(describe_people(people, identifiers_of(papers))),
        theme_nodes(themes),
        keyword_nodes(keywords, themes),
        organization_nodes(papers),
    )
    edges = (
        authorship_edges(papers, people_of(people)),
        affiliation_edges(papers),
        tagging_edges(tags, {theme.id for theme in themes}),
        *(() if mentions is None else (mention_edges(mentions),)),
        hierarchy_edges(themes),
        citation_edges(citations),
        lineage_edges(lineage),
    )
    return lay_down(nodes, edges, ledger, run)


def lay_down(nodes: Iterable[pl.DataFrame], edges: Iterable[pl.DataFrame], ledger: Ledger, run: Run) -> Graph:
    """A graph of the tables of nodes of each kind, and of the edges of each relation."""
    with aside(_lay_in_order, edges, EDGE_ORDER) as links:
        return Graph(_lay_in_order(nodes, NODE_ORDER), links(), ledger, run)


def _lay_in_order(tables: Iterable[pl.DataFrame], order: Sequence[str]) -> pl.DataFrame:
    """All rows in order: by the first column, which has few values, and for each of these by the others."""
    whole = pl.concat(tables)
    first, *others = order
    parts = whole.partition_by(first, as_dict=True)
    return pl.concat([whole.clear(), *(parts[value].sort(others) for value in sorted(parts))])


def add_edges(graph: Graph, edges: pl.DataFrame) -> Graph:
    """A graph with edges of a relation that it has none of."""
    if edges.is_empty():
        return graph
    # Rows are sorted by relation first, so that those which are there need not be sorted again.
    place = graph.edges["relation"].search_sorted(edges["relation"][0])
    parts = (graph.edges[:place], edges.sort(EDGE_ORDER), graph.edges[place:])
    return replace(graph, edges=pl.concat(parts, rechunk=True))
