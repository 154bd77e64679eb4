"""Samples of shortest paths: batches, halves, and errors that hold what they say."""

import networkx as nx
import numpy as np
import pytest

from kgraph import centrality
from kgraph.centrality.distances import measure_nearness, sample_betweenness
from kgraph.centrality.sampling import BATCHES, draw, estimate

GRAPH = nx.barabasi_albert_graph(300, 3, seed=5)
PLAIN = centrality.convert(GRAPH, None)


def test_a_draw_is_a_partition_of_a_sample() -> None:
    batches = draw(100, 37, seed=3)
    assert [len(batch) for batch in batches] == [4] * 7 + [3] * 3
    drawn = [node for batch in batches for node in batch]
    assert len(set(drawn)) == 37
    assert set(drawn) <= set(range(100))
    assert draw(100, 37, seed=3) == batches != draw(100, 37, seed=4)
    assert draw(100, 4, seed=0) == [[node] for [node] in draw(100, 4, seed=0)]


def test_an_estimate_is_the_mean_of_its_batches_with_their_spread() -> None:
    batches = [np.array([1.0, 4.0]), np.array([3.0, 4.0])]
    told = estimate(batches, [1, 1], lambda added: added / (1 + (added.sum() > 7.5)))
    assert told.values.tolist() == [2.0, 4.0]
    assert told.sources == 2
    assert told.errors[1] == 0
    # All of two nodes were asked, so nothing is left to chance.
    assert told.errors[0] == 0
    assert told.error == 0
    assert told.shared == 2


def test_the_error_of_values_is_as_large_as_said() -> None:
    exact = np.array(list(centrality.betweenness(GRAPH).values()))
    head = np.argsort(-exact)[:20]
    told = [sample_betweenness(PLAIN, 100, seed) for seed in range(40)]
    values = np.array([sampled.values[head] for sampled in told])
    errors = np.array([sampled.errors[head] for sampled in told])
    # How far the values of other seeds lie apart is what each says of itself, and their mean is exact.
    ratios = values.std(axis=0) / np.sqrt((errors**2).mean(axis=0))
    assert np.median(ratios) == pytest.approx(1, abs=0.15)
    np.testing.assert_allclose(values.mean(axis=0), exact[head], rtol=0.1)


def test_closeness_and_harmonic_are_near_with_their_errors() -> None:
    exact = measure_nearness(PLAIN)
    sampled = measure_nearness(PLAIN, 100)
    for whole, part in zip(exact, sampled, strict=True):
        assert (whole.sources, part.sources) == (300, 100)
        assert not whole.errors.any()
        assert 0 < part.error < 0.05
        assert np.median(np.abs(part.values - whole.values) / part.errors) < 1.5
    assert sampled[0].values.tolist() == list(centrality.closeness(GRAPH, sample=100).values())
    assert sampled[1].values.tolist() == list(centrality.harmonic(GRAPH, sample=100).values())


def test_halves_of_a_small_sample_share_less_of_the_head() -> None:
    few, many = sample_betweenness(PLAIN, 2 * BATCHES), sample_betweenness(PLAIN, 200)
    assert few.shared < many.shared <= 20
    assert few.error > many.error
