"""The networks of the hand-written graph, compared whole, and their agreement with the tables."""

import networkx as nx
import pytest

import kgraph
from kgraph import networks
from kgraph.errors import UnknownNameError
from kgraph.vocabulary import Kind, Relation


def edges(network: nx.Graph) -> list:
    return [(source, target, facts) for source, target, facts in network.edges(data=True)]


def test_authors(tiny: kgraph.Graph) -> None:
    network = kgraph.to_networkx(tiny, network="authors")
    assert list(network) == ["person:ann-lee", "person:bo-ek"]
    assert edges(network) == [("person:ann-lee", "person:bo-ek", {"weight": 1, "papers": ["paper:old"]})]


def test_topics_leave_inferred_ancestors_and_local_keywords_out(tiny: kgraph.Graph) -> None:
    network = kgraph.to_networkx(tiny, network="topics")
    assert list(network) == ["keyword:reward-model", "theme:learning", "theme:reward"]
    assert edges(network) == [
        ("keyword:reward-model", "theme:reward", {"weight": 1, "papers": ["paper:old"]})
    ]


def test_papers(tiny: kgraph.Graph) -> None:
    network = kgraph.to_networkx(tiny, network="papers")
    assert list(network) == ["paper:lone", "paper:new", "paper:old"]
    shared = ["keyword:reward-model", "person:ann-lee"]
    assert edges(network) == [("paper:new", "paper:old", {"weight": 2.0, "shared": shared})]


def test_a_citation_takes_the_place_of_an_inferred_link(tiny: kgraph.Graph) -> None:
    network = kgraph.to_networkx(tiny, network="lineage")
    assert isinstance(network, nx.DiGraph)
    assert edges(network) == [
        (
            "paper:new",
            "paper:old",
            {"weight": 1.0, "relation": "cites", "status": "asserted", "rule": "id paper:old"},
        )
    ]


def test_the_whole_graph(tiny: kgraph.Graph) -> None:
    whole = kgraph.to_networkx(tiny)
    assert isinstance(whole, nx.MultiDiGraph)
    assert whole.number_of_nodes() == tiny.nodes.height
    assert whole.number_of_edges() == tiny.edges.height
    assert whole.nodes["person:bo-ek"] == {"kind": "person", "label": "Bo Ek", "names": ["Bo Ek"]}
    assert whole.edges["paper:new", "person:ann-lee", "creator"] == {
        "relation": "creator",
        "status": "asserted",
        "position": 1,
        "name_as_printed": "A. Lee",
    }


def test_an_unknown_network_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="choose one of authors, topics, papers, lineage"):
        kgraph.to_networkx(None, network="nonsense")


def test_authors_equal_networkx_own_projection(toy: kgraph.Graph) -> None:
    people = toy.of_kind(Kind.PERSON)["id"].to_list()
    written = nx.Graph(toy.of_relation(Relation.CREATOR).select("source", "target").rows())
    expected = nx.bipartite.weighted_projected_graph(written, people)
    ours = networks.authors(toy)
    assert {frozenset((a, b)): w for a, b, w in ours.edges(data="weight")} == {
        frozenset((a, b)): w for a, b, w in expected.edges(data="weight")
    }
    assert set(ours) == set(expected)


def test_papers_weights_follow_newman(toy: kgraph.Graph) -> None:
    network = networks.papers(toy)
    size: dict[str, int] = {}
    for edge in toy.edges.iter_rows(named=True):
        if edge["relation"] in {"creator", "subject", "mentions"} and edge["status"] != "inferred":
            size[edge["target"]] = size.get(edge["target"], 0) + 1
    assert network.number_of_edges() > 10
    for _, _, facts in network.edges(data=True):
        assert facts["weight"] == pytest.approx(
            sum(1 / (size[name] - 1) for name in facts["shared"]), abs=1e-5
        )


def test_a_group_that_is_too_large_links_nobody_and_is_named(
    tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(networks, "MAX_GROUP", 1)
    network = networks.authors(tiny)
    assert network.number_of_edges() == 0
    assert network.graph["left_out"] == ["paper:old"]


def test_lineage_is_acyclic(toy: kgraph.Graph) -> None:
    network = networks.lineage(toy)
    assert network.number_of_edges() > 0
    assert nx.is_directed_acyclic_graph(network)
