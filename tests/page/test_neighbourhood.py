"""Parts that the live explorer asks for, held against the tables."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.errors import UnknownNameError
from kgraph.page import Index, build_index, describe_link, describe_neighbours, make_piece, neighbourhood
from kgraph.page.index import SOURCE, TARGET, join_ranges
from kgraph.page.pieces import RELATIONS
from kgraph.page.selection import weigh_centrality
from kgraph.page.topics import list_lanes
from kgraph.vocabulary import Relation

RELATION = [relation.value for relation in RELATIONS]


@pytest.fixture(scope="module")
def index(toy: kgraph.Graph) -> Index:
    return build_index(toy)


def edges_of(piece: dict[str, Any]) -> list[tuple[str, str, str]]:
    ids = [node["id"] for node in piece["nodes"]]
    return [(ids[edge[0]], RELATION[edge[2]], ids[edge[1]]) for edge in piece["edges"]]


def rows(graph: kgraph.Graph) -> list[tuple[str, str, str]]:
    return graph.edges.select("source", "relation", "target").rows()


def test_every_edge_is_found_at_both_ends(index: Index, toy: kgraph.Graph) -> None:
    for row, node in enumerate(toy.nodes["id"]):
        for side, end in ((SOURCE, "source"), (TARGET, "target")):
            found = toy.edges[np.sort(index.edges(row, side))]
            assert found.equals(toy.edges.filter(pl.col(end) == node)), node


@pytest.mark.parametrize("name", ["", "aaa", "paper:", "theme:zzz", "zzz"])
def test_what_is_not_in_the_graph_is_not_found(index: Index, name: str) -> None:
    with pytest.raises(UnknownNameError, match="the graph has no node"):
        describe_neighbours(index, name)


def test_the_heaviest_and_most_central_come_first(index: Index, toy: kgraph.Graph) -> None:
    central = dict(weigh_centrality(toy).select("id", "central").iter_rows())
    for row in range(toy.nodes.height):
        for group in index.groups(row):
            far = ("target", "source")[group.side]
            found = toy.edges[group.edges]
            assert set(found["relation"]) == {group.relation.value}
            ranks = [
                (-(edge["weight"] or 0), edge["position"] or 0 if group.side == SOURCE else 0,
                 -central[edge[far]], edge[far])
                for edge in found.iter_rows(named=True)
            ]  # fmt: skip
            assert ranks == sorted(ranks)


def test_a_neighbourhood_is_a_piece_of_the_graph(index: Index, toy: kgraph.Graph) -> None:
    lanes, labels = list_lanes(toy), toy.labels()
    for node in toy.nodes["id"]:
        found = describe_neighbours(index, node)
        near = {node} | {
            far for source, _, target in rows(toy) for far in (source, target) if node in (source, target)
        }
        nodes = toy.nodes.filter(pl.col("id").is_in(near))
        edges = toy.edges.filter(pl.col("source").is_in(near) & pl.col("target").is_in(near))
        elsewhere = found["piece"].pop("elsewhere")
        assert found == {
            "node": node,
            "offset": 0,
            "piece": make_piece(toy, nodes, edges, lanes),
            "groups": [
                {"relation": relation, "side": side, "total": total, "shown": total}
                for side, end in enumerate(("source", "target"))
                for relation in RELATION
                if (
                    total := toy.edges.filter((pl.col(end) == node) & (pl.col("relation") == relation)).height
                )
            ],
        }
        assert not near & set(elsewhere.values())
        assert all(labels[far] == name for name, far in elsewhere.items())


def test_what_is_elsewhere_is_named_with_its_id(tiny: kgraph.Graph) -> None:
    found = describe_neighbours(build_index(tiny), "person:ann-lee")["piece"]
    assert [node["id"] for node in found["nodes"]] == ["paper:new", "paper:old", "person:ann-lee"]
    assert found["elsewhere"] == {
        "Learning": "theme:learning",
        "Reward modeling": "theme:reward",
        "Uni Ö": "organization:uni-o",
        "reward model": "keyword:reward-model",
    }


def test_pages_follow_one_another(index: Index, toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhood, "MAX_NEIGHBOURS", 3)
    theme = "theme:language-models"
    papers = toy.edges.filter((pl.col("target") == theme) & (pl.col("relation") == "subject"))["source"]
    assert papers.len() > 6
    seen: list[str] = []
    for offset in range(0, papers.len() + 3, 3):
        found = describe_neighbours(index, theme, Relation.SUBJECT, TARGET, offset)
        [group] = found["groups"]
        others = [node["id"] for node in found["piece"]["nodes"] if node["id"] != theme]
        assert (group["total"], group["shown"]) == (papers.len(), len(others))
        assert {(paper, "subject", theme) for paper in others} <= set(edges_of(found["piece"]))
        seen += others
    assert sorted(seen) == sorted(papers)


def test_of_edges_among_neighbours_the_heaviest_come(
    index: Index, toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbourhood, "MAX_AMONG", 2)
    theme = "theme:language-models"
    whole = describe_neighbours(index, theme)["piece"]
    near = {node["id"] for node in whole["nodes"]}
    among = toy.edges.filter(
        pl.col("source").is_in(near) & pl.col("target").is_in(near)
        & (pl.col("source") != theme) & (pl.col("target") != theme)
    )  # fmt: skip
    assert among.height > 2
    heaviest = among.with_columns(pl.col("weight").fill_null(1.0)).sort(
        "weight", descending=True, maintain_order=True
    )
    found = edges_of(whole)
    assert [edge for edge in found if theme not in edge] == sorted(
        heaviest.head(2).select("source", "relation", "target").rows(), key=rows(toy).index
    )
    assert {edge for edge in found if theme in edge} == {edge for edge in rows(toy) if theme in edge}


def test_a_link_is_what_joins_two_nodes_and_what_both_touch(index: Index, toy: kgraph.Graph) -> None:
    ids = toy.nodes["id"].sample(40, seed=1).to_list()
    near: dict[str, set[str]] = {node: set() for node in toy.nodes["id"]}
    for source, _, target in rows(toy):
        near[source].add(target)
        near[target].add(source)
    for one, other in pairwise(ids):
        found = describe_link(index, one, other)
        shared = near[one] & near[other]
        kept = {one, other} | shared
        assert {node["id"] for node in found["piece"]["nodes"]} == kept
        assert edges_of(found["piece"]) == [
            (source, relation, target)
            for source, relation, target in rows(toy)
            if {source, target} <= kept and {source, target} & {one, other}
        ]
        assert (found["shared"], found["shown"]) == (len(shared), len(shared))


def first_shared(graph: kgraph.Graph, one: str, other: str) -> tuple[list[str], int, int]:
    found = describe_link(build_index(graph), one, other)
    others = [node["id"] for node in found["piece"]["nodes"] if node["id"] not in (one, other)]
    return others, found["shared"], found["shown"]


def test_of_what_two_share_the_sure_the_new_and_the_rare_come_first(
    tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neighbourhood, "MAX_SHARED", 1)
    # Both have two links; the keyword is first by its id.
    assert first_shared(tiny, "paper:old", "paper:new") == (["keyword:reward-model"], 2, 1)
    # Of the two papers that she wrote and that name it, the newer.
    assert first_shared(tiny, "person:ann-lee", "keyword:reward-model") == (["paper:new"], 2, 1)
    assert first_shared(tiny, "paper:lone", "paper:new") == ([], 0, 0)
    is_word = pl.col("target") == "keyword:reward-model"
    follows = tiny.edges.with_columns(status=pl.when(is_word).then(pl.lit("inferred")).otherwise("status"))
    assert first_shared(replace(tiny, edges=follows), "paper:old", "paper:new") == (["person:ann-lee"], 2, 1)
    named = pl.DataFrame(
        [{"source": "paper:lone", "relation": "mentions", "target": "keyword:reward-model",
          "status": "extracted", "weight": 0.5}],
        schema=tiny.edges.schema,
    )  # fmt: skip
    common = replace(tiny, edges=pl.concat([tiny.edges, named]))
    assert first_shared(common, "paper:old", "paper:new") == (["person:ann-lee"], 2, 1)


def test_a_link_has_two_ends(index: Index) -> None:
    with pytest.raises(UnknownNameError, match="name two nodes"):
        describe_link(index, "theme:language-models", "theme:language-models")
    with pytest.raises(UnknownNameError, match="the graph has no node theme:none"):
        describe_link(index, "theme:language-models", "theme:none")


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_ranges_are_joined(bounds: list[tuple[int, int]]) -> None:
    first = np.array([min(pair) for pair in bounds], dtype=np.int64)
    last = np.array([max(pair) for pair in bounds], dtype=np.int64)
    joined = join_ranges(first, last)
    assert joined.tolist() == [number for pair in bounds for number in range(min(pair), max(pair))]


def test_a_graph_without_edges(tiny: kgraph.Graph) -> None:
    bare = kgraph.Graph(tiny.nodes, tiny.edges.clear(), tiny.ledger, tiny.run)
    found = describe_neighbours(build_index(bare), "paper:lone")
    assert found["groups"] == []
    assert [node["id"] for node in found["piece"]["nodes"]] == ["paper:lone"]
