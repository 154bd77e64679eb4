"""Lanes and what the papers of a node say of it."""

from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph.page import topics
from kgraph.page.topics import list_lanes, summarize
from kgraph.vocabulary import Relation


def with_tags(graph: kgraph.Graph, *tags: tuple[str, str, float | None]) -> kgraph.Graph:
    """The graph with these taggings with themes and no others."""
    schema = graph.edges.schema
    rows = [
        {"source": paper, "relation": "subject", "target": theme, "status": "extracted", "weight": weight}
        for paper, theme, weight in tags
    ]
    others = graph.edges.filter(pl.col("relation") != Relation.SUBJECT.value)
    return replace(graph, edges=pl.concat([others, pl.DataFrame(rows, schema=schema)]))


def test_below_a_single_top_theme_stand_the_lanes(tiny: kgraph.Graph) -> None:
    tagged = with_tags(
        tiny,
        ("paper:new", "theme:reward", 0.2),
        ("paper:old", "theme:learning", 0.9),
        ("paper:old", "theme:reward", None),
    )
    assert list_lanes(tagged).rows() == [("paper:new", "theme:reward"), ("paper:old", "theme:reward")]


def test_a_paper_is_in_the_lane_that_weighs_most(tiny: kgraph.Graph) -> None:
    apart = replace(tiny, edges=tiny.edges.filter(pl.col("relation") != Relation.BROADER.value))
    tagged = with_tags(
        apart,
        ("paper:new", "theme:reward", 0.2),
        ("paper:new", "theme:learning", 0.3),
        ("paper:old", "theme:learning", 0.4),
        ("paper:old", "theme:reward", 0.4),
    )
    assert list_lanes(tagged).rows() == [("paper:new", "theme:learning"), ("paper:old", "theme:learning")]


def test_lanes_are_few(tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "MAX_LANES", 1)
    apart = replace(tiny, edges=tiny.edges.filter(pl.col("relation") != Relation.BROADER.value))
    tagged = with_tags(
        apart,
        ("paper:lone", "theme:learning", 0.3),
        ("paper:new", "theme:reward", 0.9),
        ("paper:old", "theme:learning", 0.1),
        ("paper:old", "theme:reward", 0.9),
        ("paper:new", "theme:learning", 0.1),
    )
    assert list_lanes(tagged).rows() == [
        ("paper:lone", "theme:learning"), ("paper:new", "theme:learning"), ("paper:old", "theme:learning"),
    ]  # fmt: skip


def test_a_summary_is_the_papers_of_a_node(toy: kgraph.Graph) -> None:
    lanes = list_lanes(toy)
    found = summarize(toy, toy.nodes, lanes)
    papers_of: dict[str, set[str]] = {}
    for source, relation, target in toy.edges.select("source", "relation", "target").iter_rows():
        if relation in {"creator", "affiliation", "subject", "mentions"}:
            papers_of.setdefault(target, set()).add(source)
    themes_of: dict[str, set[str]] = {}
    for source, target in toy.of_relation(Relation.SUBJECT).select("source", "target").iter_rows():
        themes_of.setdefault(source, set()).add(target)
    years, lane_of = dict(toy.nodes.select("id", "year").iter_rows()), dict(lanes.iter_rows())
    authors_of: dict[str, set[str]] = {}
    for source, target in toy.of_relation(Relation.CREATOR).select("source", "target").iter_rows():
        authors_of.setdefault(source, set()).add(target)
    for node, papers, lane, themes, seen, _, authors in found.iter_rows():
        assert (authors or 0) == len(authors_of.get(node, ())), node
        own = {node} if node.startswith("paper:") else papers_of.get(node, set())
        assert (papers or 0) == len(own), node
        assert (seen or []) == sorted({years[paper] for paper in own if years[paper]}), node
        assert set(themes or ()) == {theme for paper in own for theme in themes_of.get(paper, ())}, node
        held = [lane_of[paper] for paper in own if paper in lane_of]
        assert lane == min(held, key=lambda one: (-held.count(one), one), default=None), node
    assert found["id"].to_list() == toy.nodes["id"].to_list()


def test_the_organization_of_a_person_is_the_one_named_most(cited: kgraph.Graph) -> None:
    found = dict(summarize(cited, cited.nodes, list_lanes(cited)).select("id", "organization").iter_rows())
    # Each author is printed with an institute and the college, which are named as often: the first by its id.
    assert found["person:ann-lee"] == "organization:a-institute"
    assert found["person:dee-fox"] == "organization:common-college"
    assert found["organization:a-institute"] is None
