"""A network as arrays says what NetworkX says, and nothing of what changes later."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kgraph.adjacency import Adjacency, bring_together, convert
from tests.shapes import graphs


@given(graphs(parallel=True))
def test_the_matrix_is_networkx_own(graph: nx.Graph) -> None:
    adjacency = convert(graph)
    assert adjacency.nodes == tuple(graph)
    assert adjacency.is_directed == graph.is_directed()
    np.testing.assert_array_equal(adjacency.weights.toarray(), nx.to_numpy_array(graph))
    plain = nx.to_numpy_array(graph) > 0
    np.testing.assert_array_equal(convert(graph, None).weights.toarray(), plain)
    np.testing.assert_array_equal(adjacency.plain.weights.toarray(), plain)


@given(graphs())
def test_igraph_has_the_same_edges(graph: nx.Graph) -> None:
    adjacency = convert(graph)
    place = {node: number for number, node in enumerate(graph)}
    edges = sorted(tuple(edge) for edge in adjacency.graph.get_edgelist())
    expected = [(place[a], place[b]) for a, b in graph.edges]
    if not graph.is_directed():
        expected = [(min(pair), max(pair)) for pair in expected]
    assert edges == sorted(expected)
    simple = {(min(pair), max(pair)) for pair in expected if pair[0] != pair[1]}
    assert {tuple(sorted(edge)) for edge in adjacency.simple.get_edgelist()} == simple
    assert adjacency.simple.is_simple()


def test_an_adjacency_is_of_its_moment() -> None:
    graph = nx.Graph([("a", "b", {"weight": 2})])
    before = convert(graph)
    graph["a"]["b"]["weight"] = 5
    graph.add_edge("b", "c")
    assert before.weights.sum() == 4
    assert before.nodes == ("a", "b")
    assert convert(graph).weights.sum() == 12
    assert convert(before) is before


def test_a_view_of_a_network_is_read_as_it_shows() -> None:
    part = nx.path_graph(5).subgraph([0, 1, 3])
    np.testing.assert_array_equal(convert(part).weights.toarray(), nx.to_numpy_array(part))


def test_links_by_their_places() -> None:
    adjacency = Adjacency.of_links(("a", "b", "c"), [0, 2], [1, 0])
    assert adjacency.weights.toarray().tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
    assert adjacency.is_directed


@pytest.mark.parametrize("graph", [nx.Graph(), nx.DiGraph(), nx.MultiGraph()])
def test_nothing_is_an_empty_matrix(graph: nx.Graph) -> None:
    adjacency = convert(graph)
    assert (adjacency.nodes, adjacency.weights.shape, adjacency.graph.vcount()) == ((), (0, 0), 0)
    assert adjacency.edge_weights is None


@given(graphs())
def test_another_order_is_the_same_network(graph: nx.Graph) -> None:
    adjacency = convert(graph)
    moved = bring_together(adjacency)
    assert moved.is_directed == adjacency.is_directed
    place = {node: number for number, node in enumerate(moved.nodes)}
    back = [place[node] for node in graph]
    np.testing.assert_array_equal(moved.weights[back][:, back].toarray(), adjacency.weights.toarray())


def test_linked_nodes_stand_side_by_side() -> None:
    row = nx.relabel_nodes(nx.path_graph(50), lambda node: node * 7 % 50)
    rows, columns = bring_together(convert(row)).weights.nonzero()
    assert np.abs(rows - columns).max() == 1
