"""What a person holds together, against removing them from the network."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from kgraph.adjacency import convert
from kgraph.report.people import _Holding
from kgraph.report.webs import Web


@given(st.integers(2, 14), st.integers(0, 10_000), st.floats(0.05, 0.5))
def test_parts_are_the_components_without_the_person(nodes: int, seed: int, density: float) -> None:
    network = nx.relabel_nodes(nx.gnp_random_graph(nodes, density, seed=seed), lambda node: f"p{node:02}")
    holding = _Holding(Web("authors", convert(network), 100, ()))
    for person in network:
        circle = nx.node_connected_component(network, person)
        rest = network.subgraph(circle - {person})
        expected = sorted((sorted(part) for part in nx.connected_components(rest)), key=lambda p: (len(p), p))
        parts = [[holding.people[other] for other in part] for part in holding.parts_without(person)]
        assert parts == (expected if len(expected) > 1 else [])
