"""The networks that a report tells of, as arrays: NetworkX takes a minute at 100,000 papers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components

from kgraph.adjacency import Adjacency
from kgraph.graph import Graph
from kgraph.networks import to_sparse

NETWORKS = ("authors", "papers", "topics", "lineage")


@dataclass(frozen=True)
class Web:
    """A network with its name; groups of more than `max_group` members link nobody in it: `left_out`."""

    name: str
    adjacency: Adjacency
    max_group: int
    left_out: tuple[str, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Node to its row."""
        return {node: row for row, node in enumerate(self.adjacency.nodes)}

    @cached_property
    def component_sizes(self) -> npt.NDArray[np.int64]:
        """How many nodes each component has, the largest first; directions are ignored."""
        if not self.adjacency.nodes:
            return np.zeros(0, dtype=np.int64)
        _, part = connected_components(self.adjacency.weights, directed=False)
        return np.sort(np.bincount(part))[::-1]

    @property
    def links(self) -> int:
        """How many links there are."""
        stored = int(self.adjacency.weights.nnz)
        return stored if self.adjacency.is_directed else stored // 2

    def neighbours(self, node: str) -> list[tuple[str, float]]:
        """What a node is linked to, by weight, then by id."""
        matrix, row = self.adjacency.weights, self.place[node]
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        pairs = zip(matrix.indices[part].tolist(), matrix.data[part].tolist(), strict=True)
        return sorted(
            ((self.adjacency.nodes[other], w) for other, w in pairs), key=lambda pair: (-pair[1], pair[0])
        )

    def among(self, nodes: Iterable[str]) -> Iterator[tuple[str, str, float]]:
        """The links between some nodes, each once, with their weights."""
        rows = np.array(sorted(self.place[node] for node in nodes), dtype=np.int64)
        part = self.adjacency.weights[rows][:, rows].tocoo()
        for source, target, weight in zip(
            part.row.tolist(), part.col.tolist(), part.data.tolist(), strict=True
        ):
            if self.adjacency.is_directed or source < target:
                yield self.adjacency.nodes[rows[source]], self.adjacency.nodes[rows[target]], weight


def read_webs(graph: Graph) -> Mapping[str, Web]:
    """The networks of a graph by name."""
    return {name: _read(graph, name) for name in NETWORKS}


def _read(graph: Graph, name: str) -> Web:
    network = to_sparse(graph, name)
    return Web(name, network.adjacency, network.max_group, network.left_out)
