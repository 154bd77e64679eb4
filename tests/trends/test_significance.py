"""The test for trend is held against the exact distribution and against SciPy."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2, false_discovery_control, linregress, norm, pearsonr

from kgraph.trends.significance import expect_counts, find_trends

COUNTS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=6)


def test_mean_and_variance_are_those_of_all_ways_to_give_the_topic_to_papers() -> None:
    years = np.array([0, 1, 3])
    papers = np.array([[2, 1, 1], [1, 1, 2]])
    counts = np.array([[[0, 1, 0], [1, 0, 1]]])
    sums: list[list[int]] = []
    for stratum in range(2):
        of_papers = np.repeat(years, papers[stratum])
        ways = permutations(range(len(of_papers)), int(counts[0, stratum].sum()))
        sums.append([int(of_papers[list(way)].sum()) for way in ways])
    all_sums = np.add.outer(*map(np.array, sums)).ravel()
    observed = int((counts[0] @ years).sum())
    z = (observed - all_sums.mean()) / all_sums.std()
    assert find_trends(counts, papers, years).z == pytest.approx([z])


@given(COUNTS)
def test_without_strata_it_is_a_regression_of_papers_on_years(rows: list[tuple[int, int]]) -> None:
    some, others = np.array(rows).T
    years = np.arange(2001, 2001 + len(rows)) ** 2
    of_papers = np.repeat(np.concatenate([years, years]), np.concatenate([some, others]))
    having = np.repeat([1, 0], [some.sum(), others.sum()])
    assume(len(set(of_papers.tolist())) > 1 and len(set(having.tolist())) > 1)
    # Papers too few to read a dispersion from.
    assume(some.mean() < 5)
    found = find_trends(some.reshape(1, 1, -1), (some + others).reshape(1, -1), years)
    r = pearsonr(of_papers, having).statistic
    assert found.z == pytest.approx([r * np.sqrt(len(having) - 1)], abs=1e-6)
    assert found.slope == pytest.approx([linregress(of_papers, having).slope], abs=1e-12)
    assert found.p == pytest.approx([2 * norm.sf(abs(found.z[0]))])


@given(st.lists(COUNTS.filter(lambda rows: len(rows) == 4), min_size=1, max_size=5))
def test_years_turned_round_turn_the_trend_round(topics: list[list[tuple[int, int]]]) -> None:
    counts = np.array(topics).transpose(0, 2, 1)
    papers = counts.max(axis=0) + 3
    there = find_trends(counts, papers, np.arange(4))
    back = find_trends(counts[:, :, ::-1], papers[:, ::-1], np.arange(4))
    assert there.slope == pytest.approx(-back.slope, abs=1e-12)
    assert there.q == pytest.approx(back.q)
    assert there.q == pytest.approx(false_discovery_control(there.p))


def test_abstracts_that_begin_are_no_trend() -> None:
    # A tenth of the papers without an abstract have the topic and half of those with one, in all years.
    papers = np.array([[100, 20], [20, 100]])
    counts = np.array([[[10, 2], [10, 50]]])
    assert expect_counts(counts, papers).tolist() == [[20, 52]]
    assert find_trends(counts, papers, np.arange(2)).z == pytest.approx([0])
    together = find_trends(counts.sum(axis=1, keepdims=True), papers.sum(axis=0, keepdims=True), np.arange(2))
    assert together.z[0] > 4


def test_topics_that_vary_more_than_chance_weaken_each_other() -> None:
    papers, years = np.full((1, 4), 100), np.arange(4)
    # No trend in the first; its distance from the mean is 10 in each year, and the variance 100 p (1 - p).
    counts = np.array([[[20, 40, 40, 20]]])
    found = find_trends(counts, papers, years)
    assert found.dispersion == pytest.approx(4 * 10**2 / (100 * 0.3 * 0.7) / chi2.median(2))
    rare = np.array([[[0, 1, 3, 4]]])
    alone, beside = (
        find_trends(rare, papers, years),
        find_trends(np.concatenate([counts, rare]), papers, years),
    )
    assert alone.dispersion == 1
    assert beside.z[1] == pytest.approx(alone.z[0] / np.sqrt(found.dispersion))


@pytest.mark.parametrize(
    ("counts", "papers"),
    [
        ([[[3, 4]]], [[3, 4]]),  # in all papers
        ([[[2]]], [[5]]),  # one year
        ([[[0, 0]]], [[5, 5]]),
        ([[[0, 1]]], [[0, 1]]),  # one paper
    ],
)
def test_where_nothing_can_be_told(counts: list[list[list[int]]], papers: list[list[int]]) -> None:
    found = find_trends(np.array(counts), np.array(papers), np.arange(len(papers[0])))
    assert (found.z.tolist(), found.p.tolist(), found.q.tolist()) == ([0.0], [1.0], [1.0])


def test_no_topics_give_nothing() -> None:
    found = find_trends(np.empty((0, 2, 3), dtype=np.int64), np.ones((2, 3), dtype=np.int64), np.arange(3))
    assert [len(part) for part in (found.slope, found.z, found.p, found.q)] == [0, 0, 0, 0]
