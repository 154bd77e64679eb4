"""Which nodes a page holds."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.page import select_nodes, selection
from kgraph.page.selection import weigh_centrality
from kgraph.vocabulary import Kind, Relation


def test_a_small_graph_is_whole(toy: kgraph.Graph) -> None:
    assert select_nodes(toy).equals(toy.nodes)


def test_of_a_large_graph_the_most_central_of_each_kind(toy: kgraph.Graph) -> None:
    first = toy.of_kind(Kind.PAPER)["id"].to_list()[-2:]
    chosen = select_nodes(toy, first, limit=40)
    assert chosen.height == 40
    assert chosen.equals(toy.nodes.filter(pl.col("id").is_in(chosen["id"].implode())))
    assert chosen.filter(pl.col("kind") == Kind.THEME.value).height == toy.count(Kind.THEME)
    assert set(first) <= set(chosen["id"])
    central = weigh_centrality(toy)
    for kind in (Kind.PERSON, Kind.KEYWORD):
        of_kind = central.filter(pl.col("kind") == kind.value).sort("central", "id", descending=[True, False])
        number = chosen.filter(pl.col("kind") == kind.value).height
        kept = set(chosen.filter(pl.col("kind") == kind.value)["id"])
        assert kept == set(of_kind["id"].head(number)), kind


def test_centrality_counts_what_leads_to_a_node(cited: kgraph.Graph) -> None:
    found = dict(weigh_centrality(cited).select("id", "central").iter_rows())
    expected = dict.fromkeys(cited.nodes["id"], 0.0)
    for target, weight in (
        cited.of_relation(Relation.CITES, Relation.LIKELY_BUILDS_ON, Relation.AFFILIATION)
        .select("target", "weight")
        .iter_rows()
    ):
        expected[target] += 1.0 if weight is None else weight
    for node, network, measure, value in cited.scores.iter_rows():
        if (network, measure) in {("authors", "pagerank"), ("topics", "pagerank")}:
            expected[node] = value
    assert found == pytest.approx(expected, abs=1e-9)
    assert list(found) == cited.nodes["id"].to_list()


@given(
    st.lists(st.integers(0, 300), min_size=4, max_size=4),
    st.integers(0, 20),
    st.integers(40, 400),
)
def test_all_room_is_used(counts: list[int], themes: int, limit: int) -> None:
    numbers = dict(zip((Kind.PAPER, Kind.PERSON, Kind.KEYWORD, Kind.ORGANIZATION), counts, strict=True)) | {
        Kind.THEME: themes
    }
    quotas = selection._share_out(numbers, limit)
    assert quotas[Kind.THEME] == themes
    assert all(0 <= quotas[kind] <= numbers[kind] for kind in numbers)
    assert sum(quotas.values()) == min(limit, sum(numbers.values()))
