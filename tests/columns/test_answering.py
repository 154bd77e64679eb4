"""Answers from columns are those of Oxigraph, which is asked the same; what is declined is named here."""

import re
from collections import Counter
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph import library, sparql, store
from kgraph.columns.answering import answer
from kgraph.columns.solutions import Solutions
from kgraph.quads import prefixes
from tests.columns.test_properties import properties_of
from tests.test_library import CASES, IDS

Rows = list[tuple[str, ...]]


def ask_oxigraph(graph: kgraph.Graph, text: str) -> tuple[list[str], Rows]:
    held = store.engine_of(graph).store
    found: Any = held.query(
        text, base_iri=graph.base, prefixes=prefixes(graph.base), use_default_graph_as_union=True
    )
    names = [variable.value for variable in found.variables]
    return names, [tuple("" if term is None else str(term) for term in row) for row in found]


def ask_columns(graph: kgraph.Graph, text: str) -> Solutions | None:
    return answer(properties_of(graph), text, selected(graph, text))


def selected(graph: kgraph.Graph, text: str) -> list[str]:
    parsed: Any = ox.Store().query(text, base_iri=graph.base, prefixes=prefixes(graph.base))
    return [variable.value for variable in parsed.variables]


ANSWERED = {
    "a type": "SELECT ?p { ?p a kg:Paper }",
    "a class of one kind": "SELECT ?p ?t { ?p a kg:Paper ; a ?t }",
    "of several kinds": "SELECT ?x ?i { ?x dcterms:identifier ?i }",
    "a star": "SELECT ?p ?t ?y { ?p dcterms:title ?t ; fabio:hasPublicationYear ?y ; dcterms:creator ?a }",
    "a constant": 'SELECT ?s { ?s kg:network "papers" ; kg:articulationPoint true }',
    "a boolean": "SELECT ?k { ?k kg:shared true }",
    "one variable twice": "SELECT ?p { ?p cito:cites ?p }",
    "a path of two steps": "SELECT ?p ?n { ?p dcterms:creator/foaf:name ?n }",
    "a path back": "SELECT ?a ?t { ?a ^dcterms:creator/dcterms:title ?t }",
    "a path of any length": "SELECT ?a ?b { ?a skos:broader+ ?b }",
    "a path of any length or none": "SELECT ?p ?b { ?p a kg:Paper . ?p cito:cites* ?b }",
    "a path backwards": "SELECT ?p ?q { ?q fabio:hasPublicationYear ?y . ?p kg:likelyBuildsOn+ ?q }",
    "a path from one": "SELECT ?q { paper:new kg:likelyBuildsOn+ ?q }",
    "a path to one": "SELECT ?q { ?q (kg:likelyBuildsOn|cito:cites)* paper:old }",
    "a path of one step or none": "SELECT ?p ?q { ?p a kg:Paper . ?p ^cito:cites? ?q }",
    "paths in a row": "SELECT ?p ?h { ?p dcterms:subject/skos:broader* ?h }",
    "a circle": "SELECT ?a { ?a (dcterms:creator|^dcterms:creator)+ ?a }",
    "a path from what is given": """SELECT ?p ?q
        { VALUES ?p { paper:new paper:none } ?p kg:likelyBuildsOn* ?q }""",
    "labels in and without a language": """SELECT ?x (COUNT(?l) AS ?n)
        { ?x skos:prefLabel ?l FILTER CONTAINS(?l, "r") } GROUP BY ?x""",
    "these beside plain texts": "SELECT ?x { ?x skos:prefLabel ?l . ?p kg:authorKeyword ?l }",
    "these as plain texts": "SELECT ?x (STR(?l) AS ?name) { ?x skos:prefLabel ?l } ORDER BY ?name ?x",
    "blank nodes": "SELECT ?p ?w { ?p kg:hasTagging [ kg:concept ?c ; kg:weight ?w ] }",
    "paths that meet by name only": """SELECT ?p ?n ?t { { ?p dcterms:creator/foaf:name ?n }
        { ?p cito:cites/dcterms:title ?t } }""",
    "a name that is another inside": """SELECT ?x ?n { ?x a kg:Paper
        { SELECT (COUNT(?x) AS ?n) { ?x foaf:name ?i } } }""",
    "the first of all inside": """SELECT ?x ?i { ?x a kg:Paper
        { SELECT ?x ?i { ?x dcterms:identifier ?i } ORDER BY DESC(?i) LIMIT 9 } }""",
    "beside a union": """SELECT ?p ?x ?t { ?p dcterms:title ?t
        { { ?p kg:mentions ?x } UNION { ?p dcterms:subject ?x FILTER (STR(?x) != STR(?p)) } } }""",
    "a choice of paths": "SELECT ?a ?b { ?a skos:broader|^skos:broader ?b }",
    "a choice of kinds": "SELECT ?p ?x { ?p dcterms:creator|dcterms:subject|kg:mentions ?x }",
    "two groups that meet elsewhere": """SELECT ?k ?l ?t { { SELECT ?k ?e { ?k kg:definitionEvidence ?e } }
        ?k skos:prefLabel ?l . ?e kg:inPaper ?p . ?p dcterms:title ?t }""",
    "a filter of texts": 'SELECT ?t { ?p dcterms:title ?t FILTER (CONTAINS(LCASE(?t), "language")) }',
    "a pattern": 'SELECT ?t { ?p dcterms:title ?t FILTER REGEX(?t, "^(a|the)\\\\b", "i") }',
    "a number": "SELECT ?s ?w { ?s kg:weight ?w FILTER (?w >= 0.5 && ?w != 1) }",
    "a year": 'SELECT ?p ?y { ?p fabio:hasPublicationYear ?y FILTER (?y > "2019"^^xsd:gYear) }',
    "a date": """SELECT ?p { ?p dcterms:issued ?d
        FILTER (?d > "2019"^^xsd:gYear || ?d < "2018-02-02"^^xsd:date) }""",
    "members": "SELECT ?p ?t { ?p kg:position ?t FILTER (?t IN (1, 3)) FILTER (?t NOT IN (3, 5)) }",
    "different terms": 'SELECT ?p { ?p dcterms:title ?t FILTER (?t != "x"@en && ?p != ?t) }',
    "an order of IRIs as texts": """SELECT ?a ?b { ?p dcterms:creator ?a, ?b FILTER (STR(?a) < STR(?b)) }""",
    "parts of a text": """SELECT (SUBSTR(?t, 2, 3) AS ?a) (STRAFTER(?t, " ") AS ?b) (STRBEFORE(?t, "-") AS ?c)
        (REPLACE(?t, "[aeiou]+", "_") AS ?d) (CONCAT(UCASE(?t), "!") AS ?e) (STRLEN(?t) AS ?f)
        (STRSTARTS(?t, "A") AS ?g) (STRENDS(?t, "s") AS ?h) (SUBSTR(?t, 5) AS ?i) { ?p dcterms:title ?t }""",
    "whole numbers": """SELECT ((?n + 2) * ?n - 1 AS ?m) (xsd:integer(STR(?y)) - 2000 AS ?o) (!(?n > 2) AS ?q)
        { ?s kg:position ?n ; ^kg:hasAuthorship/fabio:hasPublicationYear ?y }""",
    "numbers as long as they may be, and longer": """SELECT ?y (xsd:integer(?text) AS ?n)
        (xsd:integer(?text) * 7 AS ?m) (xsd:integer(?text) + 1 - 1 AS ?o)
        (xsd:integer(CONCAT(STR(?y), "e1")) AS ?none)
        { ?s kg:position ?y BIND (CONCAT("922337203685477580", STR(?y + 5)) AS ?text) }""",
    "a sum that no number holds": """SELECT (SUM(xsd:integer(CONCAT("90000000000000", STR(?y)))) AS ?n)
        (SUM(xsd:integer(CONCAT("-", STR(?y)))) AS ?m) { ?p fabio:hasPublicationYear ?y }""",
    "a choice": """SELECT ?p (IF(BOUND(?a), "yes", "no") AS ?b) (COALESCE(?a, "none") AS ?c) (BOUND(?p) AS ?d)
        { ?p a kg:Paper OPTIONAL { ?p kg:venue ?a } }""",
    "optional": "SELECT ?p ?d { ?p a kg:Paper OPTIONAL { ?p prism:doi ?d } }",
    "optional with a condition": """SELECT ?p ?t { ?p a kg:Paper
        OPTIONAL { ?p dcterms:title ?t FILTER (STRLEN(?t) > 40) } }""",
    "unbound": "SELECT ?p { ?p a kg:Paper OPTIONAL { ?p prism:doi ?d } FILTER (!BOUND(?d)) }",
    "exists": "SELECT ?p { ?p a kg:Paper FILTER EXISTS { ?p kg:likelyBuildsOn ?q . ?q dcterms:creator ?a } }",
    "not exists": "SELECT ?p { ?p a kg:Paper FILTER NOT EXISTS { ?q kg:likelyBuildsOn ?p } }",
    "not exists, in other words": "SELECT ?p { ?p a kg:Paper FILTER (!EXISTS { ?q kg:likelyBuildsOn ?p }) }",
    "minus": "SELECT ?p { ?p a kg:Paper MINUS { ?q kg:likelyBuildsOn ?p } }",
    "union": "SELECT ?p ?x { { ?p kg:mentions ?x } UNION { ?p dcterms:subject ?x } UNION { ?p a kg:Paper } }",
    "values": 'SELECT ?s ?n { VALUES ?n { "papers" "authors" "none" } ?s kg:network ?n }',
    "properties that are listed": """SELECT ?p ?n ?v { ?p a kg:Paper . ?p ?what ?v
        VALUES (?what ?n) { (dcterms:title "title") (kg:venue "venue") (dcterms:title "again") } }""",
    "properties of one that are listed": """SELECT ?link ?what ?v { VALUES ?p { paper:new paper:old }
        ?p kg:hasLineageLink ?link . ?link ?what ?v VALUES ?what { kg:weight kg:textPart kg:agePart } }""",
    "one beside all": """SELECT ?own ?name { { SELECT ?own { paper:new dcterms:title ?own } }
        { SELECT ?name { ?a foaf:name ?name } } FILTER (STRSTARTS(?name, SUBSTR(?own, 1, 1))) }""",
    "few, looked up": """SELECT ?r ?w ?s { VALUES ?p { paper:new paper:old } ?p kg:hasTagging ?r
        { ?r kg:evidence ?e . ?e kg:charStart ?s } UNION { ?r kg:weight ?w }
        UNION { ?r kg:weight ?w FILTER NOT EXISTS { ?r kg:evidence|kg:basis ?x } } }""",
    "few, looked up backwards": """SELECT ?p ?q ?r { VALUES ?q { paper:old paper:none } ?p cito:cites ?q
        OPTIONAL { ?p kg:hasTagging ?r . ?r kg:concept ?c } }""",
    "distinct": "SELECT DISTINCT ?y { ?p fabio:hasPublicationYear ?y }",
    "all columns": "SELECT * { ?p dcterms:creator ?a . ?a foaf:name ?name }",
    "a count": "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?a) AS ?m) { ?p dcterms:creator ?a }",
    "a count of nothing": """SELECT (COUNT(?p) AS ?n) (MAX(?t) AS ?m)
        { ?p dcterms:title ?t FILTER (?t = "?") }""",
    "groups of nothing": """SELECT ?t (COUNT(?p) AS ?n)
        { ?p dcterms:title ?t FILTER (?t = "?") } GROUP BY ?t""",
    "groups": """SELECT ?y (COUNT(?p) AS ?n) (MIN(?t) AS ?a) (MAX(?t) AS ?b) (SUM(?c) AS ?s)
        { ?p fabio:hasPublicationYear ?y ; dcterms:title ?t ; kg:hasAuthorship/kg:position ?c }
        GROUP BY ?y""",
    "groups by what may be missing": """SELECT ?v (COUNT(?p) AS ?n) (COUNT(?v) AS ?m)
        { ?p a kg:Paper OPTIONAL { ?p kg:venue ?v } } GROUP BY ?v""",
    "an extreme of what may be missing": """SELECT ?a (MIN(?d) AS ?first) (SUM(?n) AS ?sum)
        { ?p dcterms:creator ?a OPTIONAL { ?p dcterms:issued ?d }
          OPTIONAL { ?p prism:doi ?i . ?p kg:hasAuthorship ?o . ?o kg:position ?n } } GROUP BY ?a""",
    "having": """SELECT ?a (COUNT(?p) AS ?n) { ?p dcterms:creator ?a } GROUP BY ?a HAVING (COUNT(?p) > 1)
        ORDER BY DESC(?n) ?a""",
    "a group inside": """SELECT ?n (COUNT(?a) AS ?m)
        { { SELECT ?a (COUNT(?p) AS ?n) { ?p dcterms:creator ?a } GROUP BY ?a } } GROUP BY ?n""",
    "the first of a group inside": """SELECT ?a ?n ?name { ?a foaf:name ?name
        { SELECT ?a (COUNT(?p) AS ?n) { ?p dcterms:creator ?a }
            GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT 3 } }""",
    "beside a total": """SELECT ?a ?n ?all { { SELECT (COUNT(?p) AS ?all) { ?p a kg:Paper } }
        { SELECT ?a (COUNT(?p) AS ?n) { ?p dcterms:creator ?a } GROUP BY ?a } FILTER (?n * 10 > ?all) }""",
    "an order with what is missing": """SELECT ?d ?p { ?p a kg:Paper OPTIONAL { ?p prism:doi ?d } }
        ORDER BY ?d ?p""",
    "an order that falls": """SELECT ?d ?p { ?p a kg:Paper OPTIONAL { ?p prism:doi ?d } }
        ORDER BY DESC(?d) DESC(?p) LIMIT 9 OFFSET 2""",
    "an order by an expression": "SELECT ?t { ?p dcterms:title ?t } ORDER BY STRLEN(?t) ?t LIMIT 5",
    "an order of dates": "SELECT ?d ?p { ?p dcterms:issued ?d } ORDER BY ?d ?p",
    "an order of numbers": "SELECT ?w ?s { ?s kg:weight ?w } ORDER BY DESC(?w) ?s LIMIT 20",
    "no rows": "SELECT ?p { ?p a kg:Paper } LIMIT 0",
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERED)
def test_rows_come_in_the_same_order_every_time(demo: kgraph.Graph, name: str) -> None:
    found = [ask_columns(demo, ANSWERED[name]) for _ in range(3)]
    assert [each and each.table.rows() for each in found[1:]] == [found[0] and found[0].table.rows()] * 2


