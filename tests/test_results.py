"""Answers in the W3C formats, whole and cut; what is read back is what the engine said."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import UnknownNameError
from kgraph.quads import prefixes
from kgraph.results import ROWS, TRIPLES, Limits, write, write_triples, write_within

PLENTY = Limits(1_000, 1_000_000)
VALUES = """SELECT ?n ?v { VALUES (?n ?v) {
    (1 "tab\\tquote\\" back\\\\slash line\\nend") (2 UNDEF) (3 <https://example.org/é>)
    (4 "x"@en) (5 "2020"^^xsd:gYear)
} } ORDER BY ?n"""


def ask(text: str) -> object:
    return ox.Store().query(text, prefixes=prefixes())


@pytest.mark.parametrize("name", ROWS)
def test_what_fits_is_written_as_the_engine_writes_it(name: str) -> None:
    whole = write(ask(VALUES), name, prefixes())
    within = write_within(ask(VALUES), name, PLENTY, prefixes())
    assert (within.content, within.rows, within.cut) == (whole, 5, "")
    assert within.media_type == ROWS[name].media_type


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_through(text: str) -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a/b"), ox.NamedNode("http://a/c"), ox.Literal(text)))
    written = write_within(store.query("SELECT ?o { ?s ?p ?o }"), "json", PLENTY, {})
    [row] = ox.parse_query_results(written.content, ox.QueryResultsFormat.JSON)
    assert row["o"] == ox.Literal(text)


def test_rows_are_cut_at_the_limit_and_not_before() -> None:
    three = "SELECT ?n { VALUES ?n { 1 2 3 } } ORDER BY ?n"
    assert write_within(ask(three), "csv", Limits(3, 1_000), {}).cut == ""
    cut = write_within(ask(three), "csv", Limits(2, 1_000), {})
    assert (cut.content, cut.rows, cut.cut) == (b"n\r\n1\r\n2\r\n", 2, "cut at 2 rows")
    size = len('"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    cut = write_within(ask(three), "csv", Limits(9, 2 * size), {})
    assert (cut.content, cut.cut) == (b"n\r\n1\r\n2\r\n", f"cut at {2 * size} characters, 2 rows")


def test_ask_and_no_columns() -> None:
    assert write_within(ask("ASK {}"), "json", Limits(0, 0), {}).content == b'{"head":{},"boolean":true}'
    assert write_within(ask("SELECT * {}"), "json", PLENTY, {}).rows == 1


def test_triples_are_sorted_and_have_the_prefixes_they_use() -> None:
    text = (
        'CONSTRUCT { <http://b/> dcterms:title "b" . <http://a/> dcterms:title ?x } { VALUES ?x { "2" "1" } }'
    )
    expected = (
        b"@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        b'<http://a/> dcterms:title "1" , "2" .\n<http://b/> dcterms:title "b" .\n'
    )
    assert write(ask(text), "ttl", prefixes()) == expected
    assert write_within(ask(text), "ttl", PLENTY, prefixes()).content == expected
    cut = write_within(ask(text), "nt", Limits(1, 1_000), prefixes())
    assert (cut.content.count(b"\n"), cut.cut) == (1, "cut at 1 rows")


@pytest.mark.parametrize("name", TRIPLES)
def test_triples_are_read_back(name: str) -> None:
    triple = ox.Triple(
        ox.NamedNode("http://a/b"), ox.NamedNode("http://a/c"), ox.Literal("é\n\t", language="en")
    )
    written = write_triples([str(triple)] * 2, name, prefixes())
    assert [quad.triple for quad in ox.parse(written, TRIPLES[name].engine)] == [triple]


def test_a_format_of_the_other_kind() -> None:
    with pytest.raises(UnknownNameError, match="SELECT and ASK answer in json, xml, csv, tsv"):
        write(ask("ASK {}"), "ttl", {})
    with pytest.raises(UnknownNameError, match="CONSTRUCT and DESCRIBE answer in ttl, nt, rdf, jsonld"):
        write_within(ask("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"), "csv", PLENTY, {})
