"""The networks of a graph, each studied in a task of its own."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from kgraph.cluster.batches import Batches


def map_tasks(
    spark: SparkSession, folder: Path, function: Callable[[Any], Any], work: Sequence[Any]
) -> Iterator[Any]:
    """Apply a function to each item in a task of its own; items and results lie in a folder.

    `function` is one of a module, and an item must fit in the memory of a worker.
    """
    batches = Batches(folder, len(work), 1)
    for number, item in enumerate(work):
        batches.keep("work", number, item)
    batches.run(spark, partial(_apply, batches, function))
    return (batches.take("done", number) for number in range(len(work)))


def _apply(batches: Batches, function: Callable[[Any], Any], number: int) -> None:
    batches.keep("done", number, function(batches.take("work", number)))
