"""Papers, linked by an edge of the graph: who cites whom, and who likely builds on whom."""

import numpy as np
import polars as pl

from kgraph.graph import Graph
from kgraph.networks.conversion import list_facts
from kgraph.networks.registry import network
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Weighting
from kgraph.vocabulary import Kind, Relation

_PLACES = 6


@network(Weighting.FULL, Weighting.FRACTIONAL)
def citations(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Direct citation: citing paper to cited paper, within the corpus; `rule` says how it was matched.

    `weight` is 1, or with `fractional` 1 / k for each of the k papers that a paper cites here, so that every
    citing paper gives a total of one (Small and Sweeney 1985; Leydesdorff and Opthof 2010).
    """
    edges = graph.of_relation(Relation.CITES).with_columns(weight=pl.lit(1.0))
    if weighting is Weighting.FRACTIONAL:
        edges = edges.with_columns(weight=(1 / pl.len().over("source")).round(_PLACES), count=pl.lit(1))
    return _network(graph, edges, weighting, max_group)


@network(Weighting.FULL)
def lineage(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Lineage: later paper to earlier paper, by citation or by inference.

    `relation` is `cites` (weight 1) or `likelyBuildsOn` (weight: its score), and a citation takes the
    place of an inferred link between the same papers; `direction_uncertain` where the dates are too close.
    """
    edges = (
        graph.of_relation(Relation.CITES, Relation.LIKELY_BUILDS_ON)
        # Sorted by relation, citations come first.
        .unique(("source", "target"), keep="first", maintain_order=True)
        .with_columns(pl.col("weight").fill_null(1.0))
    )
    return _network(graph, edges, weighting, max_group)


def _network(graph: Graph, edges: pl.DataFrame, weighting: Weighting, max_group: int) -> SparseNetwork:
    nodes = graph.of_kind(Kind.PAPER)
    numbers = pl.DataFrame({"id": nodes["id"], "number": np.arange(nodes.height)})
    edges = (
        edges.join(numbers.rename({"id": "source", "number": "from"}), on="source")
        .join(numbers.rename({"id": "target", "number": "to"}), on="target")
        .sort("from", "to")
    )
    facts = edges.drop("source", "target", "from", "to")
    return SparseNetwork(
        nodes=nodes,
        sources=edges["from"].to_numpy(),
        targets=edges["to"].to_numpy(),
        counts=np.ones(edges.height, dtype=np.int64),
        weights=edges["weight"].to_numpy(),
        directed=True,
        weighting=weighting.value,
        max_group=max_group,
        left_out=(),
        facts=lambda: list_facts(facts),
    )
