"""What other libraries get wrong, or easily go wrong: results that are old, near, or of one component."""

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kgraph import centrality
from tests.shapes import assert_same, graphs

MEASURES: dict[str, Callable[[Any], dict]] = {
    **{
        name: getattr(centrality, name)
        for name in (
            "degree", "strength", "betweenness", "closeness", "harmonic", "eigenvector", "pagerank", "katz",
            "core_number", "clustering", "constraint", "effective_size",
        )
    },
    "hubs": lambda network: centrality.hits(network)[0],
    "articulation_points": lambda network: dict.fromkeys(centrality.articulation_points(network), 1),
}  # fmt: skip
WEIGHTED = ("strength", "eigenvector", "pagerank", "katz", "constraint", "effective_size", "hubs")


@pytest.mark.parametrize("name", MEASURES)
@given(graph=graphs(parallel=True))
def test_a_network_read_once_gives_what_the_network_gives(name: str, graph: nx.Graph) -> None:
    adjacency = centrality.convert(graph)
    assert_same(MEASURES[name](adjacency), MEASURES[name](graph))
    # The first answer does not stand in the way of the second.
    assert_same(MEASURES[name](adjacency), MEASURES[name](graph))


@given(graphs(parallel=True))
def test_parallel_edges_are_one_with_the_sum_of_their_weights(graph: nx.Graph) -> None:
    simple = nx.DiGraph() if graph.is_directed() else nx.Graph()
    simple.add_nodes_from(graph)
    for source, target, weight in graph.edges(data="weight"):
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    for measure in MEASURES.values():
        assert_same(measure(graph), measure(simple))


@pytest.mark.parametrize("name", WEIGHTED)
def test_a_changed_weight_changes_the_result(name: str) -> None:
    graph = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("a", "c")], weight=1)
    nx.set_edge_attributes(graph, 1, "weight")
    before = MEASURES[name](graph)
    graph["a"]["b"]["weight"] = 9
    after = MEASURES[name](graph)
    assert after != before
    fresh = nx.Graph()
    fresh.add_nodes_from(graph)
    fresh.add_weighted_edges_from(graph.edges(data="weight"))
    assert_same(after, MEASURES[name](fresh))


@pytest.mark.parametrize("name", MEASURES)
def test_a_new_edge_changes_the_result(name: str) -> None:
    graph = nx.lollipop_graph(4, 3)
    before = MEASURES[name](graph)
    graph.add_edge(0, 6)
    assert MEASURES[name](graph) != before


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize("graph", [nx.empty_graph(1), nx.DiGraph([("a", "a")]), nx.Graph([("a", "a")])])
def test_a_single_node_has_a_value_or_none_at_all(name: str, graph: nx.Graph) -> None:
    values = MEASURES[name](graph)
    if name == "articulation_points":
        assert values == {}
    else:
        assert list(values) == list(graph)


def test_pagerank_of_a_large_network_is_exact() -> None:
    # NetworkX stops when the nodes have moved by 1e-6 each, which is more than most of them have.
    graph = nx.gnm_random_graph(20_000, 60_000, seed=2, directed=True)
    ours = centrality.pagerank(graph)
    matrix = nx.to_scipy_sparse_array(graph, format="csr", dtype=float)
    values = np.array(list(ours.values()))
    sums = matrix.sum(axis=1)
    shares = np.divide(values, sums, out=np.zeros_like(values), where=sums > 0)
    step = 0.85 * (matrix.T @ shares + values[sums == 0].sum() / len(values)) + 0.15 / len(values)
    assert np.abs(step - values).sum() < 1e-12
    assert values.sum() == pytest.approx(1, abs=1e-12)
    default = nx.pagerank(graph)
    assert max(abs(default[node] - ours[node]) / ours[node] for node in graph) > 0.01


def test_closeness_is_scaled_by_component() -> None:
    graph = nx.disjoint_union(nx.path_graph(3), nx.complete_graph(5))
    assert_same(centrality.closeness(graph), nx.closeness_centrality(graph))
    assert centrality.closeness(graph)[1] == pytest.approx(2 / 7)


def test_a_long_row_of_nodes_is_walked_to_its_end() -> None:
    for graph in (nx.path_graph(200), nx.path_graph(200, create_using=nx.DiGraph), nx.cycle_graph(150)):
        theirs = nx.harmonic_centrality(graph)
        assert_same(centrality.closeness(graph), nx.closeness_centrality(graph))
        assert_same(centrality.harmonic(graph), {node: theirs[node] for node in graph})


@pytest.mark.parametrize("size", [5, 130])
def test_like_components_share_the_leading_eigenvector_alike(size: int) -> None:
    # igraph begins at random near the degrees, so their shares would be others each time.
    graph = nx.disjoint_union(nx.complete_graph(size), nx.complete_graph(size))
    graph.add_edge("apart", "from it")
    expected = dict.fromkeys(range(2 * size), (2 * size) ** -0.5) | {"apart": 0.0, "from it": 0.0}
    assert_same(centrality.eigenvector(graph), expected)


def test_hubs_of_a_network_whose_leading_values_are_near() -> None:
    # Two like parts that hardly touch: power steps would take thousands, so Lanczos takes over.
    graph = nx.disjoint_union(nx.gnp_random_graph(150, 0.1, seed=1), nx.gnp_random_graph(150, 0.1, seed=1))
    graph.add_edge(0, 299, weight=1e-4)
    hubs = np.array(list(centrality.hits(graph)[0].values()))
    matrix = nx.to_numpy_array(graph)
    top = np.linalg.svd(matrix, compute_uv=False)[0]
    np.testing.assert_allclose(matrix @ (matrix.T @ hubs), top**2 * hubs, atol=1e-8 * top**2)
