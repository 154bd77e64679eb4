"""A network as arrays: all that a measure needs, before anything becomes a Python object."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from scipy import sparse

from kgraph.adjacency import Adjacency
from kgraph.networks.weighting import Floats, Integers


@dataclass(frozen=True, slots=True, eq=False)
class SparseNetwork:
    """Link k runs from node `sources[k]` to node `targets[k]`, which are rows of the table `nodes`.

    Of an undirected network each link is there once, with the smaller number first; links are sorted.
    `counts` are the common groups (1 in a network without groups) and `weights` what the chosen weighting
    makes of them. Groups of more than `max_group` members link nobody; `left_out` names them. `facts` makes
    the other attributes of the links, in their order: it takes longer than all else, so only who needs them
    asks.
    """

    nodes: pl.DataFrame
    sources: Integers
    targets: Integers
    counts: Integers
    weights: Floats | Integers
    directed: bool
    weighting: str
    max_group: int
    left_out: tuple[str, ...]
    facts: Callable[[], Iterable[Mapping[str, Any]]]

    @property
    def ids(self) -> list[str]:
        """The nodes by their ids, in the order of the matrix."""
        ids: list[str] = self.nodes["id"].to_list()
        return ids

    @property
    def matrix(self) -> sparse.csr_array:
        """The weights as nodes x nodes, row to column; both ways if undirected."""
        return self.to_matrix(self.weights)

    @property
    def adjacency(self) -> Adjacency:
        """The network as the measures of `kgraph.centrality` take it."""
        return Adjacency(tuple(self.ids), self.matrix.astype(np.float64), self.directed)

    def to_matrix(self, values: Floats | Integers) -> sparse.csr_array:
        """A value for each link as nodes x nodes, row to column; both ways if undirected."""
        shape = (self.nodes.height, self.nodes.height)
        one_way = sparse.csr_array((values, (self.sources, self.targets)), shape=shape)
        return one_way if self.directed else (one_way + one_way.T).tocsr()
