"""Networks of many shapes, for tests of measures."""

import networkx as nx
import numpy as np
from hypothesis import strategies as st

TOLERANCE = 1e-8


@st.composite
def graphs(draw: st.DrawFn, parallel: bool = False) -> nx.Graph:
    """Directed or not, with loops, often in several parts, down to a single node; with parallel edges too."""
    size = draw(st.integers(1, 14))
    directed = draw(st.booleans())
    graph = (
        (nx.MultiDiGraph() if directed else nx.MultiGraph())
        if parallel
        else (nx.DiGraph() if directed else nx.Graph())
    )
    graph.add_nodes_from(f"n{i}" for i in range(size))
    nodes = st.integers(0, size - 1)
    for source, target in draw(st.lists(st.tuples(nodes, nodes), max_size=40)):
        graph.add_edge(f"n{source}", f"n{target}", weight=draw(st.integers(1, 9)))
    return graph


def assert_same(ours: dict, theirs: dict) -> None:
    """Hold two measures to each other: the same nodes in the same order, and values within the tolerance."""
    assert list(ours) == list(theirs)
    np.testing.assert_allclose(list(ours.values()), list(theirs.values()), rtol=TOLERANCE, atol=TOLERANCE)