@pytest.mark.parametrize("name", ANSWERED)
def test_answers(demo: kgraph.Graph, tiny: kgraph.Graph, name: str) -> None:
    for graph in (demo, tiny):
        text = ANSWERED[name]
        names, expected = ask_oxigraph(graph, text)
        found = ask_columns(graph, text)
        assert found is not None
        assert list(found.variables) == names
        assert Counter(found.printed().rows()) == Counter(expected)
        if "ORDER BY" in text.rpartition("}")[2]:
            assert found.printed().rows() == expected


DECLINED = {
    "any property": "SELECT ?p { ?s ?p ?o }",
    "a path inside a path": "SELECT ?a { ?a (skos:broader+)+ ?b }",
    "steps inside a path": "SELECT ?a { ?a (cito:cites/cito:cites)+ ?b }",
    "a path of none that begins anywhere": "SELECT ?a { ?a skos:broader* ?b }",
    "a path that is anything but": "SELECT ?a { ?a !rdf:type ?b }",
    "a property that is not there": "SELECT ?a { ?a kg:none ?b }",
    "one fact": "SELECT ?x { kg:a rdf:type kg:b . ?x a kg:Paper }",
    "all pairs": "SELECT ?a ?b { ?a a kg:Paper . ?b a kg:Paper }",
    "a graph": "SELECT ?a { GRAPH ?g { ?a a kg:Paper } }",
    "a dataset": "SELECT ?a FROM <http://x/g> { ?a a kg:Paper }",
    "labels in and without a language": "SELECT ?l { ?x skos:prefLabel ?l }",
    "an order of these": "SELECT ?x { ?x skos:prefLabel ?l } ORDER BY ?l",
    "a group of these": "SELECT (COUNT(?x) AS ?n) { ?x skos:prefLabel ?l } GROUP BY ?l",
    "these, each once": "SELECT ?x { { SELECT DISTINCT ?x ?l { ?x skos:prefLabel ?l } } }",
    "one of these": 'SELECT ?x { ?x skos:prefLabel ?l FILTER (?l = "reward model") }',
    "a mean": "SELECT (AVG(?w) AS ?m) { ?s kg:weight ?w }",
    "a sum of decimals": "SELECT (SUM(?w) AS ?m) { ?s kg:weight ?w }",
    "a list of a group": "SELECT (GROUP_CONCAT(?n) AS ?m) { ?s foaf:name ?n }",
    "any of a group": "SELECT (SAMPLE(?n) AS ?m) { ?s foaf:name ?n }",
    "a quotient": "SELECT (?n / 2 AS ?m) { ?s kg:position ?n }",
    "a join over what may be missing": """SELECT ?p { ?p a kg:Paper OPTIONAL { ?p prism:doi ?d }
        OPTIONAL { ?q prism:doi ?d } }""",
    "a condition on what is outside": """SELECT ?p { ?p fabio:hasPublicationYear ?y
        FILTER EXISTS { ?p cito:cites ?q . ?q fabio:hasPublicationYear ?z FILTER (?z < ?y) } }""",
    "exists in exists": """SELECT ?p { ?p dcterms:creator ?a
        FILTER EXISTS { ?q dcterms:creator ?a FILTER NOT EXISTS { ?q cito:cites ?p } } }""",
    "exists in optional": """SELECT ?p { ?p dcterms:creator ?a
        OPTIONAL { ?q dcterms:creator ?a FILTER NOT EXISTS { ?q cito:cites ?p } } }""",
    "bound outside": """SELECT ?p { ?p dcterms:creator ?a
        FILTER EXISTS { ?q dcterms:creator ?a FILTER (!BOUND(?p)) } }""",
    "reduced": "SELECT REDUCED ?y { ?p fabio:hasPublicationYear ?y }",
    "properties that are open": """SELECT ?p ?v { ?p ?w ?v
        VALUES (?w ?n) { (dcterms:title 1) (kg:venue UNDEF) } }""",
    "open values": "SELECT ?p { VALUES (?p ?q) { (UNDEF kg:x) } ?p a kg:Paper }",
    "a pattern that is not one": 'SELECT ?t { ?p dcterms:title ?t FILTER REGEX(?t, "(") }',
    "a double": "SELECT ?p { ?p kg:weight ?w FILTER (?w > 1e-3) }",
    "a time": "SELECT (NOW() AS ?t) { ?p a kg:Paper }",
    "a never bound column": "SELECT ?p ?q { ?p a kg:Paper }",
}  # fmt: skip


