"""A network as arrays: read from NetworkX in one pass, given on to igraph. Parallel edges are added up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import reverse_cuthill_mckee

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Adjacency:
    """A network at one moment, for several measures of it: what changes in it later is not seen here.

    `weights` is nodes x nodes, from row to column; both ways if the network is undirected, a loop counted
    once. Every measure takes one in place of a network.
    """

    nodes: tuple[Any, ...]
    weights: sparse.csr_array
    is_directed: bool

    @classmethod
    def of_links(cls, nodes: tuple[Any, ...], sources: Sequence[int], targets: Sequence[int]) -> "Adjacency":
        """A directed network of links between places in `nodes`, each of the weight 1 and there once."""
        ones = np.ones(len(sources))
        ends = (np.array(sources, dtype=np.int64), np.array(targets, dtype=np.int64))
        matrix = sparse.csr_array((ones, ends), shape=(len(nodes), len(nodes)))
        return cls(nodes, matrix, is_directed=True)

    @cached_property
    def plain(self) -> "Adjacency":
        """The same links, each with the weight 1."""
        ones = np.ones(self.weights.nnz)
        matrix = sparse.csr_array((ones, self.weights.indices, self.weights.indptr), self.weights.shape)
        return Adjacency(self.nodes, matrix, self.is_directed)

    @cached_property
    def loops(self) -> Array:
        """The weight of each node's link to itself, 0 where there is none."""
        return np.asarray(self.weights.diagonal())

    @cached_property
    def rows(self) -> Array:
        """The row of every entry of `weights`."""
        return np.repeat(np.arange(len(self.nodes)), np.diff(self.weights.indptr))

    @cached_property
    def incoming(self) -> tuple[Array, Array, Array]:
        """The neighbours from which edges come in, node by node; where those of a node start; which nodes."""
        matrix = self.weights.T.tocsr() if self.is_directed else self.weights
        linked = np.flatnonzero(np.diff(matrix.indptr))
        return matrix.indices, matrix.indptr[linked], linked

    @cached_property
    def _edges(self) -> Array:
        """Places in `weights`, each edge once."""
        places = np.arange(self.weights.nnz)
        return places if self.is_directed else places[self.rows <= self.weights.indices]

    @cached_property
    def graph(self) -> Any:
        """As igraph, nodes in the same order; `edge_weights` go with its edges."""
        rows, columns = self.rows[self._edges], self.weights.indices[self._edges]
        return _graph(len(self.nodes), rows, columns, self.is_directed)

    @cached_property
    def edge_weights(self) -> list[float] | None:
        """The weights of the edges of `graph`, None if there are none: igraph knows none then.

        igraph counts an undirected loop twice, at both of its ends, so it gets half the weight.
        """
        weights = self.weights.data[self._edges]
        if not self.is_directed:
            ends = self.rows[self._edges] == self.weights.indices[self._edges]
            weights = np.where(ends, weights / 2, weights)
        return weights.tolist() or None

    @cached_property
    def simple(self) -> Any:
        """As igraph, without directions, loops and weights."""
        links = self.weights if not self.is_directed else (self.plain.weights + self.plain.weights.T).tocsr()
        rows = np.repeat(np.arange(len(self.nodes)), np.diff(links.indptr))
        once = rows < links.indices
        return _graph(len(self.nodes), rows[once], links.indices[once], directed=False)


def convert(network: nx.Graph | Adjacency, weight: str | None = "weight") -> Adjacency:
    """Read a network's nodes and links as they are now; without `weight` every edge weighs 1.

    An `Adjacency` comes back as it is, or `plain`.

    >>> convert(nx.Graph([("a", "b", {"weight": 3})])).weights.toarray().tolist()
    [[0.0, 3.0], [3.0, 0.0]]
    """
    if isinstance(network, Adjacency):
        return network if weight else network.plain
    nodes = tuple(network)
    position = dict(zip(nodes, range(len(nodes)), strict=True))
    # `adjacency` gives plain dicts, which are read several times as fast as the views of edges.
    neighbours = [links for _, links in network.adjacency()]
    starts = np.zeros(len(nodes) + 1, dtype=np.int64)
    np.cumsum([len(links) for links in neighbours], out=starts[1:])
    ends = np.fromiter(map(position.__getitem__, chain.from_iterable(neighbours)), np.int64, int(starts[-1]))
    if weight is None:
        values = np.ones(len(ends))
    else:
        values = np.fromiter(_weights(network, neighbours, weight), np.float64, len(ends))
    matrix = sparse.csr_array((values, ends, starts), shape=(len(nodes), len(nodes)))
    matrix.sort_indices()
    return Adjacency(nodes, matrix, network.is_directed())


def bring_together(adjacency: Adjacency) -> Adjacency:
    """The same network with its nodes in another order, in which linked ones stand near each other.

    A measure then finds in the caches of the processor what it needs next. By the reverse Cuthill-McKee
    order (E. Cuthill and J. McKee, "Reducing the bandwidth of sparse symmetric matrices", 1969).

    >>> bring_together(convert(nx.Graph([("a", "z"), ("b", "y"), ("c", "a")]))).nodes
    ('y', 'b', 'c', 'a', 'z')
    """
    weights = adjacency.weights
    order = reverse_cuthill_mckee(sparse.csr_matrix(weights), symmetric_mode=not adjacency.is_directed)
    moved = weights[order][:, order].tocsr()
    moved.sort_indices()
    return Adjacency(tuple(adjacency.nodes[place] for place in order.tolist()), moved, adjacency.is_directed)


def _graph(nodes: int, rows: Array, columns: Array, directed: bool) -> Any:
    import igraph as ig  # noqa: PLC0415  (it loads Matplotlib: half a second for those who measure a network)

    # igraph takes tuples in half the time of an array.
    return ig.Graph(n=nodes, edges=zip(rows.tolist(), columns.tolist(), strict=True), directed=directed)


def _weights(network: nx.Graph, neighbours: Iterable[dict[Any, Any]], weight: str) -> Iterator[float]:
    if network.is_multigraph():
        return (
            sum(facts.get(weight, 1) for facts in parallel.values())
            for links in neighbours
            for parallel in links.values()
        )
    return (facts.get(weight, 1) for links in neighbours for facts in links.values())


def by_node(adjacency: Adjacency, values: Iterable[float]) -> dict[Any, float]:
    """Give each node its value, in the order of the network."""
    plain = values.tolist() if isinstance(values, np.ndarray) else map(float, values)
    return dict(zip(adjacency.nodes, plain, strict=True))
