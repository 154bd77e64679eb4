"""The graph as RDF files, and as an rdflib dataset."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import Dataset

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.iris import prefixes
from kgraph.quads import lines, quads, triple_lines
from kgraph.staging import staged
from kgraph.store import fill

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

# The formats that are written without a detour: their text is what the facts are made as.
_AS_TEXT = {".nt": triple_lines, ".nq": lines}

# Level 9 makes files 5 % smaller and takes twice the time.
_COMPRESSION = 6

# The formats whose prefixes stand alone at the top, a line each. The others are written with whole IRIs.
_WITH_PREFIXES = {".ttl", ".trig"}


def write(graph: Graph, path: str | Path) -> None:
    """Write the graph into a file, in the format that its suffix names, gzipped if `.gz` follows.

    The suffixes are .ttl .nt .nq .trig .rdf .jsonld. The facts are streamed: no more than those of
    some thousand nodes are held at a time. The file appears whole or not at all, and equal graphs give equal
    bytes.

    Raises `UnknownNameError` for another suffix and `OutputError` if the file cannot be written.
    """
    path = Path(path)
    suffix = _suffix(path)
    with staged(path.parent) as stage, (stage / path.name).open("wb") as file:
        if path.suffix == ".gz":
            # Neither the time nor the name of the stage belongs in the bytes.
            with gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as packed:
                _stream(graph, packed, suffix)
        else:
            _stream(graph, file, suffix)


def serialize(graph: Graph, suffix: str = ".ttl") -> bytes:
    """The bytes that `write` puts into a file of that suffix, for a graph that fits in memory."""
    output = io.BytesIO()
    _stream(graph, output, _suffix(Path(f"graph{suffix}")))
    return output.getvalue()


def _suffix(path: Path) -> str:
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    if suffix not in _FORMATS:
        known = " ".join(_FORMATS)
        raise UnknownNameError(f"no RDF format is called {suffix!r}: choose one of {known}, .gz may follow")
    return suffix


def _stream(graph: Graph, output: Any, suffix: str) -> None:
    if suffix in _AS_TEXT:
        for chunk in _AS_TEXT[suffix](graph):
            output.write(chunk)
        return
    rdf_format = _FORMATS[suffix]
    facts: Iterator[Any] = quads(graph)
    if not rdf_format.supports_datasets:
        facts = (quad.triple for quad in facts)
    if suffix in _WITH_PREFIXES:
        known = prefixes(graph.base)
        head: Any = _SortedHead(output, len(known))
        ox.serialize(facts, head, rdf_format, prefixes=known)
    else:
        ox.serialize(facts, output, rdf_format)


class _SortedHead:
    """Passes bytes on, the first lines sorted: Oxigraph writes prefixes in the order of a hash table."""

    def __init__(self, output: Any, lines: int) -> None:
        self._output = output
        self._lines = lines
        self._head: bytes | None = b""

    def write(self, data: bytes) -> int:
        if self._head is None:
            self._output.write(data)
        else:
            self._head += data
            lines = self._head.split(b"\n", self._lines)
            if len(lines) > self._lines:
                self._output.write(b"\n".join([*sorted(lines[:-1]), lines[-1]]))
                self._head = None
        return len(data)

    def flush(self) -> None:
        self._output.flush()


def to_rdflib(graph: Graph) -> Dataset:
    """Hand the graph over as an `rdflib.Dataset`, kept in Oxigraph, with the known prefixes bound.

    Its default graph is the union of all named graphs.
    """
    dataset = Dataset(store=OxigraphStore(store=fill(ox.Store(), graph)), default_union=True)
    for prefix, namespace in prefixes(graph.base).items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
