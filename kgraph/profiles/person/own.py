"""What all panels of one person are made from."""

import polars as pl

from kgraph.graph import Graph
from kgraph.profiles.body import Body
from kgraph.profiles.tables import author_lists, authorships


class Own(Body):
    """The tables of a person: `wrote` is everybody's work, `works` a row for each place in an author list.

    Raises `KeyError` if there is no such person.
    """

    def __init__(self, graph: Graph, person: str) -> None:
        self.wrote = authorships(graph)
        works = author_lists(graph).filter(pl.col("person") == person)
        super().__init__(graph, person, "dcterms:creator", self.wrote.rename({"person": "node"}), works)
