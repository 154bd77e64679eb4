"""The views of a page: what each shows, where, and with which links."""

import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

import kgraph
from kgraph import networks
from kgraph.page import describe, selection, views
from kgraph.paths import main_path
from kgraph.vocabulary import Kind, Relation

NETWORKS = ("authors", "topics", "papers")


@pytest.fixture(scope="module")
def page(demo: kgraph.Graph) -> dict[str, Any]:
    return describe(demo)


def view_of(page: dict[str, Any], name: str) -> dict[str, Any]:
    [view] = [view for view in page["views"] if view["name"] == name]
    return view


def ids_of(page: dict[str, Any], numbers: list[int]) -> list[str]:
    return [page["piece"]["nodes"][number]["id"] for number in numbers]


def test_all_views_are_there_and_whole(page: dict[str, Any], demo: kgraph.Graph) -> None:
    assert [view["name"] for view in page["views"]] == ["lineage", *NETWORKS, "everything"]
    for view in page["views"]:
        assert len(view["nodes"]) == len(view["x"]) == len(view["y"]) == view["of"], view["name"]
        assert len(set(view["nodes"])) == len(view["nodes"])
    everything = view_of(page, "everything")
    assert (everything["of"], everything["edgesOf"]) == (demo.nodes.height, demo.edges.height)
    assert everything["edges"] == list(range(demo.edges.height))


@pytest.mark.parametrize("name", NETWORKS)
def test_links_are_those_of_the_network(page: dict[str, Any], demo: kgraph.Graph, name: str) -> None:
    sparse, view = networks.to_sparse(demo, name), view_of(page, name)
    drawn = [(*ids_of(page, link[:2]), *link[2:]) for link in view["links"]]
    whole = [
        (sparse.ids[one], sparse.ids[other], count, round(weight, 3))
        for one, other, count, weight in zip(
            sparse.sources, sparse.targets, sparse.counts.tolist(), sparse.weights.tolist(), strict=True
        )
    ]
    assert drawn == whole
    assert view["linksOf"] == len(whole)
    assert ids_of(page, view["nodes"]) == sorted(sparse.ids)


@pytest.mark.parametrize("name", NETWORKS)
def test_of_many_links_each_node_keeps_its_strongest(
    demo: kgraph.Graph, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MANY_LINKS", 10)
    monkeypatch.setattr(views, "MAX_LINKS", 2)
    page = describe(demo)
    view, sparse = view_of(page, name), networks.to_sparse(demo, name)
    weights = {
        frozenset((sparse.ids[one], sparse.ids[other])): round(weight, 3)
        for one, other, weight in zip(sparse.sources, sparse.targets, sparse.weights.tolist(), strict=True)
    }
    drawn = {frozenset(ids_of(page, link[:2])) for link in view["links"]}
    for node in sparse.ids:
        ranked = sorted(weights[pair] for pair in weights if node in pair)[::-1]
        kept = sorted(weights[pair] for pair in drawn if node in pair)[::-1]
        assert kept[:2] == ranked[:2], node
    assert len(drawn) <= 2 * len(sparse.ids)
    assert len(drawn) < view["linksOf"] == len(weights)


def test_lineage_is_time_from_left_to_right(page: dict[str, Any], demo: kgraph.Graph) -> None:
    view, nodes, edges = view_of(page, "lineage"), page["piece"]["nodes"], page["piece"]["edges"]
    dated = sorted((nodes[number]["date"], x) for number, x in zip(view["nodes"], view["x"], strict=True))
    assert [x for _, x in dated] == sorted(x for _, x in dated)
    lineage = (Relation.CITES, Relation.LIKELY_BUILDS_ON)
    assert len(view["edges"]) == demo.of_relation(*lineage).height
    path = main_path(demo)
    assert ids_of(page, view["mainPapers"]) == list(path.papers)
    drawn = {tuple(ids_of(page, edges[edge][:2])) for edge in view["mainEdges"]}
    assert drawn == {(step.later, step.earlier) for step in path.steps}
    assert view["lanesBy"] == "theme"
    bands = {lane["name"]: (lane["top"], lane["bottom"]) for lane in view["lanes"]}
    for number, y in zip(view["nodes"], view["y"], strict=True):
        lane = nodes[number].get("lane")
        top, bottom = bands[None if lane is None else nodes[lane]["label"]]
        assert top < y < bottom


def test_where_few_papers_have_a_theme_communities_are_lanes(demo: kgraph.Graph) -> None:
    bare = replace(demo, edges=demo.edges.filter(pl.col("relation") != Relation.SUBJECT.value))
    page = describe(bare)
    view = view_of(page, "lineage")
    assert view["lanesBy"] == "community"
    number_of = dict(
        demo.scores.filter((pl.col("network") == "papers") & (pl.col("measure") == "community"))
        .select("id", "value")
        .iter_rows()
    )
    names = page["communities"]["papers"]
    bands = {lane["name"]: (lane["top"], lane["bottom"]) for lane in view["lanes"]}
    for paper, y in zip(ids_of(page, view["nodes"]), view["y"], strict=True):
        name = names[str(int(number_of[paper]))] if paper in number_of else None
        top, bottom = bands[name if name in bands else None]
        assert top < y < bottom


def test_a_large_graph_says_its_numbers(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MAX_NODES", 90)
    page = describe(toy)
    nodes, edges = page["piece"]["nodes"], page["piece"]["edges"]
    assert len(nodes) == 90 < toy.nodes.height
    assert (page["nodes"], page["links"]) == (toy.nodes.height, toy.edges.height)
    assert {kind["kind"]: kind["count"] for kind in page["kinds"]} == {
        kind.value: toy.count(kind) for kind in Kind
    }
    shown = {node["id"] for node in nodes}
    assert set(toy.of_kind(Kind.THEME)["id"]) <= shown
    assert set(main_path(toy).papers) <= shown
    inside = [row for row in toy.edges.select("source", "target").rows() if set(row) <= shown]
    assert [tuple(ids_of(page, edge[:2])) for edge in edges] == inside
    assert view_of(page, "lineage")["of"] == toy.count(Kind.PAPER)
    assert (view_of(page, "everything")["of"], view_of(page, "everything")["edgesOf"]) == (
        toy.nodes.height,
        toy.edges.height,
    )
    for name in NETWORKS:
        network = networks.to_networkx(toy, name)
        assert view_of(page, name)["of"] == network.number_of_nodes()
        assert view_of(page, name)["linksOf"] == network.subgraph(shown).number_of_edges()


def test_minor_keywords_stand_around_their_paper(page: dict[str, Any]) -> None:
    view, nodes = view_of(page, "everything"), page["piece"]["nodes"]
    places = list(zip(view["x"], view["y"], strict=True))
    around = [
        (places[edge[0]], places[edge[1]])
        for edge in page["piece"]["edges"]
        if nodes[edge[1]].get("minor") and not nodes[edge[1]].get("closeMatch")
    ]
    assert around
    for (x, y), (far_x, far_y) in around:
        assert ((x - far_x) ** 2 + (y - far_y) ** 2) ** 0.5 == pytest.approx(70, abs=1)


def test_the_same_graph_is_the_same_page(demo: kgraph.Graph, page: dict[str, Any]) -> None:
    assert json.dumps(describe(demo)) == json.dumps(page)


def test_a_graph_without_nodes_has_no_view(tiny: kgraph.Graph) -> None:
    empty = kgraph.Graph(tiny.nodes.clear(), tiny.edges.clear(), tiny.ledger, tiny.run)
    page = describe(empty)
    assert (page["views"], page["piece"]["nodes"], page["nodes"]) == ([], [], 0)
