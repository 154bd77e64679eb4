"""The tables of all properties together are the facts, each once."""

import polars as pl
import pytest

import kgraph
from kgraph.columns.properties import Properties
from kgraph.quads import triple_lines
from kgraph.vocabulary import iri


def properties_of(graph: kgraph.Graph) -> Properties:
    tables = (graph.nodes, graph.edges, graph.scores, graph.communities)
    return Properties(graph.base, *(table.lazy() for table in tables))


@pytest.mark.parametrize("name", ["tiny", "toy", "demo"])
def test_the_tables_are_the_facts(name: str, request: pytest.FixtureRequest) -> None:
    graph: kgraph.Graph = request.getfixturevalue(name)
    properties = properties_of(graph)
    facts: list[str] = []
    for predicate in properties.predicates():
        for part in properties.parts(predicate):
            subject = part.subject.printed(pl.col("subject"))
            line = pl.concat_str(
                subject, pl.lit(f" <{predicate}> "), part.object.printed(pl.col("object")), pl.lit(" .")
            )
            facts += part.table().select(line).to_series().to_list()
    expected = {line for line in b"".join(triple_lines(graph)).decode().split("\n") if line}
    assert sorted(facts) == sorted(expected)


def test_a_class_is_known_without_its_table(tiny: kgraph.Graph) -> None:
    parts = properties_of(tiny).parts(iri("rdf:type"))
    among = [part.among for part in parts if part.subject.families == {"paper"}]
    assert among[:2] == [{iri("kg:Paper")}, {iri("schema:ScholarlyArticle")}]
    assert iri("fabio:JournalArticle") in among[2]
    assert all(part.among for part in parts)


def test_a_property_that_is_not_there(tiny: kgraph.Graph) -> None:
    assert properties_of(tiny).parts("http://example.org/none") == ()
