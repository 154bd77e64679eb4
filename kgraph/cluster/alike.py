"""Papers in the order of time to how alike their words are: matrices in batches of rows, a task each.

The words of a batch are counted alone; how many papers hold a term, and its column, come by a join. Then rows
are compared in the parts that `similarity.plan_parts` halves them into, so the same pairs are found.
"""

from functools import partial
from typing import Any

import numpy as np
import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from scipy import sparse

from kgraph.cluster.batches import Batches
from kgraph.cluster.rows import number_rows
from kgraph.lineage.signals import CANDIDATES, LEAST_COSINE, NEIGHBOURS
from kgraph.similarity.nearest import Part, compare_part, nearest_rows, plan_parts, square
from kgraph.similarity.vectors import count_terms, measure_rarity, weigh_counts

_TERMS = pl.Schema({"batch": pl.Int64, "name": pl.String, "column": pl.Int64, "holders": pl.Int64})
_SHARED = pl.Schema({"column": pl.Int64, "holders": pl.Int64, "number": pl.Int64})
_PAIRS = pl.Schema({"row": pl.Int64, "column": pl.Int64, "value": pl.Float32})

# Rows of a part that a task compares with what is before them in it: from the first to before the last.
Piece = tuple[Part, int, int]


def compare_batches(spark: SparkSession, batches: Batches) -> None:
    """Compare the words of papers, whose batches follow each other in the order of time.

    Leaves rows as CSR matrices for each batch: `alike` has those of `Compared.before` plus its transpose,
    `near` those of the neighbourhoods.
    """
    batches.run(spark, partial(_count, batches))
    columns = _share_columns(spark, batches)
    batches.run(spark, partial(_weigh, batches, columns))
    plan = plan_tasks(batches)
    batches.run(spark, partial(_compare, batches, plan), len(plan))
    pairs = batches.scan(spark, "pairs", _PAIRS)
    turned = pairs.select(f.col("column").alias("row"), f.col("row").alias("column"), "value")
    batches.part(_in_batches(pairs.unionByName(turned), batches), "sides")
    batches.run(spark, partial(_gather, batches))


def _in_batches(rows: DataFrame, batches: Batches) -> DataFrame:
    return rows.withColumn("batch", f.floor(f.col("row") / batches.size))


def _count(batches: Batches, number: int) -> None:
    counted = count_terms(batches.take_papers(number))
    held = counted.counts.getnnz(axis=0)
    names = counted.name_columns()
    table = {"batch": [number] * len(names), "name": names, "column": range(len(names)), "holders": held}
    batches.keep_table("terms", number, pl.DataFrame(table, schema=_TERMS))
    batches.keep("counted", number, counted)


def _share_columns(spark: SparkSession, batches: Batches) -> int:
    """Give each term of two papers or more a column, and tell each batch of its own; how many there are."""
    terms = batches.scan(spark, "terms", _TERMS)
    totals = terms.groupBy("name").agg(f.sum("holders").alias("holders")).where("holders > 1")
    # Pairs have a tab between their words, and come behind all words.
    placed = number_rows(totals.withColumn("is_pair", f.col("name").contains("\t")), "is_pair", "name")
    batches.part(terms.drop("holders").join(placed, "name").select("batch", *_SHARED), "shared")
    return placed.count()


def _weigh(batches: Batches, width: int, number: int) -> None:
    counted = batches.take("counted", number)
    shared = batches.take_table("shared", number, _SHARED)
    holders, places = (np.full(counted.counts.shape[1], default) for default in (1, -1))
    holders[shared["column"]], places[shared["column"]] = shared["holders"], shared["number"]
    rarity = measure_rarity(counted, holders, batches.papers)
    vectors = weigh_counts(counted.counts, rarity, counted.is_word)
    batches.keep("squares", number, square(vectors))
    # What a single paper holds adds to no product.
    kept = np.flatnonzero(places >= 0)
    some = vectors[:, kept]
    rows = sparse.csr_matrix((some.data, places[kept][some.indices], some.indptr), (some.shape[0], width))
    batches.keep("vectors", number, rows)


def plan_tasks(batches: Batches) -> list[list[Piece]]:
    """Plan what is compared: a task has small parts, or as many rows of a larger one as a batch has.

    >>> from pathlib import Path
    >>> [len(task) for task in plan_tasks(Batches(Path("work"), 6_000, 1_500))]
    [3, 3, 3, 3, 1, 1, 1, 1]
    """
    small: list[list[Piece]] = [[] for _ in range(batches.count)]
    large: list[list[Piece]] = []
    for part in plan_parts(0, batches.papers):
        if part.last - part.first <= batches.size:
            small[part.first // batches.size].append((part, part.later, part.last))
        else:
            begins = range(part.later, part.last, batches.size)
            large += [[(part, begin, min(begin + batches.size, part.last))] for begin in begins]
    return [*filter(None, small), *large]


def _compare(batches: Batches, plan: list[list[Piece]], number: int) -> None:
    found = []
    for part, begin, end in plan[number]:
        later, earlier = _take_rows(batches, begin, end), _take_rows(batches, part.first, part.later)
        row, column, value = compare_part(later, earlier, CANDIDATES, LEAST_COSINE, threads=1)
        found.append({"row": row + begin, "column": column + part.first, "value": value})
    table = pl.concat([pl.DataFrame(each, schema_overrides=_PAIRS) for each in found])
    batches.keep_table("pairs", number, table)


def _take_rows(batches: Batches, first: int, last: int) -> Any:
    numbers = range(first // batches.size, -(-last // batches.size)) if first < last else (0,)
    rows = sparse.vstack([batches.take("vectors", number) for number in numbers], format="csr")
    start = numbers[0] * batches.size
    return rows[first - start : last - start] if first < last else rows[:0]


def _gather(batches: Batches, number: int) -> None:
    squares = batches.take("squares", number)
    sides = batches.take_table("sides", number, _PAIRS)
    first = number * batches.size
    places = (sides["row"].to_numpy() - first, sides["column"].to_numpy())
    shape = (len(squares), batches.papers)
    alike = sparse.csr_matrix((sides["value"].to_numpy(), places), shape=shape, dtype=np.float32)
    batches.keep("alike", number, alike)
    batches.keep("near", number, nearest_rows(squares, alike, first, NEIGHBOURS))
