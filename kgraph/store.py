"""The facts in Oxigraph: in memory for a graph at hand, on disk beside a graph that a build has left.

The store on disk is a cache: it is filled once, on the first question after a build, and opened for reading
in milliseconds from then on, by any number of processes.
"""

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pyoxigraph as ox

from kgraph import chunks, iris, ntriples, quads
from kgraph.columns.properties import Properties
from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.mapping import links, nodes, rows, scores
from kgraph.storage import graph_files, open_graph, read_base, read_state, scan_table, table_files

STORE = "store"
_KEY = "kgraph.key"
_PIECE = 1 << 20


@dataclass(frozen=True)
class Engine:
    """What questions are asked of: the facts by property, and the store, opened for the first that needs it.

    `edges` is how many edges the graph has; `is_current` tells whether the tables are still those that were
    opened, and `is_filled` whether the store would open at once.
    """

    properties: Properties
    edges: int
    open_store: Callable[[], ox.Store]
    is_current: Callable[[], bool]
    is_filled: Callable[[], bool]

    @cached_property
    def store(self) -> ox.Store:
        """All facts in Oxigraph."""
        return self.open_store()

    @property
    def is_at_hand(self) -> bool:
        """Whether the store is open, or opens at once."""
        return "store" in vars(self) or self.is_filled()

    @property
    def nodes(self) -> pl.LazyFrame:
        """The table of nodes, which names are looked up in."""
        return self.properties.nodes

    @property
    def base(self) -> str:
        """Where the nodes live."""
        return self.properties.base


@kept
def engine_of(graph: Graph) -> Engine:
    """An engine in memory; its store is filled with about 350,000 facts a second. The last one is kept."""
    tables = (table.lazy() for table in (graph.nodes, graph.edges, graph.scores, graph.communities))
    properties = Properties(graph.base, *tables)
    # Who asks about one node will ask about more: then the store is worth filling.
    return Engine(properties, graph.edges.height, lambda: fill(ox.Store(), graph), lambda: True, lambda: True)


def open_engine(directory: str | Path, tell: Callable[[], None] = lambda: None) -> Engine:
    """Open the graph in a folder for questions; the store beside it is filled if one needs it (`store_path`).

    `tell` is called before it is filled, which takes a minute for five million facts. In a folder that cannot
    be written the facts are loaded into memory instead. Raises `GraphError` if the folder holds no graph.
    """

    def open_store() -> ox.Store:
        if not is_filled(directory):
            tell()
        return _open_store(directory)

    return _engine(directory, open_store, lambda: is_filled(directory))


def open_filled(directory: str | Path) -> Engine:
    """Open a graph whose store `store_path` has filled: it is opened now, and stays if the graph is replaced.

    Raises `GraphError` if the folder holds no graph and `OSError` if there is no store.
    """
    store = ox.Store.read_only(str(Path(directory) / STORE))
    return _engine(directory, lambda: store, lambda: True)


def _engine(
    directory: str | Path, open_store: Callable[[], ox.Store], is_filled: Callable[[], bool]
) -> Engine:
    state = read_state(directory)
    tables = [scan_table(table) for table in graph_files(directory)]
    edges = tables[1].select(pl.len()).collect().item()
    properties = Properties(read_base(directory), *tables)
    return Engine(properties, edges, open_store, lambda: read_state(directory) == state, is_filled)


def _open_store(directory: str | Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(store_path(directory)))
    except OSError:
        return fill(ox.Store(), open_graph(directory))


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
    code = (
        Path(str(module.__file__)) for module in (chunks, iris, ntriples, quads, links, nodes, rows, scores)
    )
    for path in (*table_files(directory), *code):
        state = path.stat()
        digest.update(_sha256(path, state.st_size, state.st_mtime_ns))
    return digest.hexdigest()


@lru_cache
def _sha256(path: Path, _size: int, _changed: int) -> bytes:
    """The hash of a file, read once as long as its size and time stay the same."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
