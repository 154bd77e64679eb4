"""The facts in Oxigraph: in memory for a graph at hand, on disk beside a graph that a build has left.

The store on disk is a cache: it is filled once, on the first question after a build, and opened for reading
in milliseconds from then on, by any number of processes.
"""

import hashlib
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import polars as pl
import pyoxigraph as ox

from kgraph import chunks, iris, mapping, ntriples, quads
from kgraph.graph import Graph
from kgraph.parallel.threads import open_threads
from kgraph.storage import graph_files, open_graph, read_base, scan_table, table_files
from kgraph.vocabulary import BASE

STORE = "store"
_KEY = "kgraph.key"
# Bytes of N-Triples that are loaded at once: 600,000 facts, below the million at which the engine parts them.
# Smaller pieces leave more layers to lay together: a quarter of this takes a fifth more processor time.
_PIECE = 96 << 20
# Threads that load. Each holds 0.7 GB; the engine has two as well, behind one that parses.
_LOADERS = 2


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
    """Load the facts of a graph into a store and give it back.

    Two threads of the engine parse, sort and write while this one makes the text.
    """
    with ExitStack() as stack:
        threads = open_threads(stack, _LOADERS)
        loading: deque[Future[None]] = deque()
        for name, text in _pieces(graph):
            if len(loading) == _LOADERS:
                loading.popleft().result()
            loading.append(threads.submit(_load, store, name, text))
        while loading:
            loading.popleft().result()
    # A large load leaves layers of files that each look-up goes through: 158 us, and 16 once they are one.
    store.optimize()
    return store


def _load(store: ox.Store, name: str, text: bytes) -> None:
    # Lenient: the text was made here, and a second look at every IRI takes a third of the time.
    store.bulk_load(text, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name), lenient=True)


def _pieces(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """The facts of one named graph at a time, in pieces as large as the engine loads at once."""
    held: dict[str, list[bytes]] = {}
    sizes: dict[str, int] = {}
    for name, text in quads.lines_by_graph(graph):
        held.setdefault(name, []).append(text)
        sizes[name] = sizes.get(name, 0) + len(text)
        if sizes[name] >= _PIECE:
            yield name, b"".join(held.pop(name))
            del sizes[name]
    for name, texts in held.items():
        yield name, b"".join(texts)


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
