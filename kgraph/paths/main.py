"""Main paths: the ways through a network of papers over which most of its lineage runs.

Sources: N. Hummon & P. Doreian, "Connectivity in a citation network", Social Networks 11, 1989 (local
search); J. Liu & L. Lu, "An integrated approach for main path analysis", JASIST 63(3), 2012 (global search,
key routes).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.paths.counts import expected_path_counts, search_path_counts
from kgraph.paths.network import Dag, Step, read_dag

SEARCHES = ("local", "global")
_COUNTING: dict[str, Callable[[Dag], Mapping[Step, float]]] = {
    "cites": search_path_counts,
    "lineage": expected_path_counts,
    "both": expected_path_counts,
}


@dataclass(frozen=True, slots=True)
class MainPath:
    """Papers and the steps between them, earliest first, with the number of ways that run over each step.

    Over citations a count is the search path count, a whole number; where links are inferred it is the number
    of ways to expect by their scores. `left_out` are the steps that had to go because they closed a circle,
    `keys` the key routes, none for a single path.
    """

    papers: tuple[str, ...]
    steps: tuple[Step, ...]
    counts: tuple[float, ...]
    left_out: tuple[Step, ...] = ()
    keys: tuple[Step, ...] = ()


def main_path(graph: Graph, over: str = "both", search: str = "local") -> MainPath:
    """The main path of a graph, over `cites`, `lineage` or `both`.

    `local` begins with the step from a first paper over which most ways run, and goes on from each paper by
    the step over which most run, to a last paper. `global` is the path whose counts add up to most. Of equal
    steps the heavier is taken, then the one with the first id. A graph without links has an empty path.

    Raises `UnknownNameError` for another `over` or `search`.

    >>> main_path(graph, "cites").papers  # doctest: +SKIP
    ('paper:old', 'paper:new')
    """
    dag, way, counts = _prepare(graph, over, search)
    firsts = [step for paper in dag.order if not dag.earlier[paper] for step in dag.later[paper]]
    if not firsts:
        return MainPath((), (), (), dag.left_out)
    first = max(sorted(firsts), key=way.rank_onward)
    return _lay_out(dag, [first, *way.onward(first.later)], counts)


def key_route_main_paths(
    graph: Graph, over: str = "both", routes: int = 10, search: str = "local"
) -> MainPath:
    """The paths through each of the `routes` steps over which most ways run, all in one.

    Each key route is followed back to a first and on to a last paper, so no much-used step is missed, as it
    may be by a path that begins at one place. The steps branch and meet; they come in the order of the
    papers.

    >>> key_route_main_paths(graph, "cites", routes=1).keys  # doctest: +SKIP
    (Step(later='paper:new', earlier='paper:old', relation=<Relation.CITES: 'cites'>, weight=1.0),)
    """
    dag, way, counts = _prepare(graph, over, search)
    keys = sorted(counts, key=lambda step: (-counts[step], -step.weight, step))[: max(routes, 0)]
    steps = {step for key in keys for step in (*way.back(key.earlier), key, *way.onward(key.later))}
    return _lay_out(dag, steps, counts, tuple(keys))


_Rank = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Way:
    """How to go on from a paper: by the step of the highest rank."""

    dag: Dag
    rank_onward: Callable[[Step], _Rank]
    rank_back: Callable[[Step], _Rank]

    def onward(self, paper: str) -> Iterable[Step]:
        while steps := self.dag.later[paper]:
            step = max(steps, key=self.rank_onward)
            yield step
            paper = step.later

    def back(self, paper: str) -> Iterable[Step]:
        while steps := self.dag.earlier[paper]:
            step = max(steps, key=self.rank_back)
            yield step
            paper = step.earlier


def _prepare(graph: Graph, over: str, search: str) -> tuple[Dag, _Way, Mapping[Step, float]]:
    if search not in SEARCHES:
        raise UnknownNameError(f"there is no search {search!r}: choose one of {', '.join(SEARCHES)}")
    dag = read_dag(graph, over)
    counts = _COUNTING[over](dag)
    onward, back = counts, counts
    if search == "global":
        onward, back = _sums_onward(dag, counts), _sums_back(dag, counts)
    return dag, _Way(dag, _ranking(onward), _ranking(back)), counts


def _ranking(values: Mapping[Step, float]) -> Callable[[Step], _Rank]:
    # Steps are sorted by id, and `max` takes the first of equals.
    return lambda step: (values[step], step.weight)


def _sums_onward(dag: Dag, counts: Mapping[Step, float]) -> dict[Step, float]:
    """For each step the largest sum of counts of a path that begins with it and ends at a last paper."""
    best: dict[str, float] = {}
    sums: dict[Step, float] = {}
    for paper in reversed(dag.order):
        for step in dag.later[paper]:
            sums[step] = counts[step] + best[step.later]
        best[paper] = max((sums[step] for step in dag.later[paper]), default=0)
    return sums


def _sums_back(dag: Dag, counts: Mapping[Step, float]) -> dict[Step, float]:
    """The same backwards: of a path that begins at a first paper and ends with the step."""
    best: dict[str, float] = {}
    sums: dict[Step, float] = {}
    for paper in dag.order:
        for step in dag.earlier[paper]:
            sums[step] = counts[step] + best[step.earlier]
        best[paper] = max((sums[step] for step in dag.earlier[paper]), default=0)
    return sums


def _lay_out(
    dag: Dag, steps: Iterable[Step], counts: Mapping[Step, float], keys: tuple[Step, ...] = ()
) -> MainPath:
    place = {paper: number for number, paper in enumerate(dag.order)}
    ordered = sorted(steps, key=lambda step: (place[step.later], place[step.earlier]))
    papers = sorted(
        {paper for step in ordered for paper in (step.later, step.earlier)}, key=place.__getitem__
    )
    return MainPath(
        tuple(papers), tuple(ordered), tuple(counts[step] for step in ordered), dag.left_out, keys
    )
