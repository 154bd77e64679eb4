"""The states are the cheapest of all sequences: held against every one of them."""

from itertools import product
from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.trends.automaton import find_costs, find_states

BATCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8)


def price(states: tuple[int, ...], counts: list[int], documents: list[int], rate: float, s: float) -> float:
    """What a sequence costs, as Kleinberg writes it; the binomial coefficient is the same in all of them."""
    cost, before = 0.0, 0
    for state, d, n in zip(states, counts, documents, strict=True):
        chance = min(rate * s**state, 0.9999)
        cost -= log(comb(n, d) * chance**d * (1 - chance) ** (n - d))
        cost += log(len(states)) * max(state - before, 0)
        before = state
    return cost


@given(BATCHES, st.sampled_from([1.5, 2.0, 3.0]))
def test_no_sequence_of_states_is_cheaper(batches: list[tuple[int, int]], s: float) -> None:
    counts, documents = [d for d, _ in batches], [d + others + 1 for d, others in batches]
    rate = sum(counts) / sum(documents) or 0.01
    costs = find_costs(np.array([counts]), np.array(documents), np.full((1, len(counts)), rate), s)
    [found] = find_states(costs).astype(int).tolist()
    every = product((0, 1), repeat=len(counts))
    cheapest = min(price(states, counts, documents, rate, s) for states in every)
    assert price(tuple(found), counts, documents, rate, s) == pytest.approx(cheapest)


def test_words_do_not_touch_each_other() -> None:
    documents = np.full(5, 40)
    counts = np.array([[0, 0, 0, 9, 9], [8, 0, 0, 0, 0], [2, 2, 2, 2, 2]])
    rates = np.repeat(counts.sum(axis=1, keepdims=True) / 200, 5, axis=1)
    assert find_states(find_costs(counts, documents, rates)).astype(int).tolist() == [
        [0, 0, 0, 1, 1],
        [1, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
    ]


def test_a_higher_price_of_bursts_ends_them() -> None:
    counts, documents, rates = np.array([[1, 4, 1]]), np.full(3, 20), np.full((1, 3), 0.1)
    assert find_states(find_costs(counts, documents, rates, gamma=0.1)).tolist() == [[False, True, False]]
    assert find_states(find_costs(counts, documents, rates, gamma=5)).tolist() == [[False, False, False]]


def test_a_word_of_all_documents_or_of_none_has_no_burst() -> None:
    counts, documents = np.array([[5, 5], [0, 0]]), np.array([5, 5])
    rates = np.array([[1.0, 1.0], [0.0, 0.0]])
    assert not find_states(find_costs(counts, documents, rates)).any()
