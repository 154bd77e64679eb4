"""The RDF: read back by rdflib, the same facts as the tables, no blank nodes, known terms only."""

import gzip
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS

import kgraph
from kgraph import rdf
from kgraph.errors import UnknownNameError
from kgraph.quads import quads
from kgraph.schema import ontology_file
from kgraph.vocabulary import BASE, KG

SUFFIXES = [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"]
RDFLIB_FORMATS = {".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}


def test_the_facts_of_a_paper(tiny: kgraph.Graph) -> None:
    turtle = rdf.serialize(tiny, ".ttl").decode()
    [text] = [block for block in turtle.split(" .\n") if block.startswith("paper:new a")]
    assert text.split("\n") == [
        "paper:new a kg:Paper , schema:ScholarlyArticle , fabio:Preprint ;",
        '\tdcterms:title "Reward models again" ;',
        '\tdcterms:issued "2020"^^xsd:gYear ;',
        '\tfabio:hasPublicationYear "2020"^^xsd:gYear ;',
        '\tkg:venue "Workshop | One" ;',
        '\tkg:publicationType "preprint" ;',
        '\tprism:doi "10.1000/x(1)y" ;',
        '\tdcterms:identifier "doi:10.1000/x(1)y" , "arxiv:2001.00001" ;',
        '\tfabio:hasArXivId "2001.00001" ;',
        '\tkg:authorKeyword "Script" ;',
        '\tkg:reference "paper:old" , "10.1/unknown" ;',
        "\tkg:authorsTruncated true ;",
        '\tkg:origin "a.txt:4" ;',
        "\tcito:cites paper:old ;",
        "\tdcterms:creator person:ann-lee ;",
        "\tkg:likelyBuildsOn paper:old ;",
        "\tkg:mentions keyword:reward-model ;",
        "\tkg:hasAuthorship paper:new\\#author:1 ;",
        "\tkg:hasLineageLink paper:new\\#paper:old ;",
        "\tkg:hasTagging paper:new\\#keyword:reward-model",
    ]


@pytest.mark.parametrize("suffix", sorted(RDFLIB_FORMATS))
def test_rdflib_reads_back_the_same_triples(toy: kgraph.Graph, suffix: str) -> None:
    written = rdflib.Graph().parse(data=rdf.serialize(toy, suffix), format=RDFLIB_FORMATS[suffix])
    expected = {str(quad.triple) for quad in quads(toy)}
    assert len(written) == len(expected) > 500
    assert isomorphic(written, rdflib.Graph().parse(data=rdf.serialize(toy, ".nt"), format="nt"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_holds_every_fact(tiny: kgraph.Graph, suffix: str) -> None:
    data = rdf.serialize(tiny, suffix)
    parsed = {str(quad.triple) for quad in ox.parse(data, format=rdf._FORMATS[suffix])}
    assert parsed == {str(quad.triple) for quad in quads(tiny)}
    assert data == rdf.serialize(tiny, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_files_are_what_is_serialized_also_gzipped(tiny: kgraph.Graph, tmp_path: Path, suffix: str) -> None:
    plain, packed = tmp_path / f"graph{suffix}", tmp_path / f"graph{suffix}.gz"
    rdf.write(tiny, plain)
    rdf.write(tiny, packed)
    assert plain.read_bytes() == gzip.decompress(packed.read_bytes()) == rdf.serialize(tiny, suffix)
    first = packed.read_bytes()
    packed.rename(tmp_path / "first.gz")
    rdf.write(tiny, packed)
    assert packed.read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["first.gz", plain.name, packed.name])


def test_prefixes_are_sorted(tiny: kgraph.Graph) -> None:
    lines = rdf.serialize(tiny, ".ttl").decode().split("\n")
    declared = [line for line in lines if line.startswith("@prefix")]
    assert declared == sorted(declared) == lines[: len(declared)]
    assert len(declared) == 20


def test_facts_sit_in_the_graph_of_how_they_are_known(tiny: kgraph.Graph) -> None:
    graphs = {
        str(quad.triple.predicate.value).removeprefix(KG): quad.graph_name.value.removeprefix(BASE)
        for quad in quads(tiny)
    }
    assert graphs["likelyBuildsOn"] == graphs["sharedAuthor"] == "graph/inferred"
    assert graphs["nameAsPrinted"] == "graph/asserted"
    assert graphs["evidenceText"] == "graph/extracted"


def test_no_blank_nodes_and_no_fact_twice(toy: kgraph.Graph) -> None:
    facts = list(quads(toy))
    assert len(facts) == len({str(fact) for fact in facts})
    assert not [f for f in facts if isinstance(f.subject, ox.BlankNode) or isinstance(f.object, ox.BlankNode)]


def test_own_terms_are_declared_with_label_comment_domain_and_range(
    toy: kgraph.Graph, tiny: kgraph.Graph
) -> None:
    ontology = rdflib.Graph().parse(ontology_file("kgraph.ttl"))
    classes = {str(term) for term in ontology.subjects(RDF.type, OWL.Class)}
    properties = {
        str(term)
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for term in ontology.subjects(RDF.type, kind)
    }
    for term in map(rdflib.URIRef, classes | properties):
        assert ontology.value(term, RDFS.label), term
        assert ontology.value(term, RDFS.comment), term
    for term in map(rdflib.URIRef, properties):
        assert ontology.value(term, RDFS.domain), term
        assert ontology.value(term, RDFS.range), term
    used = {
        term.value
        for graph in (toy, tiny)
        for quad in quads(graph)
        for term in (quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(KG)
    }
    declared = classes | properties
    assert used <= declared
    assert declared - used == {
        KG + name for name in ("Reason", "Scored", "Standing", "OfNetwork", "meaningPart", "disruption")
    }


def test_rdflib_dataset(tiny: kgraph.Graph) -> None:
    dataset = kgraph.to_rdflib(tiny)
    rows = dataset.query("SELECT ?title WHERE { ?paper a kg:Paper ; dcterms:title ?title } ORDER BY ?title")
    assert [str(row.title) for row in rows] == [
        'Old <script>alert("&")</script> {{paper}}',
        "Reward models again",
        "孤",
    ]


def test_an_unknown_format_is_an_error(tiny: kgraph.Graph) -> None:
    for name in ("graph.doc", "graph", "graph.gz", "graph.doc.gz"):
        with pytest.raises(UnknownNameError, match=r"choose one of \.ttl"):
            rdf.write(tiny, Path(name))
