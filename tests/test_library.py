"""The named queries: their rows on the toy corpus, on two engines, and what a parameter may be."""

import json
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph import library, rdf, sparql
from kgraph.errors import QueryError
from kgraph.quads import prefixes
from kgraph.vocabulary import BASE

ROOT = Path(__file__).parents[1]
NAMES = list(library.library())
# Each case is a query, its parameters and its whole answer on the toy corpus, read through by hand.
CASES = json.loads((ROOT / "tests" / "data" / "queries.json").read_text("utf-8"))
IDS = [case["query"] for case in CASES]


def test_every_query_has_a_case() -> None:
    assert len(NAMES) == 44
    assert len(CASES) == 46
    assert sorted(set(IDS)) == NAMES


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_rows(toy: kgraph.Graph, case: dict) -> None:
    answer = kgraph.query(toy, case["query"], **case["parameters"])
    assert list(answer.columns) == case["columns"]
    assert [list(row) for row in answer.rows] == case["rows"]


@pytest.fixture(scope="module")
def reference(toy: kgraph.Graph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=rdf.serialize(toy, ".nt"), format="nt")


def readable(term: rdflib.term.Node | None) -> str | None:
    if isinstance(term, rdflib.URIRef):
        for prefix, namespace in prefixes().items():
            if term.startswith(namespace):
                return f"{prefix}:{term[len(namespace) :]}"
    return None if term is None else str(term)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_the_same_rows_in_the_same_order_from_rdflib(
    toy: kgraph.Graph, reference: rdflib.Graph, case: dict
) -> None:
    query = library.find(case["query"])
    text = sparql.bound(query, library.resolve(query, toy.nodes.lazy(), case["parameters"]))
    answer = reference.query(text)
    assert [str(name) for name in answer.vars] == case["columns"]
    assert [[readable(term) for term in row] for row in answer] == case["rows"]


def test_queries_without_rows_in_the_toy_corpus(tiny: kgraph.Graph) -> None:
    lone = (("paper:lone", "孤", "b.txt:1"),)
    assert kgraph.query(tiny, "papers-without-authors").rows == lone
    assert kgraph.query(tiny, "papers-without-date").rows == lone
    assert [row[0] for row in kgraph.query(tiny, "papers-without-theme").rows] == ["paper:lone", "paper:new"]
    assert kgraph.query(tiny, "definitions").rows == (
        (
            "keyword:reward-model",
            "reward model",
            "A reward model is learned.",
            "paper:old",
            'Old <script>alert("&")</script> {{paper}}',
        ),
    )
    cited = kgraph.query(tiny, "why-linked", paper="paper:old", other="paper:new").rows
    assert ("cited by", "paper:new", "Reward models again", None) in cited
    assert ("lineage from", "paper:new", "Reward models again", "0.8123") in cited


def test_what_two_papers_share_is_the_same_from_both_sides(tiny: kgraph.Graph) -> None:
    sides = (("paper:old", "paper:new"), ("paper:new", "paper:old"))
    answers = [kgraph.query(tiny, "why-linked", paper=one, other=two).rows for one, two in sides]
    shared = [[row for row in rows if row[0].startswith("shared")] for rows in answers]
    values = [[row[3] for row in rows if row[3]] for rows in answers]
    assert shared[0] == shared[1] != []
    assert values[0] == values[1] == ["0.1", "0.8123", "0.3123", "0.4"]


TAKEN = {"graph", "text", "base", "result_format", "from", "list", "format", "help", "debug"}


@pytest.mark.parametrize("name", NAMES)
def test_every_file_says_what_it_is(name: str) -> None:
    query = library.find(name)
    first = query.help.splitlines()[0]
    assert re.fullmatch(r"[A-Z].{20,100}\.", first)
    assert ". " not in first
    declared = {parameter.name for parameter in query.parameters}
    assert declared.isdisjoint(TAKEN)
    # Every line that looks like a declaration is one.
    assert query.text.count("\n# ?") == len(declared)
    for parameter in query.parameters:
        held = "UNDEF" if parameter.default is None else str(parameter.default)
        assert f"VALUES ?{parameter.name} {{ {held} }}" in query.text
    assert set(re.findall(r"VALUES \?(\w+) \{", query.text)) == declared
    assert query.text.count("\nORDER BY ") == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_file_stands_alone(name: str) -> None:
    """As it is, without our prefixes, it is valid SPARQL for both engines."""
    text = library.find(name).text
    ox.Store().query(text)
    rdflib.Graph().query(text)


