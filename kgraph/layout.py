"""Where the nodes of a graph stand in a picture, and their colours: the same in every build."""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import igraph as ig
import numpy as np
import numpy.typing as npt

from kgraph.vocabulary import Kind

Points = npt.NDArray[np.float64]

# The colours of Okabe and Ito (2008), which colour-blind people can tell apart.
COLORS = {
    Kind.PAPER: "#0072B2",
    Kind.PERSON: "#E69F00",
    Kind.THEME: "#009E73",
    Kind.KEYWORD: "#CC79A7",
    Kind.ORGANIZATION: "#8C8C8C",
}

# Kamada and Kawai's layout reads best but grows with the square of the nodes: 0.3 s for 500.
MAX_STRESS = 500
# The length of a link between two papers, other links being 1: papers have the longest labels and the most
# links to each other, so they need the most room. And of the unseen link that holds a separate part near.
_PAPERS_APART, _PARTS_APART = 2.5, 2.0
_SPACING = 120  # pixels for a node with its label
_ASPECT = 1.25  # the shape of a screen less the panel
_RING = 70
# Width and height of a node with its label, in pixels.
_PAPER_BOX, _OTHER_BOX = (132, 84), (94, 42)
_ROUNDS = 300


def place_nodes(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[int, int]]:
    """Place rows of the node table by rows of the edge table, in whole pixels: last bits do not show.

    Up to 500 nodes by Kamada and Kawai (1989), with overlapping labels pushed apart, beyond that by
    Fruchterman and Reingold (1991). Minor keywords stand in a ring around their paper: they would only push
    the rest apart.

    >>> place_nodes([], [])
    {}
    """
    major = [row for row in nodes if not is_minor(row)]
    place = {row["id"]: index for index, row in enumerate(major)}
    pairs = sorted({(row["source"], row["target"]) for row in edges})
    network = ig.Graph(
        n=len(place), edges=[(place[a], place[b]) for a, b in pairs if a in place and b in place]
    )
    # igraph draws from Python's generator, which others may have moved.
    ig.set_random_number_generator(random.Random(0))
    is_paper = np.array([row["kind"] == "paper" for row in major], dtype=bool)
    points = _few(network, is_paper) if len(place) <= MAX_STRESS else _many(network)
    places = {node: (round(x), round(y)) for node, (x, y) in zip(place, points.tolist(), strict=True)}
    ring = Counter[str]()
    for paper, keyword in pairs:
        if keyword not in places and paper in places:
            x, y = places[paper]
            angle = 2.4 * ring[paper]  # the golden angle: any number of them spread evenly
            ring[paper] += 1
            places[keyword] = (round(x + _RING * math.cos(angle)), round(y + _RING * math.sin(angle)))
    return {row["id"]: places.get(row["id"], (0, 0)) for row in nodes}


def is_minor(row: Mapping[str, Any]) -> bool:
    """Whether a node is a keyword of a single paper, or one that is a name of a theme."""
    return row["shared"] is False or bool(row["close_match"])


def _few(network: ig.Graph, is_paper: npt.NDArray[np.bool_]) -> Points:
    nodes = network.vcount()
    if nodes < 2:
        return np.zeros((nodes, 2))
    lengths = [_PAPERS_APART if is_paper[a] and is_paper[b] else 1.0 for a, b in network.get_edgelist()]
    parts = network.connected_components()
    if len(parts) > 1:
        # Far parts would leave the picture empty between them: one unseen node holds them together.
        degree = network.degree()
        hubs = [max(part, key=lambda node: (degree[node], -node)) for part in parts]
        network = network + 1
        network.add_edges([(hub, nodes) for hub in hubs])
        lengths += [_PARTS_APART] * len(hubs)
    layout = network.layout_kamada_kawai(seed=_spiral(network.vcount()), weights=lengths)
    points = _fit(np.array(layout.coords)[:nodes])
    boxes = np.where(is_paper[:, np.newaxis], _PAPER_BOX, _OTHER_BOX).astype(np.float64)
    return _push_apart(points, boxes)


def _many(network: ig.Graph) -> Points:
    layout = network.layout_fruchterman_reingold(seed=_spiral(network.vcount()), grid="grid")
    return _fit(np.array(layout.coords))


def _spiral(nodes: int) -> list[tuple[float, float]]:
    """A start with one node to a unit of area: from a crowded one a large layout would take minutes."""
    return [(math.sqrt(i) * math.cos(2.4 * i), math.sqrt(i) * math.sin(2.4 * i)) for i in range(nodes)]


def _fit(points: Points) -> Points:
    side = _SPACING * math.sqrt(len(points))
    extent = np.maximum(np.ptp(points, axis=0), 1e-9)
    fitted: Points = (points - points.min(axis=0)) / extent * (side * _ASPECT, side)
    return fitted


def _push_apart(points: Points, boxes: Points) -> Points:
    """Move overlapping boxes apart along the shorter way, a round at a time, until none overlap or enough."""
    room = (boxes[:, np.newaxis] + boxes) / 2
    for _ in range(_ROUNDS):
        away = points[:, np.newaxis] - points
        overlap = room - np.abs(away)
        touching = (overlap > 0).all(axis=2) & ~np.eye(len(points), dtype=bool)
        if not touching.any():
            break
        sideways = overlap[:, :, 0] < overlap[:, :, 1]
        along = np.stack((touching & sideways, touching & ~sideways), axis=2)
        # Two at one place part by their order.
        order = np.sign(np.arange(len(points))[:, np.newaxis] - np.arange(len(points)))
        direction = np.where(away == 0, order[:, :, np.newaxis], np.sign(away))
        points = points + (along * overlap * direction).sum(axis=1) / 4
    return points
