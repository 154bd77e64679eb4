"""What all panels of one theme are made from."""

import polars as pl

from kgraph.graph import Graph
from kgraph.iris import node_iri
from kgraph.kept import kept
from kgraph.paths import read_links, theme_lineage
from kgraph.profiles.tables import Nodes, authorships, edges, papers, tags
from kgraph.vocabulary import Kind, Relation


class Own:
    """The tables of a theme: `papers` are its own, newest first, with the weight of the tag.

    `above` and `below` are the themes over and under it in the scheme, near ones first. `lineage` is
    what `paths.theme_lineage` tells, `links` are the citations and inferred links between all papers.
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
        held = _weights(graph).filter(pl.col("theme") == theme).join(papers(graph), on="paper")
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
        self.lineage = theme_lineage(graph, theme)
        self.links = _links(graph)


@kept
def _weights(graph: Graph) -> pl.DataFrame:
    return edges(graph, [Relation.SUBJECT], paper="source", theme="target", weight="weight")


@kept
def _links(graph: Graph) -> pl.DataFrame:
    return read_links(graph)


def _follow(theme: str, pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """All that is reached from a theme over pairs, generation by generation."""
    found = {theme: 0}
    for one in (waiting := [theme]):
        for here, there in pairs:
            if here == one and there not in found:
                found[there] = found[one] + 1
                waiting.append(there)
    return tuple(sorted(found.keys() - {theme}, key=lambda one: (found[one], one)))