def test_the_table_in_the_documents_is_complete() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| (.*) \| (.*) \|$", (ROOT / "docs" / "queries.md").read_text("utf-8"), re.M
    )
    assert rows == [
        (
            query.name,
            " ".join(f"`{parameter.name}`" for parameter in query.parameters),
            query.help.splitlines()[0],
        )
        for query in library.library().values()
    ]


@pytest.mark.parametrize(
    "value",
    [
        "person:ada-l-thornbury",
        BASE + "person/ada-l-thornbury",
        "Ada L. Thornbury",
        "A. Thornbury",
        "ada thornbury",
        "ADA-L  THORNBURY",
    ],
)
def test_a_person_by_any_name(toy: kgraph.Graph, value: str) -> None:
    found = library.resolve(library.find("coauthors"), toy.nodes.lazy(), {"person": value})
    assert found == {"person": "person:ada-l-thornbury"}


def test_every_node_is_found_by_its_id_its_iri_and_its_label(demo: kgraph.Graph, toy: kgraph.Graph) -> None:
    from kgraph.quads import node_iri

    for graph in (demo, toy):
        for kind, parameter, name in (("person", "person", "coauthors"), ("paper", "paper", "ancestors")):
            nodes = graph.nodes.filter(graph.nodes["kind"] == kind)
            for node, label in nodes.select("id", "label").iter_rows():
                values = [node, node_iri(node)]
                values += [label] if nodes["label"].to_list().count(label) == 1 else []
                for value in values:
                    found = library.resolve(library.find(name), graph.nodes.lazy(), {parameter: value})
                    assert found == {parameter: node}


