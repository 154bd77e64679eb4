"""The page as text: whole, offline, the graph's own counts, names as data. Its behaviour: test_browser.py."""

import json
import re
from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph import page
from kgraph.vocabulary import Kind


def embedded(html: str, name: str) -> list:
    [line] = re.findall(rf"^const {name} = (.*);$", html, re.MULTILINE)
    return json.loads(line)


def test_the_page_holds_the_whole_graph(toy: kgraph.Graph) -> None:
    html = page.render_page(toy)
    nodes, edges = embedded(html, "nodeRows"), embedded(html, "edgeRows")
    assert sorted(node["id"] for node in nodes) == sorted(toy.nodes["id"])
    assert sorted((e["from"], e["relation"], e["to"]) for e in edges) == sorted(
        toy.edges.select("source", "relation", "target").iter_rows()
    )
    assert all(edge["title"] for edge in edges)
    for kind in Kind:
        assert f"{toy.count(kind)} {page.PLURALS[kind]}" in html
    assert f"{toy.nodes.height} nodes, {toy.edges.height} links." in html


def test_nothing_is_loaded_from_elsewhere(toy: kgraph.Graph) -> None:
    html = page.render_page(toy)
    assert re.findall(r"""(?:src|href)=["'](?!data:)[^"']*""", html) == []
    assert not re.findall(r"url\((?!['\"]?data:)", html.replace(page.vis_network(), ""))
    assert "default-src 'none'" in html


def test_names_are_data(tiny: kgraph.Graph) -> None:
    html = page.render_page(tiny, title="<b>{{x}}</b>")
    assert '<script>alert("' not in html
    assert "<b>{{x}}</b>" not in html
    [node] = [node for node in embedded(html, "nodeRows") if node["id"] == "paper:old"]
    assert node["name"] == 'Old <script>alert("&")</script> {{paper}}'


def test_passages_are_data_and_stand_apart_from_the_sentence(tiny: kgraph.Graph) -> None:
    edges = embedded(page.render_page(tiny), "edgeRows")
    [link] = [edge for edge in edges if edge["relation"] == "likelyBuildsOn"]
    assert link["quotes"] == ["Reward models again", "A reward model is learned."]
    assert link["quotes"][1] not in link["title"]
    assert [edge for edge in edges if "quotes" in edge] == [link]


def test_a_keyword_says_what_it_is_and_who_says_so(tiny: kgraph.Graph) -> None:
    is_keyword = pl.col("id") == "keyword:reward-model"
    themes = pl.when(is_keyword).then(pl.lit(["theme:learning", "theme:reward"])).otherwise("close_match")
    named = replace(tiny, nodes=tiny.nodes.with_columns(close_match=themes))
    [node] = [n for n in embedded(page.render_page(named), "nodeRows") if n["id"] == "keyword:reward-model"]
    assert node["title"].split("\n") == [
        "reward model",
        "keyword",
        "also: Reward models",
        "also the theme Learning",
        "also the theme Reward modeling",
        '“A reward model is learned.” (Old <script>alert("&")</script> {{paper}})',
    ]
    assert node["hidden"]


def test_the_same_graph_is_the_same_page(toy: kgraph.Graph) -> None:
    assert page.render_page(toy) == page.render_page(toy)


def test_a_large_graph_shows_its_centre_and_says_so(
    toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MAX_NODES", 10)
    html = page.render_page(toy)
    assert len(embedded(html, "nodeRows")) == 10
    assert f"This page shows the 10 most central nodes of {toy.nodes.height}." in html


def test_a_graph_without_links(tiny: kgraph.Graph) -> None:
    empty = kgraph.Graph(tiny.nodes.clear(), tiny.edges.clear(), tiny.ledger, tiny.run)
    assert embedded(page.render_page(empty), "nodeRows") == []
