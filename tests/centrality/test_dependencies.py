"""What is added up along shortest paths, against betweenness itself."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import centrality
from kgraph.centrality import dependencies
from kgraph.centrality.dependencies import add_up_dependencies
from tests.shapes import graphs


@given(graphs(), st.integers(1, 9))
def test_from_all_nodes_it_is_betweenness(graph: nx.Graph, side_by_side: int) -> None:
    plain = centrality.convert(graph, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dependencies, "_SIDE_BY_SIDE", side_by_side)
        added = add_up_dependencies(plain, range(len(graph)))
    assert added is not None
    np.testing.assert_allclose(added, plain.graph.betweenness(), atol=1e-9)


def test_a_node_beside_a_source_does_not_stand_for_all_paths_from_it() -> None:
    # From the end of a row of five all paths run through its neighbour, which stands at their beginning.
    added = add_up_dependencies(centrality.convert(nx.path_graph(5), None), [0])
    assert added is not None
    np.testing.assert_allclose(added, [0, 1 / 2 + 1 / 3 + 1 / 4, 2 / 3 + 2 / 4, 3 / 4, 0])


def test_long_rows_are_left_to_igraph_as_a_whole() -> None:
    row = nx.path_graph(70)
    assert add_up_dependencies(centrality.convert(row, None), [0]) is None
    assert add_up_dependencies(centrality.convert(row, None), [35]) is not None
    exact, sampled = centrality.betweenness(row), centrality.betweenness(row, sample=60)
    assert max(abs(exact[node] - sampled[node]) for node in row) < 0.05
