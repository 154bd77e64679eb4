"""Nodes where their links put them: the same each time, parts side by side, labels apart."""

import random
from itertools import combinations

import igraph as ig
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout import network, place_network, surround


def ends(*links: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array(links, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def rings(*sizes: int) -> tuple[int, list[tuple[int, int]]]:
    """Rings of so many nodes, side by side."""
    links, first = [], 0
    for size in sizes:
        links += [(first + node, first + (node + 1) % size) for node in range(size)]
        first += size
    return first, links


@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60))
def test_the_same_places_whoever_drew_before(nodes: int, links: list[tuple[int, int]]) -> None:
    links = [(one, other) for one, other in links if one < nodes and other < nodes and one != other]
    places = place_network(nodes, *ends(*links))
    ig.set_random_number_generator(random.Random(7))
    random.seed(len(links))
    assert place_network(nodes, *ends(*links)) == places
    assert len(places) == nodes


def test_labels_of_a_small_network_do_not_overlap() -> None:
    nodes, links = rings(30, 12, 3)
    places = place_network(nodes, *ends(*links, (0, 15), (4, 20)))
    width, height = network._BOX
    overlapping = [
        (one, other)
        for one, other in combinations(places, 2)
        if abs(one[0] - other[0]) < width * 0.8 and abs(one[1] - other[1]) < height * 0.8
    ]
    assert overlapping == []


def test_longer_links_keep_what_they_join_apart() -> None:
    nodes, links = rings(8, 8)
    apart = []
    for length in (1.0, 8.0):
        places = np.array(place_network(nodes, *ends(*links, (0, 8)), [1.0] * len(links) + [length]))
        one, other = places[:8], places[8:]
        size = max(np.ptp(one, axis=0).max(), np.ptp(other, axis=0).max())
        apart.append(np.linalg.norm(one.mean(axis=0) - other.mean(axis=0)) / size)
    assert apart[1] > 1.5 * apart[0]


def test_parts_of_a_large_network_do_not_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MAX_STRESS", 10)
    sizes = (40, 25, 8, 8, 3, 1, 1)
    nodes, links = rings(*sizes[:-2])
    places = np.array(place_network(nodes + 2, *ends(*links)))
    boxes, first = [], 0
    for size in sizes:
        part = places[first : first + size]
        boxes.append((*part.min(axis=0), *part.max(axis=0)))
        first += size
    overlapping = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
    ]
    assert overlapping == []
    assert len({tuple(place) for place in places.tolist()}) == nodes + 2


def test_few_nodes() -> None:
    assert place_network(0, *ends()) == []
    assert place_network(1, *ends()) == [(0, 0)]
    one, other = place_network(2, *ends())
    assert one != other


@given(st.integers(0, 200))
def test_a_ring_stands_around_its_node(number: int) -> None:
    x, y = surround((10, -20), number)
    assert (x - 10) ** 2 + (y + 20) ** 2 == pytest.approx(70**2, rel=0.03)
    assert surround((10, -20), number + 1) != (x, y)
