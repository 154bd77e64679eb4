"""Where the nodes of a network overview stand, the same in every run."""

import math
import random
from collections.abc import Sequence

import igraph as ig
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

# The length of a link between communities, one inside being 1, so that they stand apart; and of an unseen
# link that holds a separate part near.
_ACROSS, _PARTS_APART = 2.5, 2.0
_ROUNDS = 60


def place_network(
    links: Sequence[tuple[int, int]],
    groups: Sequence[int | None],
    radii: Sequence[float],
    width: float,
    height: float,
) -> Points:
    """Place nodes in a box by Kamada and Kawai (1989), then push marks that overlap apart.

    Node i has the community `groups[i]` and `radii[i]`. The result has a row a node, in the unit of the box,
    to a tenth: last bits do not show.
    """
    nodes = len(groups)
    network = ig.Graph(n=nodes, edges=list(links))
    lengths = [1.0 if groups[a] == groups[b] else _ACROSS for a, b in links]
    parts = network.connected_components()
    if len(parts) > 1:
        degree = network.degree()
        hubs = [max(part, key=lambda node: (degree[node], -node)) for part in parts]
        network.add_vertices(1)
        network.add_edges([(hub, nodes) for hub in hubs])
        lengths += [_PARTS_APART] * len(hubs)
    start = [
        (math.sqrt(i) * math.cos(2.4 * i), math.sqrt(i) * math.sin(2.4 * i)) for i in range(network.vcount())
    ]
    # igraph draws from Python's generator, which others may have moved.
    ig.set_random_number_generator(random.Random(0))
    layout = network.layout_kamada_kawai(seed=start, weights=lengths)
    points = _turn(np.array(layout.coords, dtype=np.float64)[:nodes])
    margin = max(radii)
    extent = np.ptp(points, axis=0)
    room = np.array((width, height)) - 2 * margin
    # What has no extent, such as a single line, stands in the middle.
    flat = extent < 1e-6
    points = np.where(flat, 0.5, (points - points.min(axis=0)) / np.where(flat, 1, extent)) * room
    points = _push_apart(points, np.asarray(radii, dtype=np.float64))
    return np.round(np.clip(points, 0, room) + margin, 1)


def _turn(points: Points) -> Points:
    """The longer way across the page."""
    middle = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(middle, full_matrices=False)
    # An axis has no direction of its own: the first of its numbers that counts is positive.
    signs = np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])
    turned: Points = np.round(middle, 6) @ np.round(axes * signs[:, np.newaxis], 6).T
    return turned


def _push_apart(points: Points, radii: npt.NDArray[np.float64]) -> Points:
    room = radii[:, np.newaxis] + radii + 1
    np.fill_diagonal(room, 0)
    angle = 2.4 * np.arange(len(points))
    for _ in range(_ROUNDS):
        away = points[:, np.newaxis] - points
        distance = np.hypot(away[..., 0], away[..., 1])
        overlap = np.maximum(room - distance, 0)
        if not overlap.any():
            break
        # Two at one place part by their order.
        same = np.stack((np.cos(angle), np.sin(angle)), axis=1)
        way = np.where(distance[..., np.newaxis] > 1e-9, away, same[:, np.newaxis])
        way /= np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-9)[..., np.newaxis]
        points = points + (way * overlap[..., np.newaxis]).sum(axis=1) / 3
    return points
