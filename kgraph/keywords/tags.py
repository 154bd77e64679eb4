"""Tags of papers with keywords, from the tables of batches."""

from collections.abc import Mapping, Sequence

import polars as pl

from kgraph.keywords.tagged import Tagged
from kgraph.records import Keyword, Span, Tag
from kgraph.vocabulary import Status


def make_tags(
    batches: Sequence[Sequence[str]], tagged: Sequence[Tagged], keywords: Mapping[str, Keyword]
) -> tuple[Tag, ...]:
    """Make the tags of all papers, sorted by paper and keyword.

    `batches` has the ids of the papers of each batch; `keywords` are by term.
    """
    ids = pl.DataFrame(
        {"term": list(keywords), "concept": [keyword.id for keyword in keywords.values()]},
        schema={"term": pl.String, "concept": pl.String},
    )
    spans: list[Span] = []
    tables = []
    for papers, tables_of_batch in zip(batches, tagged, strict=True):
        names = pl.Series("paper", papers, dtype=pl.String)
        table = tables_of_batch.tags
        tables.append(
            table.select(
                "term",
                "weight",
                "count",
                paper=names.gather(table["page"]),
                begin=len(spans) + pl.col("count").cum_sum() - pl.col("count"),
            )
        )
        spans += _spans(tables_of_batch.spans)
    table = pl.concat(tables).join(ids, on="term", maintain_order="left")
    table = table.sort("paper", "concept", maintain_order=True)
    return tuple(
        Tag(
            paper,
            concept,
            max(round(weight, 4), 0.0001),
            Status.EXTRACTED if count else Status.ASSERTED,
            tuple(spans[begin : begin + count]),
        )
        for paper, concept, weight, begin, count in table.select(
            "paper", "concept", "weight", "begin", "count"
        ).iter_rows()
    )


def _spans(table: pl.DataFrame) -> list[Span]:
    field = pl.when("title").then(pl.lit("title")).otherwise(pl.lit("abstract"))
    columns = table.select(field, "start", "end", "text").get_columns()
    return list(map(Span, *(column.to_list() for column in columns)))
