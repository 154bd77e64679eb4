"""Citation counts, the h-index and disruption, against their definitions written out."""

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph import centrality
from kgraph.vocabulary import Kind

pairs = st.tuples(st.integers(0, 11), st.integers(0, 11))
years = st.lists(st.one_of(st.none(), st.integers(2000, 2004)), min_size=12, max_size=12)


def citations(edges: list[tuple[int, int]], dates: list[int | None]) -> nx.DiGraph:
    network = nx.DiGraph()
    network.add_nodes_from((n, {} if year is None else {"year": year}) for n, year in enumerate(dates))
    network.add_edges_from(edges)
    return network


def disruption_by_definition(network: nx.DiGraph, focal: int) -> float:
    references = [node for node in network if node != focal and network.has_edge(focal, node)]
    i = j = k = 0
    for paper, facts in network.nodes(data=True):
        year, since = facts.get("year"), network.nodes[focal].get("year")
        if paper == focal or (year is not None and since is not None and year < since):
            continue
        cites = network.has_edge(paper, focal)
        shares = any(network.has_edge(paper, node) for node in references if node != paper)
        i += cites and not shares
        j += cites and shares
        k += shares and not cites
    return (i - j) / (i + j + k) if references and i + j + k else math.nan


@given(st.lists(pairs, max_size=50), years)
def test_disruption_is_its_definition(edges: list[tuple[int, int]], dates: list[int | None]) -> None:
    network = citations(edges, dates)
    expected = {node: disruption_by_definition(network, node) for node in network}
    assert centrality.disruption(network) == pytest.approx(expected, nan_ok=True, abs=1e-12)


def test_disruption_at_its_ends() -> None:
    replaced = [(1, 0), (2, 1), (3, 1)]
    developed = [(1, 0), (2, 1), (2, 0), (3, 1), (3, 0)]
    assert centrality.disruption(nx.DiGraph(replaced))[1] == 1
    assert centrality.disruption(nx.DiGraph(developed))[1] == -1
    assert math.isnan(centrality.disruption(nx.DiGraph(replaced))[0])


@given(st.lists(pairs, max_size=50))
def test_citation_counts_are_in_degrees(edges: list[tuple[int, int]]) -> None:
    network = citations(edges, [None] * 12)
    network.remove_edges_from(list(nx.selfloop_edges(network)))
    assert centrality.citation_count(network) == dict(network.in_degree)
    assert centrality.citation_count(nx.MultiDiGraph(edges + edges)) == {
        node: network.in_degree[node] for node in nx.MultiDiGraph(edges)
    }


@given(st.lists(st.integers(0, 6), max_size=8))
def test_h_index_is_its_definition(counts: list[int]) -> None:
    whole = nx.MultiDiGraph()
    whole.add_node("Ada", kind="person")
    for paper, count in enumerate(counts):
        whole.add_edge(paper, "Ada", relation="creator")
        whole.add_edges_from((f"{paper}/{n}", paper, {"relation": "cites"}) for n in range(count))
    expected = max((h for h in range(9) if sum(count >= h for count in counts) >= h), default=0)
    assert centrality.h_index(whole) == {"Ada": expected}


def test_inferred_lineage_is_no_citation() -> None:
    network = nx.DiGraph([("b", "a", {"relation": "cites"}), ("c", "a", {"relation": "likelyBuildsOn"})])
    assert centrality.citation_count(network) == {"b": 0, "a": 1, "c": 0}


def test_the_whole_graph_gives_papers_and_people(toy: kgraph.Graph) -> None:
    whole = kgraph.to_networkx(toy)
    papers = set(toy.of_kind(Kind.PAPER)["id"])
    assert set(centrality.citation_count(whole)) == set(centrality.disruption(whole)) == papers
    assert set(centrality.h_index(whole)) == set(toy.of_kind(Kind.PERSON)["id"])


def test_no_nodes_no_values() -> None:
    empty = nx.DiGraph()
    assert centrality.citation_count(empty) == centrality.h_index(empty) == centrality.disruption(empty) == {}
