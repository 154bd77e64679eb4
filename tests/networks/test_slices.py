"""Slices keep papers and what belongs to them; what is left is a graph like any other."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.errors import KgraphError, UnknownNameError
from kgraph.graph import EDGE_SCHEMA, NODE_SCHEMA, SCORE_SCHEMA
from kgraph.networks import cumulative_periods, slice_graph, sliding_periods
from kgraph.vocabulary import Kind, Relation


def papers(graph: kgraph.Graph) -> list[str]:
    return [name.removeprefix("paper:") for name in graph.of_kind(Kind.PAPER)["id"]]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"years": (2017, 2019)}, ["p1", "p2"]),
        ({"years": (2020, 2020)}, ["p3"]),
        ({"years": (1900, 1950)}, []),
        ({"theme": "theme:red-teaming"}, ["p1", "p2", "p3", "p5"]),
        ({"theme": "theme:ai-safety"}, ["p1", "p2", "p3", "p5"]),  # a broader one
        ({"theme": "keyword:weighing"}, ["p1", "p2", "p3", "p4", "p5"]),
        ({"person": "person:bo-ek"}, ["p1", "p3"]),
        ({"venue": "thing letters."}, ["p1", "p2"]),
        ({"venue": "Thing Letters", "person": "person:bo-ek", "years": (2017, 2022)}, ["p1"]),
    ],
)
def test_papers_to_which_all_applies(
    cited: kgraph.Graph, part: Mapping[str, object], expected: list[str]
) -> None:
    assert papers(slice_graph(cited, **part)) == expected


def test_a_venue_without_its_year_is_that_of_every_year(cited: kgraph.Graph) -> None:
    called = {"paper:p1": "Thing Days 2019", "paper:p2": "2020 Thing Days", "paper:p3": "Thing Days"}
    names = pl.col("id").replace_strict(called, default=None, return_dtype=pl.String)
    graph = replace(cited, nodes=cited.nodes.with_columns(venue=names))
    assert papers(slice_graph(graph, venue="thing days")) == ["p3"]
    rest = slice_graph(graph, years=(2017, 2019))
    assert papers(slice_graph(rest, venue="thing days")) == ["p1", "p2"]
    assert papers(slice_graph(rest, venue="Thing Days 2019")) == ["p1"]


def test_what_belongs_to_the_papers_comes_along(cited: kgraph.Graph) -> None:
    part = slice_graph(cited, years=(2019, 2020))
    ids = set(part.nodes["id"])
    assert ids >= {"paper:p2", "paper:p3", "person:ann-lee", "person:bo-ek", "person:cy-dow"}
    assert "person:dee-fox" not in ids
    assert part.of_relation(Relation.CITES).select("source", "target").rows() == [("paper:p3", "paper:p2")]
    hierarchy = part.of_relation(Relation.BROADER)
    assert hierarchy.equals(cited.of_relation(Relation.BROADER))
    assert (part.nodes.schema, part.edges.schema, part.scores.schema) == (
        NODE_SCHEMA, EDGE_SCHEMA, SCORE_SCHEMA,
    )  # fmt: skip
    assert part.scores.is_empty()
    assert (part.ledger, part.run) == (cited.ledger, cited.run)
    ends = set(part.edges["source"]) | set(part.edges["target"])
    assert ends == ids
    assert part.nodes.equals(part.nodes.sort("kind", "id"))
    assert part.edges.equals(part.edges.sort("relation", "source", "position", "target"))


def test_a_slice_of_all_papers_is_the_graph_without_scores(toy: kgraph.Graph) -> None:
    years = toy.nodes["year"].drop_nulls().to_list()
    part = slice_graph(toy, years=(min(years), max(years)))
    assert part.nodes.equals(toy.nodes)
    assert part.edges.equals(toy.edges)
    assert slice_graph(toy) is toy


def test_a_slice_is_sound(demo: kgraph.Graph) -> None:
    pytest.importorskip("pyshacl")
    from kgraph.check import check

    part = slice_graph(demo, years=(2020, 2022))
    assert 0 < part.count(Kind.PAPER) < demo.count(Kind.PAPER)
    assert check(part) == check(demo) == ()


def test_a_quotation_from_elsewhere_goes(tiny: kgraph.Graph) -> None:
    part = slice_graph(tiny, years=(2020, 2020))
    [keyword] = part.of_kind(Kind.KEYWORD).rows(named=True)
    assert (keyword["id"], keyword["definition"], keyword["definition_source"]) == (
        "keyword:reward-model", None, None,
    )  # fmt: skip


def test_a_keyword_is_no_name_of_a_theme_that_is_not_there(cited: kgraph.Graph) -> None:
    named = {row["id"]: row["close_match"] for row in cited.of_kind(Kind.KEYWORD).iter_rows(named=True)}
    assert named["keyword:red-teaming"] == ["theme:red-teaming"]
    tags = cited.edges.filter(pl.col("target") != "theme:red-teaming")
    part = slice_graph(kgraph.Graph(cited.nodes, tags, cited.ledger, cited.run), years=(2017, 2022))
    [kept] = part.nodes.filter(pl.col("id") == "keyword:red-teaming").rows(named=True)
    assert (kept["close_match"], kept["shared"]) == (None, False)
    [other] = part.nodes.filter(pl.col("id") == "keyword:weighing").rows(named=True)
    assert (other["close_match"], other["shared"]) == (None, True)


def test_networks_of_a_slice(cited: kgraph.Graph) -> None:
    network = kgraph.to_networkx(cited, "authors", years=(2017, 2019), person="person:ann-lee")
    assert list(network.edges(data="weight")) == [
        ("person:ann-lee", "person:bo-ek", 1),
        ("person:ann-lee", "person:cy-dow", 1),
    ]
    arrays = kgraph.networks.to_sparse(cited, "authors", venue="Thing Letters")
    assert arrays.ids == ["person:ann-lee", "person:bo-ek", "person:cy-dow"]
    assert arrays.matrix.toarray().tolist() == [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    assert kgraph.to_networkx(cited, years=(2020, 2020)).has_node("paper:p3")


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ({"theme": "theme:cats"}, "no theme or keyword 'theme:cats'"),
        ({"theme": "person:bo-ek"}, "no theme or keyword 'person:bo-ek'"),
        ({"person": "theme:red-teaming"}, "no person 'theme:red-teaming'"),
        ({"venue": "Cats"}, "no paper of the graph has the venue 'Cats'$"),
        ({"venue": "letters"}, "the venue 'letters': is it Thing Letters?"),
    ],
)
def test_unknown_parts_are_errors(cited: kgraph.Graph, part: Mapping[str, str], message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        slice_graph(cited, **part)


def test_series_of_years(cited: kgraph.Graph, tiny: kgraph.Graph) -> None:
    assert sliding_periods(cited, 3) == ((2017, 2019), (2018, 2020), (2019, 2021), (2020, 2022))
    assert sliding_periods(cited, 2, step=2) == ((2017, 2018), (2019, 2020), (2021, 2022))
    assert sliding_periods(cited, 3, step=2) == ((2018, 2020), (2020, 2022))
    assert sliding_periods(cited, 9) == ((2014, 2022),)
    assert cumulative_periods(cited, 2) == ((2017, 2018), (2017, 2020), (2017, 2022))
    assert cumulative_periods(cited)[0] == (2017, 2017)
    without = slice_graph(cited, person="person:dee-fox", venue=None, years=None)
    undated = slice_graph(without, years=(1, 2))
    assert sliding_periods(undated, 3) == cumulative_periods(undated) == ()
    for series in (lambda: sliding_periods(tiny, 0), lambda: sliding_periods(tiny, 1, 0),
                   lambda: cumulative_periods(tiny, 0)):  # fmt: skip
        with pytest.raises(KgraphError, match="at least one year"):
            series()


@given(st.integers(2014, 2026), st.integers(0, 6))
def test_links_in_a_slice_are_those_through_its_papers(toy: kgraph.Graph, first: int, more: int) -> None:
    part = slice_graph(toy, years=(first, first + more))
    kept = set(part.of_kind(Kind.PAPER)["id"])
    years = dict(toy.of_kind(Kind.PAPER).select("id", "year").iter_rows())
    assert kept == {paper for paper, year in years.items() if year and first <= year <= first + more}
    assert set(part.edges["source"]) | set(part.edges["target"]) <= set(part.nodes["id"])
    for name in ("authors", "topics", "people-themes"):
        expected = {}
        for one, other, papers in kgraph.to_networkx(toy, name).edges(data="papers"):
            if common := [paper for paper in papers if paper in kept]:
                expected[one, other] = common
        found = kgraph.to_networkx(part, name)
        assert {(one, other): papers for one, other, papers in found.edges(data="papers")} == expected


def test_years_that_run_backwards_are_an_error(cited: kgraph.Graph) -> None:
    with pytest.raises(KgraphError, match="the years 2022 to 2018 run backwards"):
        slice_graph(cited, years=(2022, 2018))
