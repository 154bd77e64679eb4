"""Which nodes of a graph a page holds."""

from collections.abc import Iterable

import polars as pl

from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation

# Above this number the page needs more than 6 s to the first picture of everything; it then holds the most
# central nodes of each kind and says so.
MAX_NODES = 5_000
# What part of a page each kind may have if there are more nodes than it holds: themes are few, all come in;
# room that a kind does not need goes to people, keywords, papers (they take most bytes), organizations.
_SHARES = {
    Kind.THEME: 1.0,
    Kind.PAPER: 0.4,
    Kind.PERSON: 0.3,
    Kind.KEYWORD: 0.2,
    Kind.ORGANIZATION: 0.1,
}


def select_nodes(graph: Graph, first: Iterable[str] = (), limit: int | None = None) -> pl.DataFrame:
    """The rows of the nodes that a page holds, in the order of the graph: at most `limit`, or `MAX_NODES`.

    `first` come in before all others, then the most central of each kind (`weigh_centrality`).
    """
    limit = MAX_NODES if limit is None else limit
    if graph.nodes.height <= limit:
        return graph.nodes
    counts = {kind: graph.count(kind) for kind in _SHARES}
    quotas = _share_out(counts, limit)
    ranked = _rank(graph, first)
    chosen = [ranked.filter(pl.col("kind") == kind.value).head(quotas[kind]) for kind in _SHARES]
    return graph.nodes.join(pl.concat(chosen).select("id"), on="id", how="semi", maintain_order="left")


def _share_out(counts: dict[Kind, int], limit: int) -> dict[Kind, int]:
    """How many nodes of each kind come in.

    >>> counts = {Kind.THEME: 2, Kind.PAPER: 90, Kind.PERSON: 1, Kind.KEYWORD: 9, Kind.ORGANIZATION: 0}
    >>> [(kind.value, number) for kind, number in _share_out(counts, 10).items()]
    [('theme', 2), ('paper', 4), ('person', 1), ('keyword', 3), ('organization', 0)]
    """
    quotas = {kind: min(counts[kind], int(share * limit)) for kind, share in _SHARES.items()}
    # Themes came in beside the shares of the others, which add up to the whole.
    left = limit - sum(quotas.values())
    for kind in (Kind.PERSON, Kind.KEYWORD, Kind.PAPER, Kind.ORGANIZATION):
        change = max(-quotas[kind], left) if left < 0 else min(counts[kind] - quotas[kind], left)
        quotas[kind] += change
        left -= change
    return quotas


def weigh_centrality(graph: Graph) -> pl.DataFrame:
    """How central each node is among those of its kind: columns `id`, `kind` and `central`, a row for each.

    Rows are in the order of the graph. It is for papers the weight of the links of lineage and the citations
    that lead to them, for people and topics PageRank in their network, for organizations their papers, and 0
    where there is none.
    """
    lineage = graph.of_relation(Relation.CITES, Relation.LIKELY_BUILDS_ON)
    weight = pl.col("weight").fill_null(1.0).sum().alias("central")
    built_on = lineage.group_by(id="target").agg(weight)
    is_rank = (pl.col("measure") == "pagerank") & pl.col("network").is_in(["authors", "topics"])
    ranks = graph.scores.filter(is_rank).select("id", central="value")
    named = graph.of_relation(Relation.AFFILIATION).group_by(id="target").agg(weight)
    central = pl.concat([built_on, ranks, named])
    nodes = graph.nodes.select("id", "kind").join(central, on="id", how="left", maintain_order="left")
    return nodes.with_columns(pl.col("central").fill_null(0.0).round(9))


def _rank(graph: Graph, first: Iterable[str]) -> pl.DataFrame:
    wanted = pl.col("id").is_in(list(first)).alias("first")
    return (
        weigh_centrality(graph)
        .with_columns(wanted)
        .sort("first", "central", "id", descending=[True, True, False])
    )
