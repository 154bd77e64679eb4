"""The graph as RDF files, and as an rdflib dataset."""

from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
from oxrdflib.store import OxigraphStore
from rdflib import Dataset

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.quads import prefixes, quads
from kgraph.vocabulary import BASE

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}

# The formats whose prefixes stand alone at the top, a line each. The others are written with whole IRIs.
_WITH_PREFIXES = {".ttl", ".trig"}


def serialize(graph: Graph, suffix: str = ".ttl", base: str = BASE) -> bytes:
    """Write the graph in the format that a file suffix names: .ttl .nt .nq .trig .rdf .jsonld.

    Raises `UnknownNameError` for another suffix.
    """
    if suffix not in _FORMATS:
        raise UnknownNameError(f"no RDF format is called {suffix!r}: choose one of {' '.join(_FORMATS)}")
    rdf_format = _FORMATS[suffix]
    facts: Iterator[Any] = quads(graph, base)
    if not rdf_format.supports_datasets:
        facts = (quad.triple for quad in facts)
    if suffix not in _WITH_PREFIXES:
        return ox.serialize(facts, format=rdf_format) or b""
    written = ox.serialize(facts, format=rdf_format, prefixes=prefixes(base)) or b""
    # Oxigraph writes the prefixes in the order of a hash table, which is another one each time.
    lines = written.split(b"\n", len(prefixes(base)))
    return b"\n".join([*sorted(lines[:-1]), lines[-1]])


def to_rdflib(graph: Graph, base: str = BASE) -> Dataset:
    """Hand the graph over as an `rdflib.Dataset`, kept in Oxigraph, with the known prefixes bound.

    Its default graph is the union of all named graphs.
    """
    store = ox.Store()
    store.bulk_extend(quads(graph, base))
    dataset = Dataset(store=OxigraphStore(store=store), default_union=True)
    for prefix, namespace in prefixes(base).items():
        dataset.bind(prefix, namespace, replace=True)
    return dataset
