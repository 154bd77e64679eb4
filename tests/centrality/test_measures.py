"""Every measure is held equal to NetworkX's on random graphs of many shapes."""

import math

import networkx as nx
import pytest
from hypothesis import given

from kgraph import centrality
from tests.shapes import TOLERANCE, assert_same, graphs


@given(graphs())
def test_measures_equal_networkx(graph: nx.Graph) -> None:
    assert_same(centrality.degree(graph), nx.degree_centrality(graph))
    assert_same(centrality.strength(graph), dict(graph.degree(weight="weight")))
    assert_same(centrality.betweenness(graph), nx.betweenness_centrality(graph))
    assert_same(centrality.closeness(graph), nx.closeness_centrality(graph))
    assert_same(centrality.pagerank(graph), nx.pagerank(graph, tol=1e-12, max_iter=1000))
    assert_same(
        centrality.pagerank(graph, weight=None), nx.pagerank(graph, weight=None, tol=1e-12, max_iter=1000)
    )


@given(graphs())
def test_average_clustering_equals_networkx(graph: nx.Graph) -> None:
    expected = nx.average_clustering(nx.Graph(graph))
    assert math.isclose(centrality.average_clustering(graph), expected, abs_tol=TOLERANCE)


@given(graphs())
def test_eigenvector_is_an_eigenvector_of_length_one(graph: nx.Graph) -> None:
    # NetworkX's power iteration does not converge on every graph, so the definition is what counts.
    values = centrality.eigenvector(graph)
    assert math.isclose(sum(value**2 for value in values.values()), 1.0, abs_tol=TOLERANCE)
    incoming = {
        node: sum(
            facts["weight"] * values[other]
            for other, _, facts in (
                graph.in_edges(node, data=True)
                if graph.is_directed()
                else ((b, a, d) for a, b, d in graph.edges(node, data=True))
            )
        )
        for node in graph
    }
    if graph.number_of_edges() and not (graph.is_directed() and nx.is_directed_acyclic_graph(graph)):
        top = max(values, key=lambda node: values[node])
        ratio = incoming[top] / values[top]
        assert all(math.isclose(incoming[n], ratio * values[n], abs_tol=1e-4 * max(ratio, 1)) for n in graph)


def test_eigenvector_equals_networkx_on_a_connected_graph() -> None:
    graph = nx.karate_club_graph()
    assert_same(
        centrality.eigenvector(graph),
        nx.eigenvector_centrality(graph, weight="weight", tol=1e-10, max_iter=5000),
    )


def test_parallel_edges_are_added_up() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", weight=2)
    graph.add_edge("a", "b", weight=3)
    assert centrality.strength(graph) == {"a": 5.0, "b": 5.0}
    assert centrality.degree(graph) == {"a": 1.0, "b": 1.0}


@pytest.mark.parametrize("measure", centrality.MEASURES)
def test_no_nodes_no_values(measure: str) -> None:
    assert getattr(centrality, measure)(nx.Graph()) == {}


def test_sampled_betweenness_is_seeded_and_near_the_exact_one() -> None:
    graph = nx.barabasi_albert_graph(200, 3, seed=5)
    exact, sampled = centrality.betweenness(graph), centrality.betweenness(graph, sample=150)
    assert sampled == centrality.betweenness(graph, sample=150)
    assert max(abs(exact[node] - sampled[node]) for node in graph) < 0.05
    assert centrality.betweenness(graph, sample=200) == exact


def test_sampled_closeness_is_near_the_exact_one() -> None:
    parts = nx.disjoint_union(nx.barabasi_albert_graph(200, 3, seed=5), nx.path_graph(30))
    for graph in (parts, parts.to_directed(), nx.gnp_random_graph(200, 0.01, seed=1, directed=True)):
        exact, sampled = centrality.closeness(graph), centrality.closeness(graph, sample=150)
        assert sampled == centrality.closeness(graph, sample=150)
        assert max(abs(exact[node] - sampled[node]) for node in graph) < 0.05
        assert centrality.closeness(graph, sample=1000) == exact


def test_results_follow_a_changed_weight() -> None:
    graph = nx.Graph([("a", "b", {"weight": 1}), ("b", "c", {"weight": 1})])
    before = centrality.pagerank(graph)
    graph["a"]["b"]["weight"] = 9
    assert centrality.pagerank(graph)["a"] > before["a"]
