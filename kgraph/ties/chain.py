"""The shortest chain of edges between two nodes that have nothing in common."""

import math

import igraph as ig
import polars as pl

from kgraph.evidence import explain
from kgraph.graph import Graph
from kgraph.ties.wording import Edge
from kgraph.vocabulary import Relation

# Of chains of equal length the one over the rarest nodes is told. What a node adds for its edges stays below
# the length of an edge in any chain of up to 30: ln(10 million) * 30 / 1000 is .5.
_COMMONNESS = 1 / 1000


def shortest_chain(graph: Graph, one: str, other: str, labels: dict[str, str]) -> tuple[str, ...]:
    """Say each step of the shortest way between two nodes, over all edges and in either direction.

    Empty if no chain links them.
    """
    rows = graph.nodes.select("id").with_row_index("row")
    ends = graph.edges.select("source", "target", "relation").sort("source", "target", "relation")
    ends = ends.unique(("source", "target"), keep="first", maintain_order=True)
    ends = ends.join(rows.rename({"id": "source", "row": "a"}), on="source", maintain_order="left").join(
        rows.rename({"id": "target", "row": "b"}), on="target", maintain_order="left"
    )
    network = ig.Graph(n=rows.height, edges=list(ends.select("a", "b").iter_rows()))
    busy = [math.log(degree or 1) * _COMMONNESS for degree in network.degree()]
    lengths = [1 + busy[a] + busy[b] for a, b in network.get_edgelist()]
    place = {node: row for row, node in enumerate(rows["id"])}
    # An unreachable node is an empty path and a warning: look at the parts first.
    parts = network.connected_components().membership
    if parts[place[one]] != parts[place[other]]:
        return ()
    [path] = network.get_shortest_paths(place[one], place[other], weights=lengths, output="epath")
    return tuple(explain(_edge(graph, *ends.row(step)[:3]), labels) for step in path)


def _edge(graph: Graph, source: str, target: str, relation: str) -> Edge:
    same = (pl.col("source") == source) & (pl.col("target") == target) & (pl.col("relation") == relation)
    edge = graph.edges.filter(same).row(0, named=True)
    # Passages would make a step of a chain too long to read.
    return {**edge, "evidence": ()} if relation == Relation.LIKELY_BUILDS_ON.value else edge
