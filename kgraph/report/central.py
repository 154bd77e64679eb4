"""Who and what is central, and why it matters."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from kgraph import centrality
from kgraph.centrality.sampling import HEAD
from kgraph.estimates import Estimate
from kgraph.graph import Graph
from kgraph.report.behind import Behind
from kgraph.report.document import Cell, Column, Form, Section, Sentence, Table
from kgraph.report.facts import Facts, rank_by
from kgraph.report.papers import explain_papers
from kgraph.report.people import explain_people
from kgraph.report.pictures import draw_centrality
from kgraph.report.topics import explain_topics
from kgraph.report.webs import Web
from kgraph.wording import percent

TOP = 20
# The measures that the page has room for; CSV and JSON have all.
SHOWN = ("strength", "betweenness", "pagerank")

_Explain = Callable[[Iterable[str], Web, Facts, Behind], Mapping[str, Sentence]]


@dataclass(frozen=True, slots=True)
class _Ranked:
    key: str
    title: str
    one: str  # what a row is
    fact: Column  # and the one fact that stands beside its name
    network: str
    linked: str  # what links the nodes, and how this is weighted
    explain: _Explain


RANKED = (
    _Ranked(
        "people",
        "Central people",
        "person",
        Column("papers", Form.COUNT),
        "authors",
        "Co-authorship: people linked by the papers they wrote together, weighted by their number.",
        explain_people,
    ),
    _Ranked(
        "papers",
        "Central papers",
        "paper",
        Column("date", Form.DATE),
        "papers",
        "Papers linked by shared people, themes and keywords; each of these counts 1 / (n - 1), n being the "
        "papers that have it, so that a rare bond counts more than a common one.",
        explain_papers,
    ),
    _Ranked(
        "topics",
        "Central topics",
        "topic",
        Column("papers", Form.COUNT),
        "topics",
        "Themes and keywords linked by the papers that are about both, weighted by their number. A keyword "
        "that is a name of a theme counts as the theme.",
        explain_topics,
    ),
)


def rank_nodes(graph: Graph, webs: Mapping[str, Web], facts: Facts, behind: Behind) -> tuple[Section, ...]:
    """The most central people, papers and topics by PageRank, each with its reasons."""
    beside = _beside(facts)
    return tuple(_rank(kind, graph, webs[kind.network], facts, beside, behind) for kind in RANKED)


def _rank(
    kind: _Ranked, graph: Graph, web: Web, facts: Facts, beside: Mapping[str, Cell], behind: Behind
) -> Section:
    scores = graph.scores.filter(pl.col("network") == kind.network)
    if scores.is_empty():
        return Section(kind.key, kind.title, ((f"There is no {kind.one} in this corpus.",),))
    wide = scores.pivot("measure", index="id", values="value").join(
        graph.nodes.select("id", "label"), on="id"
    )
    ranked = rank_by(wide, "pagerank", "label", "id")
    top = ranked.head(TOP)
    reasons = kind.explain(top["id"], web, facts, behind)
    rows = tuple(
        (
            row["rank"],
            row["label"],
            beside[row["id"]],
            reasons[row["id"]],
            *(row[measure] for measure in centrality.MEASURES),
        )
        for row in top.iter_rows(named=True)
    )
    columns = (
        Column("rank", Form.COUNT),
        Column(kind.one),
        kind.fact,
        Column("why it matters"),
        *(Column(measure, Form.NUMBER, measure in SHOWN) for measure in centrality.MEASURES),
    )
    note = (
        f"{kind.linked} Ordered by PageRank of the weighted network; equal scores share a rank, then by name."
    )
    note += "".join(f" {_tell_estimate(one)}" for one in graph.estimates if one.network == web.name)
    figures = tuple(draw_centrality(graph, kind.network, facts.labels)) if kind.network == "authors" else ()
    table = Table(kind.key, kind.title, columns, rows, note, ranked.height)
    return Section(kind.key, kind.title, figures=figures, tables=(table,))


def _tell_estimate(estimate: Estimate) -> str:
    """How a measure was estimated, and how far it may be off."""
    return (
        f"{estimate.measure.capitalize()} is estimated from {estimate.sources:,} of {estimate.nodes:,} "
        f"nodes: the {HEAD} highest have a median standard error of {percent(estimate.error)}, and two "
        f"halves of the sample share {estimate.shared} of their {HEAD} highest."
    )


def _beside(facts: Facts) -> dict[str, Cell]:
    """Papers of a person or topic, date of a paper."""
    dates = facts.papers.select("paper", pl.col("date").fill_null("undated"))
    counts: dict[str, Cell] = dict(dates.iter_rows())
    for table, key in ((facts.authorship, "person"), (facts.subjects, "topic")):
        counts.update(table.group_by(key).len().iter_rows())
    return counts
