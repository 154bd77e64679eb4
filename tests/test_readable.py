"""What the engine answers is read as the terms that it gives one by one."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.quads import short_name
from kgraph.readable import readable
from kgraph.vocabulary import BASE, iri

XSD = ("integer", "decimal", "double", "boolean", "gYear", "date")
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
terms = st.one_of(
    st.builds(ox.Literal, words),
    st.builds(lambda text: ox.Literal(text, language="en"), words),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(iri(f"xsd:{name}"))),
        st.sampled_from(["1", "-01", "+1.50", "1e3", "INF", "true", "2020", "x\ty"]),
        st.sampled_from(XSD),
    ),
    st.sampled_from(["kg:Paper", "dcterms:title"]).map(lambda name: ox.NamedNode(iri(name))),
    st.sampled_from([f"{BASE}paper/a%20b", "https://example.org/é?x=1#y", "urn:x"]).map(ox.NamedNode),
    st.just(ox.BlankNode("b1")),
)


@given(st.lists(terms, max_size=6))
def test_every_term(given: list[ox.Literal | ox.NamedNode | ox.BlankNode]) -> None:
    held = ox.Store()
    for place, term in enumerate(given):
        held.add(ox.Quad(ox.NamedNode(f"http://s/{place}"), ox.NamedNode("http://p"), term))
    text = "SELECT ?s ?o ?none { ?s <http://p> ?o } ORDER BY ?s"
    expected = [
        short_name(row["o"].value) if isinstance(row["o"], ox.NamedNode) else row["o"].value
        for row in held.query(text)
    ]
    found = readable(held.query(text), BASE)
    assert list(found) == ["s", "o", "none"]
    assert found["o"] == expected
    assert found["none"] == [None] * len(given)
    assert readable(held.query("SELECT ?o { ?s <http://p> ?o } ORDER BY ?s"), BASE) == {"o": expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?x {}", {"x": [None]}),
        ("SELECT ?x { ?x ?y ?z }", {"x": []}),
        ('SELECT ?x { VALUES ?x { "" "a" } }', {"x": ["", "a"]}),
        ("SELECT (<<( <urn:a> <urn:b> 1 )>> AS ?x) {}", {"x": ["<<( <urn:a> <urn:b> 1 )>>"]}),
    ],
)
def test_odd_answers(text: str, expected: dict[str, list[str | None]]) -> None:
    assert readable(ox.Store().query(text), BASE) == expected
