"""The algebra of a query as a tree: whole, in the same order every time."""

import pytest

from kgraph.errors import QueryError
from kgraph.library import library
from kgraph.plan import explain_query


def test_a_tree() -> None:
    text = """SELECT ?name (COUNT(?p) AS ?papers) WHERE {
        ?p dcterms:creator/foaf:name ?name OPTIONAL { ?p dcterms:subject ?t } FILTER (?name != "x")
    } GROUP BY ?name ORDER BY DESC(?papers) LIMIT 3"""
    assert explain_query(text) == (
        "SelectQuery\n"
        "  Slice 3\n"
        "    Project ?name, ?papers\n"
        "      OrderBy OrderCondition(?papers, DESC)\n"
        "        Extend ?__agg_1__ ?papers\n"
        "          Extend ?__agg_2__ ?name\n"
        "            AggregateJoin Aggregate_Count(?__agg_1__, ?p), Aggregate_Sample(?__agg_2__, ?name)\n"
        "              Group ?name\n"
        '                Filter RelationalExpression(?name, !=, "x")\n'
        "                  LeftJoin TrueFilter()\n"
        "                    BGP\n"
        "                      ?p dcterms:creator/foaf:name ?name\n"
        "                    BGP\n"
        "                      ?p dcterms:subject ?t"
    )


@pytest.mark.parametrize("name", library())
def test_every_named_query_can_be_explained(name: str) -> None:
    assert explain_query(library()[name].text).startswith("SelectQuery\n  ")


def test_what_is_no_query() -> None:
    with pytest.raises(QueryError, match="cannot be explained"):
        explain_query("SELECT ?x WHER {}")
