"""What a graph says of papers and of organizations: of those that were read anew, and as it was of others."""

import polars as pl

from kgraph.adding.records import Gathered
from kgraph.assembly.edges import affiliation_edges
from kgraph.assembly.nodes import organization_nodes, paper_nodes
from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation


def lay_papers(gathered: Gathered, earlier: Graph) -> pl.DataFrame:
    """The nodes of all papers, sorted by id."""
    stay = earlier.of_kind(Kind.PAPER).filter(pl.col("id").is_in(gathered.stays.implode()))
    return pl.concat([stay, paper_nodes(gathered.papers)]).sort("id")


def say_texts(papers: pl.DataFrame) -> pl.DataFrame:
    """What nodes of papers say that is compared and quoted: a table as `lineage.tabulate_texts` makes."""
    return papers.select("abstract", "date", paper="id", title="label")


def find_unchanged(gathered: Gathered, earlier: Graph) -> pl.Series:
    """The ids of the papers that say in the earlier graph what they say now."""
    texts = ("id", "label", "abstract")
    before = earlier.of_kind(Kind.PAPER).select(texts)
    read = paper_nodes(gathered.papers).select(texts)
    return pl.concat([gathered.stays, read.join(before, on=texts, how="semi", nulls_equal=True)["id"]])


def lay_organizations(gathered: Gathered, earlier: Graph) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The nodes of organizations, and the edges from papers to them.

    An organization is called what the last paper calls it: if that is another than before, it is read.
    """
    before = earlier.of_relation(Relation.AFFILIATION)
    stay = before.filter(pl.col("source").is_in(gathered.stays.implode()))
    edges = pl.concat([stay, affiliation_edges(gathered.papers)])
    last, was = (table.group_by("target").agg(pl.col("source").max()) for table in (edges, before))
    known = last.join(was, on=("source", "target"), how="semi").join(stay, on="source", how="semi")
    asked = last.join(known, on="target", how="anti")
    rows = gathered.others.filter(gathered.stays.is_in(asked["source"].implode()))
    papers = sorted([*gathered.papers, *gathered.archive.papers(rows)], key=lambda paper: paper.id)
    called = organization_nodes(papers)
    nodes = pl.concat(
        [
            earlier.of_kind(Kind.ORGANIZATION).filter(pl.col("id").is_in(known["target"].implode())),
            called.filter(pl.col("id").is_in(asked["target"].implode())),
        ]
    )
    return nodes, edges
