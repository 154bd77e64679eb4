"""Rows found by halving."""

import pytest

import kgraph
from kgraph.page.rows import Labels, find_row


def test_every_node_is_found_and_nothing_else(toy: kgraph.Graph) -> None:
    ids = toy.nodes["id"].to_list()
    assert [find_row(toy.nodes, node) for node in ids] == list(range(len(ids)))
    assert [
        find_row(toy.nodes, name) for name in ("", "aaa", "paper:", "zzz", ids[3] + "-", ids[3][:-1])
    ] == [None] * 6
    assert find_row(toy.nodes.clear(), "paper:a") is None


def test_labels_are_those_of_the_table(toy: kgraph.Graph) -> None:
    labels = Labels(toy.nodes)
    assert {node: labels(node) for node in toy.nodes["id"]} == toy.labels() == labels.known
    with pytest.raises(KeyError):
        labels("paper:none")
