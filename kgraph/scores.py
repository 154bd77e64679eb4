"""How central each node is in each network: computed once, and the same in report, page, RDF and API."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import networkx as nx
import polars as pl

from kgraph import centrality
from kgraph.graph import SCORE_SCHEMA, Graph
from kgraph.networks import to_networkx

# The networks whose nodes are scored.
NETWORKS = ("authors", "papers", "topics")
# Exact betweenness and closeness walk every edge from every node; above this many steps (about 5 s each)
# they are estimated from a sample of the nodes, and the report says so.
PATH_BUDGET = 500_000_000
PATH_SAMPLE = 500
# Scores below this are what a solver leaves of zero (eigenvector outside the largest component: 1e-18).
_ZERO = 1e-9


def score(graph: Graph) -> Graph:
    """Give the graph with the scores of its nodes, by every measure of `centrality` in every network."""
    rows = [
        (node, name, measure, value)
        for name in NETWORKS
        for measure, values in score_network(to_networkx(graph, network=name)).items()
        for node, value in values.items()
    ]
    table = pl.DataFrame(rows, schema=SCORE_SCHEMA, orient="row")
    return replace(graph, scores=table.sort("id", "network", "measure"))


def score_network(network: nx.Graph) -> Mapping[str, Mapping[Any, float]]:
    """The scores of a network by measure and node, rounded as `write_number` writes them.

    Rounded because the last bits differ between machines and must not decide an order; to digits that count,
    not to places behind the point, because PageRank shrinks as a network grows.
    """
    sample = PATH_SAMPLE if is_sampled(network) else None
    exact = {
        "degree": centrality.degree(network),
        "strength": centrality.strength(network),
        "betweenness": centrality.betweenness(network, sample=sample),
        "closeness": centrality.closeness(network, sample=sample),
        "eigenvector": centrality.eigenvector(network),
        "pagerank": centrality.pagerank(network),
    }
    return {
        measure: {node: float(write_number(value)) for node, value in exact[measure].items()}
        for measure in centrality.MEASURES
    }


def is_sampled(network: nx.Graph) -> bool:
    """Whether a network is too large for exact shortest paths."""
    return bool(network.number_of_nodes() * network.number_of_edges() > PATH_BUDGET)


def write_number(value: float) -> str:
    """A score as it is written and ranked: four significant digits, and 0 for what is too small to tell.

    >>> write_number(0.05628371), write_number(0.00012345678), write_number(12.0), write_number(3e-18)
    ('0.05628', '0.0001235', '12', '0')
    """
    return f"{value:.4g}" if abs(value) >= _ZERO else "0"
