"""SPARQL over the graph, answered by Oxigraph."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyoxigraph as ox

from kgraph import results
from kgraph.asked import Asked, blanked, look_at
from kgraph.columns.solutions import Solutions
from kgraph.errors import QueryError
from kgraph.graph import Graph
from kgraph.library import Query, find, resolve
from kgraph.quads import node_iri, prefixes, short_name
from kgraph.readable import readable
from kgraph.store import Engine, engine_of
from kgraph.vocabulary import BASE


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
        if not result.variables:
            return Answer((), tuple(() for _ in result))
        columns = readable(result, base)
        return Answer(tuple(columns), tuple(zip(*columns.values(), strict=True)))


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
    if isinstance(result, ox.QuerySolutions) and result.variables:
        with _failing_softly():
            found = readable(result, engine.base)
        first, *others = (pl.Series(name, words, pl.String) for name, words in found.items())
        return first.to_frame().hstack(others)
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


_VALUES = re.compile(r"(?<![?$:\w-])VALUES\s*\?(\w+)\s*\{[^{}]*\}", re.IGNORECASE)
_MESSAGE = 160
_NO_FACTS = ox.Store()
# Edges below which the facts are asked in the store, in less time than it takes to load the columns' parser:
# half a million facts.
_FEW = 30_000


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
    pieces, end, met = [], 0, set()
    for block in _VALUES.finditer(blanked(query.text)):
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
    asked = look_at(text, engine.base)
    if asked.asks_others:
        raise QueryError("SERVICE asks another server and is switched off: query this graph only")
    dataset: dict[str, Any] = {}
    if default or named:
        dataset = {"default_graph": _graphs(default), "named_graphs": _graphs(named)}
    elif not asked.names_graphs:
        dataset = {"use_default_graph_as_union": True}
        if _is_for_columns(engine, asked):
            found = _ask_columns(engine, asked)
            if found is not None:
                return found
    return _ask_store(engine.store, asked, **dataset)


def _is_for_columns(engine: Engine, asked: Asked) -> bool:
    """Whether columns are the faster way: not step by step, unless the store would have to be filled."""
    if engine.edges < _FEW or (asked.goes_step_by_step and engine.is_at_hand):
        return False
    return engine.is_current()


def _ask_columns(engine: Engine, asked: Asked) -> Solutions | ox.QueryBoolean | None:
    from kgraph.columns.answering import answer, holds  # noqa: PLC0415  (rdflib takes .3 s to load)

    variables = _selected(asked)
    if variables is None:
        is_so = holds(engine.properties, asked.text)
        return None if is_so is None else results.boolean(is_so)
    return answer(engine.properties, asked.text, variables) if variables else None


def _selected(asked: Asked) -> list[str] | None:
    """What a query selects: nothing if it is no SELECT, and None if it is an ASK.

    What is no query is told here as the store would tell it.
    """
    parsed = _ask_store(_NO_FACTS, asked)
    if isinstance(parsed, ox.QueryBoolean):
        return None
    is_select = isinstance(parsed, ox.QuerySolutions)
    return [variable.value for variable in parsed.variables] if is_select else []


def _ask_store(store: ox.Store, asked: Asked, **dataset: Any) -> Any:
    try:
        return store.query(asked.text, base_iri=asked.base, prefixes=asked.prefixes, **dataset)
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


def _readable(term: Any, base: str) -> str:
    if isinstance(term, ox.NamedNode):
        return short_name(term.value, base)
    return str(term.value)
