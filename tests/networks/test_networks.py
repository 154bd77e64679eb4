"""The networks of the hand-written graph, compared whole, and their agreement with the tables."""

import gc
from inspect import signature

import networkx as nx
import pytest

import kgraph
from kgraph import networks
from kgraph.errors import UnknownNameError
from kgraph.vocabulary import Kind, Relation


def edges(network: nx.Graph) -> list:
    return [(source, target, facts) for source, target, facts in network.edges(data=True)]


def weights(network: nx.Graph) -> dict[str, float]:
    """The weights by the local names of both ends."""
    return {
        " ".join(name.partition(":")[2] for name in (one, other)): weight
        for one, other, weight in network.edges(data="weight")
    }


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


def test_an_unknown_network_is_an_error(tiny: kgraph.Graph) -> None:
    with pytest.raises(UnknownNameError, match="choose one of authors, organizations, topics, themes"):
        kgraph.to_networkx(tiny, network="nonsense")


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


def test_a_group_that_is_too_large_links_nobody_and_is_named(tiny: kgraph.Graph) -> None:
    network = kgraph.to_networkx(tiny, "authors", max_group=1)
    assert network.number_of_edges() == 0
    assert network.graph == {"weighting": "full", "max_group": 1, "left_out": ["paper:old"]}


def test_every_network_is_a_function_of_its_name(cited: kgraph.Graph) -> None:
    for name, function in networks.NETWORKS.items():
        assert getattr(networks, name.replace("-", "_")) is function
        assert function.__doc__
        assert signature(function) == signature(networks.authors)
        one, other = function(cited), kgraph.to_networkx(cited, name)
        assert nx.utils.graphs_equal(one, other)
        assert one.graph == other.graph


def test_cooccurrence(cited: kgraph.Graph) -> None:
    assert weights(networks.authors(cited)) == {
        "ann-lee bo-ek": 2, "ann-lee cy-dow": 2, "bo-ek cy-dow": 1, "cy-dow dee-fox": 1,
    }  # fmt: skip
    assert edges(networks.themes(cited)) == [
        (
            "theme:preference-learning",
            "theme:red-teaming",
            {"weight": 3, "papers": ["paper:p1", "paper:p3", "paper:p5"]},
        )
    ]
    assert len(networks.themes(cited)) == 4
    assert weights(networks.keywords(cited)) == {"careful-agents weighing": 5}
    assert weights(networks.organizations(cited)) == {
        "a-institute b-institute": 2, "a-institute c-institute": 2, "a-institute common-college": 3,
        "b-institute c-institute": 1, "b-institute common-college": 2, "c-institute common-college": 3,
        "c-institute d-institute": 1, "common-college d-institute": 2,
    }  # fmt: skip


def test_people_and_themes(cited: kgraph.Graph) -> None:
    network = networks.people_themes(cited)
    assert nx.is_bipartite(network)
    assert {node for node, side in network.nodes(data="bipartite") if side} == {
        row["id"] for row in cited.of_kind(Kind.THEME).iter_rows(named=True)
    }
    assert network["person:cy-dow"] == {
        "theme:preference-learning": {"weight": 2, "papers": ["paper:p3", "paper:p5"]},
        "theme:red-teaming": {"weight": 3, "papers": ["paper:p2", "paper:p3", "paper:p5"]},
    }
    shared_out = networks.people_themes(cited, weighting="fractional")
    assert shared_out["person:cy-dow"]["theme:red-teaming"] == {
        "weight": round(1 / 2 + 1 / 3 + 1 / 2, 6),
        "count": 3,
        "papers": ["paper:p2", "paper:p3", "paper:p5"],
    }


def test_papers_by_what_they_share_add_up(cited: kgraph.Graph) -> None:
    whole = networks.papers(cited)
    parts = [getattr(networks, f"papers_by_{what}")(cited) for what in ("author", "theme", "keyword")]
    for one, other, facts in whole.edges(data=True):
        links = [part[one][other] for part in parts if part.has_edge(one, other)]
        assert sorted(name for link in links for name in link["shared"]) == facts["shared"]
        assert sum(link["weight"] for link in links) == pytest.approx(facts["weight"], abs=2e-6)
    assert weights(networks.papers_by_author(cited)) == {
        "p1 p2": 0.5, "p1 p3": 1.5, "p2 p3": 1.0, "p2 p5": 0.5, "p3 p5": 0.5, "p4 p5": 1.0,
    }  # fmt: skip


