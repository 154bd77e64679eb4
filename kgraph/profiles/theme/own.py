"""What all panels of one theme are made from."""

from dataclasses import replace

import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.paths import read_steps, theme_lineage
from kgraph.profiles.tables import Nodes, authorships, edges, papers, tags, without_keywords
from kgraph.vocabulary import Kind, Relation


class Own:
    """The tables of a theme: `papers` are its own, newest first, with the weight of the tag.

    `above` and `below` are the themes over and under it in the scheme, near ones first. `lineage` is
    what `paths.theme_lineage` tells, `steps` are the links between its papers and others.
    """

    def __init__(self, graph: Graph, theme: str) -> None:
        rows = graph.of_kind(Kind.THEME).filter(pl.col("id") == theme)
        if rows.is_empty():
            raise KeyError(theme)
        self.graph, self.id, self.row = graph, theme, rows.row(0, named=True)
        self.name: str = self.row["label"]
        self.iri = node_iri(theme, graph.base)
        self.nodes = Nodes(graph)
        self.tags = tags(graph)
        weights = edges(graph, [Relation.SUBJECT], paper="source", theme="target", weight="weight")
        held = weights.filter(pl.col("theme") == theme).join(papers(graph), on="paper")
        self.papers = held.sort(
            "date", "weight", "paper", descending=[True, True, False], nulls_last=[True, True, False]
        )
        self.has = pl.col("paper").is_in(self.papers["paper"].implode())
        self.wrote = authorships(graph)
        scheme = edges(graph, [Relation.BROADER], narrow="source", broad="target")
        pairs = sorted(scheme.iter_rows())
        self.above = _follow(theme, pairs)
        self.below = _follow(theme, [(broad, narrow) for narrow, broad in pairs])
        self.scheme = pairs
        self.lineage = theme_lineage(without_keywords(graph), theme)
        self.steps = read_steps(_leading_out(graph, self.papers["paper"]))


def _leading_out(graph: Graph, papers: pl.Series) -> Graph:
    """The graph with only the links that have one end among some papers."""
    inside = [pl.col(end).is_in(papers.implode()) for end in ("source", "target")]
    return replace(graph, edges=graph.edges.lazy().filter(inside[0] ^ inside[1]).collect())


def _follow(theme: str, pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """All that is reached from a theme over pairs, generation by generation."""
    found = {theme: 0}
    for one in (waiting := [theme]):
        for here, there in pairs:
            if here == one and there not in found:
                found[there] = found[one] + 1
                waiting.append(there)
    return tuple(sorted(found.keys() - {theme}, key=lambda one: (found[one], one)))
