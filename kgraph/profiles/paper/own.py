"""What all panels of one paper are made from."""

from typing import Any

import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.kept import years
from kgraph.profiles.influence import read_citations
from kgraph.profiles.tables import Nodes
from kgraph.vocabulary import Kind, Relation


class Own:
    """The tables of a paper: its row, the edges from it and to it, and the citations of the corpus."""

    def __init__(self, graph: Graph, paper: str) -> None:
        rows = graph.of_kind(Kind.PAPER).filter(pl.col("id") == paper)
        if rows.is_empty():
            raise KeyError(paper)
        self.graph, self.id, self.row = graph, paper, rows.row(0, named=True)
        self.iri = node_iri(paper, graph.base)
        self.nodes = Nodes(graph)
        self.leaving = graph.edges.filter(pl.col("source") == paper)
        self.coming = graph.edges.filter(pl.col("target") == paper)
        self.years = years(graph)
        self.citations = read_citations(graph)

    def to(self, *relations: Relation) -> list[dict[str, Any]]:
        """The edges of some relations that leave the paper, in the order of the graph."""
        return self.leaving.filter(pl.col("relation").is_in([one.value for one in relations])).to_dicts()

    def by(self, relation: Relation) -> list[dict[str, Any]]:
        """The edges of a relation that lead to the paper, in the order of the graph."""
        return self.coming.filter(pl.col("relation") == relation.value).to_dicts()
