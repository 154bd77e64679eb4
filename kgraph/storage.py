"""A graph on disk: four Parquet tables, the ledger and the run. Written whole or not at all."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from kgraph.archive import FILE as RECORDS
from kgraph.duplicates import Merge
from kgraph.errors import GraphError
from kgraph.estimates import Estimate, Partition
from kgraph.graph import COMMUNITY_SCHEMA, EDGE_SCHEMA, NODE_SCHEMA, SCORE_SCHEMA, Graph
from kgraph.ledger import Account, Ledger, Run, Statistics
from kgraph.memory import FOLDER as STATISTICS
from kgraph.parallel import aside
from kgraph.records import Origin, References, Rejected
from kgraph.staging import leave_out, replaced, settle
from kgraph.vocabulary import BASE

_NODES, _EDGES, _SCORES = "nodes.parquet", "edges.parquet", "scores.parquet"
_COMMUNITIES = "communities.parquet"
# A table may also be a folder of its name with parts in their order (`nodes/part-00000.parquet`).
_PARTS = "*.parquet"
# What is there in parts, the facts too, and what takes the place of the first two in one piece.
PARTED = ("nodes", "edges", "quads")
WHOLE = (_NODES, _EDGES)
_BUILD, _LEDGER, _REJECTED = "build.json", "ledger.json", "rejected.jsonl"
# The files of a graph as they lie there: names, sizes, times.
State = tuple[tuple[str, int, int], ...]
# Raised whenever the tables change so that an older reader would misread them.
FORMAT = 6


def save(graph: Graph, directory: str | Path) -> None:
    """Write a graph into `directory`, which is made if it is missing.

    Raises `OutputError` if it cannot be written; the old files are then untouched.
    """
    with replaced(directory) as stage:
        write_graph(graph, stage)
        leave_out(stage, RECORDS, STATISTICS, *PARTED)  # of another graph


def write_graph(graph: Graph, folder: Path) -> None:
    """Write the files of a graph into an existing folder."""
    # Packing keeps one core busy: the edges take as long as all the rest.
    with aside(graph.edges.write_parquet, folder / _EDGES, compression="zstd") as written:
        graph.nodes.write_parquet(folder / _NODES, compression="zstd")
        write_account(graph, folder)
        written()


def write_account(graph: Graph, folder: Path) -> None:
    """Write all but the nodes and edges into an existing folder: they may lie there in parts."""
    graph.scores.write_parquet(folder / _SCORES, compression="zstd")
    graph.communities.write_parquet(folder / _COMMUNITIES, compression="zstd")
    run = graph.run
    _write_json(
        folder / _BUILD,
        {
            "format": FORMAT,
            "run": run.id,
            "versions": dict(run.versions),
            "parameters": dict(run.parameters),
            "inputs": [{"file": file, "sha256": digest} for file, digest in run.inputs],
            "estimates": [asdict(estimate) for estimate in graph.estimates],
            "partitions": [asdict(partition) for partition in graph.partitions],
        },
    )
    ledger = graph.ledger
    _write_json(
        folder / _LEDGER,
        {
            "total": _account(ledger.total),
            "sources": [_account(account) for account in ledger.accounts],
            "merges": [asdict(merge) for merge in ledger.merges],
            "notes": list(ledger.notes),
            "references": asdict(ledger.references) | {"matched": dict(ledger.references.matched)},
            "statistics": asdict(ledger.statistics) if ledger.statistics else None,
        },
    )
    lines = [json.dumps(asdict(record), ensure_ascii=False) + "\n" for record in ledger.rejected]
    (folder / _REJECTED).write_text("".join(lines), encoding="utf-8", newline="\n")


def open_graph(directory: str | Path) -> Graph:
    """Open the graph that a build left in `directory`.

    Raises `GraphError` if there is none, or one that another version wrote.
    """
    folder = Path(directory)
    while True:
        stamp = _stamp(folder)
        try:
            graph = _read_graph(folder)
        except GraphError:
            if stamp == _stamp(folder):
                raise
        else:
            if stamp == _stamp(folder):
                return graph
        # Another graph took its place meanwhile.


def _stamp(folder: Path) -> tuple[int, ...]:
    """What changes when another graph takes the place of one."""
    try:
        status = (folder / _BUILD).stat()
    except OSError:
        return ()
    return status.st_ino, status.st_mtime_ns


def _read_graph(folder: Path) -> Graph:
    tables = graph_files(folder)
    build = _read_build(folder)
    try:
        nodes, edges, scores, communities = (scan_table(table).collect() for table in tables)
        schemas = (nodes.schema, edges.schema, scores.schema, communities.schema)
        if schemas != (NODE_SCHEMA, EDGE_SCHEMA, SCORE_SCHEMA, COMMUNITY_SCHEMA):
            raise _other_version(folder)
        return Graph(
            nodes,
            edges,
            _read_ledger(folder),
            _read_run(build),
            scores,
            communities,
            partitions=tuple(Partition(**partition) for partition in build["partitions"]),
            estimates=tuple(Estimate(**estimate) for estimate in build["estimates"]),
        )
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise _damaged(folder, error) from None


@dataclass(frozen=True, slots=True)
class Scanned:
    """A graph on disk whose tables are read as far as a question needs: it may be larger than memory."""

    nodes: pl.LazyFrame
    edges: pl.LazyFrame
    ledger: Ledger
    run: Run


def scan_graph(directory: str | Path) -> Scanned:
    """Open the graph in `directory` without reading its tables. Raises `GraphError` as `open_graph` does."""
    folder = Path(directory)
    nodes, edges, _, _ = map(scan_table, graph_files(folder))
    build = _read_build(folder)
    try:
        if (nodes.collect_schema(), edges.collect_schema()) != (NODE_SCHEMA, EDGE_SCHEMA):
            raise _other_version(folder)
        return Scanned(nodes, edges, _read_ledger(folder), _read_run(build))
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        raise _damaged(folder, error) from None


def scan_table(table: Path) -> pl.LazyFrame:
    """Read a table of `graph_files` lazily."""
    return pl.scan_parquet(table / _PARTS if table.is_dir() else table)


def graph_files(directory: str | Path) -> tuple[Path, Path, Path, Path]:
    """The tables of nodes, edges, scores and communities, each a file or a folder of its parts.

    Whoever reads a graph comes by here, so a replacement that was broken off is finished here. Raises
    `GraphError` if the folder holds none, or those that another version wrote.
    """
    folder = Path(directory)
    settle(folder)
    if not _table(folder, _NODES).exists():
        raise GraphError(f"{folder} holds no graph: run `kgraph build SOURCE -o {folder}` first")
    _read_build(folder)
    names = (_NODES, _EDGES, _SCORES, _COMMUNITIES)
    nodes, edges, scores, communities = (_table(folder, name) for name in names)
    tables = (nodes, edges, scores, communities)
    if missing := [name for name, table in zip(names, tables, strict=True) if not table.exists()]:
        raise _damaged(folder, f"it has no {' and no '.join(missing)}")
    return tables


def table_files(directory: str | Path) -> tuple[Path, ...]:
    """The files of all tables, those of parts in their order. Raises `GraphError` as `graph_files` does."""
    tables = graph_files(directory)
    return tuple(
        file for table in tables for file in (sorted(table.glob(_PARTS)) if table.is_dir() else [table])
    )


def read_state(directory: str | Path) -> State:
    """The files of a graph, equal as long as it is the same one; empty if a file is missing."""
    try:
        files = (*table_files(directory), Path(directory) / _BUILD)
        states = [(file.name, file.stat()) for file in files]
    except (GraphError, OSError):
        return ()
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)


def _table(folder: Path, name: str) -> Path:
    parts = folder / name.removesuffix(".parquet")
    return parts if parts.is_dir() and not (folder / name).is_file() else folder / name


def read_base(directory: str | Path) -> str:
    """Where the nodes of the graph in a folder live. Raises `GraphError` as `graph_files` does."""
    graph_files(directory)
    return str(_read_build(Path(directory))["parameters"].get("base", BASE))


def _read_build(folder: Path) -> dict[str, Any]:
    try:
        build: dict[str, Any] = json.loads((folder / _BUILD).read_text(encoding="utf-8"))
        if build["format"] != FORMAT:
            raise _other_version(folder)
        return {**build, "parameters": dict(build["parameters"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from None


def _other_version(folder: Path) -> GraphError:
    return GraphError(f"{folder} was written by another version of kgraph: build it again")


def _damaged(folder: Path, error: object) -> GraphError:
    return GraphError(f"the graph in {folder} is damaged ({error}): build it again")


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _account(account: Account) -> dict[str, Any]:
    return {**asdict(account), "missing": dict(account.missing)}


def _read_run(build: dict[str, Any]) -> Run:
    return Run(
        versions=tuple(build["versions"].items()),
        parameters=tuple(build["parameters"].items()),
        inputs=tuple((entry["file"], entry["sha256"]) for entry in build["inputs"]),
    )


def _read_ledger(folder: Path) -> Ledger:
    written = json.loads((folder / _LEDGER).read_text(encoding="utf-8"))
    lines = (folder / _REJECTED).read_text(encoding="utf-8").split("\n")
    rejected = [json.loads(line) for line in lines if line]
    statistics = written.get("statistics")
    return Ledger(
        accounts=tuple(
            Account(**{**account, "missing": tuple(account["missing"].items())})
            for account in written["sources"]
        ),
        merges=tuple(
            Merge(m["paper"], Origin(**m["kept"]), Origin(**m["merged"]), m["rule"])
            for m in written["merges"]
        ),
        rejected=tuple(Rejected(Origin(**r["origin"]), r["reason"], r["raw"]) for r in rejected),
        notes=tuple(written["notes"]),
        references=References(
            **{**written["references"], "matched": tuple(written["references"]["matched"].items())}
        ),
        statistics=Statistics(**{**statistics, "kept": tuple(statistics["kept"])}) if statistics else None,
    )
