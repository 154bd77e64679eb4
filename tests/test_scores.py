"""Scores: the measures' own values, rounded, the same in report, SPARQL and API."""

import math
from dataclasses import replace

import networkx as nx
import polars as pl
import pytest

import kgraph
from kgraph import centrality, report, scores
from kgraph.estimates import Estimate
from kgraph.graph import SCORE_SCHEMA
from kgraph.vocabulary import SCORED, Relation

OF_LINKED = {"constraint", "effective_size", "community"}


def test_every_node_of_every_network_has_every_measure_that_is_defined(toy: kgraph.Graph) -> None:
    assert toy.scores.schema == SCORE_SCHEMA
    assert toy.scores.equals(toy.scores.sort("id", "network", "measure"))
    assert toy.scores["value"].is_finite().all()
    expected = {
        (node, name, measure)
        for name in scores.NETWORKS
        for node, links in kgraph.to_networkx(toy, network=name).degree()
        for measure in SCORED[name]
        if links or measure not in OF_LINKED
    }
    assert set(toy.scores.select("id", "network", "measure").iter_rows()) == expected
    assert toy.scores.height == len(expected)


@pytest.mark.parametrize("name", scores.NETWORKS)
@pytest.mark.parametrize("measure", sorted({*SCORED["authors"]} - {"articulation_point", "community"}))
def test_a_score_is_what_the_measure_gives(toy: kgraph.Graph, name: str, measure: str) -> None:
    values = getattr(centrality, measure)(kgraph.to_networkx(toy, network=name))
    values = {node: value for node, value in values.items() if not math.isnan(value)}
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
    none = replace(tiny, nodes=tiny.nodes.clear(), edges=tiny.edges.clear())
    scored = scores.score(none)
    assert scored.scores.is_empty()
    assert scored.communities.is_empty()
    assert [partition.runs for partition in scored.partitions] == [0, 0, 0]


@pytest.mark.parametrize("name", scores.NETWORKS)
def test_an_articulation_point_is_1(toy: kgraph.Graph, name: str) -> None:
    network = kgraph.to_networkx(toy, network=name)
    table = toy.scores.filter(pl.col("network") == name, pl.col("measure") == "articulation_point")
    expected = dict.fromkeys(network, 0.0) | dict.fromkeys(nx.articulation_points(network), 1.0)
    assert dict(table.select("id", "value").iter_rows()) == expected


def test_the_scores_of_citations(tiny: kgraph.Graph) -> None:
    table = tiny.scores.filter(pl.col("network") == "citations").select("id", "measure", "value")
    whole = kgraph.to_networkx(tiny)
    counts, people = centrality.citation_count(whole), centrality.h_index(whole)
    told = {(node, measure): value for node, measure, value in table.iter_rows()}
    assert {node: told[node, "citation_count"] for node in counts} == counts
    assert (
        {node: told[node, "h_index"] for node in people} == people == {"person:ann-lee": 1, "person:bo-ek": 1}
    )
    assert told["paper:old", "authority"] == told["paper:new", "hub"] == 1
    # Nobody cites the paper that cites, and the cited one cites nobody.
    assert not any(measure == "disruption" for _, measure in told)


def test_disruption_is_stored_where_it_is_defined(tiny: kgraph.Graph) -> None:
    [cites] = tiny.of_relation(Relation.CITES).rows(named=True)
    more = pl.DataFrame([{**cites, "source": "paper:lone", "target": "paper:new"}], schema=tiny.edges.schema)
    told = scores.score(replace(tiny, edges=pl.concat([tiny.edges, more]))).scores
    row = told.filter(measure="disruption")
    assert row.rows() == [("paper:new", "citations", "disruption", 1.0)]


def test_no_citations_no_scores_of_them(tiny: kgraph.Graph) -> None:
    without = replace(tiny, edges=tiny.edges.filter(pl.col("relation") != Relation.CITES.value))
    assert set(scores.score(without).scores["network"]) <= {"authors", "papers", "topics"}


def test_what_was_sampled_is_said_with_its_error(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    assert toy.estimates == ()
    for name, value in {"PATH_BUDGET": 1, "NEAR_BUDGET": 1, "PATH_SAMPLE": 12, "NEAR_SAMPLE": 14}.items():
        monkeypatch.setattr(scores, name, value)
    estimates = scores.score(toy).estimates
    assert [(e.network, e.measure, e.sources) for e in estimates] == [
        (network, measure, sources)
        for network in ("authors", "papers", "topics")
        for measure, sources in (("betweenness", 12), ("closeness", 14), ("harmonic", 14))
    ]
    assert all(0 <= e.error < 1 and 0 < e.shared <= 20 for e in estimates)
    assert estimates[0] == Estimate("authors", "betweenness", 12, 24, estimates[0].error, estimates[0].shared)


def test_scores_and_communities_hang_on_no_order_of_nodes(
    toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scores, "_MANY_NODES", 0)
    moved = scores.score(toy)
    assert moved.scores.filter(pl.col("measure") != "community").equals(
        toy.scores.filter(pl.col("measure") != "community")
    )
    assert moved.partitions == toy.partitions


def test_networks_are_studied_alike_in_processes(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "_MANY_EDGES", 0)
    told = scores.score(toy)
    assert told.scores.equals(toy.scores)
    assert told.communities.equals(toy.communities)
    assert (told.partitions, told.estimates) == (toy.partitions, toy.estimates)
