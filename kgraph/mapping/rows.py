"""The rows that facts are said of, out of the tables of a graph: whole or a chunk of them, lazy or not."""

from typing import TypeVar

import polars as pl

from kgraph.iris import node_iris
from kgraph.mapping.links import Reason
from kgraph.mapping.nodes import definition
from kgraph.mapping.scores import SCORE_FRAGMENT
from kgraph.vocabulary import ALL_MEASURES

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def quoted(nodes: Frame, base: str) -> Frame:
    """The sentences that define nodes: what a piece of evidence says, and its IRI `span`."""
    of_some = nodes.filter(pl.col("definition_source").is_not_null()).unnest("definition_source")
    return of_some.with_columns(span=definition(base), text="definition")


def reified(edges: Frame, reason: Reason, base: str) -> Frame:
    """The edges of one relation with the IRI of their `reason`."""
    iri = pl.concat_str(node_iris(pl.col("source"), base), pl.lit("#"), reason.fragment)
    return edges.with_columns(reason=iri)


def spans(edges: Frame, reason: Reason) -> Frame:
    """The pieces of evidence of reified edges: what each says, the `paper` it stands in, its IRI `span`."""
    some = edges.filter(pl.col("evidence").list.len() > 0)
    places = some.with_columns(place=pl.int_ranges(1, pl.col("evidence").list.len() + 1))
    each = places.explode("evidence", "place").unnest("evidence")
    return each.with_columns(span=pl.concat_str("reason", pl.lit(":"), "place"), paper=reason.paper)


def scored(scores: Frame, base: str) -> Frame:
    """The scores of nodes, a row for each network: `id`, `network`, a column a measure, the IRI `score`."""
    wide = scores.pivot("measure", on_columns=ALL_MEASURES, index=["id", "network"], values="value")
    return wide.with_columns(score=_score(base))


def scored_by(scores: Frame, measure: str, base: str) -> Frame:
    """What `scored` gives with one measure: the rows that have it."""
    some = scores.filter(pl.col("measure") == measure)
    return some.select("id", "network", pl.col("value").alias(measure), score=_score(base))


def scores_of(scores: Frame, base: str) -> Frame:
    """What `scored` gives without measures."""
    # The measures of a node in a network mostly follow each other: few rows are left to compare.
    is_first = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in ("id", "network"))
    return scores.filter(is_first).select("id", "network").unique().with_columns(score=_score(base))


def _score(base: str) -> pl.Expr:
    return pl.concat_str(node_iris(pl.col("id"), base), pl.lit("#"), SCORE_FRAGMENT)
