"""The leading vector of a directed network, also where the power method goes astray."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kgraph import centrality
from kgraph.centrality import leading


def assert_leads(matrix: np.ndarray) -> None:
    """The vector is an eigenvector, nowhere below zero, of the largest eigenvalue."""
    values = leading.lead_directed(sparse.csr_array(matrix))
    assert values.min() > -1e-9
    assert values.max() > 0
    largest = np.abs(np.linalg.eigvals(matrix)).max()
    # A defective matrix has its eigenvalues to the root of the precision only.
    np.testing.assert_allclose(matrix.T @ values, largest * values, atol=2e-3 * values.max())
    root = (matrix.T @ values)[values.argmax()] / values.max()
    np.testing.assert_allclose(matrix.T @ values, root * values, atol=1e-8 * values.max() * max(root, 1))


@settings(max_examples=300)
@given(st.integers(1, 7), st.lists(st.sampled_from([0, 0, 0, 1, 1, 2]), min_size=49, max_size=49))
def test_any_small_matrix(nodes: int, weights: list[int]) -> None:
    assert_leads(np.array(weights[: nodes * nodes], dtype=float).reshape(nodes, nodes))


@pytest.mark.parametrize("circles", [2, 3, 5])
def test_circles_in_a_row(circles: int) -> None:
    """Circles of one length one behind the other have one eigenvalue, and only the last has the vector."""
    network = nx.DiGraph()
    for number in range(circles):
        nx.add_cycle(network, [f"{number}{place}" for place in "abc"])
        if number:
            network.add_edge(f"{number - 1}a", f"{number}b")
    assert_leads(nx.to_numpy_array(network))
    values = centrality.eigenvector(network)
    assert {node[0] for node, value in values.items() if value > 1e-9} == {str(circles - 1)}


def test_without_a_circle_the_ends_are_central() -> None:
    network = nx.DiGraph([("later", "old"), ("latest", "old"), ("latest", "later")])
    assert centrality.eigenvector(network) == {"later": 0.0, "old": 1.0, "latest": 0.0}


@pytest.mark.parametrize("dense", [1, 200])
def test_large_parts_as_small_ones(dense: int, monkeypatch: pytest.MonkeyPatch) -> None:
    network = nx.gnp_random_graph(60, 0.1, seed=3, directed=True)
    expected = nx.eigenvector_centrality(network, tol=1e-12, max_iter=5000)
    monkeypatch.setattr(leading, "DENSE_NODES", dense)
    assert centrality.eigenvector(network) == pytest.approx(expected, abs=1e-8)
