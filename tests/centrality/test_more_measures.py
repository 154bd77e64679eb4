"""The measures that are not stored, held equal to NetworkX's on random graphs of many shapes."""

import math
import warnings

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph import centrality
from kgraph.errors import KgraphError
from tests.shapes import TOLERANCE, assert_same, graphs

DICTS = ("harmonic", "katz", "core_number", "clustering", "constraint", "effective_size")


def without_loops(graph: nx.Graph) -> nx.Graph:
    plain = graph.copy()
    plain.remove_edges_from(list(nx.selfloop_edges(graph)))
    return plain


@given(graphs())
def test_harmonic_equals_networkx(graph: nx.Graph) -> None:
    theirs = nx.harmonic_centrality(graph)  # in the order of a set
    assert_same(centrality.harmonic(graph), {node: theirs[node] for node in graph})


@given(graphs().filter(lambda graph: len(graph) > 1), st.sampled_from(["weight", None]))
def test_katz_equals_networkx(graph: nx.Graph, weight: str | None) -> None:
    # Below 1 / the largest sum that comes in: a graph of 14 nodes with weights up to 9 has at most 252.
    theirs = nx.katz_centrality_numpy(graph, alpha=0.003, weight=weight)
    assert_same(centrality.katz(graph, alpha=0.003, weight=weight), theirs)


@given(graphs().filter(lambda graph: len(graph) > 1), st.sampled_from(["weight", None]))
def test_katz_without_alpha_takes_a_share_of_its_limit(graph: nx.Graph, weight: str | None) -> None:
    largest = nx.to_numpy_array(graph, weight=weight).sum(axis=0).max()
    theirs = nx.katz_centrality_numpy(graph, alpha=0.85 / (largest or 1), weight=weight)
    assert_same(centrality.katz(graph, weight=weight), theirs)


def test_katz_of_a_single_node() -> None:
    assert centrality.katz(nx.empty_graph(1)) == centrality.katz(nx.Graph([(0, 0)])) == {0: 1.0}


def test_katz_refuses_an_alpha_beyond_the_largest_eigenvalue() -> None:
    with pytest.raises(KgraphError, match="choose a smaller one"):
        centrality.katz(nx.cycle_graph(5), alpha=0.6)


@given(graphs(), st.sampled_from(["weight", None]))
def test_hits_are_leading_singular_vectors_as_in_networkx(graph: nx.Graph, weight: str | None) -> None:
    hubs, authorities = centrality.hits(graph, weight=weight)
    h, a = np.array(list(hubs.values())), np.array(list(authorities.values()))
    assert math.isclose(h.sum(), 1)
    assert math.isclose(a.sum(), 1)
    matrix = nx.to_numpy_array(graph, weight=weight)
    sizes = np.linalg.svd(matrix, compute_uv=False)
    if sizes[0]:
        np.testing.assert_allclose(matrix.T @ (matrix @ a), sizes[0] ** 2 * a, atol=TOLERANCE * sizes[0] ** 2)
        np.testing.assert_allclose(matrix @ a / (matrix @ a).sum(), h, atol=TOLERANCE)
    if weight and len(sizes) > 1 and sizes[0] - sizes[1] > 0.01 * sizes[0]:
        theirs = nx.hits(graph, tol=1e-12, max_iter=10_000)
        assert_same(hubs, theirs[0])
        assert_same(authorities, theirs[1])


def test_hits_of_a_network_too_large_to_decompose_equal_networkx() -> None:
    graph = nx.gnp_random_graph(500, 0.02, seed=3, directed=True)
    for ours, theirs in zip(centrality.hits(graph), nx.hits(graph, tol=1e-12), strict=True):
        assert_same(ours, theirs)


@given(graphs())
def test_core_number_equals_networkx(graph: nx.Graph) -> None:
    assert_same(centrality.core_number(graph), nx.core_number(without_loops(graph)))


@given(graphs())
def test_clustering_equals_networkx(graph: nx.Graph) -> None:
    assert_same(centrality.clustering(graph), nx.clustering(nx.Graph(graph)))


@given(graphs())
def test_average_clustering_leaves_out_loops(graph: nx.Graph) -> None:
    values = centrality.clustering(graph).values()
    assert math.isclose(centrality.average_clustering(graph), sum(values) / len(values), abs_tol=TOLERANCE)


@given(graphs())
def test_articulation_points_equal_networkx(graph: nx.Graph) -> None:
    theirs = set(nx.articulation_points(graph.to_undirected()))
    assert centrality.articulation_points(graph) == [node for node in graph if node in theirs]


@given(graphs(), st.sampled_from(["weight", None]))
@example(nx.empty_graph(1), None)
def test_constraint_equals_networkx(graph: nx.Graph, weight: str | None) -> None:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # NetworkX divides by zero at isolated nodes and mends it afterwards.
        warnings.simplefilter("ignore")
        theirs = nx.constraint(graph, weight=weight)
    # A node that is linked to itself only has no contacts; NetworkX gives it 4, as if it were two nodes.
    theirs |= {node: math.nan for node in graph if set(nx.all_neighbors(graph, node)) == {node}}
    assert_same(centrality.constraint(graph, weight=weight), theirs)


def effective_size_by_definition(graph: nx.Graph, node: str, weight: str | None) -> float:
    share = nx.algorithms.structuralholes.normalized_mutual_weight
    contacts = set(nx.all_neighbors(graph, node))
    if not contacts - {node}:
        return math.nan
    return len(contacts) - sum(
        share(graph, node, via, weight=weight) * share(graph, contact, via, norm=max, weight=weight)
        for contact in contacts
        for via in contacts
    )


@given(graphs(), st.sampled_from(["weight", None]))
def test_effective_size_is_its_definition(graph: nx.Graph, weight: str | None) -> None:
    # NetworkX 3.6 divides by the largest weight of the wrong end when it is asked for all nodes at once.
    theirs = {node: effective_size_by_definition(graph, node, weight) for node in graph}
    assert_same(centrality.effective_size(graph, weight=weight), theirs)


@given(graphs())
def test_effective_size_equals_networkx_asked_node_by_node(graph: nx.Graph) -> None:
    plain = nx.Graph(without_loops(graph))
    assert_same(
        centrality.effective_size(plain), nx.effective_size(plain, nodes=list(plain), weight="weight")
    )
    assert_same(centrality.effective_size(plain, weight=None), nx.effective_size(plain, nodes=list(plain)))


def test_parallel_edges_count_once_or_by_their_sum() -> None:
    many = nx.MultiGraph([("a", "b", {"weight": 2}), ("a", "b", {"weight": 3}), ("b", "c", {"weight": 1})])
    one = nx.Graph([("a", "b", {"weight": 5}), ("b", "c", {"weight": 1})])
    for measure in DICTS:
        assert_same(getattr(centrality, measure)(many), getattr(centrality, measure)(one))


@pytest.mark.parametrize("measure", DICTS)
@pytest.mark.parametrize("empty", [nx.Graph(), nx.DiGraph()])
def test_no_nodes_no_values(measure: str, empty: nx.Graph) -> None:
    assert getattr(centrality, measure)(empty) == {}


def test_no_nodes_no_hits_and_no_articulation_points() -> None:
    assert centrality.hits(nx.Graph()) == ({}, {})
    assert centrality.articulation_points(nx.Graph()) == []
