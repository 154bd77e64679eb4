"""The report on a graph: what the corpus is, its shape, who and what is central and why, what builds on what.

`compute_report` gives it as values (`document`), a module a section; `rendering` writes them.
"""

from kgraph.graph import Graph
from kgraph.report.behind import Behind
from kgraph.report.bridges import describe_bridges
from kgraph.report.central import rank_nodes
from kgraph.report.corpus import describe_corpus, describe_size
from kgraph.report.descent import describe_descent
from kgraph.report.document import Report
from kgraph.report.evolution import describe_evolution
from kgraph.report.facts import read_facts
from kgraph.report.groups import describe_groups
from kgraph.report.impact import describe_impact
from kgraph.report.measures import describe_measures
from kgraph.report.overview import describe_in_short
from kgraph.report.rendering import (
    render_html,
    render_json,
    render_markdown,
    render_tables,
    write_report,
)
from kgraph.report.rising import describe_rising
from kgraph.report.shape import describe_shape
from kgraph.report.webs import NETWORKS, read_webs
from kgraph.report.years import describe_years


def compute_report(graph: Graph) -> Report:
    """Compute the report of a graph.

    >>> compute_report(graph).table("people").rows[0][1]  # doctest: +SKIP
    'Dario Amodei'
    """
    facts, behind = read_facts(graph), Behind()
    webs = read_webs(graph)
    sections = (
        describe_corpus(graph),
        describe_years(graph),
        describe_shape(graph, webs, facts.labels),
        *rank_nodes(graph, webs, facts, behind),
        describe_groups(graph, facts),
        describe_rising(graph),
        describe_evolution(graph, facts.labels),
        describe_bridges(graph, facts, behind),
        describe_descent(graph, facts),
        describe_impact(graph, facts, behind),
        describe_measures(),
    )
    sections = (describe_in_short(sections), *sections)
    version = dict(graph.run.versions)["kgraph"]
    return Report("Report", describe_size(graph), sections, version, behind.tables())


__all__ = [
    "NETWORKS",
    "Report",
    "compute_report",
    "render_html",
    "render_json",
    "render_markdown",
    "render_tables",
    "write_report",
]
