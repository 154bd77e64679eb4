"""The facts of a graph as N-Quads in parts: a part of the nodes, in their order, is a part of the facts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import polars as pl
from pyspark.sql import SparkSession

from kgraph.cluster.rows import NUMBER, TEXT, Row, map_rows, spread
from kgraph.graph import Graph
from kgraph.quads import lines
from kgraph.storage import scan_table


def write_facts(spark: SparkSession, graph: Graph, folder: Path) -> int:
    """Write `quads/part-00000.nq` and so on of the graph whose tables lie in `folder`; gives the bytes.

    Each task reads a part of the nodes, and of edges and scores the rows of these nodes, which stand
    together. One behind the other the parts are what `kgraph export graph.nq` writes. The base, the run and
    the communities are those of `graph`, of which nothing else is asked.
    """
    (folder / "quads").mkdir()
    bare = replace(graph, nodes=graph.nodes.clear(), edges=graph.edges.clear(), scores=graph.scores.clear())
    parts = sorted((folder / "nodes").glob("*.parquet"))
    rows = ({"number": number, "nodes": str(part)} for number, part in enumerate(parts))
    files = spread(spark, rows, number=NUMBER, nodes=TEXT).repartition(max(1, len(parts)), "number")
    written = map_rows(files, partial(_write, graph=bare, folder=folder), bytes=NUMBER)
    return sum(row.bytes for row in written.collect())


def _write(rows: Iterable[Row], graph: Graph, folder: Path) -> Iterator[Row]:
    for row in rows:
        number, nodes = row["number"], pl.read_parquet(row["nodes"])
        part = _narrow(graph, nodes, folder)
        # What is told of the whole, in the first text, or two with the communities, stands in the first part.
        told = islice(lines(part), number and (2 if graph.communities.height else 1), None)
        target = folder / "quads" / f"part-{number:05}.nq"
        # A task may be tried again: what it writes appears whole, under a name of its own until then.
        stage = target.with_suffix(".new")
        with stage.open("wb") as file:
            size = sum(map(file.write, told))
        stage.replace(target)
        yield {"bytes": size}


def _narrow(graph: Graph, nodes: pl.DataFrame, folder: Path) -> Graph:
    """The part of a graph that tells of some nodes, which follow each other in the order of ids."""
    if nodes.is_empty():
        return graph
    ends = pl.lit(nodes["id"][0]), pl.lit(nodes["id"][-1])
    return replace(
        graph,
        nodes=nodes,
        edges=scan_table(folder / "edges").filter(pl.col("source").is_between(*ends)).collect(),
        scores=scan_table(folder / "scores.parquet").filter(pl.col("id").is_between(*ends)).collect(),
    )
