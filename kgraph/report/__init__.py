"""The report on a graph: what the corpus is, its shape, who and what is central and why, what builds on what.

`compute_report` gives it as values (`document`), a module a section; `rendering` writes them.
"""

from kgraph.graph import Graph
from kgraph.networks import to_networkx
from kgraph.report.behind import Behind
from kgraph.report.bridges import describe_bridges
from kgraph.report.central import rank_nodes
from kgraph.report.corpus import describe_corpus, describe_size
from kgraph.report.descent import describe_descent
from kgraph.report.document import Report
from kgraph.report.evolution import describe_evolution
from kgraph.report.facts import read_facts
from kgraph.report.overview import describe_in_short
from kgraph.report.rendering import (
    escape_markdown,
    render_html,
    render_json,
    render_markdown,
    render_tables,
    write_report,
)
from kgraph.report.rising import describe_rising
from kgraph.report.shape import describe_shape
from kgraph.report.years import describe_years

NETWORKS = ("authors", "papers", "topics", "lineage")


def compute_report(graph: Graph) -> Report:
    """Compute the report of a graph.

    >>> compute_report(graph).table("people").rows[0][1]  # doctest: +SKIP
    'Dario Amodei'
    """
    facts, behind = read_facts(graph), Behind()
    networks = {name: to_networkx(graph, network=name) for name in NETWORKS}
    sections = (
        describe_corpus(graph),
        describe_years(graph),
        describe_shape(graph, networks),
        *rank_nodes(graph, networks, facts, behind),
        describe_rising(graph),
        describe_evolution(graph),
        describe_bridges(graph, facts, behind),
        describe_descent(graph, facts),
    )
    sections = (describe_in_short(sections), *sections)
    version = dict(graph.run.versions)["kgraph"]
    return Report("Report", describe_size(graph), sections, version, behind.tables())


__all__ = [
    "NETWORKS",
    "Report",
    "compute_report",
    "escape_markdown",
    "render_html",
    "render_json",
    "render_markdown",
    "render_tables",
    "write_report",
]
