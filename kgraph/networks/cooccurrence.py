"""People, organizations, themes and keywords, linked by the papers that they have in common."""

import polars as pl

from kgraph.graph import Graph
from kgraph.networks.memberships import by_paper, select_ends, select_topics
from kgraph.networks.projection import connect, project
from kgraph.networks.registry import network
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Weighting
from kgraph.vocabulary import Kind, Relation


@network(*Weighting)
def authors(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Co-authorship: people, linked by the papers they wrote together.

    `weight` is the number of those papers, `papers` lists them. People without co-authors are in it.
    """
    creators = by_paper(select_ends(graph, Relation.CREATOR))
    return project(graph.of_kind(Kind.PERSON), creators, "papers", weighting, max_group)


@network(*Weighting)
def organizations(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Collaboration: organizations, linked by the papers that name both.

    `weight` is the number of those papers, `papers` lists them.
    """
    named = by_paper(select_ends(graph, Relation.AFFILIATION))
    return project(graph.of_kind(Kind.ORGANIZATION), named, "papers", weighting, max_group)


@network(*Weighting)
def topics(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Co-occurrence: themes and shared keywords, linked by the papers that are about both.

    `weight` is the number of those papers, `papers` lists them. Only what was read from the texts or said
    by the source counts: an inferred ancestor would co-occur with each of its narrower themes. A keyword
    that is a name of a theme counts as the theme.
    """
    nodes = select_topics(graph, Kind.THEME, Kind.KEYWORD)
    tags = by_paper(select_ends(graph, Relation.SUBJECT, Relation.MENTIONS))
    return project(nodes, tags, "papers", weighting, max_group)


@network(*Weighting)
def themes(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Co-occurrence of themes alone, as in `topics`."""
    tags = by_paper(select_ends(graph, Relation.SUBJECT))
    return project(select_topics(graph, Kind.THEME), tags, "papers", weighting, max_group)


@network(*Weighting)
def keywords(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Co-occurrence of shared keywords alone, as in `topics`."""
    tags = by_paper(select_ends(graph, Relation.MENTIONS))
    return project(select_topics(graph, Kind.KEYWORD), tags, "papers", weighting, max_group)


@network(*Weighting)
def people_themes(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Who works on what: people and themes, linked by the papers of the one about the other.

    A network of two kinds: `bipartite` of a node is 0 for people and 1 for themes, as NetworkX has it.
    `weight` is the number of papers, `papers` lists them; inferred themes do not count.
    """
    sides = ((0, Kind.PERSON), (1, Kind.THEME))
    nodes = pl.concat([graph.of_kind(kind).with_columns(bipartite=pl.lit(side)) for side, kind in sides])
    creators, tags = (
        by_paper(select_ends(graph, relation)) for relation in (Relation.CREATOR, Relation.SUBJECT)
    )
    return connect(nodes, creators, tags, "papers", weighting, max_group)
