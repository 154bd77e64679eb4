"""An answer in columns, written as the engine writes its own, and where a question goes."""

from dataclasses import replace
from typing import Any

import polars as pl
import pyoxigraph as ox
import pytest

import kgraph
from kgraph import sparql, store
from kgraph.columns.solutions import Solutions
from kgraph.errors import QueryError
from kgraph.quads import prefixes
from kgraph.results import ROWS, Limits, write, write_within
from tests.columns.test_properties import properties_of

TERMS = """SELECT ?p ?t ?d ?y ?n ?w ?shared ?label ?doi {
    ?p dcterms:title ?t ; dcterms:issued ?d ; fabio:hasPublicationYear ?y ; kg:hasAuthorship ?a .
    ?a kg:position ?n . ?p kg:hasTagging ?r . ?r kg:weight ?w ; kg:concept ?k .
    ?k kg:shared ?shared ; skos:prefLabel ?label OPTIONAL { ?p prism:doi ?doi }
} ORDER BY ?p ?n ?k"""


@pytest.fixture
def columns_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a graph is, columns are asked."""
    monkeypatch.setattr(sparql, "_FEW", 0)


def both(graph: kgraph.Graph, text: str) -> tuple[Solutions, Any]:
    engine = store.engine_of(graph)
    found = sparql.ask(engine, text)
    assert isinstance(found, Solutions)
    given: Any = {
        "base_iri": graph.base,
        "prefixes": prefixes(graph.base),
        "use_default_graph_as_union": True,
    }
    return found, engine.store.query(text, **given)


@pytest.mark.usefixtures("columns_only")
@pytest.mark.parametrize("name", ROWS)
def test_it_is_written_as_the_engine_writes_it(tiny: kgraph.Graph, name: str) -> None:
    found, expected = both(tiny, TERMS)
    assert found.table.height > 2
    assert write(found, name, {}) == write(expected, name, {})
    found, expected = both(tiny, TERMS)
    limits = Limits(2, 10_000)
    assert write_within(found, name, limits, {}) == write_within(expected, name, limits, {})
    assert write_within(found, name, limits, {}).cut == "cut at 2 rows"


@pytest.mark.usefixtures("columns_only")
def test_the_same_answer_as_strings(tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    from_columns = kgraph.query(tiny, TERMS)
    monkeypatch.setattr(sparql, "_FEW", 1 << 40)
    assert kgraph.query(tiny, TERMS) == from_columns
    assert len(from_columns.rows) > 2


@pytest.mark.parametrize("few", [0, 1 << 40])
@pytest.mark.parametrize("text", [TERMS, "ASK { ?s ?p ?o }", "SELECT ?p { ?p a kg:None }"])
def test_the_same_answer_as_a_table(
    tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch, few: int, text: str
) -> None:
    monkeypatch.setattr(sparql, "_FEW", few)
    table, answer = sparql.query_table(tiny, text), kgraph.query(tiny, text)
    assert (tuple(table.columns), tuple(table.rows())) == (answer.columns, answer.rows)
    assert set(table.dtypes) == {pl.String()}


@pytest.mark.usefixtures("columns_only")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?p { ?p a kg:Paper", "the query is not valid SPARQL"),
        ("SELECT ?p { ?p a nope:Paper }", "this prefix is not known"),
        ("SELECT ?p { SERVICE <http://x/> { ?p a kg:Paper } }", "SERVICE asks another server"),
    ],
)
def test_errors_are_told_as_ever(tiny: kgraph.Graph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        sparql.ask(store.engine_of(tiny), text)


COUNT = "SELECT (COUNT(?p) AS ?n) { ?p a kg:Paper }"
OF_ONE = "SELECT ?t { paper:new dcterms:title ?t }"


@pytest.mark.parametrize(
    ("text", "few", "at_hand", "current", "is_columns"),
    [
        (COUNT, 0, True, True, True),
        (COUNT, 1 << 40, True, True, False),
        (COUNT, 0, True, False, False),
        (OF_ONE, 0, True, True, False),
        (OF_ONE, 0, False, True, True),
        (OF_ONE.replace("paper:new", "<https://w3id.org/kgraph/id/paper/new>"), 0, True, True, False),
        ("SELECT (COUNT(?o) AS ?n) { ?s ?p ?o }", 0, True, True, False),
        (
            "SELECT ?p FROM <https://w3id.org/kgraph/id/graph/asserted> { ?p a kg:Paper }",
            0,
            True,
            True,
            False,
        ),
        ("CONSTRUCT { ?p a kg:X } { ?p a kg:Paper }", 0, True, True, False),
        ("SELECT ?h { ?t skos:broader+ ?h }", 0, True, True, False),
        ("SELECT ?h { ?t skos:broader+ ?h }", 0, False, True, True),
        ("SELECT (COUNT(*) AS ?n) { ?p a kg:Paper }", 0, True, True, True),
    ],
)
def test_which_way_a_question_goes(
    tiny: kgraph.Graph,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    few: int,
    at_hand: bool,
    current: bool,
    is_columns: bool,
) -> None:
    monkeypatch.setattr(sparql, "_FEW", few)
    engine = replace(store.engine_of(tiny), is_filled=lambda: at_hand, is_current=lambda: current)
    assert isinstance(sparql.ask(engine, text), Solutions) == is_columns
    # What columns answer needs no store.
    assert ("store" in engine.__dict__) == (not is_columns)


@pytest.mark.usefixtures("columns_only")
@pytest.mark.parametrize(
    ("pattern", "is_so"),
    [
        ("?p a kg:Paper ; dcterms:creator ?a . ?a foaf:name ?n", True),
        ("?p cito:cites ?p", False),
        ('?p dcterms:title ?t FILTER (STRLEN(?t) > 5 && CONTAINS(?t, "a"))', True),
        ("?p a kg:Paper FILTER NOT EXISTS { ?p dcterms:title ?t }", False),
    ],
)
def test_whether_there_is_any(tiny: kgraph.Graph, pattern: str, is_so: bool) -> None:
    engine = replace(store.engine_of(tiny))
    text = f"ASK {{ {pattern} }}"
    assert kgraph.query(engine, text).rows == ((str(is_so).lower(),),)
    assert "store" not in vars(engine)
    found: Any = engine.store.query(text, prefixes=prefixes(tiny.base), use_default_graph_as_union=True)
    assert bool(found) == is_so
    assert sparql.query_as(engine, text, "csv") == str(is_so).lower().encode()


@pytest.mark.usefixtures("columns_only")
@pytest.mark.parametrize("pattern", ["paper:new a kg:Paper", "?s ?p ?o", "GRAPH ?g { ?p a kg:Paper }"])
def test_what_is_asked_of_the_store(tiny: kgraph.Graph, pattern: str) -> None:
    assert kgraph.query(tiny, f"ASK {{ {pattern} }}").rows == (("true",),)


@pytest.mark.usefixtures("columns_only")
def test_no_columns_and_no_rows(tiny: kgraph.Graph) -> None:
    found = sparql.ask(store.engine_of(tiny), "SELECT ?p { ?p a kg:Paper } LIMIT 0")
    assert write(found, "csv", {}) == b"p\r\n"
    assert isinstance(sparql.ask(store.engine_of(tiny), "SELECT * {}"), ox.QuerySolutions)


def test_properties_keep_their_base(tiny: kgraph.Graph) -> None:
    assert properties_of(tiny).base == store.engine_of(tiny).base
