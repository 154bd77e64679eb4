"""Nodes with their edges, some at a time: all of them, in order, wherever the cuts are."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import kgraph
from kgraph import chunks as module
from kgraph.chunks import chunks
from kgraph.vocabulary import Kind, Relation


def test_a_chunk_holds_nodes_of_one_kind_with_the_edges_that_leave_them(tiny: kgraph.Graph) -> None:
    found = [
        (
            chunk.kind,
            chunk.nodes["id"].to_list(),
            {name: table.select("source", "target").rows() for name, table in chunk.edges.items()},
        )
        for chunk in chunks(tiny.nodes, tiny.edges, tiny.scores)
    ]
    old, new = "paper:old", "paper:new"
    assert found == [
        (Kind.KEYWORD, ["keyword:reward-model", "keyword:script"], {}),
        (Kind.ORGANIZATION, ["organization:uni-o"], {}),
        (
            Kind.PAPER,
            ["paper:lone", new, old],
            {
                Relation.AFFILIATION: [(old, "organization:uni-o")],
                Relation.CITES: [(new, old)],
                Relation.CREATOR: [
                    (new, "person:ann-lee"),
                    (old, "person:ann-lee"),
                    (old, "person:bo-ek"),
                ],
                Relation.LIKELY_BUILDS_ON: [(new, old)],
                Relation.MENTIONS: [
                    (new, "keyword:reward-model"),
                    (old, "keyword:reward-model"),
                    (old, "keyword:script"),
                ],
                Relation.SUBJECT: [(old, "theme:learning"), (old, "theme:reward")],
            },
        ),
        (Kind.PERSON, ["person:ann-lee", "person:bo-ek"], {}),
        (
            Kind.THEME,
            ["theme:learning", "theme:reward"],
            {Relation.BROADER: [("theme:reward", "theme:learning")]},
        ),
    ]


@pytest.mark.parametrize("size", [1, 2, 7])
def test_cuts_lose_nothing(toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(module, "_PAPERS", size)
    monkeypatch.setattr(module, "_OTHERS", size)
    found = list(chunks(toy.nodes, toy.edges, toy.scores))
    assert max(chunk.nodes.height for chunk in found) == size
    assert_frame_equal(pl.concat([chunk.nodes for chunk in found]), toy.nodes.sort("id"))
    edges = pl.concat([table for chunk in found for table in chunk.edges.values()])
    assert_frame_equal(edges.sort("relation", "source", "position", "target"), toy.edges)


def test_tables_in_another_order_give_the_same(toy: kgraph.Graph) -> None:
    shuffled = chunks(toy.nodes.reverse(), toy.edges.sample(fraction=1, shuffle=True, seed=4), toy.scores)
    for expected, chunk in zip(chunks(toy.nodes, toy.edges, toy.scores), shuffled, strict=True):
        assert_frame_equal(chunk.nodes, expected.nodes)
        assert list(chunk.edges) == list(expected.edges)
        for relation, table in chunk.edges.items():
            assert_frame_equal(table, expected.edges[relation])


def test_no_tables_no_chunks(tiny: kgraph.Graph) -> None:
    assert list(chunks(tiny.nodes.clear(), tiny.edges.clear(), tiny.scores.clear())) == []
