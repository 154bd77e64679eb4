"""The lineage of one paper: ancestors and descendants by generation, and how sure the way to each is."""

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kgraph.graph import Graph
from kgraph.paths.network import Step, read_steps


@dataclass(frozen=True, slots=True)
class Kin:
    """An ancestor or descendant of a paper.

    `generation` is the smallest number of steps to it. `chance` is the product of the weights along the
    surest way (a citation counts 1, an inferred link its score), as if the links were independent. `step` is
    the last step of that way, the one that joins this paper.
    """

    paper: str
    generation: int
    chance: float
    step: Step


def ancestors(graph: Graph, paper: str, over: str = "both", depth: int | None = None) -> tuple[Kin, ...]:
    """What a paper stands on, directly or through others, by generation, then the surest first.

    `depth` is the last generation that is looked at, all if it is None; the surest way runs among these.
    `paper` is an id; one without links has no ancestors. Raises `UnknownNameError` for another `over`.

    >>> [(kin.generation, kin.paper, kin.chance) for kin in ancestors(graph, "paper:new")]  # doctest: +SKIP
    [(1, 'paper:old', 1.0)]
    """
    known: defaultdict[str, list[Step]] = defaultdict(list)
    for step in read_steps(graph, over):
        known[step.later].append(step)
    return _kin(paper, known, lambda step: step.earlier, depth)


def descendants(graph: Graph, paper: str, over: str = "both", depth: int | None = None) -> tuple[Kin, ...]:
    """What stands on a paper, as `ancestors` tells what it stands on."""
    known: defaultdict[str, list[Step]] = defaultdict(list)
    for step in read_steps(graph, over):
        known[step.earlier].append(step)
    return _kin(paper, known, lambda step: step.later, depth)


def _kin(
    paper: str, steps_of: Mapping[str, list[Step]], end: Callable[[Step], str], depth: int | None
) -> tuple[Kin, ...]:
    generation = {paper: 0}
    newest = [paper]
    while newest and (depth is None or generation[newest[0]] < depth):
        met = dict.fromkeys(end(step) for one in newest for step in steps_of.get(one, ()))
        number = generation[newest[0]] + 1
        newest = [one for one in met if one not in generation]
        generation |= dict.fromkeys(newest, number)
    # Dijkstra's algorithm with products: weights are at most 1, so no way gets surer as it goes on.
    joined: dict[str, tuple[float, Step | None]] = {}
    waiting: list[tuple[float, str, Step | None]] = [(-1.0, paper, None)]
    while waiting:
        chance, one, last = heapq.heappop(waiting)
        if one in joined:
            continue
        joined[one] = -chance, last
        for step in steps_of.get(one, ()):
            if end(step) in generation and end(step) not in joined:
                heapq.heappush(waiting, (chance * step.weight, end(step), step))
    kin = [
        Kin(one, generation[one], round(chance, 4), last) for one, (chance, last) in joined.items() if last
    ]
    return tuple(sorted(kin, key=lambda one: (one.generation, -one.chance, one.paper)))
