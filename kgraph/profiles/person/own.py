"""What all panels of one person are made from."""

import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.profiles.influence import read_citations
from kgraph.profiles.tables import Nodes, author_lists, authorships, papers, tags, topics, with_labels
from kgraph.vocabulary import Kind


class Own:
    """The tables of a person: `wrote` is everybody's work, `works` this one's, newest first.

    `works` has a row for each place in an author list; `papers` are the ids of the papers, `years` their
    years and dates.
    """

    def __init__(self, graph: Graph, person: str) -> None:
        rows = graph.of_kind(Kind.PERSON).filter(pl.col("id") == person)
        if rows.is_empty():
            raise KeyError(person)
        self.graph, self.id, self.row = graph, person, rows.row(0, named=True)
        self.name: str = self.row["label"]
        self.iri = node_iri(person, graph.base)
        self.nodes = Nodes(graph)
        self.wrote = authorships(graph)
        works = author_lists(graph).filter(pl.col("person") == person)
        self.works = works.join(papers(graph), on="paper").sort(
            "date", "paper", "position", descending=[True, False, False], nulls_last=True
        )
        self.papers = self.works["paper"].unique(maintain_order=True)
        self.years = self.works.unique("paper", maintain_order=True).select("paper", "year", "date")
        self.citations = read_citations(graph)
        self.has_written = pl.col("paper").is_in(self.papers.implode())
        self.tags = tags(graph).filter(self.has_written)
        self.topics = topics(graph)

    def count(self, held: pl.DataFrame) -> pl.DataFrame:
        """Count the person's papers by `node`, with the dates of the first and the last.

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

    def cited(self) -> dict[str, int]:
        """How often each paper of the person is cited within the corpus."""
        mine = self.citations.filter(pl.col("cited").is_in(self.papers.implode()))
        return dict(mine.group_by("cited").len().iter_rows())
