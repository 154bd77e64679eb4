"""Estimates from the shortest paths of some nodes, with what their halves and batches say of the error."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Values = np.ndarray[Any, Any]

# The sample is drawn in so many batches, each an estimate of its own: enough for a standard error with nine
# degrees of freedom, and 500 sources make batches that walk the network at once (64 at most).
BATCHES = 10
# The head of a ranking, for which the error is told.
HEAD = 20


@dataclass(frozen=True, slots=True)
class Sampled:
    """What a sample of `sources` gives for each node: values, and their standard errors.

    The error is the spread of the values of the batches over the root of their number (the method of random
    groups: Wolter 2007, chapter 2; the pivots are those of Brandes and Pich 2007), less the share of the
    nodes that were asked. `shared` says how many of the highest `HEAD` by one half of the sample are among
    those of the other half.
    """

    values: Values
    errors: Values
    sources: int
    shared: int

    @property
    def error(self) -> float:
        """The median of the standard errors of the highest nodes, as a share of their values."""
        top = _top(self.values)
        top = top[self.values[top] > 0]
        return float(np.median(self.errors[top] / self.values[top])) if len(top) else 0.0


def draw(nodes: int, sample: int, seed: int) -> list[list[int]]:
    """Draw a sample of the nodes, in batches: the same for the same seed.

    >>> [len(batch) for batch in draw(nodes=100, sample=25, seed=0)]
    [3, 3, 3, 3, 3, 2, 2, 2, 2, 2]
    """
    drawn = random.Random(seed).sample(range(nodes), sample)
    return [sorted(drawn[first::BATCHES]) for first in range(min(BATCHES, sample))]


def estimate(batches: Sequence[Values], sources: Sequence[int], turn: Callable[[Values], Values]) -> Sampled:
    """Turn what was added up over each batch into values, over all and for each batch and half.

    `batches` are arrays of one shape, `sources` the nodes asked in each; `turn` makes values of sums.
    """
    values = turn(np.sum(batches, axis=0))
    if len(batches) < 2:
        return Sampled(values, np.full(len(values), math.nan), sum(sources), 0)
    each = np.array([turn(batch) for batch in batches])
    left = 1 - sum(sources) / len(values)
    errors = each.std(axis=0, ddof=1) * math.sqrt(left / len(batches))
    halves = (turn(np.sum(batches[first::2], axis=0)) for first in (0, 1))
    one, other = (set(_top(half).tolist()) for half in halves)
    return Sampled(values, errors, sum(sources), len(one & other))


def _top(values: Values) -> Values:
    return np.argsort(-values, kind="stable")[:HEAD]
