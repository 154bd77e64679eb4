"""Parts of a graph that the live explorer asks for: a node with its neighbours, and what links two nodes.

They are pieces (`make_piece`) with one entry more, `elsewhere`: what the piece names by its label, as it is
not in it, by label with its id, so that it can be gone to or is found where an earlier piece had it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from kgraph.errors import UnknownNameError
from kgraph.page.index import SOURCE, TARGET, Index, Rows, join_ranges
from kgraph.page.pieces import write_piece
from kgraph.page.rows import Labels, find_row
from kgraph.vocabulary import Kind, Relation, Status

# So many neighbours by one relation come at a time: more would hide each other around a node.
MAX_NEIGHBOURS = 50
# So many edges between neighbours come along: the 50 papers of a theme have up to 400 among themselves and
# with what else they share, and a picture of more is a dark spot.
MAX_AMONG = 400
# So many nodes that two share come, with the edges that prove it.
MAX_SHARED = 100

Value = dict[str, Any]


def describe_neighbours(
    index: Index, node: str, relation: Relation | None = None, side: int | None = None, offset: int = 0
) -> Value:
    """A node with its neighbours in the whole graph, as `{"node", "offset", "piece", "groups"}`.

    `groups` says for each relation and side (0: the node is the source, 1: the target) how many edges there
    are (`total`) and how many of them are in the piece (`shown`): `MAX_NEIGHBOURS` from number `offset` on,
    in the order of `build_index`. With a `relation` or `side` only its edges are followed. The piece
    (`make_piece`) has all edges between the node and these neighbours, and the heaviest `MAX_AMONG` of those
    among them; an edge without a weight is a plain fact and counts 1.

    Raises `UnknownNameError` if the graph has no such node.
    """
    row = _find(index, node)
    groups, neighbours = [], [np.array([row], dtype=np.int32)]
    for group in index.groups(row):
        if relation in (None, group.relation) and side in (None, group.side):
            edges = group.edges[offset : offset + MAX_NEIGHBOURS]
            neighbours.append(index.ends[1 - group.side][edges])
            groups.append(
                {"relation": group.relation.value, "side": group.side, "total": len(group.edges),
                 "shown": len(edges)}
            )  # fmt: skip
    nodes = np.unique(np.concatenate(neighbours))
    edges = _edges_among(index, nodes)
    own = (index.ends[SOURCE][edges] == row) | (index.ends[TARGET][edges] == row)
    kept = np.concatenate([edges[own], _heaviest(index, edges[~own])])
    return {"node": node, "offset": offset, "piece": _piece(index, nodes, kept), "groups": groups}


def describe_link(index: Index, one: str, other: str) -> Value:
    """All that links two nodes directly or over one more, as `{"one", "other", "piece", "shared", "shown"}`.

    The piece has the edges between the two, and of the nodes that have an edge with both, `shared` in all,
    the first `shown` with these edges. Those come first that no inferred edge is needed for, then papers, the
    newest first, then all others, the rarest first.

    Raises `UnknownNameError` if the graph has no such node, or if both are the same.
    """
    ends = _find(index, one), _find(index, other)
    if ends[0] == ends[1]:
        raise UnknownNameError(f"both ends of the link are {one}: name two nodes")
    edges, far = zip(*(_edges_of(index, row) for row in ends), strict=True)
    shared = np.setdiff1d(np.intersect1d(far[0], far[1]), ends)
    shown = shared[_rank_shared(index, shared, edges, far)][:MAX_SHARED]
    nodes = np.union1d(shown, np.array(ends, dtype=np.int32)).astype(np.int32)
    kept = np.unique(
        np.concatenate([own[np.isin(ends_, nodes)] for own, ends_ in zip(edges, far, strict=True)])
    )
    return {
        "one": one,
        "other": other,
        "piece": _piece(index, nodes, kept),
        "shared": len(shared),
        "shown": len(shown),
    }


def _find(index: Index, node: str) -> int:
    row = find_row(index.graph.nodes, node)
    if row is None:
        raise UnknownNameError(f"the graph has no node {node}")
    return row


def _edges_of(index: Index, row: int) -> tuple[Rows, Rows]:
    """The edges of a node, and the node at the other end of each."""
    edges = [index.edges(row, side) for side in (SOURCE, TARGET)]
    far = [index.ends[1 - side][own] for side, own in enumerate(edges)]
    return np.concatenate(edges), np.concatenate(far)


def _edges_among(index: Index, nodes: Rows) -> Rows:
    """The edges with both ends among some nodes, which are sorted."""
    # Edges run from papers and themes, which have few of them: a theme has 15,000 that lead to it.
    offsets = index.offsets[SOURCE]
    edges = index.order[SOURCE][join_ranges(offsets[nodes], offsets[nodes + 1])]
    return edges[np.isin(index.ends[TARGET][edges], nodes)]


def _heaviest(index: Index, edges: Rows) -> Rows:
    weights = index.graph.edges["weight"][edges].fill_null(1.0).to_numpy()
    return edges[np.lexsort((edges, -weights))][:MAX_AMONG]


def _rank_shared(
    index: Index, shared: Rows, edges: tuple[Rows, ...], far: tuple[Rows, ...]
) -> npt.NDArray[np.intp]:
    """The order in which what two nodes share is shown."""
    sure = np.ones(len(shared), dtype=bool)
    for own, ends in zip(edges, far, strict=True):
        is_said = (index.graph.edges["status"][own] != Status.INFERRED.value).to_numpy()
        sure &= np.isin(shared, ends[is_said])
    rows = index.graph.nodes.select("kind", "date")[shared]
    is_paper = (rows["kind"] == Kind.PAPER.value).to_numpy()
    dates = rows["date"].fill_null("").rank("dense", descending=True).to_numpy()
    sequence = np.where(is_paper, dates, index.count(shared))
    return np.lexsort((shared, sequence, ~is_paper, ~sure))


def _piece(index: Index, nodes: Rows, edges: Rows) -> Value:
    facts = index.graph.nodes[nodes].hstack(index.about.drop("id")[nodes])
    facts = facts.with_columns(links=pl.Series(index.count(nodes)))
    labels = Labels(index.graph.nodes)
    piece = write_piece(facts, index.graph.edges[np.sort(edges)], index.scores(nodes), labels)
    # Of a theme and a keyword of one name it is the theme, which comes later by its id.
    return {**piece, "elsewhere": {name: node for node, name in sorted(labels.known.items())}}
