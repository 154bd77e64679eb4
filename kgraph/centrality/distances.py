"""Centrality by shortest paths: how near a node is to others, and how often between them."""

from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np

from kgraph.adjacency import Adjacency, by_node, convert
from kgraph.centrality.dependencies import add_up_dependencies
from kgraph.centrality.sampling import Sampled, Values, draw, estimate

# So many sources walk the network at once, a bit each of one number.
_WORD = 64
# A walk of more steps is left to igraph, which looks at no edge twice: 10,000 nodes in one row take it 1 s,
# and would take the walk of all at once an hour. Networks of papers and people are 10 to 25 steps across.
_STEPS = 64


def betweenness(network: nx.Graph | Adjacency, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Share of the shortest paths between other nodes that run through a node (Freeman 1977): 0 to 1.

    Unweighted: an edge's weight here is a strength, not a length. Exact without `sample`; with it the
    paths from that many nodes, drawn with `seed`, stand for all (`dependencies`).

    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    adjacency = convert(network, None)
    nodes = len(adjacency.nodes)
    if nodes < 3:
        return dict.fromkeys(adjacency.nodes, 0.0)
    if sample is not None and sample < nodes:
        return by_node(adjacency, sample_betweenness(adjacency, sample, seed).values)
    return by_node(adjacency, np.array(adjacency.graph.betweenness()) / _pairs(adjacency))


def closeness(network: nx.Graph | Adjacency, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Inverse of the mean distance to a node from those that reach it, times their share: 0 to 1.

    The form of Wasserman and Faust (1994, p. 201) for networks in several components, unweighted; in a
    directed network distances run along the edges towards the node. Exact without `sample`; with it the
    distances from that many nodes, drawn with `seed`, stand for all (Eppstein and Wang 2004).

    >>> closeness(nx.path_graph(3))[1]
    1.0
    """
    adjacency = convert(network, None)
    return by_node(adjacency, measure_nearness(adjacency, sample, seed)[0].values)


def harmonic(network: nx.Graph | Adjacency, sample: int | None = None, seed: int = 0) -> dict[Any, float]:
    """Sum of 1 / distance to a node from every other (Marchiori and Latora 2000): 0 to nodes - 1.

    Unweighted; a node that does not reach this one adds 0, so components need no rescaling. In a directed
    network distances run along the edges towards the node. Rochat (2009) compares it with closeness. Exact
    without `sample`, as `closeness`.

    >>> harmonic(nx.path_graph(3))
    {0: 1.5, 1: 2.0, 2: 1.5}
    """
    adjacency = convert(network, None)
    return by_node(adjacency, measure_nearness(adjacency, sample, seed)[1].values)


def sample_betweenness(adjacency: Adjacency, sample: int, seed: int = 0) -> Sampled:
    """Betweenness by the paths from a sample of fewer nodes than there are, with its error."""
    nodes = len(adjacency.nodes)
    batches = draw(nodes, sample, seed)
    added = _add_up_paths(adjacency, batches)
    sums = [np.append(part, len(batch)) for part, batch in zip(added, batches, strict=True)]
    scale = nodes / _pairs(adjacency)
    return estimate(sums, list(map(len, batches)), lambda added: added[:-1] / added[-1] * scale)


def _add_up_paths(adjacency: Adjacency, batches: Sequence[Sequence[int]]) -> list[Values]:
    found = []
    for batch in batches:
        added = add_up_dependencies(adjacency, batch)
        if added is None:  # then all are counted whole, from one end
            return [np.array(adjacency.graph.betweenness(sources=list(batch))) for batch in batches]
        found.append(added)
    return found


def measure_nearness(
    adjacency: Adjacency, sample: int | None = None, seed: int = 0
) -> tuple[Sampled, Sampled]:
    """Closeness and harmonic centrality from one walk: exact, with errors of 0, without `sample`."""
    nodes = len(adjacency.nodes)
    others = max(nodes - 1, 1)
    if sample is None or sample >= nodes:
        near, asked = np.zeros((3, nodes)), np.full(nodes, others)
        for batch in _cut(_along_parts(adjacency), _WORD):
            near += _add_up(adjacency, batch)
        none = np.zeros(nodes)
        return (
            Sampled(_closeness(near, asked), none, nodes, 0),
            Sampled(near[2], none, nodes, 0),
        )
    batches = draw(nodes, sample, seed)
    sums = []
    for batch in batches:
        near = sum((_add_up(adjacency, part) for part in _cut(batch, _WORD)), np.zeros((3, nodes)))
        # A node is no source of its own, so those in the sample have one fewer.
        asked = np.full(nodes, float(len(batch)))
        asked[batch] -= 1
        sums.append(np.vstack((near, asked)))
    sizes = list(map(len, batches))
    return (
        estimate(sums, sizes, lambda added: _closeness(added[:3], added[3])),
        estimate(sums, sizes, lambda added: added[2] / np.maximum(added[3], 1) * others),
    )


def _pairs(adjacency: Adjacency) -> float:
    nodes = len(adjacency.nodes)
    return (nodes - 1) * (nodes - 2) / (1 if adjacency.is_directed else 2)


def _closeness(near: Values, asked: Values) -> Values:
    reached, total, _ = near
    scores: Values = np.divide(reached**2, total * asked, out=np.zeros_like(total), where=total > 0)
    return scores


def _along_parts(adjacency: Adjacency) -> list[int]:
    """All nodes, part by part, so that those of small parts, whose walks are short, go together."""
    membership = np.array(adjacency.simple.connected_components().membership, dtype=np.int64)
    sizes = np.bincount(membership, minlength=1)
    return [int(node) for node in np.lexsort((membership, -sizes[membership]))] if len(membership) else []


def _cut(nodes: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (nodes[first : first + size] for first in range(0, len(nodes), size))


def _add_up(adjacency: Adjacency, sources: Sequence[int]) -> Values:
    """For each node: how many other sources reach it, the sum of their distances, and of their inverses."""
    near = np.zeros((3, len(adjacency.nodes)))
    for steps, reached in _walk(adjacency, sources):
        near += np.vstack((reached, steps * reached, reached / steps))
    return near


def _walk(adjacency: Adjacency, sources: Sequence[int]) -> Iterator[tuple[Any, Values]]:
    """Yield each distance with the number of sources that are so far from each node.

    The sources go side by side: a node has a bit for each that has come to it, and takes over the bits of its
    neighbours at every step (Then and others, The more the merrier, PVLDB 8(4), 2014).
    """
    neighbours, starts, linked = adjacency.incoming
    seen = np.zeros(len(adjacency.nodes), dtype=np.uint64)
    seen[sources] = np.left_shift(np.uint64(1), np.arange(len(sources), dtype=np.uint64))
    new = seen.copy()
    for steps in range(1, _STEPS + 1):
        came = np.zeros_like(seen)
        if len(starts):
            came[linked] = np.bitwise_or.reduceat(new[neighbours], starts)
        new = came & ~seen
        if not new.any():
            return
        yield float(steps), np.bitwise_count(new)
        seen |= new
    for source in sources:
        distances = np.array(adjacency.graph.distances(source=source, mode="out")[0])
        far = np.isfinite(distances) & (distances > _STEPS)
        yield np.where(far, distances, 1.0), far
