"""Scores: the measures' own values, rounded, the same in report, SPARQL and API."""

import networkx as nx
import polars as pl
import pytest

import kgraph
from kgraph import centrality, report, scores
from kgraph.graph import SCORE_SCHEMA


def test_every_node_of_every_network_has_every_measure(toy: kgraph.Graph) -> None:
    assert toy.scores.schema == SCORE_SCHEMA
    assert toy.scores.equals(toy.scores.sort("id", "network", "measure"))
    expected = {
        (node, name, measure)
        for name in scores.NETWORKS
        for node in kgraph.to_networkx(toy, network=name)
        for measure in centrality.MEASURES
    }
    assert set(toy.scores.select("id", "network", "measure").iter_rows()) == expected
    assert toy.scores.height == len(expected)


@pytest.mark.parametrize("name", scores.NETWORKS)
@pytest.mark.parametrize("measure", centrality.MEASURES)
def test_a_score_is_what_the_measure_gives(toy: kgraph.Graph, name: str, measure: str) -> None:
    values = getattr(centrality, measure)(kgraph.to_networkx(toy, network=name))
    table = toy.scores.filter(pl.col("network") == name, pl.col("measure") == measure)
    assert dict(table.select("id", "value").iter_rows()) == pytest.approx(values, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("key", ["people", "papers", "topics"])
def test_report_and_sparql_tell_the_same_scores(toy: kgraph.Graph, key: str) -> None:
    table = report.compute_report(toy).table(key)
    names = [column.name for column in table.columns]
    answer = kgraph.query(toy, f"central-{key}")
    assert len(answer.rows) == len(table.rows)
    for asked, told in zip(answer.rows, table.rows, strict=True):
        by_name, in_table = dict(zip(answer.columns, asked, strict=True)), dict(zip(names, told, strict=True))
        shown = [measure for measure in centrality.MEASURES if measure in by_name]
        assert len(shown) >= 6
        assert {name: float(by_name[name]) for name in shown} == {name: in_table[name] for name in shown}


def test_small_scores_of_a_large_network_are_told_apart() -> None:
    # With 20,000 nodes no PageRank reaches .0004: four places behind the point would tie nearly all.
    network = nx.gnm_random_graph(20_000, 40_000, seed=1)
    assert scores.is_sampled(network)
    values = scores.score_network(network)["pagerank"]
    assert max(values.values()) < 0.0004
    assert len(set(sorted(values.values())[-20:])) > 15


def test_what_a_solver_leaves_of_zero_is_zero() -> None:
    network = nx.disjoint_union(nx.complete_graph(5), nx.path_graph(2))
    assert scores.score_network(network)["eigenvector"][6] == 0


def test_no_papers_no_scores(tiny: kgraph.Graph) -> None:
    from dataclasses import replace

    none = replace(tiny, nodes=tiny.nodes.clear(), edges=tiny.edges.clear())
    assert scores.score(none).scores.is_empty()
