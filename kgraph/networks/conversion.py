"""To NetworkX: the whole graph, or a network of arrays."""

from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np
import polars as pl

from kgraph.cycles import uncollected
from kgraph.graph import Graph
from kgraph.networks.sparse import SparseNetwork


def convert_network(network: SparseNetwork) -> Any:
    """A network of arrays as a `Graph` or `DiGraph`; nodes and links in the same order.

    `graph` of it says the `weighting`, and the cap: `max_group`, with the groups above it in `left_out`.
    """
    with uncollected():
        made = nx.DiGraph() if network.directed else nx.Graph()
        made.graph.update(
            weighting=network.weighting, max_group=network.max_group, left_out=list(network.left_out)
        )
        # `add_nodes_from` and `add_edges_from` copy each dictionary and look up both ends of each link: that
        # takes three times as long. Both ends of a link refer to one dictionary, as NetworkX has it.
        made._node.update(zip(network.ids, list_facts(network.nodes.drop("id")), strict=True))
        facts = np.fromiter(network.facts(), dtype=object, count=len(network.sources))
        numbers = network.to_matrix(np.arange(1, len(facts) + 1))
        made._adj.update(_list_neighbours(network.ids, facts, numbers))
        if network.directed:
            made._pred.update(_list_neighbours(network.ids, facts, numbers.T.tocsr()))
    return made


def convert_graph(graph: Graph) -> nx.MultiDiGraph:
    """The whole graph as a `MultiDiGraph`, whose keys are the relations."""
    whole = nx.MultiDiGraph()
    with uncollected():
        whole.add_nodes_from(
            zip(graph.nodes["id"].to_list(), list_facts(graph.nodes.drop("id")), strict=True)
        )
        ends = graph.edges.select("source", "target", "relation").iter_rows()
        facts = list_facts(graph.edges.drop("source", "target"))
        # Two people of one name never share a node, so only a repeated authorship could clash.
        whole.add_edges_from(
            (source, target, relation, fact)
            for (source, target, relation), fact in zip(ends, facts, strict=True)
        )
    return whole


def list_facts(table: pl.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each as a dictionary of what is not null."""
    columns = [column for column in table.iter_columns() if column.null_count() < table.height]
    if not columns:
        return [{} for _ in range(table.height)]
    names = [column.name for column in columns]
    rows = zip(*(column.to_list() for column in columns), strict=True)
    if not any(column.null_count() for column in columns):
        return [dict(zip(names, row, strict=True)) for row in rows]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows
    ]


def _list_neighbours(ids: list[str], facts: Any, numbers: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each node with its neighbours and the facts of its links, whose numbers, from 1, are in a matrix."""
    numbers.sort_indices()
    ends = np.array(ids, dtype=object)[numbers.indices].tolist()
    shared = facts[numbers.data - 1].tolist()
    bounds = numbers.indptr.tolist()
    for node, first, last in zip(ids, bounds, bounds[1:], strict=False):
        yield node, dict(zip(ends[first:last], shared[first:last], strict=True))
