"""Weights on made-up memberships, held equal to the formulas worked out link by link."""

from itertools import combinations
from math import sqrt
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.networks.conversion import convert_network
from kgraph.networks.incidence import MAX_GROUP, largest_group, read_incidence
from kgraph.networks.projection import connect, project
from kgraph.networks.weighting import Weighting, normalise, round_to_digits

MEMBERS = ("group", "item")
NODES = [f"n{number}" for number in range(7)]
memberships = st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(NODES)), max_size=30)
weightings = st.sampled_from(list(Weighting))


def table(rows: Any) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict.fromkeys(MEMBERS, pl.String), orient="row")


def nodes(names: list[str]) -> pl.DataFrame:
    return pl.DataFrame({"id": names, "label": names})


def formula(weighting: Weighting, c: int, one: int, other: int, sizes: list[int]) -> float:
    return {
        Weighting.FULL: lambda: c,
        Weighting.FRACTIONAL: lambda: sum(1 / (size - 1) for size in sizes),
        Weighting.ASSOCIATION: lambda: c / (one * other),
        Weighting.COSINE: lambda: c / sqrt(one * other),
        Weighting.JACCARD: lambda: c / (one + other - c),
    }[weighting]()


@given(memberships, weightings, st.integers(1, 7))
def test_links_are_those_worked_out_one_by_one(rows: Any, weighting: Weighting, max_group: int) -> None:
    groups: dict[str, set[str]] = {}
    for group, item in rows:
        groups.setdefault(group, set()).add(item)
    small = {group: items for group, items in groups.items() if len(items) <= max_group}
    own = {node: {group for group, items in small.items() if node in items} for node in NODES}
    expected = []
    for one, other in combinations(NODES, 2):
        common = sorted(own[one] & own[other])
        if not common:
            continue
        sizes = [len(small[group]) for group in common]
        weight = formula(weighting, len(common), len(own[one]), len(own[other]), sizes)
        count = {} if weighting is Weighting.FULL else {"count": len(common)}
        expected.append((one, other, {"weight": pytest.approx(weight, rel=1e-5), **count, "by": common}))
    made = project(nodes(NODES), table(rows), "by", weighting, max_group)
    network = convert_network(made)
    assert list(network.edges(data=True)) == expected
    assert list(network.nodes(data=True)) == [(node, {"label": node}) for node in NODES]
    assert sorted(network.graph["left_out"]) == sorted(groups.keys() - small.keys())
    rebuilt = nx.Graph(**network.graph)
    rebuilt.add_nodes_from(network.nodes(data=True))
    rebuilt.add_edges_from(network.edges(data=True))
    assert nx.utils.graphs_equal(network, rebuilt)
    dense = nx.to_numpy_array(network, nodelist=made.ids)
    assert np.array_equal(made.matrix.toarray(), dense)
    assert (made.to_matrix(made.counts).toarray() > 0).tolist() == (dense > 0).tolist()


@given(memberships, memberships, weightings)
def test_links_between_two_sides(one_rows: Any, other_rows: Any, weighting: Weighting) -> None:
    others = [name.replace("n", "o") for name in NODES]
    other_rows = [(group, item.replace("n", "o")) for group, item in other_rows]
    own: dict[str, set[str]] = {node: set() for node in [*NODES, *others]}
    for group, item in [*one_rows, *other_rows]:
        own[item].add(group)
    expected = []
    for one in NODES:
        for other in others:
            common = sorted(own[one] & own[other])
            if not common:
                continue
            # Shared among the members of the one side, so not with one less as among equals.
            sizes = [1 + sum(group in own[node] for node in NODES) for group in common]
            weight = formula(weighting, len(common), len(own[one]), len(own[other]), sizes)
            count = {} if weighting is Weighting.FULL else {"count": len(common)}
            expected.append((one, other, {"weight": pytest.approx(weight, rel=1e-5), **count, "by": common}))
    made = connect(nodes([*NODES, *others]), table(one_rows), table(other_rows), "by", weighting, MAX_GROUP)
    assert list(convert_network(made).edges(data=True)) == expected


def test_a_network_has_no_count_beside_its_own_weight() -> None:
    rows = table([("A", "n1"), ("A", "n2")])
    made = project(nodes(NODES), rows, "by", Weighting.FRACTIONAL, MAX_GROUP, own=Weighting.FRACTIONAL)
    assert list(made.facts()) == [{"weight": 1.0, "by": ["A"]}]


def test_members_of_no_table_are_dropped() -> None:
    incidence = read_incidence(pl.Series(["a", "b"]), table([("g", "z"), ("g", "b"), ("g", "b"), ("f", "a")]))
    assert incidence.groups.tolist() == ["f", "g"]
    assert incidence.matrix.toarray().tolist() == [[1, 0], [0, 1]]
    assert (incidence.sizes.tolist(), incidence.memberships.tolist()) == ([1, 1], [1, 1])


@pytest.mark.parametrize(
    ("sizes", "max_group", "max_pairs", "expected"),
    [
        ([], 100, 10, 100),
        ([2, 3, 100, 101], 100, 10**6, 100),
        ([2, 3, 4], 100, 10, 100),  # 1 + 3 + 6 pairs
        ([2, 3, 4], 100, 9, 3),
        ([2, 2, 2], 100, 1, 2),  # pairs are always linked
        ([2, 3], 1, 0, 1),
        ([2, 3], 10**12, 4, 10**12),
        ([2, 3], 10**12, 3, 2),
        ([], 10**12, 0, 10**12),
    ],
)
def test_the_largest_groups_go_until_the_pairs_fit(
    sizes: list[int], max_group: int, max_pairs: int, expected: int
) -> None:
    assert largest_group(np.array(sizes, dtype=np.int64), max_group, max_pairs) == expected


@given(st.lists(st.floats(1e-12, 1e5)))
def test_rounding_is_that_of_decimals(values: list[float]) -> None:
    expected = [float(f"{value:.6g}") for value in values]
    assert round_to_digits(np.array(values)).tolist() == pytest.approx(expected, rel=1.1e-6)


def test_no_weights_without_a_formula() -> None:
    with pytest.raises(ValueError, match="full is no normalised weighting"):
        normalise(Weighting.FULL, *(np.array([1]) for _ in range(3)))