@pytest.mark.parametrize("name", DECLINED)
def test_what_is_declined(demo: kgraph.Graph, name: str) -> None:
    ask_oxigraph(demo, DECLINED[name])  # a query it is
    assert ask_columns(demo, DECLINED[name]) is None


@pytest.mark.parametrize("text", ["ASK { ?s ?p ?o }", "CONSTRUCT { ?p a kg:X } { ?p a kg:Paper }"])
def test_only_select(demo: kgraph.Graph, text: str) -> None:
    assert answer(properties_of(demo), text, ["p"]) is None


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_named_queries(toy: kgraph.Graph, case: dict[str, Any]) -> None:
    query = library.find(case["query"])
    text = sparql.bound(query, library.resolve(query, toy.nodes.lazy(), case["parameters"]))
    found = ask_columns(toy, text)
    if found is not None:
        assert list(found.variables) == case["columns"]
        assert [list(row) for row in found.readable().iter_rows()] == case["rows"]


def test_how_many_named_queries_columns_answer(toy: kgraph.Graph) -> None:
    answered = set()
    for case in CASES:
        query = library.find(case["query"])
        text = sparql.bound(query, library.resolve(query, toy.nodes.lazy(), case["parameters"]))
        if ask_columns(toy, text) is not None:
            answered.add(query.name)
    assert set(library.library()) == answered


