"""Who bridges themes: the share of each pair of themes, by hand."""

from dataclasses import replace

import polars as pl

import kgraph
from kgraph.graph import EDGE_SCHEMA
from kgraph.report.behind import Behind
from kgraph.report.bridges import describe_bridges
from kgraph.report.document import Section, flatten
from kgraph.report.facts import read_facts


def tagged(tiny: kgraph.Graph, *tags: tuple[str, str]) -> kgraph.Graph:
    """The graph with these papers on these themes in place of its own tags."""
    rows = [
        {"source": paper, "relation": "subject", "target": theme, "status": "extracted", "weight": 0.5}
        for paper, theme in tags
    ]
    others = tiny.edges.filter(pl.col("relation") != "subject")
    edges = pl.concat([others, pl.DataFrame(rows, schema=EDGE_SCHEMA)])
    other = tiny.nodes.filter(pl.col("id") == "theme:learning").with_columns(
        id=pl.lit("theme:other"), label=pl.lit("Other")
    )
    nodes = pl.concat([tiny.nodes, other]).sort("kind", "id")
    return replace(tiny, nodes=nodes, edges=edges.sort("relation", "source", "position", "target"))


def bridges(graph: kgraph.Graph) -> Section:
    return describe_bridges(graph, read_facts(graph), Behind())


def test_the_rarer_the_pair_the_higher_the_score(tiny: kgraph.Graph) -> None:
    both = tagged(tiny, ("paper:old", "theme:reward"), ("paper:new", "theme:other"))
    [told] = bridges(both).tables
    assert [row[:4] for row in told.rows] == [(1, "Ann Lee", 1.0, 1)]
    assert (
        flatten(told.rows[0][4]) == "The only person who wrote on both Other and Reward modeling (2 papers)."
    )
    shared = tagged(tiny, ("paper:old", "theme:reward"), ("paper:old", "theme:other"))
    [told] = bridges(shared).tables
    assert [row[:4] for row in told.rows] == [(1, "Ann Lee", 0.5, 1), (1, "Bo Ek", 0.5, 1)]
    assert flatten(told.rows[0][4]).startswith("One of 2 people who wrote on both")


def test_a_theme_and_the_one_above_it_are_no_pair(tiny: kgraph.Graph) -> None:
    above = tagged(tiny, ("paper:old", "theme:reward"), ("paper:old", "theme:learning"))
    assert not bridges(above).tables