def test_coupling_also_by_works_outside(cited: kgraph.Graph) -> None:
    book = "Roe J., On the weighing of things, Thingley Press, 1999"
    assert edges(networks.coupling(cited)) == [
        ("paper:p2", "paper:p3", {"weight": 2, "shared": [book, "paper:p1"]}),
        ("paper:p3", "paper:p4", {"weight": 2, "shared": ["doi:10.6666/outside", "paper:p2"]}),
    ]
    assert networks.coupling(cited, "jaccard")["paper:p2"]["paper:p3"] == {
        "weight": 0.5,
        "count": 2,
        "shared": [book, "paper:p1"],
    }


def test_cocitation(cited: kgraph.Graph) -> None:
    assert edges(networks.cocitation(cited)) == [
        ("paper:p1", "paper:p2", {"weight": 1, "papers": ["paper:p3"]}),
        ("paper:p2", "paper:p3", {"weight": 1, "papers": ["paper:p4"]}),
    ]


def test_citations(cited: kgraph.Graph, tiny: kgraph.Graph) -> None:
    facts = {"relation": "cites", "status": "asserted", "weight": 1.0}
    assert edges(networks.citations(cited)) == [
        ("paper:p2", "paper:p1", {**facts, "rule": "doi 10.5555/1"}),
        ("paper:p3", "paper:p1", {**facts, "rule": "title and year"}),
        ("paper:p3", "paper:p2", {**facts, "rule": "doi 10.5555/2"}),
        ("paper:p4", "paper:p2", {**facts, "rule": "doi 10.5555/2"}),
        ("paper:p4", "paper:p3", {**facts, "rule": "doi 10.5555/3"}),
    ]
    shares = networks.citations(cited, weighting="fractional")
    assert [(a, b, f["weight"], f["count"]) for a, b, f in edges(shares)] == [
        ("paper:p2", "paper:p1", 1.0, 1),
        ("paper:p3", "paper:p1", 0.5, 1),
        ("paper:p3", "paper:p2", 0.5, 1),
        ("paper:p4", "paper:p2", 0.5, 1),
        ("paper:p4", "paper:p3", 0.5, 1),
    ]


def test_a_weighting_that_does_not_fit_is_an_error(cited: kgraph.Graph) -> None:
    with pytest.raises(UnknownNameError, match="lineage cannot be weighted by cosine: choose full"):
        networks.lineage(cited, weighting="cosine")
    with pytest.raises(UnknownNameError, match="citations cannot be weighted by jaccard: choose full"):
        networks.citations(cited, weighting="jaccard")
    with pytest.raises(UnknownNameError, match="no weighting 'heavy': choose one of full, fractional"):
        networks.authors(cited, weighting="heavy")
    with pytest.raises(UnknownNameError, match="there is no network 'cats'"):
        networks.list_weightings("cats")


def test_the_garbage_collector_is_left_as_it_was(cited: kgraph.Graph) -> None:
    assert gc.isenabled()
    networks.authors(cited)
    assert gc.isenabled()
    gc.disable()
    try:
        networks.authors(cited)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_network_may_be_changed(cited: kgraph.Graph) -> None:
    network = networks.citations(cited)
    network.remove_node("paper:p3")
    network.add_edge("paper:p5", "paper:p1", weight=2.0)
    assert list(network.edges(data="weight")) == [
        ("paper:p2", "paper:p1", 1.0),
        ("paper:p4", "paper:p2", 1.0),
        ("paper:p5", "paper:p1", 2.0),
    ]
    assert sorted(network.predecessors("paper:p1")) == ["paper:p2", "paper:p5"]
    assert networks.citations(cited).number_of_edges() == 5


def test_lineage_is_acyclic(toy: kgraph.Graph) -> None:
    network = networks.lineage(toy)
    assert network.number_of_edges() > 0
    assert nx.is_directed_acyclic_graph(network)
