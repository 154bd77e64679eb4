"""The ontology: aligned, consistent under OWL RL, and its JSON-LD context."""

import json
import tomllib
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, BNode, URIRef

import kgraph
from kgraph import rdf
from kgraph.schema import ontology_file
from kgraph.vocabulary import BASE, KG, PREFIXES, iri

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#Error")


def term(name: str) -> URIRef:
    return URIRef(iri(name))


def closed(*parts: rdflib.Graph) -> rdflib.Graph:
    whole = rdflib.Graph()
    for part in parts:
        whole += part
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return whole


def errors(graph: rdflib.Graph) -> list[str]:
    """What owlrl says is inconsistent: its error nodes, and members of owl:Nothing."""
    told = [
        str(note)
        for node in graph.subjects(RDF.type, None)
        if isinstance(node, BNode)
        for kind in graph.objects(node, RDF.type)
        if str(kind).endswith("ErrorMessage") or kind == ERROR
        for note in graph.objects(node, None)
    ]
    return told + [str(member) for member in graph.subjects(RDF.type, OWL.Nothing)]


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_file("kgraph.ttl"))


@pytest.fixture(scope="module")
def facts(tiny: kgraph.Graph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=rdf.serialize(tiny, ".nt"), format="nt")


@pytest.fixture(scope="module")
def closure(ontology: rdflib.Graph, facts: rdflib.Graph) -> rdflib.Graph:
    return closed(ontology, facts)


def test_the_graph_is_consistent_with_the_ontology(closure: rdflib.Graph) -> None:
    assert errors(closure) == []


CONTRADICTIONS = [
    ("paper:old", "kg:likelyBuildsOn", "paper:new"),
    ("paper:old", "kg:author", "person:bo-ek"),
    ("person:bo-ek", "kg:mentions", "keyword:script"),
]


@pytest.mark.parametrize("fact", CONTRADICTIONS)
def test_a_contradiction_is_found(
    ontology: rdflib.Graph, facts: rdflib.Graph, fact: tuple[str, str, str]
) -> None:
    subject, predicate, value = fact
    wrong = rdflib.Graph()
    wrong.add((entity(subject), term(predicate), entity(value)))
    assert errors(closed(ontology, facts, wrong)) != []


def entity(name: str) -> URIRef:
    return URIRef(BASE + name.replace(":", "/", 1))


def test_domains_and_ranges_infer_no_false_type(closure: rdflib.Graph, facts: rdflib.Graph) -> None:
    classes = [
        term(name)
        for name in (
            "kg:Paper",
            "kg:Theme",
            "kg:Keyword",
            "kg:Authorship",
            "kg:Tagging",
            "kg:LineageLink",
            "kg:Evidence",
            "foaf:Person",
            "org:Organization",
            "skos:ConceptScheme",
            "skos:Concept",
            "schema:ScholarlyArticle",
        )
    ]
    for kind in classes:
        told = set(facts.subjects(RDF.type, kind))
        inferred = {node for node in closure.subjects(RDF.type, kind) if isinstance(node, URIRef)}
        assert inferred == told != set(), kind


def test_lineage_is_no_citation(closure: rdflib.Graph) -> None:
    above = set(closure.objects(term("kg:likelyBuildsOn"), RDFS.subPropertyOf))
    assert {name for name in above if not str(name).startswith(KG)} <= {OWL.topObjectProperty}
    assert set(closure.subject_objects(term("cito:cites"))) == {(entity("paper:new"), entity("paper:old"))}


def test_the_header(ontology: rdflib.Graph) -> None:
    vann = "http://purl.org/vocab/vann/"
    header = {
        str(predicate): str(value) for predicate, value in ontology.predicate_objects(URIRef(KG.rstrip("#")))
    }
    project = Path(__file__).parents[1] / "pyproject.toml"
    version = tomllib.loads(project.read_text("utf-8"))["project"]["version"]
    assert header[str(OWL.versionInfo)] == version
    assert header[str(OWL.versionIRI)] == f"https://w3id.org/kgraph/ns/{version}"
    assert header[vann + "preferredNamespacePrefix"] == "kg"
    assert header[vann + "preferredNamespaceUri"] == KG
    assert header[iri("dcterms:title")] == "kgraph ontology"
    assert header[iri("dcterms:license")].startswith("https://www.apache.org/licenses/")
    shapes = rdflib.Graph().parse(ontology_file("shapes.ttl"))
    assert str(shapes.value(URIRef("https://w3id.org/kgraph/shapes"), OWL.versionInfo)) == version


# rdflib's reader of JSON-LD uses what rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_context_reads_plain_json(ontology: rdflib.Graph) -> None:
    context = json.loads(ontology_file("context.jsonld").read_text("utf-8"))["@context"]
    document = {
        "@context": context,
        "id": BASE + "paper/new",
        "type": ["Paper", "ScholarlyArticle"],
        "title": "Reward models again",
        "datePublished": "2020-02-01",
        "year": "2020",
        "author": BASE + "person/ann-lee",
        "about": [{"id": BASE + "theme/reward", "type": "Theme"}],
        "citation": [BASE + "paper/old"],
        "buildsOn": [BASE + "paper/old"],
        "lineageLink": {
            "id": BASE + "paper/new#paper:old",
            "type": "LineageLink",
            "earlier": BASE + "paper/old",
            "weight": "0.8123",
            "directionUncertain": False,
        },
    }
    read = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    expected = rdflib.Graph().parse(
        data="".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
        + f"""@base <{BASE}> .
        <paper/new> a kg:Paper , schema:ScholarlyArticle ; dcterms:title "Reward models again" ;
            dcterms:issued "2020-02-01"^^xsd:date ; fabio:hasPublicationYear "2020"^^xsd:gYear ;
            dcterms:creator <person/ann-lee> ; dcterms:subject <theme/reward> ; cito:cites <paper/old> ;
            kg:likelyBuildsOn <paper/old> ; kg:hasLineageLink <paper/new#paper:old> .
        <theme/reward> a kg:Theme .
        <paper/new#paper:old> a kg:LineageLink ; kg:earlier <paper/old> ; kg:weight 0.8123 ;
            kg:directionUncertain false .""",
        format="turtle",
    )
    assert set(read) == set(expected)


def test_the_context_names_every_own_term(ontology: rdflib.Graph) -> None:
    context = json.loads(ontology_file("context.jsonld").read_text("utf-8"))["@context"]
    meant = {entry if isinstance(entry, str) else entry["@id"] for entry in context.values() if entry != 1.1}
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {
        "kg:" + str(name).removeprefix(KG)
        for kind in kinds
        for name in ontology.subjects(RDF.type, kind)
        if str(name).startswith(KG)
    }
    assert own - meant == {"kg:Reason", "kg:Scored", "kg:Standing", "kg:OfNetwork"}
