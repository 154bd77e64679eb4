"""SPARQL over the graph, answered by Oxigraph."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyoxigraph as ox

from kgraph import results
from kgraph.columns.solutions import Solutions
from kgraph.errors import QueryError
from kgraph.graph import Graph
from kgraph.library import Query, find, resolve
from kgraph.quads import node_iri, prefixes, short_name
from kgraph.store import Engine, engine_of
from kgraph.vocabulary import BASE, Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a SELECT query: column names and rows of strings, `None` where nothing is bound.

    IRIs of the graph and of known vocabularies are shortened (`paper:bai-2022-4c1f`, `dcterms:title`).
    An ASK query answers with one column `answer` and one row, `true` or `false`; CONSTRUCT and DESCRIBE
    with the columns `subject`, `predicate` and `object`.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def query(graph: Graph | Engine, text: str, **parameters: str | int) -> Answer:
    """Ask a SPARQL 1.1 query; the usual prefixes are known, the default graph is the union of all graphs.

    `text` is SPARQL or the name of a query in `kgraph/queries`, whose parameters are ids, names or numbers.
    A `Graph` is loaded into memory for the first question and kept for the next ones; an engine of
    `kgraph.store.open_engine` answers from disk, whatever the size.

    Raises `QueryError` for a query that is malformed or is an update, and for a parameter that is missing,
    unknown, or names no node or several.

    >>> query(graph, "SELECT (COUNT(?p) AS ?papers) { ?p a kg:Paper }").rows  # doctest: +SKIP
    (('28',),)
    >>> query(graph, "coauthors", person="Dario Amodei").columns  # doctest: +SKIP
    ('coauthor', 'name', 'papers', 'first', 'last')
    """
    engine = graph if isinstance(graph, Engine) else engine_of(graph)
    result = ask(engine, prepare(engine, text, parameters))
    return _answer(result, engine.base)


def _answer(result: Any, base: str) -> Answer:
    if isinstance(result, Solutions):
        return Answer(tuple(result.variables), tuple(result.readable().rows()))
    if isinstance(result, ox.QueryBoolean):
        return Answer(("answer",), ((str(bool(result)).lower(),),))
    with _failing_softly():
        if isinstance(result, ox.QueryTriples):
            triples = sorted(tuple(_readable(term, base) for term in triple) for triple in result)
            return Answer(("subject", "predicate", "object"), tuple(triples))
        columns = tuple(variable.value for variable in result.variables)
        rows = (tuple(_readable(term, base) for term in solution) for solution in result)
        return Answer(columns, tuple(rows))


def query_table(graph: Graph | Engine, text: str, **parameters: str | int) -> pl.DataFrame:
    """Ask as `query` does, and give the answer as a table of strings, null where nothing is bound.

    What is answered from columns stays in columns, which a million rows are the better for. Raises
    `QueryError` as `query` does.

    >>> query_table(graph, "themes-by-year").filter(pl.col("year") == "2022")  # doctest: +SKIP
    """
    engine = graph if isinstance(graph, Engine) else engine_of(graph)
    result = ask(engine, prepare(engine, text, parameters))
    if isinstance(result, Solutions):
        return result.readable()
    answer = _answer(result, engine.base)
    return pl.DataFrame(answer.rows, schema=dict.fromkeys(answer.columns, pl.String()), orient="row")


def query_as(graph: Graph | Engine, text: str, result_format: str, **parameters: str | int) -> bytes:
    """Ask a query and give the answer in a W3C format: csv, json, tsv or xml; ttl, nt, rdf or jsonld.

    The first four are for SELECT and ASK, the others for CONSTRUCT and DESCRIBE. Raises `QueryError` as
    `query` does, and `UnknownNameError` for a format that this kind of answer cannot be written in.
    """
    engine = graph if isinstance(graph, Engine) else engine_of(graph)
    result = ask(engine, prepare(engine, text, parameters))
    with _failing_softly():
        return results.write(result, result_format, prefixes(engine.base))


@contextmanager
def _failing_softly() -> Iterator[None]:
    """Rows are computed as they are read, so a query may fail at any of them."""
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None


# What may hold any word without being a keyword: strings, IRIs and comments.
_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}'''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*""",
    re.DOTALL,
)
_GUARDED = re.compile("SERVICE|FROM", re.IGNORECASE)
_SERVICE = re.compile(r"(?<![?$:\w-])SERVICE(?![\w:-])", re.IGNORECASE)
_VALUES = re.compile(r"(?<![?$:\w-])VALUES\s*\?(\w+)\s*\{[^{}]*\}", re.IGNORECASE)
_MESSAGE = 160
_FROM = re.compile(r"(?<![?$:\w-])FROM(?![\w:-])", re.IGNORECASE)
# A node by its prefixed name.
_NODE = re.compile(rf"(?<![\w:<-])(?:{'|'.join(Kind)}):\w")
# A path of any length. Where it is arithmetic after all, a query only takes the other way.
_PATH = re.compile(r"(?:\w:[\w-]+|[>)])[*+]\s")
_NO_FACTS = ox.Store()
# Edges below which the facts are asked in the store, in less time than it takes to load the columns' parser:
# half a million facts.
_FEW = 30_000
_FORM = re.compile(r"(?<![?$:\w-])(SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE)


def query_form(text: str) -> str:
    """The form of a query: SELECT, ASK, CONSTRUCT or DESCRIBE; empty for what is none of them.

    >>> query_form("# ASK\\nPREFIX ask: <http://select.org/> construct { ?s ?p ?o } where { ?s ?p ?o }")
    'CONSTRUCT'
    """
    found = _FORM.search(_QUOTED.sub(" ", text))
    return found[1].upper() if found else ""


def bound(query: Query, values: Mapping[str, str | int], base: str = BASE) -> str:
    """The SPARQL of a query with its parameters bound: each `VALUES ?name { … }` gets the term.

    Oxigraph's own substitution reaches no variable that is not selected, so it cannot be used here. What is
    written is the term as Oxigraph prints it, never the words of a user.
    """
    if not values:
        return query.text
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


def prepare(engine: Engine, text: str, parameters: Mapping[str, str | int]) -> str:
    """The SPARQL of a text or of a named query, its parameters bound. Raises `QueryError` as `query` does."""
    found = find(text)
    return bound(found, resolve(found, engine.nodes, parameters, engine.base), engine.base)


def ask(engine: Engine, text: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> Any:
    """Ask the engine: `Solutions` in columns, or what Oxigraph gives row by row; `results` writes both.

    `default` and `named` are the IRIs of the graphs that make the dataset, in place of those of the query.
    Without any the default graph is the union of all graphs. A graph that is not in the store is empty:
    nothing is ever fetched. Relative IRIs are resolved against the base.

    Raises `QueryError` for a query that is malformed or not allowed.
    """
    # Few queries hold one of the words at all, in whatever place: the rest need no second look.
    bare = _QUOTED.sub(" ", text) if _GUARDED.search(text) else ""
    if _SERVICE.search(bare):
        raise QueryError("SERVICE asks another server and is switched off: query this graph only")
    dataset: dict[str, Any] = {}
    if default or named:
        dataset = {"default_graph": _graphs(default), "named_graphs": _graphs(named)}
    elif not _FROM.search(bare):
        dataset = {"use_default_graph_as_union": True}
        if _is_for_columns(engine, text) and (found := _ask_columns(engine, text)):
            return found
    return _ask_store(engine.store, text, engine.base, **dataset)


def _is_for_columns(engine: Engine, text: str) -> bool:
    """Whether columns are the faster way: not from one node, unless the store would have to be filled."""
    if engine.edges < _FEW or (_goes_step_by_step(text, engine.base) and engine.is_at_hand):
        return False
    return engine.is_current()


def _goes_step_by_step(text: str, base: str) -> bool:
    """Whether a query begins at a node, or follows paths of any length."""
    return f"<{base}" in text or bool(_NODE.search(text) or _PATH.search(text))


def _ask_columns(engine: Engine, text: str) -> Solutions | None:
    from kgraph.columns.answering import answer  # noqa: PLC0415  (rdflib takes .3 s to load)

    variables = _selected(text, engine.base)
    return answer(engine.properties, text, variables) if variables else None


def _selected(text: str, base: str) -> list[str]:
    """What a query selects, or nothing; what is no query is told here as the store would tell it."""
    parsed = _ask_store(_NO_FACTS, text, base)
    is_select = isinstance(parsed, ox.QuerySolutions)
    return [variable.value for variable in parsed.variables] if is_select else []


def _ask_store(store: ox.Store, text: str, base: str, **dataset: Any) -> Any:
    try:
        return store.query(text, base_iri=base, prefixes=prefixes(base), **dataset)
    except SyntaxError as error:
        raise QueryError(f"the query is not valid SPARQL: {_shorten(str(error))}") from None
    except (ValueError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from None


def _graphs(names: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names]
    except ValueError as error:
        raise QueryError(f"a graph is named by an absolute IRI: {error}") from None


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