# A pattern and the variables in it, each of one letter.
PATTERNS = (
    "?p dcterms:title ?t", "?q dcterms:title ?u", "?p dcterms:creator ?a", "?q dcterms:creator ?a",
    "?p dcterms:creator ?b", "?p kg:mentions ?k", "?q kg:mentions ?k", "?p dcterms:subject ?h",
    "?q dcterms:subject ?h", "?h skos:broader ?g", "?p kg:likelyBuildsOn ?q", "?p cito:cites ?q",
    "?p fabio:hasPublicationYear ?y", "?q fabio:hasPublicationYear ?y", "?p dcterms:issued ?d",
    "?p prism:doi ?i", "?a foaf:name ?n", "?b foaf:name ?n", "?k skos:prefLabel ?l", "?k kg:shared true",
    "?p kg:hasTagging ?r", "?r kg:concept ?k", "?r kg:weight ?w", "?a kg:hasScore ?s", "?s kg:degree ?e",
    "?s kg:network ?o", "?p dcterms:identifier ?j", "?a dcterms:identifier ?j", "?p a kg:Paper",
    "?h a kg:Theme", "?x a skos:Concept", "?h skos:broader+ ?g", "?p kg:likelyBuildsOn+ ?q",
    "?h skos:broader* ?g", "?p cito:cites? ?q", "?p dcterms:subject/skos:broader* ?g",
    "?p dcterms:creator|kg:mentions ?z",
)  # fmt: skip
FILTERS = {
    'STRLEN(?t) > 30 || ?y = "2020"^^xsd:gYear': "ty", "?a != ?b": "ab", "STR(?a) < STR(?b)": "ab",
    "?p != ?q": "pq",
    '!(?y < "2020"^^xsd:gYear)': "y", "?w > 0.2": "w", "?e = 0": "e", "BOUND(?d)": "d", "?p = ?a": "pa",
    'CONTAINS(?t, "a") && !CONTAINS(?u, "b")': "tu", "?t < ?u": "tu", 'COALESCE(?i, "-") != "-"': "i",
    "EXISTS { ?p cito:cites ?q }": "p", "NOT EXISTS { ?p dcterms:subject ?h }": "p",
    "EXISTS { ?p kg:mentions ?k . ?k kg:shared true }": "p", "?n IN ('x', ?t)": "nt",
    "xsd:integer(STR(?y)) - 2019 > 0": "y", "STRAFTER(?n, ' ') = STRBEFORE(?n, ' ')": "n",
}  # fmt: skip


