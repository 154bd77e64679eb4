"""Lineage when papers are added: links of the fresh, and those of others that hold."""

from pathlib import Path

import polars as pl

from kgraph.assembly.edges import lineage_edges
from kgraph.graph import Graph
from kgraph.lineage.adding import Compared, link_added
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.stored import papers_of
from kgraph.passages import quote_passages, read_rarity
from kgraph.vocabulary import Relation

_ENDS = ("source", "target")


def lay_lineage(
    compared: Compared, earlier: Graph, authorships: pl.DataFrame, topics: pl.DataFrame, folder: Path
) -> pl.DataFrame:
    """The edges of lineage: of the fresh papers that were `compared`, and those of before that stay.

    `authorships` and `topics` are the edges from all papers to people and to concepts, `folder` is where the
    last whole build kept how rare words are.
    """
    before = earlier.of_relation(Relation.LIKELY_BUILDS_ON)
    held = pl.concat([authorships.select(_ENDS), topics.select(_ENDS)])
    was = earlier.of_relation(Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS).select(_ENDS)
    touched = pl.concat([held.join(was, on=_ENDS, how="anti"), was.join(held, on=_ENDS, how="anti")])
    paper, ends = pl.col("source").alias("paper"), pl.col("target").alias("held")
    added = link_added(
        compared,
        before.select(later="source", earlier="target", weight="weight"),
        set(touched["source"]),
        Holdings(authorships.select(paper, ends, leads=pl.col("position") == 1)),
        Holdings(topics.select(paper, ends)),
    )
    linked = pl.Series([end for link in added.links for end in (link.later, link.earlier)], dtype=pl.String)
    papers = papers_of(compared.papers.filter(pl.col("paper").is_in(linked.implode())))
    links = quote_passages(added.links, papers, read_rarity(folder))
    return pl.concat([before[added.kept], lineage_edges(links)])
