"""Records in data frames: a column for each key that a join needs, and the record itself, pickled."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

Row = Mapping[str, Any]

TEXT, NUMBER, BYTES, TEXTS = pa.string(), pa.int64(), pa.binary(), pa.list_(pa.string())
# So many rows are handed to Spark at a time.
_ROWS = 1_000
# Bits of the place of a row in its partition, in `monotonically_increasing_id`.
_PLACE = 33


def pack(record: object) -> bytes:
    """A record as bytes, the same on every machine with the same version of kgraph."""
    return pickle.dumps(record, protocol=pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """The record of `pack`; only bytes that this build packed are ever given to it."""
    return pickle.loads(data)  # noqa: S301


def spread(spark: SparkSession, rows: Iterable[Row], **columns: pa.DataType) -> DataFrame:
    """A data frame of rows that are at hand."""
    return spark.createDataFrame(pa.Table.from_pylist(list(rows), schema=pa.schema(list(columns.items()))))


def map_rows(
    frame: DataFrame, function: Callable[[list[Row]], Iterable[Row]], **columns: pa.DataType
) -> DataFrame:
    """Give each batch of rows to a function, and lay what it yields down in `columns`."""
    schema = pa.schema(list(columns.items()))

    def apply(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for rows in _in_pieces(function(batch.to_pylist())):
                yield pa.RecordBatch.from_pylist(rows, schema=schema)

    return frame.mapInArrow(apply, from_arrow_schema(schema))


def map_groups(
    frame: DataFrame, by: str, function: Callable[[list[Row]], Iterable[Row]], **columns: pa.DataType
) -> DataFrame:
    """Give all rows of each value of a column to a function, and lay what it yields down in `columns`.

    The rows of a group must fit in the memory of a worker. Groups come one after the other in a partition,
    as most are small: Spark's own groups cost a millisecond each.
    """
    schema = pa.schema(list(columns.items()))

    def apply(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        rows = (row for batch in batches for row in batch.to_pylist())
        groups = groupby(rows, key=itemgetter(by))
        for piece in _in_pieces(found for _, group in groups for found in function(list(group))):
            yield pa.RecordBatch.from_pylist(piece, schema=schema)

    together = frame.repartition(by).sortWithinPartitions(by)
    return together.mapInArrow(apply, from_arrow_schema(schema))


def number_rows(frame: DataFrame, *order: str) -> DataFrame:
    """Add the `number` of each row in an order of columns, from 0. Shuffles the rows once."""
    ranged = frame.repartitionByRange(*order).sortWithinPartitions(*order)
    # Spark's own number has the partition in its upper bits and the place there in its lower ones.
    ranged = ranged.withColumn("at", f.monotonically_increasing_id())
    ranged = ranged.withColumn("part", f.shiftright("at", _PLACE)).localCheckpoint()
    sizes = sorted((row.part, row["count"]) for row in ranged.groupBy("part").count().collect())
    befores = accumulate((size for _, size in sizes), initial=0)
    offsets = ({"part": part, "before": before} for (part, _), before in zip(sizes, befores, strict=False))
    known = spread(ranged.sparkSession, offsets, part=NUMBER, before=NUMBER)
    place = f.col("at").bitwiseAND((1 << _PLACE) - 1)
    numbered = ranged.join(f.broadcast(known), "part").withColumn("number", f.col("before") + place)
    return numbered.drop("at", "part", "before")


def tabulate_rows(
    frame: DataFrame, function: Callable[[list[Row]], pl.DataFrame], schema: pl.Schema
) -> DataFrame:
    """Give each batch of rows to a function that makes a table of a graph."""
    arrow = arrow_schema(schema)

    def apply(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from function(batch.to_pylist()).to_arrow().cast(arrow).to_batches(_ROWS)

    return frame.mapInArrow(apply, from_arrow_schema(arrow))


def arrow_schema(schema: pl.Schema) -> pa.Schema:
    """The columns of a table of a graph, as Spark takes them."""
    return pa.schema([(field.name, _narrow(field.type)) for field in schema.to_frame().to_arrow().schema])


def _narrow(kind: pa.DataType) -> pa.DataType:
    """A type without the large texts and lists of Polars, which Spark does not know."""
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_list(kind):
        return pa.list_(_narrow(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, _narrow(field.type)) for field in kind])
    return kind


def _in_pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _ROWS:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
