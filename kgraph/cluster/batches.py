"""Batches of papers, and what is made of them, as files in a folder that all workers see.

A batch is a task. What it makes is written there and read back as a data frame, so that nothing is kept in
the memory of Spark, and that a task which is tried again writes the same file.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from kgraph.cluster.rows import NUMBER, Row, arrow_schema, map_rows, pack, unpack
from kgraph.records import Paper

# A batch of more papers takes memory, 10,000 of the Anthology some 300 MB; a task for fewer costs more time
# than it saves.
_MOST, _FEWEST = 10_000, 1_000
# `place` says in which order the papers of a batch stand.
_PAPERS = pl.Schema({"place": pl.String, "paper": pl.Binary})


@dataclass(frozen=True, slots=True)
class Batches:
    """So many papers in batches of some size, whose files lie in a folder.

    >>> batches = Batches(Path("work"), 25_000, 10_000)
    >>> batches.count, batches.file("words", 2).as_posix()
    (3, 'work/words/00002')
    """

    folder: Path
    papers: int
    size: int

    @property
    def count(self) -> int:
        """The number of batches, at least one."""
        return max(1, -(-self.papers // self.size))

    def file(self, step: str, number: int) -> Path:
        """What a step made of a batch."""
        return self.folder / step / f"{number:05}"

    def keep(self, step: str, number: int, record: object) -> None:
        """Write a record of a step."""
        _write(self.file(step, number), lambda file: file.write_bytes(pack(record)))

    def take(self, step: str, number: int) -> Any:
        """Read the record of a step."""
        return unpack(self.file(step, number).read_bytes())

    def keep_table(self, step: str, number: int, table: pl.DataFrame) -> None:
        """Write a table of a step, which `scan` reads with those of the others."""
        _write(self.file(step, number).with_suffix(".parquet"), table.write_parquet)

    def take_table(self, step: str, number: int, schema: pl.Schema) -> pl.DataFrame:
        """Read the table of a step; one that is not there has no rows."""
        file = self.file(step, number).with_suffix(".parquet")
        return pl.read_parquet(file) if file.exists() else pl.DataFrame(schema=schema)

    def take_papers(self, number: int) -> list[Paper]:
        """The papers of a batch, in order."""
        return [unpack(paper) for paper in self.take_table("papers", number, _PAPERS).sort("place")["paper"]]

    def scan(self, spark: SparkSession, step: str, schema: pl.Schema) -> DataFrame:
        """The tables of a step, those of all batches, as a data frame."""
        folder = self.folder / step
        folder.mkdir(parents=True, exist_ok=True)
        return spark.read.schema(from_arrow_schema(arrow_schema(schema))).parquet(str(folder))

    def part(self, frame: DataFrame, step: str) -> None:
        """Write the rows of each `batch`, a number, as its table of a step. Shuffles them once."""

        def write(rows: pa.Table) -> pa.Table:
            [number] = rows["batch"].unique().to_pylist()
            table = pl.from_arrow(rows.drop_columns("batch"))
            assert isinstance(table, pl.DataFrame)
            self.keep_table(step, number, table)
            return pa.table({"batch": [number]}, schema=pa.schema([("batch", NUMBER)]))

        frame.groupBy("batch").applyInArrow(write, "batch long").count()

    def run(self, spark: SparkSession, work: Callable[[int], None], tasks: int | None = None) -> None:
        """Do some work on each batch by its number, or so many times; each in a task of its own."""
        count = self.count if tasks is None else tasks
        numbers = spark.range(0, count, 1, max(1, count)).toDF("number")
        map_rows(numbers, partial(_run, work), number=NUMBER).count()


def _write(target: Path, write: Callable[[Path], object]) -> None:
    # Appears whole, for a task may be ended at any time and tried again.
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = target.with_name(f".{target.name}")
    write(stage)
    stage.replace(target)


def _run(work: Callable[[int], None], rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        work(row["number"])
        yield row


@contextmanager
def working(folder: Path) -> Iterator[Path]:
    """Make a folder in another for what only this build needs, and remove it with all that is in it.

    Its name is new each time, for workers remember what they took from a folder.
    """
    work = folder / f"work-{uuid4().hex}"
    work.mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def plan_batches(spark: SparkSession, folder: Path, papers: int) -> Batches:
    """Plan batches of so many papers in all: one for each core if that is worth it, none too large."""
    share = -(-papers // spark.sparkContext.defaultParallelism)
    return Batches(folder, papers, min(_MOST, max(_FEWEST, share)))


def collect_table(frame: DataFrame) -> pl.DataFrame:
    """A data frame as a table of the driver."""
    table = pl.from_arrow(frame.toArrow())
    assert isinstance(table, pl.DataFrame)
    return table
