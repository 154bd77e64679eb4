"""Papers of themes and keywords by year, with and without an abstract."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import kgraph
from kgraph.trends.occurrences import count_topics, dated_papers
from kgraph.vocabulary import Kind
from tests.charts import chart

DATES = {"a": "2001-05", "b": "2001", "c": "2003", "d": "2003", "e": "2003"}


def with_abstracts(graph: kgraph.Graph, papers: str) -> kgraph.Graph:
    """The graph in which some papers have an abstract."""
    some = pl.col("id").is_in([f"paper:{paper}" for paper in papers])
    return replace(graph, nodes=graph.nodes.with_columns(abstract=pl.when(some).then(pl.lit("Said."))))


def test_topics_are_counted_by_year_and_by_abstract() -> None:
    # f has no date, k is of one paper only, so it is not shared.
    graph = chart(dates={**DATES, "f": ""}, themes={"t": "abcf"}, keywords={"k": "a", "m": "bde"})
    found = count_topics(with_abstracts(graph, "ad"), least=1)
    assert found.topics.rows() == [("keyword:m", "keyword", "keyword m"), ("theme:t", "theme", "Theme T")]
    assert found.years.tolist() == [2001, 2003]
    assert found.papers.tolist() == [[1, 2], [1, 1]]
    assert found.counts.tolist() == [[[1, 1], [0, 1]], [[1, 1], [1, 0]]]
    assert found.by_year.tolist() == [[1, 2], [2, 1]]
    # The keyword is in two of three papers without an abstract, and in one of two with one.
    expected = np.array([[2 / 3 + 1 / 2, 4 / 3 + 1 / 2]] * 2)
    assert found.expected == pytest.approx(expected)
    assert found.shares == pytest.approx(3 / 5 * found.by_year / expected)


def test_shares_without_a_difference_of_abstracts_are_plain() -> None:
    found = count_topics(chart(dates=DATES, themes={"t": "acd"}), least=1)
    assert found.shares == pytest.approx(np.array([[1 / 2, 2 / 3]]))


def test_years_and_the_least_number_of_papers_limit_what_is_counted() -> None:
    graph = chart(dates=DATES, themes={"t": "abcd", "u": "ab"})
    assert count_topics(graph, least=3).topics["id"].to_list() == ["theme:t"]
    found = count_topics(graph, first=2002, least=2)
    assert (found.topics["id"].to_list(), found.by_year.tolist()) == (["theme:t"], [[2]])
    assert count_topics(graph, last=2001, least=2).by_year.tolist() == [[2], [2]]


def test_a_keyword_that_names_a_theme_counts_as_the_theme(toy: kgraph.Graph) -> None:
    named = toy.of_kind(Kind.KEYWORD).filter(pl.col("close_match").is_not_null())["id"]
    assert len(named)
    counted = count_topics(toy, least=1).topics["id"]
    assert not set(named) & set(counted)


def test_a_theme_counts_what_it_is_inferred_for_as_a_query_does(toy: kgraph.Graph) -> None:
    asked = kgraph.query(
        toy,
        """SELECT ?label ?year (COUNT(DISTINCT ?paper) AS ?papers) {
            ?paper dcterms:subject/skos:prefLabel ?label ; fabio:hasPublicationYear ?year
        } GROUP BY ?label ?year""",
    )
    found = count_topics(toy, least=1)
    assert {(label, int(year)): int(papers) for label, year, papers in asked.rows} == {
        (label, year): papers
        for row, (_, kind, label) in enumerate(found.topics.iter_rows())
        for year, papers in zip(found.years.tolist(), found.by_year[row].tolist(), strict=True)
        if kind == "theme" and papers
    }


def test_a_graph_without_dates_has_no_years() -> None:
    found = count_topics(chart(themes={"t": "ab"}))
    assert (found.years.tolist(), found.counts.shape, found.topics.height) == ([], (0, 2, 0), 0)


def test_papers_with_a_year_and_whether_they_have_an_abstract() -> None:
    graph = with_abstracts(chart(dates={"a": "2001-05", "b": ""}), "a")
    assert dated_papers(graph).rows() == [("paper:a", "2001-05", 2001, True)]
