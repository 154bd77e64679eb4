"""What communities are called: the likelihood ratio by its definition, and labels that tell them apart."""

import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.communities.naming import KEYWORDS, _without_repeats, distinctive_keywords, likelihood_ratios
from kgraph.vocabulary import Kind


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_the_ratio_is_twice_the_mutual_information(both: int, only: int, other: int, neither: int) -> None:
    everything = both + only + other + neither
    cells = [[both, only], [other, neither]]
    rows, columns = [sum(row) for row in cells], [both + other, only + neither]
    expected = 2 * sum(
        cells[i][j] * math.log(cells[i][j] * everything / (rows[i] * columns[j]))
        for i in (0, 1)
        for j in (0, 1)
        if cells[i][j]
    )
    if both * everything <= rows[0] * columns[0]:
        expected = 0.0
    arrays = (np.array([float(value)]) for value in (both, both + only, both + other))
    assert likelihood_ratios(*arrays, float(everything))[0] == pytest.approx(expected, abs=1e-9)


def test_a_label_within_another_tells_nothing_new() -> None:
    labels = ["language model", "large language model", "Reward", "rewards", "a", "b", "c", "d"]
    assert _without_repeats(labels) == ["language model", "Reward", "a", "b", "c"]
    assert KEYWORDS == 5


def test_the_keywords_of_the_papers_of_a_theme(toy: kgraph.Graph) -> None:
    has = toy.edges.filter(pl.col("target") == "theme:red-teaming")["source"]
    papers = toy.of_kind(Kind.PAPER).select(
        source="id", community=pl.col("id").is_in(has.implode()).cast(pl.Int64)
    )
    assert distinctive_keywords(toy, papers)[1][0] == "Red teaming"
