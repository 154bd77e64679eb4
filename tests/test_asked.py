"""What a text of SPARQL says of itself."""

import pytest

from kgraph.asked import blanked, look_at, query_form
from kgraph.vocabulary import BASE


@pytest.mark.parametrize(
    ("text", "others", "graphs"),
    [
        ("SELECT ?p { ?p a kg:Paper }", False, False),
        ("SELECT ?p { service <http://x/> { ?p a kg:Paper } }", True, False),
        ("SELECT ?p from <http://x/> { ?p a kg:Paper }", False, True),
        ('SELECT ?from { ?from kg:service "SERVICE FROM" } # FROM SERVICE', False, False),
    ],
)
def test_words_that_matter(text: str, others: bool, graphs: bool) -> None:
    asked = look_at(text, BASE)
    assert (asked.text, asked.base) == (text, BASE)
    assert (asked.asks_others, asked.names_graphs) == (others, graphs)


@pytest.mark.parametrize(
    ("text", "by_step"),
    [
        ("SELECT ?p { ?p a kg:Paper }", False),
        ("SELECT ?p { ?p dcterms:creator person:ann }", True),
        (f"SELECT ?p {{ ?p dcterms:creator <{BASE}person/ann> }}", True),
        ("SELECT ?a { ?a skos:broader+ ?b }", True),
        ("SELECT ?a { ?a (skos:broader|^skos:broader)* ?b }", True),
        ("SELECT ?a { ?a skos:broader? ?b }", False),
    ],
)
def test_steps(text: str, by_step: bool) -> None:
    assert look_at(text, BASE).goes_step_by_step == by_step


def test_prefixes() -> None:
    assert list(look_at("SELECT ?p { ?p a kg:Paper ; dcterms:creator person:a }", BASE).prefixes) == [
        "dcterms",
        "kg",
        "person",
    ]


def test_forms() -> None:
    assert query_form("PREFIX ask: <http://ask/> describe ?ASK {}") == "DESCRIBE"
    assert query_form("SELEC ?x {}") == ""
    assert blanked('"a" <b> ?c # d') == "        ?c    "
