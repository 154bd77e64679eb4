"""What the papers of a community are about more than the others: its distinctive keywords.

By the log-likelihood ratio of T. Dunning, "Accurate methods for the statistics of surprise and coincidence",
Computational Linguistics 19(1), 1993.
"""

import numpy as np
import polars as pl

from kgraph.adjacency import Array
from kgraph.graph import Graph
from kgraph.terms import term_key
from kgraph.vocabulary import Kind, Relation, Status

# A keyword needs two papers of the community, and a ratio that chance gives once in twenty times (chi-square
# of one degree of freedom): low, for the most telling come first anyway, and 28 papers have few above it.
LEAST_PAPERS = 2
LEAST_RATIO = 3.84
# So many keywords of a community are kept, the first of them are its name.
KEYWORDS = 5


def distinctive_keywords(graph: Graph, papers: pl.DataFrame) -> dict[int, list[str]]:
    """Give the labels of the themes and keywords that tell communities apart, the most telling first.

    `papers` has a row for each paper (`source`) of each `community`. A label that holds another, or is held
    by it, tells nothing new and is left out.
    """
    topics = graph.nodes.filter(
        (pl.col("kind") == Kind.THEME.value)
        | (pl.col("shared").fill_null(value=False) & pl.col("close_match").is_null())
    ).select(target="id", label="label")
    tags = (
        graph.of_relation(Relation.SUBJECT, Relation.MENTIONS)
        .filter(pl.col("status") != Status.INFERRED.value)
        .select("source", "target")
        .unique()
        .join(topics, on="target")
    )
    spread = tags.group_by("target").agg(spread=pl.len())
    sizes = papers.group_by("community").agg(size=pl.len())
    counted = (
        papers.join(tags, on="source")
        .group_by("community", "target", "label")
        .agg(both=pl.len())
        .join(spread, on="target")
        .join(sizes, on="community")
    )
    both, first, second = (counted[name].cast(pl.Float64).to_numpy() for name in ("both", "size", "spread"))
    ratios = likelihood_ratios(both, first, second, float(graph.count(Kind.PAPER)))
    telling = (
        counted.with_columns(ratio=pl.Series(ratios, dtype=pl.Float64).round(6))
        .filter((pl.col("ratio") >= LEAST_RATIO) & (pl.col("both") >= LEAST_PAPERS))
        .sort("community", -pl.col("ratio"), "label", "target")
        .group_by("community", maintain_order=True)
        .agg("label")
    )
    return {community: _without_repeats(labels) for community, labels in telling.iter_rows()}


def likelihood_ratios(both: Array, first: Array, second: Array, everything: float) -> Array:
    """How far `both`, of two sets of these sizes, are above what chance gives; 0 where they are below.

    >>> likelihood_ratios(np.array([5.0]), np.array([5.0]), np.array([5.0]), 10.0).round(2).tolist()
    [13.86]
    """
    total = np.zeros(len(both))
    for cell, row, column in (
        (both, first, second),
        (first - both, first, everything - second),
        (second - both, everything - first, second),
        (everything - first - second + both, everything - first, everything - second),
    ):
        filled = cell > 0
        total[filled] += cell[filled] * np.log((cell * everything)[filled] / (row * column)[filled])
    ratios: Array = np.where(both * everything > first * second, 2 * total, 0.0)
    return ratios


def _without_repeats(labels: list[str]) -> list[str]:
    chosen: list[tuple[str, set[str]]] = []
    for label in labels:
        words = set(term_key(label))
        if not any(words <= other or other <= words for _, other in chosen):
            chosen.append((label, words))
        if len(chosen) == KEYWORDS:
            break
    return [label for label, _ in chosen]
