"""Nodes of a network where its links put them."""

import math
import random
from collections.abc import Sequence

import igraph as ig
import numpy as np
import numpy.typing as npt
from scipy.spatial import KDTree

Points = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# Kamada and Kawai's layout reads best but grows with the square of the nodes: 0.3 s for 500.
MAX_STRESS = 500
# The length of the unseen link that holds a separate part near, other links being 1.
_PARTS_APART = 2.0
_SPACING = 120  # pixels for a node with its label
_ASPECT = 1.25  # the shape of a screen less the panel
_RING = 70
_GOLDEN_ANGLE = 2.4
# Width and height of a node with its label, in pixels.
_BOX = (116, 56)
_ROUNDS = 300
# So many spacings of room lie between the parts of a network.
_MARGIN = 2.0


def place_network(
    nodes: int, sources: Integers, targets: Integers, lengths: Sequence[float] | None = None
) -> list[tuple[int, int]]:
    """Place the nodes 0 to `nodes` - 1 of a network, in whole pixels: last bits do not show.

    Link k joins `sources[k]` and `targets[k]` and would like to be `lengths[k]` long (1 if not given). Up to
    500 nodes are placed by Kamada and Kawai (1989), with overlapping labels pushed apart, more by Fruchterman
    and Reingold (1991), each part of the network for itself and the parts side by side, the largest first.

    >>> place_network(0, np.array([], int), np.array([], int))
    []
    """
    network = ig.Graph(n=nodes, edges=list(zip(sources.tolist(), targets.tolist(), strict=True)))
    # igraph draws from Python's generator, which others may have moved.
    ig.set_random_number_generator(random.Random(0))
    points = _few(network, lengths) if nodes <= MAX_STRESS else _many(network)
    return [(round(x), round(y)) for x, y in points.tolist()]


def surround(center: tuple[int, int], number: int) -> tuple[int, int]:
    """The place of the `number`-th node, from 0, in the ring around another.

    >>> surround((100, 100), 0)
    (170, 100)
    """
    angle = _GOLDEN_ANGLE * number  # the golden angle: any number of them spread evenly
    return round(center[0] + _RING * math.cos(angle)), round(center[1] + _RING * math.sin(angle))


def _few(network: ig.Graph, lengths: Sequence[float] | None) -> Points:
    nodes = network.vcount()
    if nodes < 2:
        return np.zeros((nodes, 2))
    wanted = [1.0] * network.ecount() if lengths is None else list(lengths)
    parts = network.connected_components()
    if len(parts) > 1:
        # Far parts would leave the picture empty between them: one unseen node holds them together.
        degree = network.degree()
        hubs = [max(part, key=lambda node: (degree[node], -node)) for part in parts]
        network = network + 1
        network.add_edges([(hub, nodes) for hub in hubs])
        wanted += [_PARTS_APART] * len(hubs)
    layout = network.layout_kamada_kawai(seed=_spiral(network.vcount()), weights=wanted)
    return _push_apart(_fit(np.array(layout.coords)[:nodes]))


def _many(network: ig.Graph) -> Points:
    """Each part for itself, then all side by side in rows: those that nothing ties would drift far away."""
    points = np.zeros((network.vcount(), 2))
    parts = sorted(network.connected_components(), key=lambda part: (-len(part), part))
    boxes = []
    for part in parts:
        layout = network.induced_subgraph(part).layout_fruchterman_reingold(seed=_spiral(len(part)))
        points[part] = _fit(np.array(layout.coords))
        boxes.append(_side(len(part)) + _SPACING * (_MARGIN if len(part) > 1 else 1))
    width = max(_ASPECT * boxes[0], math.sqrt(_ASPECT * sum(box * box for box in boxes)))
    left, top, row = 0.0, 0.0, boxes[0]
    for part, box in zip(parts, boxes, strict=True):
        if left > 0 and left + box > width:
            left, top, row = 0.0, top + row, box
        points[part] += (left, top)
        left += _ASPECT * box
    return points


def _spiral(nodes: int) -> list[tuple[float, float]]:
    """A start with one node to a unit of area: from a crowded one a large layout would take minutes."""
    angles = [_GOLDEN_ANGLE * i for i in range(nodes)]
    return [(math.sqrt(i) * math.cos(a), math.sqrt(i) * math.sin(a)) for i, a in enumerate(angles)]


def _side(nodes: int) -> float:
    return _SPACING * math.sqrt(nodes) if nodes > 1 else 0.0


def _fit(points: Points) -> Points:
    extent = np.maximum(np.ptp(points, axis=0), 1e-9)
    side = _side(len(points))
    fitted: Points = (points - points.min(axis=0)) / extent * (side * _ASPECT, side)
    return fitted


def _push_apart(points: Points) -> Points:
    """Move overlapping boxes apart along the shorter way, a round at a time, until none overlap or enough."""
    room = np.array(_BOX, dtype=np.float64)
    for _ in range(_ROUNDS):
        # In units of a box, boxes overlap if their centres are less than 1 apart both ways.
        near = KDTree(points / room).query_pairs(1.0, p=np.inf, output_type="ndarray")
        near = near[np.lexsort((near[:, 1], near[:, 0]))]
        away = points[near[:, 0]] - points[near[:, 1]]
        overlap = room - np.abs(away)
        touching = (overlap > 0).all(axis=1)
        if not touching.any():
            break
        near, away, overlap = near[touching], away[touching], overlap[touching]
        sideways = overlap[:, 0] < overlap[:, 1]
        along = np.stack((sideways, ~sideways), axis=1)
        # Two at one place part by their order.
        moves = along * overlap * np.where(away == 0, -1, np.sign(away)) / 4
        np.add.at(points, near[:, 0], moves)
        np.subtract.at(points, near[:, 1], moves)
    return points
