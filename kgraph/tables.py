"""The columns of the tables that a graph is."""

from collections.abc import Sequence
from itertools import chain
from typing import Any

import polars as pl

_PLACE = {"field": pl.String(), "start": pl.Int32(), "end": pl.Int32()}
NODE_SCHEMA = pl.Schema(
    {
        "id": pl.String(),  # kind:local, unique
        "kind": pl.String(),
        "label": pl.String(),  # a title, a name, a preferred label
        "names": pl.List(pl.String()),  # printed forms of a person, other labels of a concept
        "date": pl.String(),  # ISO 8601, as far as it is known
        "year": pl.Int32(),
        "abstract": pl.String(),
        "venue": pl.String(),
        "doi": pl.String(),
        "identifiers": pl.List(pl.String()),  # paper, person: registered, `arxiv:2212.08073`, `orcid:…`
        "type": pl.String(),  # paper: a type of CSL, such as `article-journal`
        "categories": pl.List(pl.String()),
        "author_keywords": pl.List(pl.String()),  # paper: as the source prints them
        "references": pl.List(pl.String()),  # paper: as the source prints them, found in the corpus or not
        "authors_truncated": pl.Boolean(),
        "shared": pl.Boolean(),  # keyword: at least two papers have it
        "definition": pl.String(),  # theme: of the scheme; keyword: a sentence of a paper
        "definition_source": pl.Struct({"paper": pl.String(), **_PLACE}),  # keyword: where it stands
        "reason": pl.String(),  # person: why several printed forms are one
        "iri": pl.String(),  # theme: its own IRI in the scheme
        "close_match": pl.List(pl.String()),  # keyword: the themes that it is a name of, or null
        "origin": pl.String(),  # paper: file:line
    }
)
EDGE_SCHEMA = pl.Schema(
    {
        "source": pl.String(),
        "relation": pl.String(),
        "target": pl.String(),
        "status": pl.String(),  # asserted, extracted or inferred
        "weight": pl.Float64(),  # in (0, 1]
        "position": pl.Int32(),  # creator: place in the author list, from 1
        "name_as_printed": pl.String(),
        "identifiers": pl.List(pl.String()),  # creator: of the author, as this paper gives them
        "organizations": pl.List(pl.String()),  # creator: ids of what is printed with this name
        "rule": pl.String(),  # cites: how the reference was matched, such as `doi 10.1000/182`
        # What was read from a text; of lineage two passages, of the source and of the target, or none.
        "evidence": pl.List(pl.Struct({**_PLACE, "text": pl.String()})),
        "basis": pl.List(pl.String()),  # ids of the people and concepts that an inferred fact rests on
        "parts": pl.List(
            pl.Struct({"name": pl.String(), "value": pl.Float64()})
        ),  # what adds up to the weight
        "direction_uncertain": pl.Boolean(),
    }
)
# The order of the rows, so that equal graphs are equal tables.
NODE_ORDER = ("kind", "id")
EDGE_ORDER = ("relation", "source", "position", "target")

SCORE_SCHEMA = pl.Schema(
    {
        "id": pl.String(),  # a node
        "network": pl.String(),  # authors, papers, topics or citations
        "measure": pl.String(),  # of `vocabulary.SCORED`; where it is not defined there is no row
        "value": pl.Float64(),  # four significant digits
    }
)
COMMUNITY_SCHEMA = pl.Schema(
    {
        "network": pl.String(),  # authors, papers or topics
        "community": pl.Int32(),  # from 1, the largest; a node's is its score by the measure `community`
        "label": pl.String(),
        "keywords": pl.List(pl.String()),  # labels that tell its papers from others, the most telling first
        "members": pl.List(pl.String()),  # ids of the most central
        "size": pl.Int32(),  # nodes
        "papers": pl.Int32(),  # that its nodes are, wrote or are found in
        "stability": pl.Float64(),  # 0 to 1, four places: how much of it other seeds find
    }
)


def nest_texts(rows: Sequence[Sequence[str] | None]) -> pl.Series:
    """A column of lists of texts; None is no list.

    >>> nest_texts([("tide", "tides"), (), None]).to_list()
    [['tide', 'tides'], [], None]
    """
    texts = list(chain.from_iterable(row for row in rows if row))
    return nest(rows, pl.Series(texts, dtype=pl.String))


def nest(rows: Sequence[Sequence[Any] | None], flat: pl.Series) -> pl.Series:
    """Part what stands in one row into the lists of all rows; None is no list.

    Polars alone would make a series of each list, which takes five times as long.
    """
    table = pl.DataFrame(
        {
            "row": pl.Series(range(len(rows)), dtype=pl.UInt32),
            "length": pl.Series([len(row) if row else 0 for row in rows], dtype=pl.UInt32),
            "is_list": pl.Series([row is not None for row in rows], dtype=pl.Boolean),
        }
    )
    row = pl.col("row").repeat_by("length").explode().set_sorted()  # which makes groups five times as fast
    owners = table.filter(pl.col("length") > 0).select(row)
    lists = owners.with_columns(value=flat).group_by("row", maintain_order=True).agg("value")
    whole = table.join(lists, on="row", how="left", maintain_order="left")
    empty = pl.lit([], dtype=pl.List(flat.dtype))
    value = pl.col("value").fill_null(empty)
    return whole.select(value=pl.when("is_list").then(value)).to_series()
