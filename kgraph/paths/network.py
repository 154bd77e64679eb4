"""The network that paths run in: papers and what they stand on, by citation, by inferred lineage or both."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

import numpy as np
import polars as pl
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
    return tuple(
        Step(later, earlier, Relation(relation), weight)
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
    return _order([step for step in steps if step not in gone] if gone else steps, left_out)


def _read_dates(graph: Graph) -> dict[str, str | None]:
    is_paper = pl.col("kind") == Kind.PAPER.value
    return dict(graph.nodes.lazy().filter(is_paper).select("id", "date").collect().iter_rows())


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
    """The network of sorted steps."""
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
