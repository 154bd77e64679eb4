"""The graph: a table of nodes, one of edges, one of scores. Everything else is a view of them."""

from dataclasses import dataclass, field

import polars as pl

from kgraph.estimates import Estimate, Partition
from kgraph.ledger import Ledger, Run
from kgraph.tables import COMMUNITY_SCHEMA, EDGE_SCHEMA, NODE_SCHEMA, SCORE_SCHEMA
from kgraph.vocabulary import BASE, Kind, Relation

__all__ = ["COMMUNITY_SCHEMA", "EDGE_SCHEMA", "NODE_SCHEMA", "SCORE_SCHEMA", "Graph"]


@dataclass(frozen=True, slots=True)
class Graph:
    """A research-lineage knowledge graph, with the account of how it came to be.

    `nodes`, `edges` and `scores` follow `NODE_SCHEMA`, `EDGE_SCHEMA` and `SCORE_SCHEMA` and are sorted, so
    equal graphs are equal tables. A field that does not apply to a kind of node or relation is null.
    `communities` follows `COMMUNITY_SCHEMA`; `partitions` and `estimates` say how sure these and scores are.
    `whole` is the graph that this one is a slice of.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame
    ledger: Ledger
    run: Run
    scores: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCORE_SCHEMA))
    communities: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COMMUNITY_SCHEMA))
    partitions: tuple[Partition, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    # Papers of a slice still refer to what is outside it.
    whole: "Graph | None" = field(default=None, repr=False, compare=False)

    @property
    def base(self) -> str:
        """Where the nodes live: the beginning of their IRIs."""
        return dict(self.run.parameters).get("base", BASE)

    def count(self, kind: Kind) -> int:
        """How many nodes of one kind there are."""
        return self.nodes.filter(pl.col("kind") == kind.value).height

    def of_kind(self, kind: Kind) -> pl.DataFrame:
        """The nodes of one kind."""
        return self.nodes.filter(pl.col("kind") == kind.value)

    def of_relation(self, *relations: Relation) -> pl.DataFrame:
        """The edges of some relations."""
        return self.edges.filter(pl.col("relation").is_in([relation.value for relation in relations]))

    def labels(self) -> dict[str, str]:
        """Node id to label."""
        return dict(self.nodes.select("id", "label").iter_rows())
