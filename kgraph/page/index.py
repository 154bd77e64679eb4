"""The edges of a graph by their ends, so that those of a node are found without a look at all others.

Made once for a graph: 5 s and 70 MB beside 0.6 GB of tables for 490,363 nodes and 1.18 million edges.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from kgraph.graph import Graph
from kgraph.page.pieces import RELATIONS
from kgraph.page.selection import weigh_centrality
from kgraph.page.topics import list_lanes, summarize
from kgraph.vocabulary import Relation

Rows = npt.NDArray[np.int32]
# The ends of an edge by number.
SOURCE, TARGET = 0, 1


@dataclass(frozen=True, slots=True)
class Group:
    """The edges of one relation at a node that is their source (`side` 0) or their target (`side` 1).

    They are rows of the table of edges; what is to be shown first comes first.
    """

    relation: Relation
    side: int
    edges: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """A graph with its edges in order at each of their ends.

    `about` are the columns of `summarize`, a row for each node. `ends[side]` is the row of the node at that
    end of each edge, `relations` the place of each edge's relation in `RELATIONS`. The edges at a node are
    `order[side][offsets[side][row] : offsets[side][row + 1]]`, relation after relation.
    """

    graph: Graph
    about: pl.DataFrame
    ends: tuple[Rows, Rows]
    relations: npt.NDArray[np.int8]
    order: tuple[Rows, Rows]
    offsets: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]

    def edges(self, row: int, side: int) -> Rows:
        """The edges that a node is the source or the target of."""
        first, last = self.offsets[side][row : row + 2]
        return self.order[side][first:last]

    def groups(self, row: int) -> Iterator[Group]:
        """Yield the edges of a node, relation by relation, those that it is the source of first."""
        for side in (SOURCE, TARGET):
            edges = self.edges(row, side)
            codes = self.relations[edges]
            for code in np.unique(codes).tolist():
                yield Group(RELATIONS[code], side, edges[codes == code])

    def count(self, rows: Rows) -> npt.NDArray[np.int64]:
        """How many edges each of some nodes has."""
        return sum(offsets[rows + 1] - offsets[rows] for offsets in self.offsets)  # type: ignore[return-value]

    def scores(self, rows: Rows) -> pl.DataFrame:
        """The scores of some nodes: rows of that table, which is sorted by node."""
        ids = self.graph.nodes["id"][rows]
        known = self.graph.scores["id"]
        first, last = (known.search_sorted(ids, side=side).to_numpy() for side in ("left", "right"))
        return self.graph.scores[join_ranges(first, last)]


def build_index(graph: Graph) -> Index:
    """Put the edges of a graph in order.

    At a node edges are sorted by relation, then the heaviest first; of equal ones, or where there is no
    weight, authors by their place in the author list, then the most central at the other end, then by id.
    """
    rows = pl.DataFrame({"id": graph.nodes["id"], "row": np.arange(graph.nodes.height, dtype=np.int32)})
    source, target = (
        graph.edges.select(id=end).join(rows, on="id", how="left", maintain_order="left")["row"].to_numpy()
        for end in ("source", "target")
    )
    codes = {relation.value: code for code, relation in enumerate(RELATIONS)}
    relations = graph.edges["relation"].replace_strict(codes, return_dtype=pl.Int8).to_numpy()
    weights = graph.edges["weight"].fill_null(0.0).to_numpy()
    positions = graph.edges["position"].fill_null(0).to_numpy()
    central = weigh_centrality(graph)["central"].to_numpy()
    # A person's papers are not those first on whose author lists the person is.
    at_source = np.lexsort((target, -central[target], positions, -weights, relations, source))
    at_target = np.lexsort((source, -central[source], -weights, relations, target))
    bounds = np.arange(graph.nodes.height + 1)
    return Index(
        graph,
        rows.select("id").hstack(summarize(graph, graph.nodes, list_lanes(graph)).drop("id")),
        (source, target),
        relations,
        (at_source.astype(np.int32), at_target.astype(np.int32)),
        (np.searchsorted(source[at_source], bounds), np.searchsorted(target[at_target], bounds)),
    )


def join_ranges(first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The numbers of several ranges, one behind the other.

    >>> join_ranges(np.array([3, 9]), np.array([5, 10])).tolist()
    [3, 4, 9]
    """
    sizes = last.astype(np.int64) - first
    before = np.cumsum(sizes) - sizes
    joined: npt.NDArray[np.int64] = np.arange(sizes.sum()) + np.repeat(first - before, sizes)
    return joined
