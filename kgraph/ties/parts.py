"""How much each shared person, theme and keyword gives to the weight of a lineage link."""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.lineage.signals import FIRST_AUTHOR, MOST_PAPERS
from kgraph.ties.wording import Edge
from kgraph.vocabulary import Kind, Relation

# What ties a paper to a member of a link's basis.
_HOLDING = tuple(relation.value for relation in (Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS))


def share_parts(graph: Graph, edge: Edge) -> dict[str, float]:
    """Divide the parts "people" and "concepts" of a lineage edge among its basis, the largest share first.

    Each member counts as `lineage.signals` counted it: 1 / sqrt(its papers), more for a first author.
    The shares of people add up to the one part, those of themes and keywords to the other.
    """
    holding = graph.edges.filter(
        pl.col("relation").is_in(_HOLDING) & pl.col("target").is_in(list(edge["basis"]))
    )
    papers = dict(holding.group_by("target").agg(pl.col("source").n_unique()).iter_rows())
    ends = pl.col("source").is_in([edge["source"], edge["target"]])
    leading = holding.filter(ends & (pl.col("position") == 1)).select("source", "target").unique()
    leads = dict(leading.group_by("target").len().iter_rows())
    parts = {part["name"]: part["value"] for part in edge["parts"]}
    people = {
        member: count**-0.5 * FIRST_AUTHOR ** leads.get(member, 0)
        for member, count in papers.items()
        if member.startswith(f"{Kind.PERSON}:")
    }
    concepts = {
        member: count**-0.5
        for member, count in papers.items()
        if member not in people and count <= MOST_PAPERS
    }
    shares = [*_divide(parts.get("people", 0.0), people), *_divide(parts.get("concepts", 0.0), concepts)]
    return dict(sorted(shares, key=lambda share: (-share[1], share[0])))


def _divide(whole: float, counts: dict[str, float]) -> Iterator[tuple[str, float]]:
    total = sum(counts[member] for member in sorted(counts))
    for member in sorted(counts):
        if whole:
            yield member, whole * counts[member] / total
