"""The shape of the field: how large, dense and connected each network is."""

from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx

from kgraph import centrality
from kgraph.graph import Graph
from kgraph.networks import MAX_GROUP
from kgraph.report.document import Cell, Column, Form, Section, Sentence, Table
from kgraph.report.pictures import draw_overview
from kgraph.report.wording import counted, percent

COLUMNS = (
    Column("network"),
    Column("nodes", Form.COUNT),
    Column("links", Form.COUNT),
    Column("density", Form.NUMBER),
    Column("components", Form.COUNT),
    Column("largest", Form.PERCENT),
    Column("isolated", Form.COUNT),
    Column("clustering", Form.NUMBER),
)
_LINKED_BY = {
    "authors": "people by the papers they wrote together",
    "papers": "papers by the people, themes and keywords they share",
    "topics": "themes and keywords by the papers that are about both",
    "lineage": "papers by what cites or likely builds on what",
}


def describe_shape(graph: Graph, networks: Mapping[str, Any]) -> Section:
    """A row for each network, and in words how far the field hangs together."""
    table = Table(
        "networks",
        "Networks",
        COLUMNS,
        tuple(_row(name, network) for name, network in networks.items()),
        "Density: share of the possible links that are there. Largest: share of the nodes in the largest "
        "component; isolated: nodes without any link. Clustering: mean share of a node's neighbour pairs "
        "that are linked themselves; a node with fewer than two neighbours counts as 0.",
    )
    pictures = (draw_overview(graph, name, networks[name]) for name in ("authors", "topics"))
    figures = tuple(figure for picture in pictures for figure in picture)
    return Section("shape", "The shape of the field", tuple(_sentences(networks)), figures, (table,))


def _row(name: str, network: Any) -> tuple[Cell, ...]:
    sizes = _component_sizes(network)
    return (
        name,
        network.number_of_nodes(),
        network.number_of_edges(),
        nx.density(network),
        len(sizes),
        sizes[0] / sum(sizes) if sizes else 0.0,
        nx.number_of_isolates(network),
        centrality.average_clustering(network),
    )


def _component_sizes(network: Any) -> list[int]:
    parts = nx.weakly_connected_components if network.is_directed() else nx.connected_components
    return sorted(map(len, parts(network)), reverse=True)


def _sentences(networks: Mapping[str, Any]) -> Iterator[Sentence]:
    links = "; ".join(f"{name}: {_LINKED_BY[name]}" for name in networks)
    yield (f"What is linked: {links}.",)
    people = networks["authors"]
    if people.number_of_nodes():
        sizes = _component_sizes(people)
        alone = nx.number_of_isolates(people)
        yield (
            f"{percent(sizes[0] / sum(sizes))} of the people are in one component of the co-authorship"
            f" network ({sizes[0]:,} of {sum(sizes):,}); {counted(alone, 'person has', 'people have')} no "
            "co-author.",
        )
    for name, network in networks.items():
        left_out = network.graph.get("left_out", ())
        if left_out:
            groups = "papers" if name in {"authors", "topics"} else "people or topics"
            yield (
                f"In {name}, {len(left_out):,} {groups} with more than {MAX_GROUP} members link nobody: the "
                "number of pairs grows with the square, and such a bond says little.",
            )
