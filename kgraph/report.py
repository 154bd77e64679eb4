"""The centrality report: who and what is central in the graph, what links it, what is missing from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import networkx as nx
import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from kgraph import centrality
from kgraph.evidence import chance, citation_rule, lineage_reason
from kgraph.graph import Graph
from kgraph.ledger import SUMMARY, Ledger, summary
from kgraph.networks import MAX_GROUP, to_networkx
from kgraph.paths import Step, main_path
from kgraph.scores import PATH_SAMPLE, is_sampled, write_number
from kgraph.vocabulary import Kind, Relation

TOP = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One ranked node: its rank (equal scores share one), one fact about it, its score by measure."""

    rank: int
    id: str
    label: str
    fact: str  # the papers of a person or topic, the date of a paper
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most central nodes of one network, by PageRank, then by label."""

    title: str
    one: str  # what a row is
    fact: str  # what its fact is
    network: str
    about: str
    rows: tuple[Row, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a network: counts, density, components, share of the largest, mean clustering."""

    network: str
    nodes: int
    links: int
    density: float
    components: int
    largest: float
    clustering: float
    left_out: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the report says, as values."""

    counts: Mapping[str, int]
    links: int
    years: tuple[tuple[int, int], ...]
    shapes: tuple[Shape, ...]
    rankings: tuple[Ranking, ...]
    path: tuple[tuple[int | None, str, str], ...]  # year, title, why it stands on the one before it
    lineage: tuple[tuple[str, str], ...]  # "later <- earlier", why
    lineage_size: int
    ledger: Ledger
    version: str
    sampled: tuple[str, ...]


_RANKED = (
    (
        ("People", "person", "papers", "authors"),
        "Co-authorship: people linked by the papers they wrote together, weighted by their number.",
    ),
    (
        ("Papers", "paper", "date", "papers"),
        "Papers linked by shared people, themes and keywords; each of these counts 1 / (n - 1), n being the "
        "papers that have it, so that a rare bond counts more than a common one.",
    ),
    (
        ("Topics", "topic", "papers", "topics"),
        "Themes and keywords linked by the papers that are about both, weighted by their number. A keyword "
        "that is a name of a theme counts as the theme.",
    ),
)


def compute_report(graph: Graph) -> Report:
    """Compute the report of a graph: networks, centrality, the strongest lineage, and the ledger."""
    facts = _facts(graph)
    shapes, rankings, sampled = [], [], []
    for words, about in _RANKED:
        name = words[-1]
        network = to_networkx(graph, network=name)
        shapes.append(_shape(name, network))
        if is_sampled(network):
            sampled.append(name)
        rankings.append(_rank(words, about, graph, facts))
    shapes.append(_shape("lineage", to_networkx(graph, network="lineage")))
    links = graph.of_relation(Relation.LIKELY_BUILDS_ON)
    years = graph.of_kind(Kind.PAPER)["year"].drop_nulls().value_counts().sort("year")
    return Report(
        counts={kind.value: graph.count(kind) for kind in Kind},
        links=graph.edges.height,
        years=tuple(years.iter_rows()),
        shapes=tuple(shapes),
        rankings=tuple(rankings),
        path=tuple(_main_path(graph)),
        lineage=tuple(_strongest(graph, links)),
        lineage_size=links.height,
        ledger=graph.ledger,
        version=dict(graph.run.versions)["kgraph"],
        sampled=tuple(sampled),
    )


def render_html(report: Report) -> str:
    """Render the report as one HTML file that needs nothing else."""
    return _environment(autoescape=True).get_template("report.html").render(**_context(report))


def render_markdown(report: Report) -> str:
    """Render the report as Markdown; titles and names are escaped, so they show as they are."""
    environment = _environment(autoescape=False)
    environment.filters["md"] = escape_markdown
    return environment.get_template("report.md").render(**_context(report))


def _environment(autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("kgraph"),
        autoescape=autoescape,  # noqa: S701  (the Markdown template escapes with its own filter)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = write_number
    environment.filters["counted"] = _counted
    environment.filters["percent"] = lambda value: f"{100 * value:.1f} %"
    return environment


def _context(report: Report) -> dict[str, Any]:
    return {
        "report": report,
        "accounts": summary(report.ledger),
        "account_columns": SUMMARY,
        "measures": centrality.MEASURES,
        "max_group": MAX_GROUP,
        "sample": PATH_SAMPLE,
        "busiest": max((count for _, count in report.years), default=1),
    }


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def escape_markdown(text: object) -> str:
    """A text on one line in which nothing is Markdown or HTML.

    >>> escape_markdown("a|b <i>*c*</i>")
    'a\\\\|b &lt;i&gt;\\\\*c\\\\*&lt;/i&gt;'
    """
    flat = escape(" ".join(str(text).split()), quote=False)
    return re.sub(r"([\\`*_{}\[\]|~$#])", r"\\\1", flat)


def _facts(graph: Graph) -> dict[str, str]:
    owned = graph.of_relation(Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS)
    counts = owned.select("target", "source").unique().group_by("target").len()
    dates = graph.of_kind(Kind.PAPER).select("id", pl.col("date").fill_null("undated"))
    return dict(dates.iter_rows()) | {node: str(count) for node, count in counts.iter_rows()}


def _rank(words: tuple[str, str, str, str], about: str, graph: Graph, facts: Mapping[str, str]) -> Ranking:
    table = graph.scores.filter(pl.col("network") == words[-1])
    if table.is_empty():
        return Ranking(*words, about, (), 0)
    wide = table.pivot("measure", index="id", values="value").join(graph.nodes.select("id", "label"), on="id")
    # Equal scores share a rank.
    ranked = wide.sort(-pl.col("pagerank"), "label", "id").with_columns(
        rank=pl.col("pagerank").rank("min", descending=True)
    )
    rows = tuple(
        Row(
            rank=row["rank"],
            id=row["id"],
            label=row["label"],
            fact=facts[row["id"]],
            scores={measure: row[measure] for measure in centrality.MEASURES},
        )
        for row in ranked.head(TOP).iter_rows(named=True)
    )
    return Ranking(*words, about, rows, wide.height)


def _shape(name: str, network: nx.Graph) -> Shape:
    parts = nx.weakly_connected_components if network.is_directed() else nx.connected_components
    sizes = sorted(map(len, parts(network)), reverse=True)
    return Shape(
        network=name,
        nodes=network.number_of_nodes(),
        links=network.number_of_edges(),
        density=nx.density(network),
        components=len(sizes),
        largest=sizes[0] / sum(sizes) if sizes else 0.0,
        clustering=centrality.average_clustering(network),
        left_out=len(network.graph.get("left_out", ())),
    )


def _main_path(graph: Graph) -> Iterable[tuple[int | None, str, str]]:
    """The papers of the main path, earliest first; the first stands on none."""
    path = main_path(graph)
    facts = {row[0]: row[1:] for row in graph.of_kind(Kind.PAPER).select("id", "year", "label").iter_rows()}
    labels = graph.labels()
    for place, paper in enumerate(path.papers):
        year, title = facts[paper]
        yield year, title, _why(graph, path.steps[place - 1], labels) if place else ""


def _why(graph: Graph, step: Step, labels: Mapping[str, str]) -> str:
    ends = (pl.col("source") == step.later) & (pl.col("target") == step.earlier)
    [edge] = graph.of_relation(step.relation).filter(ends).rows(named=True)
    if step.relation is Relation.CITES:
        return f"cites it: found by {citation_rule(edge)}"
    return f"likely builds on it ({chance(step.weight)}): {lineage_reason(edge, labels)}"


def _strongest(graph: Graph, links: pl.DataFrame) -> Iterable[tuple[str, str]]:
    labels = graph.labels()
    for edge in links.sort(-pl.col("weight"), "source", "target").head(TOP).iter_rows(named=True):
        yield f"{labels[edge['source']]} ← {labels[edge['target']]}", lineage_reason(edge, labels)
