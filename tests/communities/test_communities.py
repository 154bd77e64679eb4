"""The communities of a graph: the table and the membership agree, in every build."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import networkx as nx
import polars as pl
import pytest

import kgraph
from kgraph.estimates import Partition
from kgraph.scores import NETWORKS, score
from kgraph.tables import COMMUNITY_SCHEMA
from kgraph.vocabulary import Relation

TOY = Path(__file__).parents[1] / "data" / "toy.txt"


def members(graph: kgraph.Graph, network: str) -> dict[str, int]:
    table = graph.scores.filter(network=network, measure="community")
    return {node: int(number) for node, number in table.select("id", "value").iter_rows()}


def test_the_whole_table_of_the_tiny_graph(tiny: kgraph.Graph) -> None:
    authors = {
        "network": "authors",
        "community": 1,
        "label": "Ann Lee, Bo Ek",
        "keywords": [],
        "members": ["person:ann-lee", "person:bo-ek"],
        "size": 2,
        "papers": 2,
        "stability": 1.0,
    }
    assert tiny.communities.schema == COMMUNITY_SCHEMA
    assert tiny.communities.filter(network="authors").rows(named=True) == [authors]
    assert tiny.partitions[0] == Partition("authors", 1, 2, 0.0, 1.0, 10)


@pytest.mark.parametrize("network", NETWORKS)
def test_the_table_and_the_members_agree(toy: kgraph.Graph, network: str) -> None:
    told = members(toy, network)
    linked = {node for node, links in kgraph.to_networkx(toy, network=network).degree() if links}
    assert set(told) == linked
    table = toy.communities.filter(network=network)
    assert table["community"].to_list() == list(range(1, table.height + 1))
    assert table["size"].to_list() == sorted(table["size"], reverse=True)
    for row in table.iter_rows(named=True):
        own = {node for node, number in told.items() if number == row["community"]}
        assert row["size"] == len(own)
        assert set(row["members"]) <= own
        assert row["label"]
        if network == "papers":
            assert row["papers"] == row["size"]
    [partition] = [part for part in toy.partitions if part.network == network]
    groups: dict[int, set[str]] = {}
    for node, number in told.items():
        groups.setdefault(number, set()).add(node)
    whole = kgraph.to_networkx(toy, network=network).subgraph(linked)
    assert partition.modularity == pytest.approx(nx.community.modularity(whole, groups.values()), abs=1e-4)
    assert (partition.communities, partition.nodes) == (table.height, len(linked))


def test_the_papers_of_a_community_of_people_are_those_they_wrote(toy: kgraph.Graph) -> None:
    told = members(toy, "authors")
    first = [node for node, number in told.items() if number == 1]
    wrote = toy.of_relation(Relation.CREATOR).filter(pl.col("target").is_in(first))["source"].n_unique()
    assert toy.communities.filter(network="authors", community=1)["papers"].item() == wrote


def test_scoring_again_gives_the_same(toy: kgraph.Graph) -> None:
    again = score(replace(toy, scores=toy.scores.clear(), communities=toy.communities.clear()))
    assert again.communities.equals(toy.communities)
    assert again.scores.equals(toy.scores)
    assert again.partitions == toy.partitions


def test_no_order_of_hashes_decides() -> None:
    program = (
        f"import kgraph; g = kgraph.build([{str(TOY)!r}], model=False)\n"
        "print(g.communities.write_json(), g.scores.write_csv(), g.partitions)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(kgraph.__file__).parents[1])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
