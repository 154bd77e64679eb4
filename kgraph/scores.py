"""How central each node is in each network: computed once, and the same in report, page, RDF and API."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import networkx as nx
import numpy as np
import polars as pl

from kgraph import centrality
from kgraph.adjacency import Adjacency, Array, bring_together, convert
from kgraph.centrality.distances import measure_nearness, sample_betweenness
from kgraph.centrality.impact import count_citations, measure_disruption
from kgraph.centrality.sampling import Sampled
from kgraph.communities import Communities, find_communities, name_communities
from kgraph.estimates import Estimate
from kgraph.graph import COMMUNITY_SCHEMA, SCORE_SCHEMA, Graph
from kgraph.networks import to_sparse
from kgraph.parallel import map_processes
from kgraph.tracking import track
from kgraph.vocabulary import SCORED, Kind, Relation

# The networks whose nodes are scored by their links; `citations` comes beside them where there are any.
NETWORKS = ("authors", "papers", "topics")
# As they are studied: what mostly takes longest begins, so that all cores are done at about the same time.
_BY_SIZE = ("papers", "authors", "topics")
# Exact betweenness walks every edge from every node; above this many steps (about 5 s) it is estimated from a
# sample of the nodes, and the report says so. Of the first 20 by exact values among 14,648 people,
# 4,600 topics and 3,925 papers (64,000, 84,000, 227,000 links) a sample of 250 has 17-19, 18-19 and 12-16.
# 500 sources whose paths count whole (Brandes and Pich 2007) have as many, and order the first 1,000 people
# worse (.85 for .94) and papers better (.82 for .77); of the papers of the Anthology they know nothing: their
# standard error is 98 %, with these 19 %.
PATH_BUDGET = 500_000_000
PATH_SAMPLE = 250
# The sample keeps within the budget, too, down to so many sources: a source takes 25 ms for 104,000 papers
# with 1.8 million links.
LEAST_SAMPLE = 100
# Closeness and harmonic centrality, which one walk of 64 sources at a time gives, take four times the steps
# in that time, and where they are estimated eight times the sources.
NEAR_BUDGET = 4 * PATH_BUDGET
NEAR_SAMPLE = 8 * PATH_SAMPLE
# Networks of so many nodes are studied with linked nodes side by side. Of the Anthology's all measures and
# communities take a quarter less time then; smaller ones fit in the caches of a core as they are.
_MANY_NODES = 20_000
# Networks of a graph of so many edges (2,500 papers) are studied in processes: a process costs 2 s to begin.
_MANY_EDGES = 50_000
# Scores below this are what a solver leaves of zero (eigenvector outside the largest component: 1e-18).
_ZERO = 1e-9

# For each measure the values by node, in the order of the network; not a number where it is not defined.
_Values = Mapping[str, Array]
# How a network is studied, and its links.
_Work = tuple[Callable[[Adjacency], Any], Adjacency]


# Applies a function to each item, wherever that is, and gives the results in the order of the items.
Mapper = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]


def score(graph: Graph, mapper: Mapper | None = None) -> Graph:
    """Give the graph with the scores of its nodes in every network (`vocabulary.SCORED`), and communities.

    Networks are studied by `mapper`, or else, if they are large, in processes here.
    """
    networks: dict[str, Adjacency] = {}
    work = _read_work(graph, networks)
    results = iter(mapper(_apply, list(work)) if mapper else _map_here(work, graph.edges.height))
    tables: list[pl.DataFrame] = []
    found: dict[str, Communities] = {}
    estimates: list[Estimate] = []
    for name in _BY_SIZE:
        values, sampled = next(results)
        adjacency = networks[name]
        found[name] = name_communities(graph, name, adjacency, next(results))
        groups = found[name].membership
        member = np.where(groups > 0, groups, np.nan)
        tables += _tables(name, adjacency.nodes, {**values, "community": member})
        estimates += _estimates(name, sampled)
    tables += _citation_tables(graph)
    return replace(
        graph,
        scores=_sorted(tables),
        communities=_all_communities(found.values()),
        partitions=tuple(found[name].partition for name in NETWORKS),
        estimates=tuple(sorted(estimates, key=lambda one: (one.network, one.measure))),
    )


def score_network(network: nx.Graph) -> Mapping[str, Mapping[Any, float]]:
    """The scores of a network by measure and node, rounded as `write_number` writes them.

    Rounded because the last bits differ between machines and must not decide an order; to digits that count,
    not to places behind the point, because PageRank shrinks as a network grows. A node for which a measure is
    not defined is not among its values.
    """
    adjacency = _arrange(convert(network))
    values, _ = _measure(adjacency)
    return {
        measure: {
            node: value
            for node, value in zip(adjacency.nodes, _round(column).tolist(), strict=True)
            if not np.isnan(value)
        }
        for measure, column in values.items()
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


def _arrange(adjacency: Adjacency) -> Adjacency:
    return adjacency if len(adjacency.nodes) < _MANY_NODES else bring_together(adjacency)


def _read_work(graph: Graph, networks: dict[str, Adjacency]) -> Iterator[_Work]:
    """Read the networks, one when the one before is being studied."""
    for name in _BY_SIZE:
        networks[name] = _arrange(to_sparse(graph, name).adjacency)
        yield _measure, networks[name]
        yield find_communities, networks[name]


def _map_here(work: Iterable[_Work], edges: int) -> Iterator[Any]:
    processes = 1 if edges < _MANY_EDGES else None
    return track("networks", map_processes(_apply, work, fewest=2, processes=processes), 2 * len(NETWORKS))


def _apply(work: _Work) -> Any:
    study, adjacency = work
    return study(adjacency)


def _measure(adjacency: Adjacency) -> tuple[_Values, Mapping[str, Sampled]]:
    """The values of each measure by links, and those that were sampled."""
    plain = adjacency.plain
    steps = len(adjacency.nodes) * plain.graph.ecount()
    sampled = {}
    if steps > PATH_BUDGET:
        sample = min(PATH_SAMPLE, max(LEAST_SAMPLE, PATH_BUDGET // plain.graph.ecount()))
        sampled["betweenness"] = sample_betweenness(plain, min(sample, len(adjacency.nodes)))
    is_far = steps > NEAR_BUDGET
    near = measure_nearness(plain, min(NEAR_SAMPLE, len(adjacency.nodes)) if is_far else None)
    closeness, harmonic = near
    if is_far:
        sampled |= {"closeness": closeness, "harmonic": harmonic}
    constraint, effective_size = centrality.brokerage(adjacency)
    cuts = set(centrality.articulation_points(plain))
    values = {
        "degree": centrality.degree(plain),
        "strength": centrality.strength(adjacency),
        "betweenness": {} if "betweenness" in sampled else centrality.betweenness(plain),
        "eigenvector": centrality.eigenvector(adjacency),
        "pagerank": centrality.pagerank(adjacency),
        "katz": centrality.katz(adjacency),
        "core_number": centrality.core_number(plain),
        "clustering": centrality.clustering(plain),
        "constraint": constraint,
        "effective_size": effective_size,
        "articulation_point": {node: float(node in cuts) for node in adjacency.nodes},
    }
    columns = {measure: _column(by_node.values()) for measure, by_node in values.items()}
    columns |= {"closeness": closeness.values, "harmonic": harmonic.values}
    return columns | {measure: sample.values for measure, sample in sampled.items()}, sampled


def _estimates(network: str, sampled: Mapping[str, Sampled]) -> Iterator[Estimate]:
    for measure, sample in sorted(sampled.items()):
        error = float(write_number(sample.error))
        yield Estimate(network, measure, sample.sources, len(sample.values), error, sample.shared)


def _citation_tables(graph: Graph) -> Iterator[pl.DataFrame]:
    """The scores of papers and people by citations; none if the graph has none."""
    cites = graph.of_relation(Relation.CITES).select("source", "target").unique()
    cites = cites.filter(pl.col("source") != pl.col("target"))
    if cites.is_empty():
        return
    papers = graph.of_kind(Kind.PAPER).sort("id")
    nodes = tuple(papers["id"])
    place = {node: number for number, node in enumerate(nodes)}
    ends = [[place[node] for node in cites[column]] for column in ("source", "target")]
    adjacency = Adjacency.of_links(nodes, ends[0], ends[1])
    counts = count_citations(adjacency.weights)
    hubs, authorities = centrality.hits(adjacency)
    values = {
        "citation_count": counts.astype(float),
        "pagerank": _column(centrality.pagerank(adjacency).values()),
        "hub": _column(hubs.values()),
        "authority": _column(authorities.values()),
        "disruption": measure_disruption(adjacency.weights, papers["year"].to_list()),
    }
    yield from _tables("citations", nodes, values)
    works = graph.of_relation(Relation.CREATOR).select("target", id="source").unique()
    cited = works.join(pl.DataFrame({"id": nodes, "count": counts}), on="id")
    ranks = pl.col("count").rank("ordinal", descending=True)
    people = cited.group_by("target").agg(h=(pl.col("count") >= ranks).sum()).sort("target")
    yield from _tables(
        "citations", tuple(people["target"]), {"h_index": people["h"].to_numpy().astype(float)}
    )


def _column(values: Iterable[float]) -> Array:
    return np.array(list(values), dtype=float)


def _tables(network: str, nodes: tuple[str, ...], values: _Values) -> Iterator[pl.DataFrame]:
    ids = pl.Series("id", nodes, dtype=pl.String)
    for measure in SCORED[network]:
        if measure in values:
            rounded = pl.Series("value", _round(values[measure]))
            table = pl.DataFrame([ids, rounded]).filter(pl.col("value").is_not_nan())
            yield table.select("id", network=pl.lit(network), measure=pl.lit(measure), value="value")


def _round(values: Array) -> Array:
    # Many values are alike, so each is written once.
    different, places = np.unique(values, return_inverse=True)
    written = [math.nan if math.isnan(value) else float(write_number(value)) for value in different.tolist()]
    return np.array(written, dtype=float)[places]


def _sorted(tables: Iterable[pl.DataFrame]) -> pl.DataFrame:
    empty = pl.DataFrame(schema=SCORE_SCHEMA)
    return pl.concat([empty, *tables]).sort("id", "network", "measure")


def _all_communities(found: Iterable[Communities]) -> pl.DataFrame:
    tables = [communities.table for communities in found]
    return pl.concat([pl.DataFrame(schema=COMMUNITY_SCHEMA), *tables]).sort("network", "community")
