"""Networks: the graph, or a network of it, as NetworkX or as arrays.

What links what, the weights, caps and slices: `docs/networks.md`.
"""

from typing import Any

from kgraph.graph import Graph
from kgraph.networks.backbone import extract_backbone
from kgraph.networks.conversion import convert_graph, convert_network
from kgraph.networks.cooccurrence import authors, keywords, organizations, people_themes, themes, topics
from kgraph.networks.direct import citations, lineage
from kgraph.networks.incidence import MAX_GROUP, MAX_PAIRS
from kgraph.networks.memberships import select_shared
from kgraph.networks.registry import NETWORKS, Network, compute_network, list_weightings
from kgraph.networks.relatedness import (
    cocitation,
    coupling,
    papers,
    papers_by_author,
    papers_by_keyword,
    papers_by_theme,
)
from kgraph.networks.slices import cumulative_periods, slice_graph, sliding_periods
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Weighting

__all__ = [
    "MAX_GROUP",
    "MAX_PAIRS",
    "NETWORKS",
    "Network",
    "SparseNetwork",
    "Weighting",
    "authors",
    "citations",
    "cocitation",
    "coupling",
    "cumulative_periods",
    "extract_backbone",
    "keywords",
    "lineage",
    "list_weightings",
    "organizations",
    "papers",
    "papers_by_author",
    "papers_by_keyword",
    "papers_by_theme",
    "people_themes",
    "select_shared",
    "slice_graph",
    "sliding_periods",
    "themes",
    "to_networkx",
    "to_sparse",
    "topics",
]  # fmt: skip


def to_networkx(
    graph: Graph,
    network: str | None = None,
    *,
    weighting: str | None = None,
    years: tuple[int, int] | None = None,
    theme: str | None = None,
    person: str | None = None,
    venue: str | None = None,
    max_group: int = MAX_GROUP,
) -> Any:
    """Give the whole graph as a `MultiDiGraph`, or the named network of `NETWORKS`.

    In the whole graph nodes carry `kind` and `label`, edges carry `relation` (also their key), `status`
    and, where they apply, `weight`, `evidence` and the other columns of the tables; nothing is null. In a
    network links carry `weight` and what they rest on, as its function in this package says; its `graph`
    says the `weighting`, the cap `max_group`, and which groups are `left_out` for being larger.

    `weighting` is a name of `Weighting`; without, the network's own. `years` (first and last), `theme`,
    `person` (ids) and `venue` keep the papers to which all of them apply, as `slice_graph` does.

    Raises `UnknownNameError` for another network, weighting, theme, person or venue.

    >>> to_networkx(graph, network="authors", years=(2018, 2022)).number_of_nodes()  # doctest: +SKIP
    58
    """
    part = slice_graph(graph, years=years, theme=theme, person=person, venue=venue)
    if network is None:
        return convert_graph(part)
    return convert_network(compute_network(part, network, weighting, max_group))


def to_sparse(
    graph: Graph,
    network: str,
    *,
    weighting: str | None = None,
    years: tuple[int, int] | None = None,
    theme: str | None = None,
    person: str | None = None,
    venue: str | None = None,
    max_group: int = MAX_GROUP,
) -> SparseNetwork:
    """Give a network as arrays, several times as fast as `to_networkx`, which takes the same arguments.

    Raises `UnknownNameError` as that does.

    >>> to_sparse(graph, "authors").matrix.sum(axis=1)  # doctest: +SKIP
    array([3, 1, 4])
    """
    part = slice_graph(graph, years=years, theme=theme, person=person, venue=venue)
    return compute_network(part, network, weighting, max_group)