def variables(pattern: str) -> set[str]:
    return set(re.findall(r"\?(\w)", pattern))


@st.composite
def groups(draw: st.DrawFn, depth: int = 2, near: str = "pqahkrs") -> tuple[str, set[str]]:
    """A group of patterns, each sharing a variable with those before, what may follow, and all variables."""
    chosen: list[str] = []
    names = set(near)
    for _ in range(draw(st.integers(1, 4))):
        chosen.append(draw(st.sampled_from([each for each in PATTERNS if variables(each) & names])))
        names = variables(" ".join(chosen))
    parts = [" . ".join(chosen)]
    if depth:
        other, bound = draw(groups(depth=depth - 1, near="".join(sorted(names))))
        how = draw(st.sampled_from(["", "", "OPTIONAL", "MINUS", "UNION", "SELECT"]))
        if how == "UNION":
            parts = [f"{{ {parts[0]} }} UNION {{ {other} }}"]
        elif how == "SELECT":
            columns = draw(st.lists(st.sampled_from(sorted(bound)), min_size=1, max_size=2, unique=True))
            inner = " ".join(f"?{name}" for name in columns)
            how = draw(st.sampled_from(["", "DISTINCT ", "COUNT", "LIMIT"]))
            counted, distinct, tail = "", how if how == "DISTINCT " else "", ""
            if how == "COUNT":
                counted = f" (COUNT(?{draw(st.sampled_from(sorted(bound)))}) AS ?m)"
                tail = f" GROUP BY {inner}"
            elif how == "LIMIT":
                inner = " ".join(f"?{name}" for name in sorted(bound))
                columns = sorted(bound)
                tail = f" ORDER BY {inner} LIMIT {draw(st.integers(1, 9))}"
            parts.append(f"{{ SELECT {distinct}{inner}{counted} {{ {other} }}{tail} }}")
            bound = {*columns, *("m" if counted else "")}
        elif how:
            parts.append(f"{how} {{ {other} }}")
        names |= bound if how not in ("", "MINUS") else set()
    fitting = sorted(text for text, needed in FILTERS.items() if set(needed) <= names)
    if fitting:
        parts += [f"FILTER ({text})" for text in draw(st.lists(st.sampled_from(fitting), max_size=2))]
    return " ".join(parts), names


