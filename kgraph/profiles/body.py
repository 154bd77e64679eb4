"""A body of papers: those of a person, or of an organization, and what profiles count in it."""

import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.profiles.influence import read_citations
from kgraph.profiles.panel import Node
from kgraph.profiles.tables import Nodes, papers, tags, topics, with_labels


class Body:
    """The papers that one node holds, newest first.

    `held` has a row for each tie of a paper with a node of the kind, of columns `paper` and `node`; `works`
    are the node's rows of a table with the column `paper`; `property` leads from paper to node in RDF.
    """

    def __init__(
        self, graph: Graph, identifier: str, property_: str, held: pl.DataFrame, works: pl.DataFrame
    ) -> None:
        rows = graph.nodes.filter(pl.col("id") == identifier)
        if rows.is_empty():
            raise KeyError(identifier)
        self.graph, self.id, self.row = graph, identifier, rows.row(0, named=True)
        self.name: str = self.row["label"]
        self.iri = node_iri(identifier, graph.base)
        self.property, self.held = property_, held
        self.nodes = Nodes(graph)
        self.works = works.join(papers(graph), on="paper", maintain_order="left").sort(
            "date", "paper", descending=[True, False], nulls_last=True, maintain_order=True
        )
        self.papers = self.works["paper"].unique(maintain_order=True)
        self.years = self.works.unique("paper", maintain_order=True).select("paper", "year", "date")
        self.is_own = pl.col("paper").is_in(self.papers.implode())
        self.tags = tags(graph).filter(self.is_own)
        self.topics = topics(graph).filter(self.is_own)
        self.citations = read_citations(graph)

    def count(self, held: pl.DataFrame) -> pl.DataFrame:
        """Count the body's papers by `node`, with the dates of the first and the last.

        `held` has the columns `paper` and `node`. Counted and sorted as the named queries do.
        """
        found = (
            held.unique()
            .join(self.years, on="paper")
            .group_by("node")
            .agg(papers=pl.len(), first=pl.col("date").min(), last=pl.col("date").max())
        )
        return (
            with_labels(self.graph, found, "node")
            .sort("papers", "label", "node", descending=[True, False, False])
            .select("node", "papers", "first", "last")
        )

    def list_nodes(self, held: pl.DataFrame) -> list[tuple[Node, int, str | None, str | None]]:
        """The rows of `count`, each node with what it is called."""
        return [
            (self.nodes[node], papers, first, last)
            for node, papers, first, last in self.count(held).iter_rows()
        ]

    def cited(self) -> dict[str, int]:
        """How often each paper of the body is cited within the corpus."""
        mine = self.citations.filter(pl.col("cited").is_in(self.papers.implode()))
        return dict(mine.group_by("cited").len().iter_rows())
