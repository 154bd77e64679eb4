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
from kgraph.evidence import lineage_reason
from kgraph.graph import Graph
from kgraph.ledger import Ledger
from kgraph.networks import MAX_GROUP, to_networkx
from kgraph.vocabulary import Kind, Relation

TOP = 20
# Exact betweenness and closeness walk every edge from every node; above this many steps (about 5 s each)
# they are estimated from a sample of the nodes, and the report says so.
PATH_BUDGET = 500_000_000
PATH_SAMPLE = 500
# Scores below this are what a solver leaves of zero (eigenvector outside the largest component: 1e-18).
_ZERO = 1e-9


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
        exact = network.number_of_nodes() * network.number_of_edges() <= PATH_BUDGET
        if not exact:
            sampled.append(name)
        rankings.append(_rank(words, about, network, facts, None if exact else PATH_SAMPLE))
    shapes.append(_shape("lineage", to_networkx(graph, network="lineage")))
    links = graph.of_relation(Relation.LIKELY_BUILDS_ON)
    years = graph.of_kind(Kind.PAPER)["year"].drop_nulls().value_counts().sort("year")
    return Report(
        counts={kind.value: graph.count(kind) for kind in Kind},
        links=graph.edges.height,
        years=tuple(years.iter_rows()),
        shapes=tuple(shapes),
        rankings=tuple(rankings),
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
        "measures": centrality.MEASURES,
        "max_group": MAX_GROUP,
        "sample": PATH_SAMPLE,
        "busiest": max((count for _, count in report.years), default=1),
    }


def write_number(value: float) -> str:
    """A score as it is written and ranked: four significant digits, and 0 for what is too small to tell.

    >>> write_number(0.05628371), write_number(0.00012345678), write_number(12.0), write_number(3e-18)
    ('0.05628', '0.0001235', '12', '0')
    """
    return f"{value:.4g}" if abs(value) >= _ZERO else "0"


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


def _rank(
    words: tuple[str, str, str, str],
    about: str,
    network: nx.Graph,
    facts: Mapping[str, str],
    sample: int | None,
) -> Ranking:
    scores = {
        "degree": centrality.degree(network),
        "strength": centrality.strength(network),
        "betweenness": centrality.betweenness(network, sample=sample),
        "closeness": centrality.closeness(network, sample=sample),
        "eigenvector": centrality.eigenvector(network),
        "pagerank": centrality.pagerank(network),
    }
    # Rounded before ranking: the last bits differ between machines and must not decide an order. To digits
    # that count, not to places behind the point: PageRank shrinks as the network grows.
    rounded = {
        measure: {node: float(write_number(value)) for node, value in by.items()}
        for measure, by in scores.items()
    }
    primary = rounded["pagerank"]
    order = sorted(network, key=lambda node: (-primary[node], network.nodes[node]["label"], node))[:TOP]
    rank_of: dict[float, int] = {}
    for place, node in enumerate(order, start=1):
        rank_of.setdefault(primary[node], place)
    rows = tuple(
        Row(
            rank=rank_of[primary[node]],
            id=node,
            label=network.nodes[node]["label"],
            fact=facts[node],
            scores={measure: rounded[measure][node] for measure in centrality.MEASURES},
        )
        for node in order
    )
    return Ranking(*words, about, rows, network.number_of_nodes())


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


def _strongest(graph: Graph, links: pl.DataFrame) -> Iterable[tuple[str, str]]:
    labels = graph.labels()
    for edge in links.sort(-pl.col("weight"), "source", "target").head(TOP).iter_rows(named=True):
        yield f"{labels[edge['source']]} ← {labels[edge['target']]}", lineage_reason(edge, labels)
