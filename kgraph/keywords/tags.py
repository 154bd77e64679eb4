"""Tags of papers with keywords, from the tables of batches."""

from collections.abc import Mapping, Sequence

import polars as pl

from kgraph.keywords.tagged import Tagged
from kgraph.records import Keyword, Span, Tag
from kgraph.vocabulary import Status

_EXTRACTED, _ASSERTED = pl.lit(Status.EXTRACTED.value), pl.lit(Status.ASSERTED.value)
# What is kept weighs something.
_LEAST_WEIGHT = 0.0001


def make_tags(
    batches: Sequence[Sequence[str]], tagged: Sequence[Tagged], keywords: Mapping[str, Keyword]
) -> tuple[Tag, ...]:
    """Make the tags of all papers, sorted by paper and keyword.

    `batches` has the ids of the papers of each batch; `keywords` are by term.
    """
    ids = {"term": list(keywords), "id": [keyword.id for keyword in keywords.values()]}
    named = pl.DataFrame(ids, schema={"term": pl.String, "id": pl.String})
    return tuple(read_tags(tabulate_tags(batches, tagged, named)))


def read_tags(table: pl.DataFrame) -> list[Tag]:
    """The tags of a table of `tabulate_tags`."""
    columns = table["evidence"].explode(empty_as_null=False).struct.unnest().get_columns()
    spans = list(map(Span, *(column.to_list() for column in columns)))
    ends = table["evidence"].list.len().cum_sum()
    rows = table.select("paper", "concept", "weight", "status", begin=ends - table["evidence"].list.len())
    return [
        Tag(paper, concept, weight, Status(status), tuple(spans[begin:end]))
        for (paper, concept, weight, status, begin), end in zip(rows.iter_rows(), ends, strict=True)
    ]


def tabulate_tags(
    batches: Sequence[Sequence[str]], tagged: Sequence[Tagged], named: pl.DataFrame
) -> pl.DataFrame:
    """The tags of `make_tags` as a table: `paper`, `concept`, `weight`, `status` and `evidence`.

    `named` has the `id` of each `term`.
    """
    ids = named.select("term", concept="id")
    tables = []
    for papers, batch in zip(batches, tagged, strict=True):
        names = pl.Series("paper", papers, dtype=pl.String)
        tables.append(
            batch.tags.select(
                "term",
                pl.col("weight").round(4).clip(_LEAST_WEIGHT),
                paper=names.gather(batch.tags["page"]),
                status=pl.when(pl.col("count") > 0).then(_EXTRACTED).otherwise(_ASSERTED),
                evidence=_nest(batch.spans, batch.tags["count"]),
            )
        )
    table = pl.concat(tables).join(ids, on="term", maintain_order="left").drop("term")
    return table.select("paper", "concept", "weight", "status", "evidence").sort("paper", "concept")


def _nest(spans: pl.DataFrame, counts: pl.Series) -> pl.Series:
    """Part the spans, which are in the order of the tags, into the lists of these."""
    field = pl.when("title").then(pl.lit("title")).otherwise(pl.lit("abstract")).alias("field")
    structs = spans.select(
        pl.struct(field, pl.col("start", "end").cast(pl.Int32), "text").alias("span"),
    )
    owners = counts.to_frame("count").with_row_index("tag")
    # Of rows that are known to be sorted Polars makes groups five times as fast.
    flat = owners.select(pl.col("tag").repeat_by("count").explode(empty_as_null=False).set_sorted())
    lists = pl.concat([flat, structs], how="horizontal").group_by("tag", maintain_order=True).agg("span")
    found = owners.join(lists, on="tag", how="left", maintain_order="left")["span"]
    return found.fill_null(pl.Series([[]], dtype=found.dtype))
