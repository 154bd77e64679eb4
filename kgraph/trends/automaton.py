"""Kleinberg's automaton of two states for documents that arrive in batches, for many words at once.

J. Kleinberg, "Bursty and hierarchical structure in streams", Data Mining and Knowledge Discovery 7(4), 2003,
section 4: in each batch d of n documents have the word; in the base state each document has it with chance
p0, in the burst state with s * p0. A sequence of states costs what the counts are unlikely in it, and
gamma * ln(batches) each time a burst begins. The cheapest sequence says when bursts are.
"""

from dataclasses import dataclass

import numpy as np

from kgraph.trends.significance import Floats, Integers

# Kleinberg's own values: a burst doubles the rate, and beginning one costs the logarithm of the batches.
S = 2.0
GAMMA = 1.0
# A chance above this is no chance: of a word in nearly all documents no burst can be told.
_MOST = 0.9999


@dataclass(frozen=True, slots=True)
class Costs:
    """What each batch costs in the base state and in the burst state (words x batches), and to begin one."""

    base: Floats
    burst: Floats
    begin: float


def find_costs(
    counts: Integers, documents: Integers, base: Floats, s: float = S, gamma: float = GAMMA
) -> Costs:
    """The costs of both states: minus the logarithm of the binomial chance.

    `counts` is words x batches, `documents` as long as there are batches, `base` words x batches: the chance
    in the base state, which Kleinberg keeps the same over all batches. What both states share, the binomial
    coefficient, is left out.
    """
    low = np.clip(base, 0.0, _MOST)
    high = np.clip(s * low, 0.0, _MOST)
    return Costs(
        _cost(counts, documents, low), _cost(counts, documents, high), gamma * float(np.log(counts.shape[1]))
    )


def find_states(costs: Costs) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The cheapest sequence of states (Viterbi): words x batches, true in a burst.

    The automaton starts in the base state; where both states cost the same it stays out of a burst.

    >>> documents, counts = np.full(6, 50), np.array([[1, 1, 9, 8, 1, 1]])
    >>> find_states(find_costs(counts, documents, np.full((1, 6), 21 / 300))).astype(int)
    array([[0, 0, 1, 1, 0, 0]])
    """
    words, batches = costs.base.shape
    states = np.zeros((words, batches), dtype=np.bool_)
    if not batches:
        return states
    came_from = np.zeros((2, words, batches), dtype=np.bool_)  # the state before, for each state now
    calm, burst = np.zeros(words), np.full(words, np.inf)
    for batch in range(batches):
        came_from[0, :, batch] = burst < calm
        came_from[1, :, batch] = burst < calm + costs.begin
        calm, burst = (
            np.minimum(calm, burst) + costs.base[:, batch],
            np.minimum(calm + costs.begin, burst) + costs.burst[:, batch],
        )
    state = burst < calm
    rows = np.arange(words)
    for batch in reversed(range(batches)):
        states[:, batch] = state
        state = came_from[state.astype(np.int64), rows, batch]
    return states


def _cost(counts: Integers, documents: Integers, chance: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        log = np.where(counts > 0, np.log(chance), 0.0)
    cost: Floats = -(counts * log) - (documents - counts) * np.log1p(-chance)
    return cost
