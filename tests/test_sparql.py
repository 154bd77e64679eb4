"""SPARQL answers, compared whole; rdflib's own engine is the reference."""

import pytest
import rdflib

import kgraph
from kgraph import rdf, sparql
from kgraph.errors import QueryError, UnknownNameError
from kgraph.vocabulary import BASE, PREFIXES


def test_select(tiny: kgraph.Graph) -> None:
    text = """
        SELECT ?person ?name ?printed WHERE {
            paper:new kg:hasAuthorship [ kg:author ?person ; kg:nameAsPrinted ?printed ] .
            ?person foaf:name ?name ; kg:nameVariant ?other OPTIONAL { ?person kg:nothing ?nothing }
        }"""
    answer = kgraph.query(tiny, text)
    assert answer == kgraph.Answer(("person", "name", "printed"), (("person:ann-lee", "Ann Lee", "A. Lee"),))


def test_unbound_is_none(tiny: kgraph.Graph) -> None:
    text = "SELECT ?doi WHERE { ?paper a kg:Paper OPTIONAL { ?paper prism:doi ?doi } } ORDER BY ?doi"
    assert kgraph.query(tiny, text).rows == ((None,), (None,), ("10.1000/x(1)y",))


@pytest.mark.parametrize(("text", "rows"), [("SELECT * {}", 1), ("SELECT * { FILTER (1 = 2) }", 0)])
def test_what_selects_nothing_has_no_columns(tiny: kgraph.Graph, text: str, rows: int) -> None:
    assert kgraph.query(tiny, text) == kgraph.Answer((), ((),) * rows)
    assert sparql.query_table(tiny, text).columns == []


def test_cells_are_read_as_the_engine_prints_them(tiny: kgraph.Graph) -> None:
    literals = (
        '"a\\tb\\nc \\"d\\" \\\\ e"',
        '"x"@en',
        "1",
        "0.5",
        "true",
        '"2020"^^xsd:gYear',
        "person:ann-lee",
    )
    text = f"SELECT ?x {{ VALUES ?x {{ {' '.join(literals)} UNDEF }} }}"
    words = ['a\tb\nc "d" \\ e', "x", "1", "0.5", "true", "2020", "person:ann-lee", None]
    assert [row[0] for row in kgraph.query(tiny, text).rows] == words
    assert sparql.query_table(tiny, text)["x"].to_list() == words


def test_ask_and_construct(tiny: kgraph.Graph) -> None:
    assert kgraph.query(tiny, "ASK { paper:new kg:likelyBuildsOn paper:old }").rows == (("true",),)
    built = kgraph.query(tiny, "CONSTRUCT { ?a cito:cites ?b } WHERE { ?a cito:cites ?b }")
    assert built == kgraph.Answer(
        ("subject", "predicate", "object"), (("paper:new", "cito:cites", "paper:old"),)
    )


def test_named_graphs_keep_inferred_facts_apart(tiny: kgraph.Graph) -> None:
    inferred = "<https://w3id.org/kgraph/id/graph/inferred>"
    text = f"SELECT ?theme WHERE {{ GRAPH {inferred} {{ ?paper dcterms:subject ?theme }} }}"
    assert kgraph.query(tiny, text).rows == (("theme:learning",),)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?name (COUNT(?p) AS ?papers) WHERE { ?p dcterms:creator/foaf:name ?name } GROUP BY ?name",
        "SELECT ?label ?w WHERE { ?p kg:hasTagging [ kg:concept/skos:prefLabel ?label ; kg:weight ?w ] }",
        "SELECT ?a ?b WHERE { ?a kg:likelyBuildsOn+ ?b }",
    ],
)
def test_the_same_rows_as_rdflib(toy: kgraph.Graph, text: str) -> None:
    graph = rdflib.Graph().parse(data=rdf.serialize(toy, ".nt"), format="nt")
    expected = sorted(tuple(str(value) for value in row) for row in graph.query(text, initNs=PREFIXES))
    base = BASE
    ours = [
        tuple(
            base + value.replace(":", "/", 1) if value.split(":")[0] in ("paper", "person") else value
            for value in row
        )
        for row in kgraph.query(toy, text).rows
    ]
    assert sorted(ours) == expected != []


def test_w3c_formats(tiny: kgraph.Graph) -> None:
    text = "SELECT ?n WHERE { person:bo-ek foaf:name ?n }"
    assert sparql.query_as(tiny, text, "csv") == b"n\r\nBo Ek\r\n"
    assert sparql.query_as(tiny, text, "json").startswith(b'{"head":{"vars":["n"]}')
    with pytest.raises(UnknownNameError, match="answer in json, xml, csv, tsv"):
        sparql.query_as(tiny, text, "doc")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT ?x WHER { ?x ?y ?z }", "not valid SPARQL.*1:16"),
        ("SELECT ?x WHERE { ?x foo:bar ?y }", "not valid SPARQL.*1:29: this prefix is not known"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "not valid SPARQL"),
        ("SELECT * { SERVICE <http://localhost/> { ?a ?b ?c } }", "SERVICE asks another server"),
        ("select * { service silent ?x { ?a ?b ?c } }", "SERVICE asks another server"),
        ("LOAD <http://localhost/>", "not valid SPARQL"),
    ],
)
def test_what_is_refused(tiny: kgraph.Graph, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        kgraph.query(tiny, text)


def test_the_word_service_may_be_asked_for(tiny: kgraph.Graph) -> None:
    titles = """ "SERVICE", 'SERVICE', \"\"\"a "SERVICE" b\"\"\" """
    text = f"SELECT ?service # SERVICE\nWHERE {{ ?service dcterms:title {titles} }}"
    assert kgraph.query(tiny, text) == kgraph.Answer(("service",), ())


def test_from_fetches_nothing(tiny: kgraph.Graph) -> None:
    assert kgraph.query(tiny, "SELECT * FROM <http://localhost:9/> WHERE { ?a ?b ?c }").rows == ()
    asserted = "SELECT ?d FROM <https://w3id.org/kgraph/id/graph/asserted> WHERE { ?p kg:weight ?d }"
    assert kgraph.query(tiny, asserted).rows == (("0.2",),)
