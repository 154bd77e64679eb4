"""Answers of the engine written in the W3C formats, whole or up to a limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.columns.solutions import Solutions
from kgraph.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its media type, and by what the engine calls it."""

    media_type: str
    engine: Any


# Of SELECT and ASK, and of CONSTRUCT and DESCRIBE. The first of each is written where none is asked for.
ROWS: Mapping[str, Format] = {
    "json": Format("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": Format("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": Format("text/csv", ox.QueryResultsFormat.CSV),
    "tsv": Format("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
TRIPLES: Mapping[str, Format] = {
    "ttl": Format("text/turtle", ox.RdfFormat.TURTLE),
    "nt": Format("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "rdf": Format("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "jsonld": Format("application/ld+json", ox.RdfFormat.JSON_LD),
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer is written: rows or triples, and characters of the terms in them."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as bytes. `cut` says which limit cut it short, and is empty if it is whole."""

    content: bytes
    media_type: str
    rows: int
    cut: str = ""


def boolean(is_so: bool) -> Any:
    """The answer to an ASK query, as the engine gives it."""
    told = f'{{"head": {{}}, "boolean": {str(is_so).lower()}}}'
    return ox.parse_query_results(told.encode(), ox.QueryResultsFormat.JSON)


def _rows_of(result: Any) -> Any:
    """Columns as what the engine gives row by row."""
    if isinstance(result, Solutions):
        return ox.parse_query_results(result.tsv(), ox.QueryResultsFormat.TSV)
    return result


def formats_of(result: Any) -> Mapping[str, Format]:
    """The formats that an answer can be written in, by name."""
    return TRIPLES if isinstance(result, ox.QueryTriples) else ROWS


def write(result: Any, name: str, prefixes: Mapping[str, str]) -> bytes:
    """Write a whole answer. RDF is sorted, so that equal answers are equal bytes.

    Raises `UnknownNameError` for a format that this kind of answer cannot be written in.
    """
    found = _format(result, name)
    if isinstance(result, ox.QueryTriples):
        return write_triples({str(triple) for triple in result}, name, prefixes)
    return bytes(_rows_of(result).serialize(format=found.engine))


def write_within(result: Any, name: str, limits: Limits, prefixes: Mapping[str, str]) -> Written:
    """Write an answer up to the limits: what is written is well-formed, and `cut` says if it is not all.

    Raises `UnknownNameError` as `write` does.
    """
    found = _format(result, name)
    if isinstance(result, Solutions):
        result = _rows_of(result.head(limits.rows + 1))
    if isinstance(result, ox.QueryBoolean):
        return Written(write(result, name, prefixes), found.media_type, 1)
    if isinstance(result, ox.QueryTriples):
        lines, cut = _within((str(triple) for triple in result), limits)
        return Written(write_triples(lines, name, prefixes), found.media_type, len(lines), cut)
    # The engine writes what it has read: rows that are kept go through the one format a line a row.
    lines, cut = _within(("\t".join("" if v is None else str(v) for v in row) for row in result), limits)
    head = "\t".join(str(variable) for variable in result.variables)
    table = "\n".join([head, *lines, ""]).encode()
    kept = ox.parse_query_results(table, ox.QueryResultsFormat.TSV)
    return Written(write(kept, name, prefixes), found.media_type, len(lines), cut)


def write_triples(triples: Iterable[str], name: str, prefixes: Mapping[str, str]) -> bytes:
    """Write triples in a format of `TRIPLES`, sorted. Each is a line of N-Triples without its full stop."""
    found = TRIPLES[name]
    text = "".join(f"{triple} .\n" for triple in sorted(set(triples)))
    facts = (quad.triple for quad in ox.parse(text.encode(), ox.RdfFormat.N_TRIPLES))
    if found.engine != ox.RdfFormat.TURTLE:
        return ox.serialize(facts, format=found.engine) or b""
    used = {prefix: start for prefix, start in prefixes.items() if f"<{start}" in text}
    written = ox.serialize(facts, format=found.engine, prefixes=used) or b""
    # The engine writes its prefixes, a line each, in the order of a hash table.
    *head, body = written.split(b"\n", len(used))
    return b"\n".join([*sorted(head), body])


def _within(lines: Iterable[str], limits: Limits) -> tuple[list[str], str]:
    kept: list[str] = []
    size = 0
    for line in lines:
        size += len(line)
        if len(kept) == limits.rows:
            return kept, f"cut at {limits.rows} rows"
        if size > limits.size:
            return kept, f"cut at {limits.size} characters, {len(kept)} rows"
        kept.append(line)
    return kept, ""


def _format(result: Any, name: str) -> Format:
    formats = formats_of(result)
    if name not in formats:
        what = "CONSTRUCT and DESCRIBE answer" if formats is TRIPLES else "SELECT and ASK answer"
        raise UnknownNameError(f"no format {name!r} here: {what} in {', '.join(formats)}")
    return formats[name]
