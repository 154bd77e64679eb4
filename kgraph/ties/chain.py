"""The shortest chain of edges between two nodes that have nothing in common."""

from collections.abc import Sequence
from dataclasses import dataclass

import igraph as ig
import numpy as np
import polars as pl

from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.ties.wording import Edge
from kgraph.vocabulary import Relation

# Of chains of equal length the one over the rarest nodes is told. What a node adds for its edges stays below
# the length of an edge in any chain of up to 30: ln(10 million) * 30 / 1000 is .5.
_COMMONNESS = 1 / 1000


def shortest_chain(graph: Graph, one: str, other: str, labels: dict[str, str]) -> tuple[str, ...]:
    """Say each step of the shortest way between two nodes, over all edges and in either direction.

    Empty if no chain links them.
    """
    network = _read_network(graph)
    rows = graph.nodes["id"]
    start, end = ((rows == node).arg_max() for node in (one, other))
    # An unreachable node is an empty path and a warning: look at the parts first.
    if start is None or end is None or network.parts[start] != network.parts[end]:
        return ()
    [path] = network.graph.get_shortest_paths(start, end, weights="length", output="epath")
    return tuple(explain(_edge(graph, *network.ends.row(step)), labels) for step in path)


@dataclass(frozen=True, slots=True)
class _Network:
    """All edges as an igraph of the rows of the table of nodes, with the component of each.

    `ends` are the source, target and relation of each of its edges.
    """

    graph: ig.Graph
    parts: Sequence[int]
    ends: pl.DataFrame


@kept
def _read_network(graph: Graph) -> _Network:
    rows = graph.nodes.select("id").with_row_index("row")
    ends = graph.edges.select("source", "target", "relation").sort("source", "target", "relation")
    ends = ends.unique(("source", "target"), keep="first", maintain_order=True)
    ends = ends.join(rows.rename({"id": "source", "row": "a"}), on="source", maintain_order="left").join(
        rows.rename({"id": "target", "row": "b"}), on="target", maintain_order="left"
    )
    links = ends.select("a", "b").to_numpy()
    network = ig.Graph(n=rows.height, edges=links)
    busy = np.log(np.maximum(network.degree(), 1)) * _COMMONNESS
    network.es["length"] = (1 + busy[links[:, 0]] + busy[links[:, 1]]).tolist()
    parts = network.connected_components().membership
    return _Network(network, parts, ends.select("source", "target", "relation"))


def _edge(graph: Graph, source: str, target: str, relation: str) -> Edge:
    same = (pl.col("source") == source) & (pl.col("target") == target) & (pl.col("relation") == relation)
    edge = graph.edges.filter(same).row(0, named=True)
    # Passages would make a step of a chain too long to read.
    return {**edge, "evidence": ()} if relation == Relation.LIKELY_BUILDS_ON.value else edge
