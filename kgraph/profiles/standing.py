"""Where a node stands in a network: score, rank and ties by each measure, from the scores of the graph."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.profiles.panel import Panel, lay_out, select
from kgraph.profiles.wording import joined, ordinal
from kgraph.scores import PATH_BUDGET, PATH_SAMPLE, write_number
from kgraph.vocabulary import MEASURES

# Names of measures in a sentence.
_CALLED = {"pagerank": "PageRank", "h_index": "h-index"}
# Of these the smallest comes first: the less bound a node's contacts are, the more it brokers.
_SMALLEST_FIRST = frozenset({"constraint"})
# These say what a node is, not how much.
_NOT_RANKED = frozenset({"community", "articulation", "articulation_point"})
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
    table = graph.scores.filter(pl.col("network") == network)
    own = dict(table.filter(pl.col("id") == node).select("measure", "value").iter_rows())
    order = {name: place for place, name in enumerate(MEASURES)}
    found = []
    for measure in sorted(own.keys() - _NOT_RANKED, key=lambda name: (order.get(name, len(order)), name)):
        values = table.filter(pl.col("measure") == measure)["value"].drop_nulls()
        value = own[measure]
        better = values < value if measure in _SMALLEST_FIRST else values > value
        tied = int((values == value).sum()) - 1
        found.append(Standing(measure, value, int(better.sum()) + 1, values.len(), tied))
    return tuple(found)


def say_standing(standings: Sequence[Standing], network: str) -> tuple[str, ...]:
    """The rank by PageRank, and the measures by which the node is among the first tenth, as a sentence."""
    main = next((one for one in standings if one.measure == "pagerank"), None)
    if main is None:
        return ()
    ranks: dict[int, list[str]] = {}
    for one in standings:
        if one is not main and one.tied + 1 < one.size and one.rank <= _worth_telling(one.size):
            ranks.setdefault(one.rank, []).append(called(one.measure))
    others = [f"{ordinal(rank)} by {joined(ranks[rank])}" for rank in sorted(ranks)]
    more = f" ({'; '.join(others)})" if others else ""
    return (f"{main}{',' if main.tied else ''} in the network of {network}{more}.",)


def _worth_telling(size: int) -> int:
    return max(1, min(size // _PARTS, _FOREMOST))


def lay_out_standing(
    standings: Sequence[Standing], iri: str, network: str, about: str, sentences: Sequence[str]
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
        remarks=sentences,
        absent="The graph holds no scores of this node.",
        how=f"{about} Equal scores share a rank. Degree, betweenness and closeness ignore weights; strength, "
        f"eigenvector and PageRank use them. In a network of more than {PATH_BUDGET:,} nodes times links "
        f"betweenness and closeness are estimated from {PATH_SAMPLE} nodes.",
        commands=[
            select(
                "the scores",
                f'SELECT ?measure ?value {{ <{iri}> kg:hasScore ?score . ?score kg:network "{network}" ; '
                "?measure ?value FILTER (isNumeric(?value)) } ORDER BY ?measure",
            )
        ],
    )
