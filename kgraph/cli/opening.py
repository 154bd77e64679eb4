"""The graph that is added to, opened while Python loads what adding needs."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any


def hold_memory() -> None:
    """Let Polars, which is not loaded yet, keep memory for the next table for ten seconds instead of a half.

    To have it cleared again and again is a tenth of what adding to the Anthology takes; it holds 0.4 GB more.
    """
    os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,muzzy_decay_ms:10000")


def open_both(into: Path) -> tuple[Any, Any]:
    """The records in a folder and their graph, read while Python loads what adding needs."""
    from kgraph.archive import read_records
    from kgraph.parallel import aside
    from kgraph.storage import open_graph

    with aside(read_records, into) as records, aside(open_graph, into) as graph:
        import_module("kgraph.adding")
        return records(), graph()
