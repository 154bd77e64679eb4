"""Sound graphs pass; a graph with one thing broken fails with the message that says which."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

import kgraph
from kgraph.check import Violation, check, check_quads
from kgraph.quads import node_iri, quads
from kgraph.schema import ontology_file
from kgraph.vocabulary import BASE, iri
from tests.conftest import rebased

SHAPES = "https://w3id.org/kgraph/shapes#"
Facts = list[ox.Quad]


def node(name: str) -> ox.NamedNode:
    """`paper:old#author:1` and `kg:Paper` as IRIs."""
    kind = name.partition(":")[0]
    if kind in ("paper", "person", "theme", "keyword", "organization", "scheme", "community"):
        whole, _, fragment = name.partition("#")
        return ox.NamedNode(node_iri(whole) + (f"#{fragment}" if fragment else ""))
    return ox.NamedNode(iri(name))


def value(text: str | float) -> ox.NamedNode | ox.Literal:
    """A number is a decimal or an integer, quoted words are a string, everything else is an IRI."""
    if isinstance(text, float):
        return ox.Literal(str(text), datatype=node("xsd:decimal"))
    if isinstance(text, int):
        return ox.Literal(str(text), datatype=node("xsd:integer"))
    return ox.Literal(text[1:-1]) if text.startswith("'") else node(text)


def without(subject: str, predicate: str) -> Callable[[Facts], Facts]:
    s, p = node(subject), node(predicate)

    def mutate(facts: Facts) -> Facts:
        kept = [fact for fact in facts if (fact.subject, fact.predicate) != (s, p)]
        assert len(kept) < len(facts), "the mutation changes nothing"
        return kept

    return mutate


def plus(
    subject: str, predicate: str, obj: str | float, status: str = "asserted"
) -> Callable[[Facts], Facts]:
    graph = ox.NamedNode(f"{BASE}graph/{status}")
    fact = ox.Quad(node(subject), node(predicate), value(obj), graph)
    return lambda facts: [*facts, fact]


def instead(subject: str, predicate: str, obj: str | float) -> Callable[[Facts], Facts]:
    s, p = node(subject), node(predicate)

    def mutate(facts: Facts) -> Facts:
        changed = [
            ox.Quad(s, p, value(obj), fact.graph_name) if (fact.subject, fact.predicate) == (s, p) else fact
            for fact in facts
        ]
        assert changed != facts, "the mutation changes nothing"
        return changed

    return mutate


def moved(subject: str, predicate: str, status: str) -> Callable[[Facts], Facts]:
    s, p = node(subject), node(predicate)
    graph = ox.NamedNode(f"{BASE}graph/{status}") if status else ox.DefaultGraph()

    def mutate(facts: Facts) -> Facts:
        changed = [
            ox.Quad(s, p, fact.object, graph) if (fact.subject, fact.predicate) == (s, p) else fact
            for fact in facts
        ]
        assert changed != facts, "the mutation changes nothing"
        return changed

    return mutate


AUTHORSHIP = "paper:new#author:1"
TAGGING = "paper:old#theme:reward"
EVIDENCE = "paper:old#theme:reward:1"
LINK = "paper:new#paper:old"
DEFINITION = "keyword:reward-model#definition"
SCORE = "person:ann-lee#score:authors"
COMMUNITY = "community:authors-1"
CIRCLE = "kg:likelyBuildsOn does not run in a circle."

# Shape, what is broken, and one violation that must be among those found.
BROKEN_SHAPES = [
    (
        "Paper",
        without("paper:old", "dcterms:title"),
        Violation("paper:old", "dcterms:title", "A paper has one title, which is not empty."),
    ),
    (
        "Paper",
        plus("paper:old", "dcterms:title", "'Another'"),
        Violation("paper:old", "dcterms:title", "A paper has one title, which is not empty."),
    ),
    (
        "Paper",
        instead("paper:new", "dcterms:issued", "'last spring'"),
        Violation(
            "paper:new",
            "dcterms:issued",
            "A paper has at most one date: a day, a month or a year.",
            "last spring",
        ),
    ),
    (
        "Paper",
        instead("paper:new", "prism:doi", "'https://doi.org/10.1000/x'"),
        Violation(
            "paper:new",
            "prism:doi",
            "A paper has at most one DOI, written 10.…/… without https://doi.org/.",
            "https://doi.org/10.1000/x",
        ),
    ),
    (
        "Paper",
        without("paper:lone", "kg:origin"),
        Violation("paper:lone", "kg:origin", "A paper says once which file and line it was read from."),
    ),
    (
        "Paper",
        plus("paper:old", "dcterms:creator", "theme:reward"),
        Violation(
            "paper:old",
            "dcterms:creator",
            "The creator of a paper is a foaf:Person of the graph.",
            "theme:reward",
        ),
    ),
    (
        "Paper",
        plus("paper:lone", "cito:cites", "paper:unknown"),
        Violation("paper:lone", "cito:cites", "A paper cites a kg:Paper of the graph.", "paper:unknown"),
    ),
    (
        "Person",
        without("person:bo-ek", "foaf:name"),
        Violation("person:bo-ek", "foaf:name", "A person has one name, which is not empty."),
    ),
    (
        "Person",
        without("paper:old#author:2", "kg:author"),
        Violation("person:bo-ek", "^kg:author", "A person stands in the author list of at least one paper."),
    ),
    (
        "Organization",
        without("organization:uni-o", "foaf:name"),
        Violation("organization:uni-o", "foaf:name", "An organization has one name, which is not empty."),
    ),
    (
        "Authorship",
        instead(AUTHORSHIP, "kg:position", 0),
        Violation(AUTHORSHIP, "kg:position", "An authorship has one position, a whole number from 1.", "0"),
    ),
    (
        "Authorship",
        without(AUTHORSHIP, "kg:nameAsPrinted"),
        Violation(AUTHORSHIP, "kg:nameAsPrinted", "An authorship keeps the one name that the paper prints."),
    ),
    (
        "ConceptScheme",
        without("scheme:theme", "skos:prefLabel"),
        Violation(
            BASE + "scheme/theme", "skos:prefLabel", "A concept scheme has a preferred label, one a language."
        ),
    ),
    (
        "Theme",
        without("theme:reward", "skos:notation"),
        Violation("theme:reward", "skos:notation", "A theme has one notation."),
    ),
    (
        "Theme",
        instead("theme:reward", "skos:inScheme", "theme:learning"),
        Violation("theme:reward", "skos:inScheme", "A theme is in one concept scheme.", "theme:learning"),
    ),
    (
        "Keyword",
        without("keyword:script", "kg:shared"),
        Violation(
            "keyword:script", "kg:shared", "A keyword says once whether papers share it, true or false."
        ),
    ),
    (
        "Keyword",
        without("keyword:script", "skos:prefLabel"),
        Violation(
            "keyword:script", "skos:prefLabel", "A keyword has one preferred label, which is not empty."
        ),
    ),
    (
        "Keyword",
        instead("keyword:reward-model", "skos:definition", "'A reward model is earned.'"),
        Violation(
            "keyword:reward-model",
            "kg:definitionEvidence/kg:evidenceText",
            "The definition of a keyword is a quotation, word for word.",
            "A reward model is learned.",
        ),
    ),
    (
        "Keyword",
        instead(DEFINITION, "kg:inPaper", "theme:reward"),
        Violation(
            "keyword:reward-model",
            "kg:definitionEvidence/kg:inPaper",
            "The definition of a keyword stands in a kg:Paper of the graph.",
            "theme:reward",
        ),
    ),
    (
        "Keyword",
        plus("keyword:reward-model", "kg:definitionEvidence", EVIDENCE, "extracted"),
        Violation(
            "keyword:reward-model",
            "kg:definitionEvidence",
            "The definition of a keyword has at most one place, which is a kg:Evidence.",
        ),
    ),
    (
        "Tagging",
        instead(TAGGING, "kg:weight", 1.5),
        Violation(TAGGING, "kg:weight", "A tagging has one weight, above 0 and at most 1.", "1.5"),
    ),
    (
        "Tagging",
        instead(TAGGING, "kg:weight", 0.0),
        Violation(TAGGING, "kg:weight", "A tagging has one weight, above 0 and at most 1.", "0.0"),
    ),
    (
        "Tagging",
        without(TAGGING, "kg:concept"),
        Violation(TAGGING, "kg:concept", "A tagging has one concept, a theme or keyword of the graph."),
    ),
    (
        "ReasonedTagging",
        without(TAGGING, "kg:evidence"),
        Violation(TAGGING, "", "A tagging that is extracted or inferred has evidence or a basis."),
    ),
    (
        "ReasonedTagging",
        without("paper:old#theme:learning", "kg:basis"),
        Violation(
            "paper:old#theme:learning", "", "A tagging that is extracted or inferred has evidence or a basis."
        ),
    ),
    (
        "Evidence",
        instead(EVIDENCE, "kg:evidenceField", "'venue'"),
        Violation(
            EVIDENCE,
            "kg:evidenceField",
            "A piece of evidence stands in the title or in the abstract.",
            "venue",
        ),
    ),
    (
        "Evidence",
        instead(EVIDENCE, "kg:charEnd", 0),
        Violation(EVIDENCE, "kg:charStart", "A piece of evidence ends behind its start.", "0"),
    ),
    (
        "Evidence",
        plus("paper:old#keyword:reward-model", "kg:evidence", EVIDENCE, "extracted"),
        Violation(
            EVIDENCE,
            "^kg:evidence|^kg:definitionEvidence",
            "A piece of evidence belongs to one tagging, lineage link or keyword.",
        ),
    ),
    (
        "Score",
        without(SCORE, "kg:pagerank"),
        Violation(SCORE, "kg:pagerank", "A score has one pagerank, from 0 to 1."),
    ),
    (
        "Score",
        instead(SCORE, "kg:network", "'friends'"),
        Violation(SCORE, "kg:network", "A score is of one network: authors, papers or topics.", "friends"),
    ),
    (
        "Score",
        plus(SCORE, "kg:community", "person:bo-ek", "scores"),
        Violation(SCORE, "kg:community", "A score leads to at most one community."),
    ),
    (
        "Score",
        instead(SCORE, "kg:degree", 1.5),
        Violation(SCORE, "kg:degree", "A score has one degree, from 0 to 1.", "1.5"),
    ),
    (
        "Score",
        instead(SCORE, "kg:effectiveSize", -0.5),
        Violation(SCORE, "kg:effectiveSize", "A score has at most one effective size, from 0.", "-0.5"),
    ),
    (
        "CitationScore",
        without("paper:old#score:citations", "kg:citationCount"),
        Violation(
            "paper:old#score:citations",
            "kg:citationCount|kg:hIndex",
            "A citation score says the citations of a paper or the h-index of a person.",
        ),
    ),
    (
        "Community",
        without(COMMUNITY, "rdfs:label"),
        Violation(COMMUNITY, "rdfs:label", "A community has one label, which is not empty."),
    ),
    (
        "LineageLink",
        instead(LINK, "kg:earlier", "paper:new"),
        Violation(
            LINK, "^kg:hasLineageLink", "A lineage link does not lead from a paper to itself.", "paper:new"
        ),
    ),
    (
        "LineageLink",
        instead(LINK, "kg:weight", 1.0001),
        Violation(LINK, "kg:weight", "A lineage link has one weight, above 0 and at most 1.", "1.0001"),
    ),
    (
        "LineageLink",
        plus(LINK, "kg:evidence", EVIDENCE, "inferred"),
        Violation(
            LINK,
            "kg:evidence",
            "The evidence of a lineage link is two passages at most, each a kg:Evidence.",
        ),
    ),
    (
        "Evidence",
        instead(f"{LINK}:1", "kg:inPaper", "person:bo-ek"),
        Violation(
            f"{LINK}:1",
            "kg:inPaper",
            "A piece of evidence stands in one kg:Paper of the graph.",
            "person:bo-ek",
        ),
    ),
    (
        "LineageLink",
        without(LINK, "kg:directionUncertain"),
        Violation(
            LINK, "kg:directionUncertain", "A lineage link says once whether its direction is uncertain."
        ),
    ),
]

BROKEN_RULES = [
    (
        instead(COMMUNITY, "kg:size", 3),
        Violation(
            COMMUNITY, "kg:size", "The size of a community is the number of scores that lead to it: 2.", "3"
        ),
    ),
    (
        instead(SCORE, "kg:community", "community:papers-1"),
        Violation(
            SCORE,
            "kg:community",
            "A community is of the network of its scores: authors.",
            "community:papers-1",
        ),
    ),
    (
        instead(DEFINITION, "kg:charStart", 14),
        Violation(
            DEFINITION,
            "kg:evidenceText",
            "The words stand in the abstract of the paper from 14 to 41.",
            "A reward model is learned.",
        ),
    ),
    (
        moved(DEFINITION, "kg:inPaper", "inferred"),
        Violation(
            DEFINITION,
            "kg:inPaper",
            "A reason is in the named graph of what leads to it: extracted.",
            "inferred",
        ),
    ),
    (
        instead(f"{LINK}:2", "kg:inPaper", "paper:new"),
        Violation(
            LINK,
            "kg:evidence",
            "A lineage link quotes a passage of each of its two papers, or none.",
            "paper:new paper:new",
        ),
    ),
    (
        instead(f"{LINK}:2", "kg:evidenceText", "'A reward model is earned.'"),
        Violation(
            f"{LINK}:2",
            "kg:evidenceText",
            "The words stand in the abstract of the paper from 15 to 41.",
            "A reward model is earned.",
        ),
    ),
    (
        moved(LINK, "kg:evidence", "extracted"),
        Violation(LINK, "kg:evidence", "This fact is inferred and belongs in that named graph.", "extracted"),
    ),
    (
        instead(EVIDENCE, "kg:evidenceText", "'Reward model'"),
        Violation(
            EVIDENCE,
            "kg:evidenceText",
            "The words stand in the abstract of the paper from 0 to 13.",
            "Reward model",
        ),
    ),
    (
        without("paper:new", "kg:hasLineageLink"),
        Violation(
            "paper:new",
            "kg:likelyBuildsOn",
            "This inferred fact has its reason by kg:hasLineageLink.",
            "paper:old",
        ),
    ),
    (
        without("paper:old", "kg:hasTagging"),
        Violation(
            "paper:old",
            "dcterms:subject",
            "This extracted fact has its reason by kg:hasTagging.",
            "theme:reward",
        ),
    ),
    (
        without("paper:new", "dcterms:creator"),
        Violation(
            "paper:new",
            "kg:hasAuthorship",
            "A reason explains a fact beside it: asserted, by dcterms:creator.",
            AUTHORSHIP,
        ),
    ),
    (
        plus("paper:old", "kg:likelyBuildsOn", "paper:new", "inferred"),
        Violation("paper:new", "kg:likelyBuildsOn", CIRCLE, "paper:new -> paper:old -> paper:new"),
    ),
    (
        plus("paper:lone", "kg:likelyBuildsOn", "paper:lone", "inferred"),
        Violation("paper:lone", "kg:likelyBuildsOn", CIRCLE, "paper:lone -> paper:lone"),
    ),
    (
        plus("theme:learning", "skos:broader", "theme:reward"),
        Violation(
            "theme:learning",
            "skos:broader",
            "skos:broader does not run in a circle.",
            "theme:learning -> theme:reward -> theme:learning",
        ),
    ),
    (
        moved("paper:new", "kg:likelyBuildsOn", "asserted"),
        Violation(
            "paper:new",
            "kg:likelyBuildsOn",
            "This fact is inferred and belongs in that named graph.",
            "asserted",
        ),
    ),
    (
        moved("paper:new", "cito:cites", "inferred"),
        Violation(
            "paper:new", "cito:cites", "This fact is asserted and belongs in that named graph.", "inferred"
        ),
    ),
    (
        moved(TAGGING, "kg:weight", "inferred"),
        Violation(
            TAGGING, "kg:weight", "A reason is in the named graph of what leads to it: extracted.", "inferred"
        ),
    ),
    (
        moved("paper:lone", "rdf:type", ""),
        Violation(
            "paper:lone",
            "rdf:type",
            "Every fact is in the named graph asserted, extracted, inferred or scores.",
        ),
    ),
    (
        plus(COMMUNITY, "kg:centralMember", "paper:lone", "scores"),
        Violation(
            COMMUNITY,
            "kg:centralMember",
            "A central member of a community is one of its members.",
            "paper:lone",
        ),
    ),
    (
        plus("person:bo-ek", "kg:hasScore", "paper:lone", "scores"),
        Violation(
            "person:bo-ek", "kg:hasScore", "What leads to a score leads to one of a network.", "paper:lone"
        ),
    ),
    (
        lambda facts: [
            *facts,
            ox.Quad(
                ox.BlankNode("b1"), node("foaf:name"), ox.Literal("x"), ox.NamedNode(f"{BASE}graph/asserted")
            ),
        ],
        Violation("_:b1", "", "Every node has an IRI; there are no blank nodes."),
    ),
]


@pytest.mark.parametrize("name", ["tiny", "toy", "demo"])
def test_what_kgraph_builds_is_sound(name: str, request: pytest.FixtureRequest) -> None:
    assert check(request.getfixturevalue(name)) == ()


def test_another_base_is_as_sound(tiny: kgraph.Graph) -> None:
    assert check(rebased(tiny, "http://example.org/")) == ()


@pytest.mark.parametrize(
    ("mutate", "expected"),
    [row[1:] for row in BROKEN_SHAPES] + BROKEN_RULES,
    ids=[row[0] for row in BROKEN_SHAPES] + [f"rule {n}" for n, _ in enumerate(BROKEN_RULES, 1)],
)
def test_what_is_broken_is_told(
    tiny: kgraph.Graph, mutate: Callable[[Facts], Facts], expected: Violation
) -> None:
    found = check_quads(mutate(list(quads(tiny))))
    assert expected in found
    assert list(found) == sorted(found)


def test_one_broken_fact_is_one_violation(tiny: kgraph.Graph) -> None:
    found = check_quads(instead(TAGGING, "kg:weight", 1.5)(list(quads(tiny))))
    assert found == (
        Violation(TAGGING, "kg:weight", "A tagging has one weight, above 0 and at most 1.", "1.5"),
    )


def test_lineage_against_the_dates(tiny: kgraph.Graph) -> None:
    turned = instead("paper:new", "dcterms:issued", "'2017-04'")(list(quads(tiny)))
    message = "A paper builds on papers that are not younger than itself (2017-04)."
    wrong = Violation("paper:new", "kg:likelyBuildsOn", message, "paper:old (2017-05-01)")
    assert wrong in check_quads(turned)
    same_month = instead("paper:new", "dcterms:issued", "'2017-05'")(list(quads(tiny)))
    assert not [wrong for wrong in check_quads(same_month) if "younger" in wrong.message]


def test_an_asserted_tagging_needs_no_evidence(tiny: kgraph.Graph) -> None:
    facts = list(quads(tiny))
    tagging = node("paper:old#keyword:script")
    assert any(fact.subject == tagging for fact in facts)
    assert not any(fact.subject == tagging and fact.predicate == node("kg:evidence") for fact in facts)
    assert check_quads(facts) == ()


def test_every_class_in_use_has_a_shape_and_every_shape_a_test(tiny: kgraph.Graph) -> None:
    shapes = rdflib.Graph().parse(ontology_file("shapes.ttl"))
    named = {str(shape).removeprefix(SHAPES) for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert named == {name for name, _, _ in BROKEN_SHAPES}
    targets = {str(target) for target in shapes.objects(None, SH.targetClass)}
    used = {fact.object.value for fact in quads(tiny) if fact.predicate == node("rdf:type")}
    assert used - targets == {iri("schema:ScholarlyArticle"), iri("fabio:Preprint"), iri("skos:Concept")}
    assert targets <= used


def test_every_constraint_has_a_message_of_its_own() -> None:
    shapes = rdflib.Graph().parse(ontology_file("shapes.ttl"))
    properties = set(shapes.objects(None, SH.property))
    messages = [str(message) for shape in properties for message in shapes.objects(shape, SH.message)]
    assert len(messages) == len(properties) == len(set(messages)) > 50


def test_without_pyshacl_it_says_what_to_install(tiny: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(kgraph.KgraphError, match="install it with `pip install pyshacl`"):
        check(tiny)


def test_iris_are_the_same_in_every_build(toy: kgraph.Graph) -> None:
    program = (
        "import sys, kgraph; from kgraph.quads import quads\n"
        "graph = kgraph.build([sys.argv[1]], model=False)\n"
        "print('\\n'.join(sorted({quad.subject.value for quad in quads(graph)})))"
    )
    toy_file = str(Path(__file__).parent / "data" / "toy.txt")
    done = subprocess.run(
        [sys.executable, "-c", program, toy_file],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "4711", "PYTHONUTF8": "1"},
    )
    assert done.stdout.splitlines() == sorted({quad.subject.value for quad in quads(toy)})
