"""The build with the local engine: of all records, or of some that are added to a graph."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from kgraph.cli.progress import Progress


def hold_memory() -> None:
    """Let Polars, which is not loaded yet, keep memory for the next table for ten seconds instead of a half.

    To have it cleared again and again is a tenth of what adding to the Anthology takes; it holds 0.4 GB more.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,muzzy_decay_ms:10000")


def _open_both(into: Path) -> tuple[Any, Any]:
    """The records in a folder and their graph, read while Python loads what adding needs."""
    from kgraph.archive import read_records
    from kgraph.parallel import aside
    from kgraph.storage import open_graph

    with aside(read_records, into) as records, aside(open_graph, into) as graph:
        import_module("kgraph.adding")
        return records(), graph()


def build_here(
    sources: list[str],
    stage: Path,
    output: Path,
    into: Path | None,
    columns: Mapping[str, str] | None,
    choices: Mapping[str, Any],
    progress: Progress,
    *,
    refresh: bool,
) -> Any:
    """Build with the local engine. The records, a quarter of the memory, end with this."""
    from kgraph.archive import NONE, read_records, write_records
    from kgraph.parallel import aside

    if into and not refresh:
        archive, earlier = _open_both(into)
    else:
        archive, earlier = read_records(into) if into else NONE, None
    from kgraph.build import Choices, build_records, collect
    from kgraph.memory import FOLDER, Memory

    chosen = Choices(**choices)
    chosen.check()
    memory = Memory(stage / FOLDER, output / FOLDER)
    progress.stage("reading")
    records = collect(sources, columns=columns, meter=progress.meter)
    archive = archive.add(records)
    with aside(write_records, archive, stage) as written:
        graph = None
        if earlier:
            from kgraph.adding import add_records

            graph = add_records(earlier, archive, chosen, memory, progress.stage)
            del earlier
        if graph is None:
            records = archive.records() if into else records
            del archive
            graph = build_records(records, chosen, progress.stage, memory)
        written()
    return graph
