"""Where a node stands in a network: score, rank and ties by each measure, and its community."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.kept import kept
from kgraph.profiles.panel import Panel, lay_out, select
from kgraph.scores import write_number
from kgraph.vocabulary import SCORED
from kgraph.wording import counted, listed, ordinal

# Names of measures in a sentence.
_CALLED = {"katz": "Katz", "pagerank": "PageRank", "h_index": "h-index"}
# These say what a node is, not how much.
_NOT_RANKED = frozenset({"articulation_point", "community"})
# Of these the smallest comes first: the less bound up a node's contacts are, the more it brokers.
_SMALLEST_FIRST = frozenset({"constraint"})
# High values of these say that a node is one of many alike: no sentence praises them.
_NOT_TOLD = frozenset({"clustering", "constraint", "core_number"})
_WEIGHTED = "Strength, eigenvector, PageRank, Katz, constraint and effective size use weights, others do not."
# A rank is worth a sentence among the first tenth of the network, and among so many.
_PARTS = 10
_FOREMOST = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """A score, its rank among `size` nodes (equal scores share one), and how many others share it."""

    measure: str
    score: float
    rank: int
    size: int
    tied: int

    def __str__(self) -> str:
        tied = f", tied with {self.tied:,}" if self.tied else ""
        return f"{ordinal(self.rank)} of {self.size:,} by {called(self.measure)}{tied}"


def called(measure: str) -> str:
    """What a measure is called in a sentence.

    >>> called("pagerank"), called("effective_size")
    ('PageRank', 'effective size')
    """
    return _CALLED.get(measure, measure.replace("_", " "))


def find_standing(graph: Graph, node: str, network: str) -> tuple[Standing, ...]:
    """Where a node stands by each measure of a network; nothing if it is not in it.

    >>> find_standing(graph, "person:a-lee", "authors")[-1].rank  # doctest: +SKIP
    3
    """
    own = _scores_of(graph, node, network)
    return tuple(
        _rank(measure, own[measure], _sorted_scores(graph)[network, measure])
        for measure in SCORED[network]
        if measure in own and measure not in _NOT_RANKED
    )


def _scores_of(graph: Graph, node: str, network: str) -> dict[str, float]:
    """The scores of a node in a network by measure: the table is sorted by node, so they stand together."""
    ids = graph.scores["id"]
    first, last = (ids.search_sorted(node, side=side) for side in ("left", "right"))
    rows = graph.scores[first:last].filter(pl.col("network") == network)
    return dict(rows.select("measure", "value").iter_rows())


@kept
def _sorted_scores(graph: Graph) -> dict[tuple[str, str], np.ndarray]:
    """All scores by network and measure, the lowest first."""
    parts = graph.scores.select("network", "measure", "value").partition_by(
        "network", "measure", as_dict=True, include_key=False
    )
    return {(key[0], key[1]): np.sort(part["value"].to_numpy()) for key, part in parts.items()}


def _rank(measure: str, score: float, scores: np.ndarray) -> Standing:
    below, upto = (int(np.searchsorted(scores, score, side)) for side in ("left", "right"))
    better = below if measure in _SMALLEST_FIRST else len(scores) - upto
    return Standing(measure, score, better + 1, len(scores), upto - below - 1)


def say_standing(standings: Sequence[Standing], network: str) -> tuple[str, ...]:
    """The rank by PageRank, and the measures by which the node is among the first, as a sentence."""
    main = next((one for one in standings if one.measure == "pagerank"), None)
    if main is None:
        return ()
    ranks: dict[int, list[str]] = {}
    for one in standings:
        is_told = one is not main and one.measure not in _NOT_TOLD and one.tied + 1 < one.size
        if is_told and one.rank <= max(1, min(one.size // _PARTS, _FOREMOST)):
            ranks.setdefault(one.rank, []).append(called(one.measure))
    others = [f"{ordinal(rank)} by {listed(ranks[rank])}" for rank in sorted(ranks)]
    more = f" ({'; '.join(others)})" if others else ""
    return (f"{main}{',' if main.tied else ''} in the network of {network}{more}.",)


def say_community(graph: Graph, node: str, network: str, name: str, one: str, many: str) -> tuple[str, ...]:
    """The community that `name` is in, as a sentence; `one` and `many` are what its members are called."""
    scores = _scores_of(graph, node, network)
    numbers = [int(scores["community"])] if "community" in scores else []
    rows = graph.communities.filter((pl.col("network") == network) & pl.col("community").is_in(numbers))
    return tuple(
        f"{name} is in community {row['community']} (“{row['label']}”) of {counted(row['size'], one, many)}; "
        f"its stability over other seeds is {row['stability']:.2f} of 1."
        for row in rows.iter_rows(named=True)
    )


def lay_out_standing(
    graph: Graph, node: str, network: str, standings: Sequence[Standing], about: str, said: Sequence[str]
) -> Panel:
    """The panel of standings; `about` says what links the nodes of the network."""
    rows = [
        (called(one.measure), float(write_number(one.score)), one.rank, one.size, one.tied)
        for one in standings
    ]
    return lay_out(
        "standing",
        "Standing",
        ("measure", "score", "rank", "of", "tied with"),
        rows,
        remarks=said,
        absent="The graph holds no scores of this node.",
        how=f"{about} Equal scores share a rank; of constraint the smallest comes first. Ranked are the "
        f"nodes for which a measure is defined. {_WEIGHTED}{_say_estimates(graph, network)}",
        commands=[
            select(
                "the scores",
                f"SELECT ?measure ?value {{ <{node_iri(node, graph.base)}> kg:hasScore ?score . "
                f'?score kg:network "{network}" ; ?measure ?value '
                "FILTER (isNumeric(?value)) } ORDER BY ?measure",
            )
        ],
    )


def _say_estimates(graph: Graph, network: str) -> str:
    """Which scores were taken from a sample, and their error."""
    return "".join(
        f" {called(one.measure).capitalize()} is estimated from the paths of {one.sources:,} of "
        f"{one.nodes:,} nodes; the median standard error of the 20 highest is {100 * one.error:.1f} %."
        for one in graph.estimates
        if one.network == network
    )
