"""How long each query of the library takes on a built graph: the engine alone, printing, a process.

    python benchmarks/speed/answers.py [FOLDER] [--times 3] [--queries NAME ...]

FOLDER holds a graph (`kgraph build`); it is only read, but its store is filled by the first query that
columns do not answer. Until then they are asked for nodes, too. A query with parameters is asked for a
typical node, the one in the middle by its number of edges, and for the heaviest: of the nodes with most edges
of each relation, and of the papers first and last in the lineage, the one that takes longest. Medians in
seconds, by the processor (`cpu`) and by the clock; `printed` is the clock from the question to the last line
of the table, as `kgraph query` prints it. The start of a process stands apart.
"""

import argparse
import contextlib
import io
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from kgraph import Kind, library, sparql, store
from kgraph.cli.printing import print_table
from kgraph.columns.solutions import Solutions
from kgraph.storage import graph_files, scan_table
from kgraph.vocabulary import Relation

# Pairs of heaviest nodes that a query of two nodes is tried with.
_PAIRS = 20


def main() -> None:
    """Print two lines for each query that takes nodes, and one for each that takes none."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("outputs"))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--queries", nargs="+", choices=list(library.library()), help="these alone")
    given = parser.parse_args()
    started = time.perf_counter()
    engine = store.open_engine(given.folder)
    filled = "filled" if engine.is_at_hand else "not filled"
    print(f"opening: {time.perf_counter() - started:.2f} s; the store is {filled}")
    command = [
        sys.executable,
        "-m",
        "kgraph",
        "query",
        "--from",
        str(given.folder),
        "SELECT ?t { ?t a kg:Theme }",
    ]
    alone = [_clock(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(3)]
    print(f"a process that asks next to nothing: {statistics.median(alone):.2f} s")
    typical, heaviest = _nodes(given.folder)
    print(f"{'query':26}{'asked for':12}{'rows':>7}{'cpu':>8}{'clock':>8}{'printed':>9}")
    for query in map(library.find, given.queries or library.library()):
        chosen = {"": {}}
        if any(parameter.kinds for parameter in query.parameters):
            heavy = max(_given(query, heaviest), key=lambda values: _ask(engine, query.name, values)[1])
            chosen = {"typical": next(_given(query, typical)), "heaviest": heavy}
        for name, values in chosen.items():
            _report(engine, query.name, name, values, given.times)


def _report(engine: store.Engine, name: str, which: str, values: dict[str, str], times: int) -> None:
    asked = [_ask(engine, name, values) for _ in range(times)]
    cpu, clock = (statistics.median(taken[place] for taken in asked) for place in (0, 1))
    printed = statistics.median(_clock(lambda: _print(engine, name, values)) for _ in range(times))
    print(f"{name:26}{which:12}{asked[0][2]:7}{cpu:8.2f}{clock:8.2f}{printed:9.2f}", flush=True)


def _ask(engine: store.Engine, name: str, values: dict[str, str]) -> tuple[float, float, int]:
    """Seconds of the processor and of the clock until the engine has given the last row, and the rows."""
    text = sparql.prepare(engine, name, values)
    cpu, clock = time.process_time(), time.perf_counter()
    found = sparql.ask(engine, text)
    rows = found.table.height if isinstance(found, Solutions) else sum(1 for _ in found)
    return time.process_time() - cpu, time.perf_counter() - clock, rows


def _print(engine: store.Engine, name: str, values: dict[str, str]) -> None:
    with contextlib.redirect_stdout(io.StringIO()):
        answer = sparql.query(engine, name, **values)
        print_table(answer.columns, answer.rows)


def _clock(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _nodes(folder: Path) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The typical nodes and the heaviest of each kind, by id."""
    nodes, edges = (scan_table(table) for table in graph_files(folder)[:2])
    ends = pl.concat([edges.select("relation", end, id=end).drop(end) for end in ("source", "target")])
    counts = ends.group_by("id", "relation").len().sort("len", "id").collect()
    by_kind = pl.col("id").str.split(":").list.first().alias("kind")
    sums = counts.group_by("id").agg(pl.sum("len")).sort("len", "id").with_columns(by_kind)
    middle = pl.int_range(pl.len()) - pl.len() // 2
    near = sums.with_columns(middle.abs().over("kind").alias("far")).sort("far", "id").group_by("kind")
    typical = dict(near.agg(pl.col("id").head(2)).iter_rows())
    most = counts.group_by("relation", by_kind, maintain_order=True).agg(pl.col("id").tail(2))
    heaviest: dict[str, list[str]] = {kind.value: [] for kind in Kind}
    for kind, ids in most.sort("relation").select("kind", "id").iter_rows():
        heaviest[kind] += [node for node in reversed(ids) if node not in heaviest[kind]]
    lineage = edges.filter(pl.col("relation") == Relation.LIKELY_BUILDS_ON.value).select("source", "target")
    dates = nodes.filter(pl.col("date") != "").select("id", "date")
    for end, newest in (("target", False), ("source", True)):
        dated = lineage.select(id=end).unique().join(dates, on="id").sort("date", "id", descending=newest)
        heaviest["paper"] += dated.head(1).collect()["id"].to_list()
    return typical, heaviest


def _given(query: library.Query, nodes: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Values for the parameters that are nodes: every node, or pairs of different ones."""
    asked = [parameter for parameter in query.parameters if parameter.kinds]
    choices = [[node for kind in parameter.kinds for node in nodes[kind]] for parameter in asked]
    names = [parameter.name for parameter in asked]
    tuples = (values for values in itertools.product(*choices) if len(set(values)) == len(values))
    return itertools.islice((dict(zip(names, values, strict=True)) for values in tuples), _PAIRS)


if __name__ == "__main__":
    main()
