"""What all panels of one organization are made from."""

import polars as pl

from kgraph.graph import Graph
from kgraph.profiles.body import Body
from kgraph.profiles.tables import affiliations, author_lists, authorships


class Own(Body):
    """The tables of an organization: its papers are those that name it, for an author or as a whole.

    `printed` are the authors with whose names it is printed, of columns `paper` and `person`; `wrote` is
    who wrote its papers. Raises `KeyError` if there is no such organization.
    """

    def __init__(self, graph: Graph, organization: str) -> None:
        named = affiliations(graph)
        works = named.filter(pl.col("organization") == organization).select("paper").unique()
        super().__init__(
            graph, organization, "kg:affiliation", named.rename({"organization": "node"}).unique(), works
        )
        lists = author_lists(graph).filter(self.is_own)
        is_printed = pl.col("organizations").list.contains(organization)
        self.printed = lists.filter(is_printed).select("paper", "person").unique()
        self.wrote = authorships(graph).filter(self.is_own)
