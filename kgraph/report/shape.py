"""The shape of the field: how large, dense and connected each network is."""

from collections.abc import Iterator, Mapping

from kgraph import centrality
from kgraph.graph import Graph
from kgraph.report.document import Cell, Column, Form, Section, Sentence, Table
from kgraph.report.pictures import draw_overview
from kgraph.report.webs import Web
from kgraph.wording import counted, percent

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


def describe_shape(graph: Graph, webs: Mapping[str, Web], labels: Mapping[str, str]) -> Section:
    """A row for each network, and in words how far the field hangs together."""
    table = Table(
        "networks",
        "Networks",
        COLUMNS,
        tuple(map(_row, webs.values())),
        "Density: share of the possible links that are there. Largest: share of the nodes in the largest "
        "component; isolated: nodes without any link to another. Clustering: mean share of a node's "
        "neighbour pairs that are linked themselves; a node with fewer than two neighbours counts as 0.",
    )
    pictures = (draw_overview(graph, webs[name], labels) for name in ("authors", "topics"))
    figures = tuple(figure for picture in pictures for figure in picture)
    return Section("shape", "The shape of the field", tuple(_sentences(webs)), figures, (table,))


def _row(web: Web) -> tuple[Cell, ...]:
    nodes, sizes = len(web.adjacency.nodes), web.component_sizes
    pairs = nodes * (nodes - 1) / (1 if web.adjacency.is_directed else 2)
    return (
        web.name,
        nodes,
        web.links,
        web.links / pairs if pairs else 0.0,
        len(sizes),
        sizes[0] / nodes if nodes else 0.0,
        _alone(web),
        centrality.average_clustering(web.adjacency),
    )


def _alone(web: Web) -> int:
    """Nodes that are a component by themselves."""
    return int((web.component_sizes == 1).sum())


def _sentences(webs: Mapping[str, Web]) -> Iterator[Sentence]:
    links = "; ".join(f"{name}: {_LINKED_BY[name]}" for name in webs)
    yield (f"What is linked: {links}.",)
    people = webs["authors"]
    if people.adjacency.nodes:
        largest, everyone = int(people.component_sizes[0]), len(people.adjacency.nodes)
        said = (
            f"{percent(largest / everyone)} of the people are in one component of the co-authorship network"
        )
        lone = counted(_alone(people), "person is", "people are")
        yield (f"{said} ({largest:,} of {everyone:,}); {lone} linked to nobody.",)
    for name, web in webs.items():
        if web.left_out:
            groups = "papers" if name in {"authors", "topics"} else "people or topics"
            yield (
                f"In {name}, {len(web.left_out):,} {groups} with more than {web.max_group} members link "
                "nobody: the number of pairs grows with the square, and such a bond says little.",
            )
