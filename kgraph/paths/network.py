"""The network that paths run in: papers and what they stand on, by citation, by inferred lineage or both."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation

# Which links a path may take.
OVER = {
    "cites": (Relation.CITES,),
    "lineage": (Relation.LIKELY_BUILDS_ON,),
    "both": (Relation.CITES, Relation.LIKELY_BUILDS_ON),
}


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """The later paper stands on the earlier one; `weight` is an inferred link's score, 1 for a citation."""

    later: str
    earlier: str
    relation: Relation
    weight: float


@dataclass(frozen=True, slots=True)
class Dag:
    """Papers with links and no circle.

    `order` begins with the earliest: each paper comes behind all that it stands on. `earlier` and `later`
    give the steps from a paper to what it stands on, and to it from what stands on it, sorted. `left_out` are
    the steps that had to go because they closed a circle.
    """

    order: tuple[str, ...]
    earlier: Mapping[str, tuple[Step, ...]]
    later: Mapping[str, tuple[Step, ...]]
    left_out: tuple[Step, ...]


def read_steps(graph: Graph, over: str = "both", among: Container[str] | None = None) -> tuple[Step, ...]:
    """The links that a path may take, sorted, of two papers at most one each way: a citation before lineage.

    `over` is a key of `OVER`; `among` are the papers that count, all if it is None. A paper's link to itself
    is no step. Raises `UnknownNameError` for another `over`.
    """
    if over not in OVER:
        raise UnknownNameError(f"paths do not run over {over!r}: choose one of {', '.join(OVER)}")
    found: dict[tuple[str, str], Step] = {}
    for relation in OVER[over]:
        rows = graph.of_relation(relation).select("source", "target", "weight").iter_rows()
        for later, earlier, weight in rows:
            if later != earlier and (among is None or (later in among and earlier in among)):
                step = Step(later, earlier, relation, 1.0 if relation is Relation.CITES else weight)
                found.setdefault((later, earlier), step)
    # By their ends, which no two steps share: the steps themselves take ten times as long to compare.
    return tuple(found[ends] for ends in sorted(found))


def read_dag(graph: Graph, over: str = "both", among: Container[str] | None = None) -> Dag:
    """The network of `read_steps` without circles, which citations may close (two papers cite each other).

    A step inside a circle (a strongly connected component) goes if it runs from the earlier to the later
    paper by date and then id; an undated paper counts as the earliest. All other steps stay, whatever the
    dates. Papers without a step are not in it.
    """
    dates = dict(graph.of_kind(Kind.PAPER).select("id", "date").iter_rows())
    steps = read_steps(graph, over, among)
    against = _in_circles(steps)
    left_out = tuple(
        step
        for step in against
        if (dates[step.later] or "", step.later) < (dates[step.earlier] or "", step.earlier)
    )
    gone = set(left_out)
    return _order([step for step in steps if step not in gone] if gone else steps, left_out)


def _in_circles(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps between papers of one strongly connected component."""
    steps = tuple(steps)
    papers = sorted({paper for step in steps for paper in (step.later, step.earlier)})
    if not papers:
        return ()
    row_of = {paper: row for row, paper in enumerate(papers)}
    ends = np.array([(row_of[step.later], row_of[step.earlier]) for step in steps]).T
    matrix = sparse.csr_matrix((np.ones(len(steps)), (ends[0], ends[1])), shape=(len(papers),) * 2)
    _, part = connected_components(matrix, directed=True, connection="strong")
    return tuple(
        step for step, inside in zip(steps, (part[ends[0]] == part[ends[1]]).tolist(), strict=True) if inside
    )


def _order(steps: Iterable[Step], left_out: tuple[Step, ...]) -> Dag:
    """The papers of steps, which are sorted and close no circle."""
    earlier: defaultdict[str, list[Step]] = defaultdict(list)
    later: defaultdict[str, list[Step]] = defaultdict(list)
    for step in steps:
        earlier[step.later].append(step)
        later[step.earlier].append(step)
    papers = sorted(earlier.keys() | later.keys())
    sorter = TopologicalSorter({paper: [step.earlier for step in earlier.get(paper, ())] for paper in papers})
    return Dag(
        tuple(sorter.static_order()),
        {paper: tuple(earlier.get(paper, ())) for paper in papers},
        {paper: tuple(later.get(paper, ())) for paper in papers},
        left_out,
    )