def test_a_theme_by_the_iri_of_its_scheme(toy: kgraph.Graph) -> None:
    query = library.find("theme-by-year")
    iri = "https://w3id.org/kgraph/theme/red-teaming"
    assert library.resolve(query, toy.nodes.lazy(), {"theme": iri}) == {"theme": "theme:red-teaming"}


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("coauthor", {}, "no query is called 'coauthor' (coauthors?): `kgraph query --list` names them all"),
        ("coauthors", {}, "the query 'coauthors' needs the parameter person: a name or an id, "),
        ("coauthors", {"persn": "x"}, "the query 'coauthors' has no parameter persn: it takes person"),
        ("foundations", {"x": "y"}, "the query 'foundations' has no parameter x: it takes none"),
        ("SELECT * {}", {"x": "y"}, "this query has no parameter x: it takes none"),
        (
            "coauthors",
            {"person": "Wei Zhang"},
            "person 'Wei Zhang' may be person:wei-zhang (Wei Zhang), person:wei-zhang-2 (Wei Zhang): "
            "give the id",
        ),
        (
            "coauthors",
            {"person": "smith"},
            "no person is called 'smith': is it person:j-smith (J. Smith), person:jane-smith (Jane Smith), "
            "person:john-smith (John Smith)?",
        ),
        (
            "coauthors",
            {"person": "Nora Lindquist"},
            "no person is called 'Nora Lindquist': is it person:nora-lindqvist (Nora Lindqvist)?",
        ),
        ("coauthors", {"person": "Q"}, "no person is called 'Q': give the name or id of a person"),
        ("coauthors", {"person": "theme:red-teaming"}, "no person is called 'theme:red-teaming': give "),
        ("evidence", {"paper": "Open Questions in AI Safety", "concept": "learning"}, " and 7 more?"),
        ("rising-keywords", {"years": "3 } #"}, "years is '3 } #': give a whole number"),
        ("rising-keywords", {"years": "٣"}, "years is '٣': give a whole number"),
    ],
)
def test_what_is_refused(toy: kgraph.Graph, name: str, values: dict, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        kgraph.query(toy, name, **values)


ATTACKS = [
    "x> } UNION { ?a ?b ?c } #",
    "} #",
    '" . ?s ?p ?o . "',
    "<http://example.org/>",
    BASE + "person/x> ?p ?o } #",
    "person:ada-l-thornbury> } #",
    "UNDEF",
    "?coauthor",
    "\\u003E }",
    "",
]


@pytest.mark.parametrize("value", ATTACKS)
def test_a_value_is_never_sparql(toy: kgraph.Graph, value: str) -> None:
    with pytest.raises(QueryError, match="no person is called"):
        kgraph.query(toy, "coauthors", person=value)


@given(value=st.text())
def test_a_value_names_a_node_or_is_refused(toy: kgraph.Graph, value: str) -> None:
    try:
        found = library.resolve(library.find("coauthors"), toy.nodes.lazy(), {"person": value})
    except QueryError:
        return
    assert found["person"] in toy.nodes["id"].to_list()


def test_names_with_quotes_and_tags_are_names(toy: kgraph.Graph) -> None:
    for name in ('Bobby "Tab" Larsen', "Ines <b>Back\\slash</b>"):
        assert len(kgraph.query(toy, "papers-of-person", person=name).rows) == 1


@pytest.mark.parametrize("node", ["person:x> } #", "person:a b", 'person:"', "person:{}", "person:\\u003E"])
def test_an_id_of_any_letters_stays_one_term(node: str) -> None:
    text = sparql.bound(library.find("coauthors"), {"person": node})
    block = re.search(r"VALUES \?person \{ <[^<>\"{}|^`\\\s]*> \}", text)
    assert block
    ox.Store().query(text)


def test_blocks_in_strings_and_comments_are_no_blocks(toy: kgraph.Graph) -> None:
    text = """# Where a number goes.
# ?n  number, default 2: any
SELECT ?x ?n WHERE { # VALUES ?n { 1 }
  BIND ("VALUES ?n { 1 }" AS ?x) values ?n{2} VALUES ?m { 4 }
}"""
    assert kgraph.query(toy, text).rows == (("VALUES ?n { 1 }", "2"),)
    assert kgraph.query(toy, text, n=7).rows == (("VALUES ?n { 1 }", "7"),)


def test_a_declared_parameter_without_a_block(toy: kgraph.Graph) -> None:
    with pytest.raises(QueryError, match=re.escape("has no block VALUES ?n { UNDEF }")):
        kgraph.query(toy, "# ?n  number, default 2: any\nSELECT ?n { }", n=1)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("paper:old", "paper:old"),
        (f"{BASE}person/bo-ek", "person:bo-ek"),
        ("a. lee", "person:ann-lee"),
        ("Ann", "person:ann-lee"),
        ("reward models a", "paper:new"),
        ("reward learning", "theme:reward"),
        ("孤", "paper:lone"),
    ],
)
def test_a_node_by_its_name_or_the_beginning_of_it(tiny: kgraph.Graph, value: str, found: str) -> None:
    assert library.find_node(tiny.nodes, value, tiny.base) == found


def test_a_keyword_gives_way_to_the_theme_that_it_names(tiny: kgraph.Graph) -> None:
    is_keyword = pl.col("id") == "keyword:reward-model"
    nodes = tiny.nodes.with_columns(
        label=pl.when(is_keyword).then(pl.lit("reward modeling")).otherwise("label"),
        close_match=pl.when(is_keyword).then(pl.lit(["theme:reward"])).otherwise("close_match"),
    )
    assert library.find_node(nodes, "REWARD modeling") == "theme:reward"
    assert library.find_node(nodes, "keyword:reward-model") == "keyword:reward-model"


def test_equal_ranks_are_told_by_their_names_however_many_there_are(tiny: kgraph.Graph) -> None:
    # Ids run against the names, and more are equal than a query would look at by chance.
    people = [{"id": f"person:p{n:03}", "kind": "person", "label": f"Name {500 - n}"} for n in range(300)]
    measures = ("pagerank", "betweenness", "closeness", "eigenvector", "degree", "strength")
    graph = replace(
        tiny,
        nodes=pl.DataFrame(people, schema=tiny.nodes.schema),
        edges=tiny.edges.clear(),
        communities=tiny.communities.clear(),
        scores=pl.DataFrame(
            [(person["id"], "authors", measure, 0.5) for person in people for measure in measures],
            schema=tiny.scores.schema,
            orient="row",
        ),
    )
    rows = kgraph.query(graph, "central-people").rows
    assert [row[1] for row in rows] == [f"Name {number}" for number in range(201, 221)]
