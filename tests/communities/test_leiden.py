"""Communities: planted ones are found and numbered in one order, and stability is as defined."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.adjacency import convert
from kgraph.communities import leiden
from kgraph.communities.leiden import find_communities


def members(network: nx.Graph) -> dict:
    found = find_communities(convert(network))
    return dict(zip(network, found.membership.tolist(), strict=True))


def test_cliques_in_a_ring_are_communities_numbered_by_size_then_by_node() -> None:
    network = nx.Graph()
    for letter, size in (("c", 4), ("a", 5), ("b", 4)):
        nx.add_path(network, [letter, f"{letter}0"])
        network.add_edges_from(nx.complete_graph([f"{letter}{n}" for n in range(size)]).edges, weight=9)
    network.add_edges_from([("a", "b"), ("b", "c"), ("c", "a")])
    network.add_node("alone")
    network.add_edge("loop", "loop")
    told = members(network)
    assert told.pop("alone") == told.pop("loop") == 0
    cliques = {node: number for node, number in told.items() if len(node) == 2}
    assert cliques == {node: "abc".index(node[0]) + 1 for node in cliques}


def test_what_every_seed_finds_is_wholly_stable() -> None:
    network = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(3))
    found = find_communities(convert(network))
    assert found.membership.tolist() == [1] * 5 + [2] * 3
    assert found.stability.tolist() == [1.0, 1.0]
    assert (found.agreement, found.runs) == (1.0, 10)
    assert found.modularity == pytest.approx(nx.community.modularity(network, [range(5), range(5, 8)]))


def test_a_random_network_has_no_stable_communities() -> None:
    found = find_communities(convert(nx.gnm_random_graph(300, 900, seed=1)))
    assert found.agreement < 0.6
    assert (found.stability < 0.9).all()


def test_weights_count() -> None:
    network = nx.path_graph(4)
    nx.set_edge_attributes(network, {(0, 1): 1, (1, 2): 9, (2, 3): 1}, "weight")
    assert members(network)[1] == members(network)[2]
    nx.set_edge_attributes(network, {(0, 1): 9, (1, 2): 1, (2, 3): 9}, "weight")
    assert members(network) == {0: 1, 1: 1, 2: 2, 3: 2}


def test_no_links_no_communities() -> None:
    for network in (nx.Graph(), nx.empty_graph(3)):
        found = find_communities(convert(network))
        assert found.membership.tolist() == [0] * len(network)
        assert (found.stability.tolist(), found.modularity, found.runs) == ([], 0.0, 0)


def test_a_large_network_has_few_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leiden, "EFFORTS", ((5, 10, -1), (100, 3, 2)))
    assert find_communities(convert(nx.karate_club_graph())).runs == 3


parts = st.lists(st.integers(0, 4), min_size=1, max_size=30).map(
    lambda groups: np.unique(groups, return_inverse=True)[1]
)


@given(parts, st.randoms())
def test_likeness_is_the_best_jaccard_similarity(one: np.ndarray, draw: object) -> None:
    other = one.copy()
    draw.shuffle(other)  # type: ignore[attr-defined]
    groups = [
        [set(np.flatnonzero(part == g).tolist()) for g in range(part.max() + 1)] for part in (one, other)
    ]
    expected = [max(len(a & b) / len(a | b) for b in groups[1]) for a in groups[0]]
    assert leiden._likeness(one, other).tolist() == pytest.approx(expected)


@given(parts, st.randoms())
def test_the_rand_index_is_igraphs(one: np.ndarray, draw: object) -> None:
    import igraph as ig

    other = one.copy()
    draw.shuffle(other)  # type: ignore[attr-defined]
    assert leiden._rand(one, one) == 1
    if len(one) > 1 and 1 < one.max() + 1 < len(one):
        theirs = ig.compare_communities(one.tolist(), other.tolist(), method="adjusted_rand")
        assert leiden._rand(one, other) == pytest.approx(theirs, abs=1e-12)
