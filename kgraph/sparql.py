"""SPARQL over the graph, answered by Oxigraph in memory."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.errors import QueryError, UnknownNameError
from kgraph.graph import Graph
from kgraph.library import Query, find, resolve
from kgraph.quads import node_iri, prefixes, quads, short_name
from kgraph.vocabulary import BASE

RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a SELECT query: column names and rows of strings, `None` where nothing is bound.

    IRIs of the graph and of known vocabularies are shortened (`paper:bai-2022-4c1f`, `dcterms:title`).
    An ASK query answers with one column `answer` and one row, `true` or `false`; CONSTRUCT and DESCRIBE
    with the columns `subject`, `predicate` and `object`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def query(graph: Graph, text: str, base: str = BASE, **parameters: str | int) -> Answer:
    """Ask a SPARQL 1.1 query; the usual prefixes are known, the default graph is the union of all graphs.

    `text` is SPARQL or the name of a query in `kgraph/queries`, whose parameters are ids, names or numbers.
    Raises `QueryError` for a query that is malformed or is an update, and for a parameter that is missing,
    unknown, or names no node or several.

    >>> query(graph, "SELECT (COUNT(?p) AS ?papers) { ?p a kg:Paper }").rows  # doctest: +SKIP
    (('28',),)
    >>> query(graph, "coauthors", person="Dario Amodei").columns  # doctest: +SKIP
    ('coauthor', 'name', 'papers', 'first', 'last')
    """
    result = _ask(graph, text, base, parameters)
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((str(bool(result)).lower(),),))
    try:
        if isinstance(result, ox.QueryTriples):
            triples = sorted(tuple(_readable(term, base) for term in triple) for triple in result)
            return Answer(("subject", "predicate", "object"), tuple(triples))
        columns = tuple(variable.value for variable in result.variables)
        rows = (tuple(_readable(solution[name], base) for name in columns) for solution in result)
        return Answer(columns, tuple(rows))
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


def query_as(graph: Graph, text: str, result_format: str, base: str = BASE, **parameters: str | int) -> bytes:
    """Ask a SELECT or ASK query and give the answer in a W3C results format: csv, json, tsv or xml.

    Raises `QueryError` as `query` does, and for a CONSTRUCT or DESCRIBE; `UnknownNameError` for the format.
    """
    if result_format not in RESULT_FORMATS:
        raise UnknownNameError(f"no format {result_format!r}: choose one of {', '.join(RESULT_FORMATS)}")
    result = _ask(graph, text, base, parameters)
    if isinstance(result, ox.QueryTriples):
        raise QueryError("CONSTRUCT and DESCRIBE answer with RDF, not with rows: leave the format out")
    return bytes(result.serialize(format=RESULT_FORMATS[result_format]))


# What may hold any word without being a keyword: strings, IRIs and comments.
_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}'''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*""",
    re.DOTALL,
)
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE(?![\w:-])", re.IGNORECASE)
_VALUES = re.compile(r"(?<![?$:\w-])VALUES\s*\?(\w+)\s*\{[^{}]*\}", re.IGNORECASE)
_MESSAGE = 160
_FROM = re.compile(r"(?<![?$:\w-])FROM(?![\w:-])", re.IGNORECASE)


def bound(query: Query, values: Mapping[str, str | int], base: str = BASE) -> str:
    """The SPARQL of a query with its parameters bound: each `VALUES ?name { … }` gets the term.

    Oxigraph's own substitution reaches no variable that is not selected, so it cannot be used here. What is
    written is the term as Oxigraph prints it, never the words of a user.
    """
    terms = {
        name: ox.NamedNode(node_iri(value, base)) if isinstance(value, str) else ox.Literal(value)
        for name, value in values.items()
    }
    # Blocks in strings and comments are not blocks: blank them, letter for letter, before looking.
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), query.text)
    pieces, end, met = [], 0, set()
    for block in _VALUES.finditer(bare):
        if block[1] in terms:
            pieces += [query.text[end : block.start()], f"VALUES ?{block[1]} {{ {terms[block[1]]} }}"]
            end = block.end()
            met.add(block[1])
    if missing := sorted(set(terms) - met):
        raise QueryError(f"the query declares {missing[0]} and has no block VALUES ?{missing[0]} {{ UNDEF }}")
    return "".join([*pieces, query.text[end:]])


def _ask(graph: Graph, text: str, base: str, parameters: Mapping[str, str | int]) -> Any:
    found = find(text)
    text = bound(found, resolve(found, graph, parameters, base), base)
    bare = _QUOTED.sub(" ", text)
    if _SERVICE.search(bare):
        raise QueryError("SERVICE asks another server and is switched off: query this graph only")
    # The union of all graphs, unless the query names its own with FROM; nothing is ever fetched for it.
    union = not _FROM.search(bare)
    store = ox.Store()
    store.bulk_extend(quads(graph, base))
    try:
        return store.query(text, prefixes=prefixes(base), use_default_graph_as_union=union)
    except SyntaxError as error:
        raise QueryError(f"the query is not valid SPARQL: {_shorten(str(error))}") from None
    except (ValueError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _shorten(message: str) -> str:
    """One line of the parser's message: behind "expected" it lists every letter that may begin a name."""
    flat = " ".join(message.split())
    if "Prefix not found" in flat:
        return flat.partition(": expected")[0] + ": this prefix is not known, declare it with PREFIX"
    return flat if len(flat) <= _MESSAGE else flat[:_MESSAGE].rpartition(",")[0] + ", …"


def _readable(term: Any, base: str) -> str | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return short_name(term.value, base)
    return str(term.value)