@st.composite
def queries(draw: st.DrawFn) -> tuple[str, int]:
    """A SELECT query, and how many of its columns it is ordered by."""
    body, names = draw(groups())
    columns = draw(st.lists(st.sampled_from(sorted(names)), min_size=1, max_size=3, unique=True))
    keys = [f"?{name}" for name in columns]
    selected, tail = list(keys), ""
    if draw(st.booleans()):
        counted = draw(st.sampled_from(sorted(names)))
        kind = draw(st.sampled_from(["COUNT(", "COUNT(DISTINCT ", "MIN(", "MAX("]))
        selected.append(f"({kind}?{counted}) AS ?c)")
        tail = f" GROUP BY {' '.join(keys)}"
        keys.append("?c")
    elif draw(st.booleans()):
        selected[0] = f"DISTINCT {selected[0]}"
    ordered = draw(st.integers(0, len(keys)))
    if ordered:
        falls = draw(st.booleans())
        tail += " ORDER BY " + " ".join(f"DESC({key})" if falls else key for key in keys[:ordered])
    return f"SELECT {' '.join(selected)} {{ {body} }}{tail}", ordered


@settings(max_examples=300)
@given(queries())
def test_any_query(demo: kgraph.Graph, asked: tuple[str, int]) -> None:
    text, ordered = asked
    found = ask_columns(demo, text)
    if found is None:
        return
    _, expected = ask_oxigraph(demo, text)
    rows = found.printed().rows()
    assert Counter(rows) == Counter(expected)
    assert [row[:ordered] for row in rows] == [row[:ordered] for row in expected]
