"""Who is in which group, as tables with the columns `group` and `item`: what all networks are made of."""

import polars as pl

from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation, Status


def select_ends(graph: Graph, *relations: Relation) -> pl.DataFrame:
    """The ends of the edges of some relations that are not inferred, `source` and `target`.

    An inferred ancestor would occur with each of its narrower themes.
    """
    # Columns first: the others hold texts, and are most of the table.
    return (
        graph.edges.lazy()
        .select("source", "target", "relation", "status")
        .filter(
            pl.col("relation").is_in([relation.value for relation in relations])
            & (pl.col("status") != Status.INFERRED.value)
        )
        .select("source", "target")
        .collect()
    )


def by_paper(ends: pl.DataFrame) -> pl.DataFrame:
    """Papers as groups, of what their edges lead to."""
    return ends.select(group="source", item="target")


def of_papers(ends: pl.DataFrame) -> pl.DataFrame:
    """Papers as items, in groups of what their edges lead to."""
    return ends.select(group="target", item="source")


def select_shared(graph: Graph, max_group: int, *relations: Relation) -> pl.DataFrame:
    """Papers as items, in groups of the people and topics that they may share with others.

    The authors of a paper that has more than `max_group` of them are none of these.
    """
    topics = [relation for relation in relations if relation is not Relation.CREATOR]
    ends = select_ends(graph, *topics)
    if Relation.CREATOR in relations:
        wrote = select_ends(graph, Relation.CREATOR).unique()
        ends = pl.concat([wrote.filter(pl.len().over("source") <= max_group), ends])
    return of_papers(ends)


def select_topics(graph: Graph, *kinds: Kind) -> pl.DataFrame:
    """The themes and keywords that papers share, as rows of the table of nodes.

    Of the keywords those that are shared and no name of a theme: such a keyword counts as the theme.
    """
    is_topic = (pl.col("kind") == Kind.THEME.value) | (
        pl.col("shared").fill_null(value=False) & pl.col("close_match").is_null()
    )
    return graph.nodes.filter(pl.col("kind").is_in([kind.value for kind in kinds]) & is_topic)
