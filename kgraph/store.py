"""The facts in Oxigraph: in memory for a graph at hand, on disk beside a graph that a build has left.

The store on disk is a cache: it is filled once, on the first question after a build, and opened for reading
in milliseconds from then on, by any number of processes.
"""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pyoxigraph as ox

from kgraph import chunks, iris, mapping, ntriples, quads
from kgraph.graph import Graph
from kgraph.storage import graph_files, open_graph, read_base, scan_table, table_files
from kgraph.vocabulary import BASE

STORE = "store"
_KEY = "kgraph.key"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Engine:
    """What questions are asked of: the facts, and the table of nodes that names are looked up in."""

    store: ox.Store
    nodes: pl.LazyFrame
    base: str = BASE


def engine_of(graph: Graph) -> Engine:
    """Load a graph into memory, about 350,000 facts a second. The last one is kept for the next question."""
    global _last  # noqa: PLW0603  (a cache of one: graphs are compared by identity and cannot be hashed)
    if _last is None or _last[0] is not graph:
        _last = (graph, Engine(fill(ox.Store(), graph), graph.nodes.lazy(), graph.base))
    return _last[1]


_last: tuple[Graph, Engine] | None = None


def open_engine(directory: str | Path) -> Engine:
    """Open the graph in a folder for questions, by the store beside it; `store_path` fills that if it must.

    In a folder that cannot be written the facts are loaded into memory instead. Raises `GraphError` if the
    folder holds no graph.
    """
    nodes = graph_files(directory)[0]
    try:
        store = ox.Store.read_only(str(store_path(directory)))
    except OSError:
        return engine_of(open_graph(directory))
    return Engine(store, scan_table(nodes), read_base(directory))


def is_filled(directory: str | Path) -> bool:
    """Whether the store of a graph is there and up to date, so that it opens at once."""
    return _is_current(Path(directory) / STORE, _key(directory))


def store_path(directory: str | Path) -> Path:
    """The folder of the store of a graph, filled anew if the graph or kgraph has changed.

    Raises `GraphError` if the folder holds no graph and `OSError` if the store cannot be written.
    """
    path = Path(directory) / STORE
    key = _key(directory)
    if not _is_current(path, key):
        stage = Path(tempfile.mkdtemp(prefix=".kgraph-store-", dir=directory))
        try:
            fill(ox.Store(str(stage)), open_graph(directory)).flush()
            (stage / _KEY).write_text(key, encoding="utf-8")
            _replace(path, stage)
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return path


def fill(store: ox.Store, graph: Graph) -> ox.Store:
    """Load the facts of a graph into a store and give it back."""
    # A named graph at a time: its name is parsed once and not in every line, and its files do not overlap
    # those of the others, so that less must be laid together. Each load puts its files in place at its end;
    # more loads than this are laid together again and again, which takes as long as it saves.
    for name in quads.NAMED_GRAPHS:
        text = io.BufferedReader(_Stream(quads.lines_of(graph, name)), _PIECE)
        place = ox.NamedNode(f"{graph.base}graph/{name}")
        # Lenient: the text was made here, and a second look at every IRI takes a third of the time.
        store.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=place, lenient=True)
    # A large load leaves layers of files that each look-up goes through: 158 us, and 16 once they are one.
    store.optimize()
    return store


class _Stream(io.RawIOBase):
    """Pieces of text as a file to read, so that no more than one of them is held."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._piece:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        size = min(len(buffer), len(self._piece))
        buffer[:size], self._piece = self._piece[:size], self._piece[size:]
        return size


def _is_current(path: Path, key: str) -> bool:
    try:
        return (path / _KEY).read_text(encoding="utf-8") == key
    except OSError:
        return False


def _replace(path: Path, stage: Path) -> None:
    """Put a filled store in the place of an old one, unless another process was faster: its is as good."""
    old = stage.with_name(f"{stage.name}-old")
    with suppress(OSError):
        if path.exists():
            path.rename(old)
        stage.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def _key(directory: str | Path) -> str:
    """What the store was made from: the tables, the base, and the code that turns one into the other."""
    digest = hashlib.sha256(f"{read_base(directory)} {version('kgraph')} {version('pyoxigraph')}".encode())
    code = (Path(str(module.__file__)) for module in (chunks, iris, mapping, ntriples, quads))
    for path in (*table_files(directory), *code):
        state = path.stat()
        digest.update(_sha256(path, state.st_size, state.st_mtime_ns))
    return digest.hexdigest()


@lru_cache
def _sha256(path: Path, _size: int, _changed: int) -> bytes:
    """The hash of a file, read once as long as its size and time stay the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
