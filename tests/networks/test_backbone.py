"""The disparity filter, held equal to its formula, and to its integral, link by link."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.errors import KgraphError
from kgraph.networks import extract_backbone

links = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]),
    st.integers(1, 50),
    max_size=30,
)
alphas = st.sampled_from([0.01, 0.05, 0.3, 0.9, 1.0])


def chance(weight: float, others: list[float]) -> float:
    """Serrano and others, equation 2: 1 - (k - 1) times the integral of (1 - x)^(k - 2) from 0 to w/s."""
    degree, share = len(others), weight / sum(others)
    return 1.0 if degree == 1 else 1 - (1 - (1 - share) ** (degree - 1))


@given(links, alphas, st.booleans())
def test_links_that_stand_out_are_kept(pairs: dict, alpha: float, directed: bool) -> None:
    network = nx.DiGraph() if directed else nx.Graph()
    network.add_nodes_from(range(9), label="node")
    network.add_weighted_edges_from((one, other, weight) for (one, other), weight in pairs.items())
    backbone = extract_backbone(network, alpha)
    expected = {}
    for one, other, weight in network.edges(data="weight"):
        leaving = [w for _, _, w in (network.out_edges if directed else network.edges)(one, data="weight")]
        reaching = [w for _, _, w in (network.in_edges if directed else network.edges)(other, data="weight")]
        value = min(chance(weight, leaving), chance(weight, reaching))
        if value < alpha - 1e-9:
            expected[one, other] = {
                "weight": weight,
                "significance": pytest.approx(value, rel=1e-4, abs=1e-9),
            }
        else:
            assert value > alpha - 1e-9
    assert {(one, other): facts for one, other, facts in backbone.edges(data=True)} == expected
    assert set(backbone) == {end for pair in expected for end in pair}
    assert all(facts == {"label": "node"} for _, facts in backbone.nodes(data=True))
    told = backbone.graph["backbone"]
    assert told["alpha"] == alpha
    total = sum(weight for _, _, weight in network.edges(data="weight"))
    kept = sum(facts["weight"] for facts in expected.values())
    assert told["links"] == (round(len(expected) / network.number_of_edges(), 6) if total else 0.0)
    assert told["weight"] == (round(kept / total, 6) if total else 0.0)


def test_a_star_keeps_its_strong_ray_and_a_pair_nothing() -> None:
    star = nx.Graph([("hub", name, {"weight": 1, "papers": [name]}) for name in "abcdefgh"])
    star.add_edge("hub", "x", weight=30, papers=["y"])
    star.graph["max_group"] = 100
    kept = extract_backbone(star, 0.05)
    significance = round((1 - 30 / 38) ** 8, 12)
    assert list(kept.edges(data=True)) == [
        ("hub", "x", {"weight": 30, "papers": ["y"], "significance": pytest.approx(significance, rel=1e-5)})
    ]
    assert kept.graph == {
        "max_group": 100,
        "backbone": {"alpha": 0.05, "nodes": 0.2, "links": round(1 / 9, 6), "weight": round(30 / 38, 6)},
    }
    assert len(extract_backbone(nx.Graph([("a", "b", {"weight": 9})]))) == 0


def test_the_network_itself_stays_as_it_is(cited: kgraph.Graph) -> None:
    network = kgraph.to_networkx(cited, "papers")
    before = [(one, other, dict(facts)) for one, other, facts in network.edges(data=True)]
    extract_backbone(network, 0.9)
    assert list(network.edges(data=True)) == before


@pytest.mark.parametrize("alpha", [0, -1, 1.5, float("nan")])
def test_an_alpha_that_is_no_chance_is_an_error(alpha: float) -> None:
    with pytest.raises(KgraphError, match=r"alpha is .*: give a number above 0 and up to 1"):
        extract_backbone(nx.path_graph(3), alpha)


def test_weights_below_zero_are_an_error() -> None:
    with pytest.raises(KgraphError, match="weights above zero"):
        extract_backbone(nx.Graph([("a", "b", {"weight": 0})]))
