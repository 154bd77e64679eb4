"""The network that paths run in: papers and what they stand on, by citation, by inferred lineage or both."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation

_Ints = npt.NDArray[np.int64]

# Which links a path may take.
OVER = {
    "cites": (Relation.CITES,),
    "lineage": (Relation.LIKELY_BUILDS_ON,),
    "both": (Relation.CITES, Relation.LIKELY_BUILDS_ON),
}


class Step(NamedTuple):
    """The later paper stands on the earlier one; `weight` is an inferred link's score, 1 for a citation."""

    later: str
    earlier: str
    relation: Relation
    weight: float


@dataclass(frozen=True, slots=True)
class Dag:
    """Papers with links and no circle.

    `order` begins with the earliest: each paper comes behind all that it stands on, by generation and then
    by id; what stands on none is the first generation. `earlier` and `later`
    give the steps from a paper to what it stands on, and to it from what stands on it, sorted. `left_out` are
    the steps that had to go because they closed a circle.
    """

    order: tuple[str, ...]
    earlier: Mapping[str, tuple[Step, ...]]
    later: Mapping[str, tuple[Step, ...]]
    left_out: tuple[Step, ...]


def read_links(graph: Graph, over: str = "both") -> pl.DataFrame:
    """The links that a path may take as a table, sorted: `later`, `earlier`, `relation` and `weight`.

    Of two papers at most one each way: a citation, which weighs 1, before lineage. `over` is a key of `OVER`.
    A paper's link to itself is none. Raises `UnknownNameError` for another `over`.
    """
    if over not in OVER:
        raise UnknownNameError(f"paths do not run over {over!r}: choose one of {', '.join(OVER)}")
    edges = graph.edges.lazy().select("source", "target", "relation", "weight")
    tables = [
        edges.filter((pl.col("relation") == relation.value) & (pl.col("source") != pl.col("target"))).select(
            later="source",
            earlier="target",
            relation="relation",
            weight=pl.lit(1.0) if relation is Relation.CITES else pl.col("weight"),
        )
        for relation in OVER[over]
    ]
    found = pl.concat(tables).collect()
    return found.unique(("later", "earlier"), keep="first", maintain_order=True).sort("later", "earlier")


def read_steps(graph: Graph, over: str = "both", among: Collection[str] | None = None) -> tuple[Step, ...]:
    """The links of `read_links` as steps; `among` are the papers that count, all if it is None."""
    links = read_links(graph, over)
    if among is not None:
        inside = pl.Series(sorted(among), dtype=pl.String).implode()
        links = links.filter(pl.col("later").is_in(inside) & pl.col("earlier").is_in(inside))
    relations = {relation.value: relation for relation in OVER[over]}
    return tuple(
        Step(later, earlier, relations[relation], weight)
        for later, earlier, relation, weight in links.iter_rows()
    )


def read_dag(graph: Graph, over: str = "both", among: Collection[str] | None = None) -> Dag:
    """The network of `read_steps` without circles, which citations may close (two papers cite each other).

    A step inside a circle (a strongly connected component) goes if it runs from the earlier to the later
    paper by date and then id; an undated paper counts as the earliest. All other steps stay, whatever the
    dates. Papers without a step are not in it.
    """
    steps = read_steps(graph, over, among)
    dates = _read_dates(graph) if (against := _in_circles(steps)) else {}
    left_out = tuple(
        step
        for step in against
        if (dates[step.later] or "", step.later) < (dates[step.earlier] or "", step.earlier)
    )
    gone = set(left_out)
    return _order(tuple(step for step in steps if step not in gone) if gone else steps, left_out)


def _read_dates(graph: Graph) -> dict[str, str | None]:
    is_paper = pl.col("kind") == Kind.PAPER.value
    return dict(graph.nodes.lazy().filter(is_paper).select("id", "date").collect().iter_rows())


def _in_circles(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps between papers of one strongly connected component."""
    papers, later, earlier = _number(steps)
    if not papers:
        return ()
    matrix = sparse.csr_matrix((np.ones(len(steps)), (later, earlier)), shape=(len(papers),) * 2)
    _, part = connected_components(matrix, directed=True, connection="strong")
    return tuple(steps[place] for place in np.flatnonzero(part[later] == part[earlier]).tolist())


def _number(steps: Sequence[Step]) -> tuple[list[str], _Ints, _Ints]:
    """The papers of some steps in order, and the numbers of those that stand at both ends of each."""
    names = {"later": [step.later for step in steps], "earlier": [step.earlier for step in steps]}
    ends = pl.DataFrame(names, schema=dict.fromkeys(names, pl.String))
    papers = pl.concat((ends["later"], ends["earlier"])).unique().sort()
    numbers = ends.cast(pl.Enum(papers)).select(pl.all().to_physical().cast(pl.Int64))
    return papers.to_list(), numbers["later"].to_numpy(), numbers["earlier"].to_numpy()


def _order(steps: tuple[Step, ...], left_out: tuple[Step, ...]) -> Dag:
    """The network of sorted steps."""
    papers, later, earlier = _number(steps)
    behind = np.lexsort((later, earlier)).tolist()
    generations = _count_generations(later, earlier, len(papers))
    return Dag(
        tuple(papers[number] for number in np.argsort(generations, kind="stable").tolist()),
        _group(papers, later, steps),
        _group(papers, earlier, tuple(steps[place] for place in behind)),
        left_out,
    )


def _group(papers: Sequence[str], ends: _Ints, steps: tuple[Step, ...]) -> dict[str, tuple[Step, ...]]:
    """The steps of each paper, from those of all papers one behind the other."""
    bounds = np.append(0, np.bincount(ends, minlength=len(papers)).cumsum()).tolist()
    return {paper: steps[first:last] for paper, (first, last) in zip(papers, pairwise(bounds), strict=True)}


def _count_generations(later: _Ints, earlier: _Ints, papers: int) -> _Ints:
    """How many steps lead from each paper down to a first one, at most."""
    rows = sparse.csr_matrix((np.ones(len(later)), (earlier, later)), shape=(papers, papers))
    waits = np.bincount(later, minlength=papers)
    generation = np.zeros(papers, dtype=np.int64)
    ready, number = np.flatnonzero(waits == 0), 0
    while len(ready):
        generation[ready] = number
        reached, times = np.unique(rows[ready].indices, return_counts=True)
        waits[reached] -= times
        ready, number = reached[waits[reached] == 0], number + 1
    return generation
