"""The facts as text: what is written down by hand, in one order, and as Oxigraph itself would write it."""

import dataclasses
from itertools import groupby
from typing import Any

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph import chunks as module
from kgraph.graph import EDGE_SCHEMA, NODE_SCHEMA
from kgraph.quads import NAMED_GRAPHS, lines, lines_of, node_iri, quads, triple_lines
from kgraph.vocabulary import BASE, PREFIXES, Kind, Relation
from tests.conftest import rebased

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)


def shortened(data: bytes) -> list[str]:
    """Lines with prefixed names, the named graph as its last word."""
    text = data.decode().replace(f"<{BASE}", "<")
    for prefix, namespace in PREFIXES.items():
        text = text.replace(f"<{namespace}", f"<{prefix}:")
    return text.split("\n")[:-1]


def about(data: bytes, subject: str) -> list[str]:
    start = f"<{subject}> "
    return [line.removeprefix(start) for line in shortened(data) if line.startswith(start)]


def test_the_facts_of_a_tagging(tiny: kgraph.Graph) -> None:
    data = b"".join(lines(tiny))
    tagging = "paper/old#theme:reward"
    assert about(data, tagging) == [
        "<rdf:type> <kg:Tagging> <graph/extracted> .",
        "<kg:concept> <theme/reward> <graph/extracted> .",
        '<kg:weight> "0.75"^^<xsd:decimal> <graph/extracted> .',
        f"<kg:evidence> <{tagging}:1> <graph/extracted> .",
        f"<kg:evidence> <{tagging}:2> <graph/extracted> .",
    ]
    assert about(data, f"{tagging}:2") == [
        "<rdf:type> <kg:Evidence> <graph/extracted> .",
        '<kg:evidenceText> "reward model" <graph/extracted> .',
        '<kg:evidenceField> "abstract" <graph/extracted> .',
        '<kg:charStart> "17"^^<xsd:integer> <graph/extracted> .',
        '<kg:charEnd> "29"^^<xsd:integer> <graph/extracted> .',
    ]
    assert about(data, "paper/old#theme:learning") == [
        "<rdf:type> <kg:Tagging> <graph/inferred> .",
        "<kg:concept> <theme/learning> <graph/inferred> .",
        '<kg:weight> "0.5"^^<xsd:decimal> <graph/inferred> .',
        "<kg:basis> <theme/reward> <graph/inferred> .",
    ]


def test_the_facts_of_other_reasons(tiny: kgraph.Graph) -> None:
    data = b"".join(triple_lines(tiny))
    assert about(data, "paper/new#paper:old") == [
        "<rdf:type> <kg:LineageLink> .",
        "<kg:earlier> <paper/old> .",
        '<kg:weight> "0.8123"^^<xsd:decimal> .',
        '<kg:directionUncertain> "false"^^<xsd:boolean> .',
        '<kg:textPart> "0.4"^^<xsd:decimal> .',
        '<kg:contextPart> "0.1"^^<xsd:decimal> .',
        '<kg:peoplePart> "0.3123"^^<xsd:decimal> .',
        "<kg:sharedAuthor> <person/ann-lee> .",
        "<kg:sharedConcept> <keyword/reward-model> .",
        "<kg:evidence> <paper/new#paper:old:1> .",
        "<kg:evidence> <paper/new#paper:old:2> .",
    ]
    assert [about(data, f"paper/new#paper:old:{place}") for place in (1, 2)] == [
        [
            "<rdf:type> <kg:Evidence> .",
            f"<kg:inPaper> <paper/{paper}> .",
            f'<kg:evidenceText> "{words}" .',
            f'<kg:evidenceField> "{field}" .',
            f'<kg:charStart> "{start}"^^<xsd:integer> .',
            f'<kg:charEnd> "{end}"^^<xsd:integer> .',
        ]
        for paper, words, field, start, end in (
            ("new", "Reward models again", "title", 0, 19),
            ("old", "A reward model is learned.", "abstract", 15, 41),
        )
    ]
    assert about(data, "paper/old#author:1")[3:] == [
        '<kg:nameAsPrinted> "Ann Lee" .',
        '<dcterms:identifier> "orcid:0000-0002-1825-0097" .',
        "<kg:affiliation> <organization/uni-o> .",
    ]
    assert about(data, "paper/old#author:2") == [
        "<rdf:type> <kg:Authorship> .",
        "<kg:author> <person/bo-ek> .",
        '<kg:position> "2"^^<xsd:integer> .',
        '<kg:nameAsPrinted> "Bo Ek" .',
    ]


@pytest.fixture
def unscored(tiny: kgraph.Graph) -> kgraph.Graph:
    return dataclasses.replace(tiny, scores=tiny.scores.clear(), communities=tiny.communities.clear())


def test_the_scores_of_a_node(tiny: kgraph.Graph) -> None:
    data = b"".join(lines(tiny))
    told = [line for line in about(data, "person/ann-lee") if "Score" in line]
    assert told == [
        f"<kg:hasScore> <person/ann-lee#score:{network}> <graph/scores> ."
        for network in ("authors", "citations")
    ]
    values = {"degree": "1", "strength": "1", "betweenness": "0", "closeness": "1", "eigenvector": "0.7071"}
    values |= {"pagerank": "0.5", "harmonic": "1", "katz": "0.7071"}
    assert about(data, "person/ann-lee#score:authors") == [
        "<rdf:type> <kg:Score> <graph/scores> .",
        '<kg:network> "authors" <graph/scores> .',
        *(f'<kg:{name}> "{value}"^^<xsd:decimal> <graph/scores> .' for name, value in values.items()),
        '<kg:coreNumber> "1"^^<xsd:integer> <graph/scores> .',
        '<kg:clustering> "0"^^<xsd:decimal> <graph/scores> .',
        '<kg:constraint> "1"^^<xsd:decimal> <graph/scores> .',
        '<kg:effectiveSize> "1"^^<xsd:decimal> <graph/scores> .',
        '<kg:articulationPoint> "false"^^<xsd:boolean> <graph/scores> .',
        "<kg:community> <community/authors-1> <graph/scores> .",
    ]
    assert about(data, "person/ann-lee#score:citations") == [
        "<rdf:type> <kg:CitationScore> <graph/scores> .",
        '<kg:network> "citations" <graph/scores> .',
        '<kg:hIndex> "1"^^<xsd:integer> <graph/scores> .',
    ]
    assert about(data, "paper/old#score:citations") == [
        "<rdf:type> <kg:CitationScore> <graph/scores> .",
        '<kg:network> "citations" <graph/scores> .',
        '<kg:pagerank> "0.4805"^^<xsd:decimal> <graph/scores> .',
        '<kg:citationCount> "1"^^<xsd:integer> <graph/scores> .',
        '<kg:hub> "0"^^<xsd:decimal> <graph/scores> .',
        '<kg:authority> "1"^^<xsd:decimal> <graph/scores> .',
    ]


def test_the_facts_of_a_community(tiny: kgraph.Graph) -> None:
    assert about(b"".join(lines(tiny)), "community/authors-1") == [
        "<rdf:type> <kg:Community> <graph/scores> .",
        '<rdfs:label> "Ann Lee, Bo Ek" <graph/scores> .',
        '<kg:network> "authors" <graph/scores> .',
        '<kg:size> "2"^^<xsd:integer> <graph/scores> .',
        '<kg:paperCount> "2"^^<xsd:integer> <graph/scores> .',
        '<kg:stability> "1"^^<xsd:decimal> <graph/scores> .',
        "<kg:centralMember> <person/ann-lee> <graph/scores> .",
        "<kg:centralMember> <person/bo-ek> <graph/scores> .",
    ]


def test_the_facts_of_nodes_that_are_no_papers(unscored: kgraph.Graph) -> None:
    data = b"".join(lines(unscored))
    assert about(data, "person/ann-lee") == [
        "<rdf:type> <foaf:Person> <graph/asserted> .",
        '<foaf:name> "Ann Lee" <graph/asserted> .',
        '<kg:nameVariant> "A. Lee" <graph/asserted> .',
        '<dcterms:identifier> "orcid:0000-0002-1825-0097" <graph/asserted> .',
        '<kg:mergeReason> "one Lee" <graph/asserted> .',
    ]
    assert about(data, "theme/reward") == [
        "<rdf:type> <skos:Concept> <graph/asserted> .",
        "<rdf:type> <kg:Theme> <graph/asserted> .",
        '<skos:prefLabel> "Reward modeling"@en <graph/asserted> .',
        '<skos:altLabel> "reward learning"@en <graph/asserted> .',
        '<skos:notation> "reward" <graph/asserted> .',
        '<skos:definition> "Learning what is wanted."@en <graph/asserted> .',
        "<skos:inScheme> <scheme/theme> <graph/asserted> .",
        "<skos:exactMatch> <https://example.org/reward> <graph/asserted> .",
        "<skos:broader> <theme/learning> <graph/asserted> .",
    ]
    assert about(data, "keyword/reward-model") == [
        "<rdf:type> <skos:Concept> <graph/extracted> .",
        "<rdf:type> <kg:Keyword> <graph/extracted> .",
        '<skos:prefLabel> "reward model" <graph/extracted> .',
        '<skos:altLabel> "Reward models" <graph/extracted> .',
        '<skos:notation> "reward-model" <graph/extracted> .',
        '<skos:definition> "A reward model is learned." <graph/extracted> .',
        "<kg:definitionEvidence> <keyword/reward-model#definition> <graph/extracted> .",
        '<kg:shared> "true"^^<xsd:boolean> <graph/extracted> .',
        "<skos:inScheme> <scheme/keyword> <graph/extracted> .",
    ]
    assert about(data, "keyword/reward-model#definition") == [
        "<rdf:type> <kg:Evidence> <graph/extracted> .",
        "<kg:inPaper> <paper/old> <graph/extracted> .",
        '<kg:evidenceText> "A reward model is learned." <graph/extracted> .',
        '<kg:evidenceField> "abstract" <graph/extracted> .',
        '<kg:charStart> "15"^^<xsd:integer> <graph/extracted> .',
        '<kg:charEnd> "41"^^<xsd:integer> <graph/extracted> .',
    ]
    assert about(data, "organization/uni-o") == [
        "<rdf:type> <org:Organization> <graph/asserted> .",
        '<foaf:name> "Uni Ö" <graph/asserted> .',
    ]


def test_a_paper_is_told_with_its_reasons_and_its_evidence_behind_it(unscored: kgraph.Graph) -> None:
    subjects = [line.split("> ")[0].removeprefix("<") for line in shortened(b"".join(lines(unscored)))]
    assert [subject for subject, _ in groupby(subjects)] == [
        "scheme/keyword",
        "scheme/theme",
        "keyword/reward-model",
        "keyword/reward-model#definition",
        "keyword/script",
        "organization/uni-o",
        "paper/lone",
        "paper/new",
        "paper/new#author:1",
        "paper/new#paper:old",
        "paper/new#paper:old:1",
        "paper/new#paper:old:2",
        "paper/new#keyword:reward-model",
        "paper/new#keyword:reward-model:1",
        "paper/old",
        "paper/old#author:1",
        "paper/old#author:2",
        "paper/old#keyword:reward-model",
        "paper/old#keyword:reward-model:1",
        "paper/old#keyword:script",
        "paper/old#theme:learning",
        "paper/old#theme:reward",
        "paper/old#theme:reward:1",
        "paper/old#theme:reward:2",
        "person/ann-lee",
        "person/bo-ek",
        "theme/learning",
        "theme/reward",
    ]


def as_oxigraph_writes(data: bytes) -> tuple[bytes, bytes]:
    facts = list(ox.parse(data, ox.RdfFormat.N_QUADS))
    triples = (fact.triple for fact in facts)
    quad_bytes, triple_bytes = (
        ox.serialize(facts, format=ox.RdfFormat.N_QUADS),
        ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES),
    )
    assert quad_bytes is not None
    assert triple_bytes is not None
    return quad_bytes, triple_bytes


def test_the_text_is_what_oxigraph_writes(demo: kgraph.Graph) -> None:
    data = b"".join(lines(demo))
    assert (data, b"".join(triple_lines(demo))) == as_oxigraph_writes(data)
    assert list(quads(demo)) == list(ox.parse(data, ox.RdfFormat.N_QUADS))


def test_chunks_end_with_a_line_wherever_they_are_cut(
    toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = b"".join(lines(toy))
    monkeypatch.setattr(module, "_PAPERS", 2)
    monkeypatch.setattr(module, "_OTHERS", 3)
    parts = list(lines(toy))
    assert len(parts) > 50
    assert all(part.endswith(b" .\n") for part in parts)
    assert b"".join(parts) == whole


def test_the_facts_by_named_graph_are_the_same_facts(demo: kgraph.Graph) -> None:
    told = {name: b"".join(lines_of(demo, name)) for name in NAMED_GRAPHS}
    assert all(told.values())
    named = [
        line.removesuffix(b".") + f"<{BASE}graph/{name}> .".encode()
        for name, text in told.items()
        for line in text.splitlines()
    ]
    assert sorted(named) == sorted(b"".join(lines(demo)).splitlines())


def test_the_part_of_a_single_node_is_no_property(tiny: kgraph.Graph) -> None:
    [edge] = tiny.of_relation(Relation.LIKELY_BUILDS_ON).rows(named=True)
    parts = [{"name": "person:ann-lee", "value": 0.3}, {"name": "text", "value": 0.5}]
    link = pl.DataFrame([{**edge, "parts": parts}], schema=EDGE_SCHEMA)
    data = b"".join(triple_lines(dataclasses.replace(tiny, edges=link)))
    assert [line for line in about(data, "paper/new#paper:old") if "Part" in line] == [
        '<kg:textPart> "0.5"^^<xsd:decimal> .'
    ]


def test_every_kind_and_relation_says_something(tiny: kgraph.Graph) -> None:
    assert set(tiny.nodes["kind"]) == set(Kind)
    assert set(tiny.edges["relation"]) == set(Relation)
    types = {fact.object.value for fact in quads(tiny) if fact.predicate.value.endswith("#type")}
    assert len(types) == 16


def awkward(tiny: kgraph.Graph, words: str, local: str) -> kgraph.Graph:
    """The tiny graph with every free text and every id replaced."""

    def told(value: Any, named: str) -> Any:
        if isinstance(value, list):
            return [told(item, named) for item in value]
        if isinstance(value, dict):
            return {key: told(item, key if key in ("text", "paper") else "") for key, item in value.items()}
        if not isinstance(value, str):
            return value
        if named in _IDS:
            return value + local
        return words + value if named in _WORDS else value

    def table(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
        rows = frame.iter_rows(named=True)
        return pl.DataFrame([{name: told(row[name], name) for name in schema} for row in rows], schema=schema)

    return dataclasses.replace(
        tiny,
        nodes=table(tiny.nodes, NODE_SCHEMA).sort("kind", "id"),
        edges=table(tiny.edges, EDGE_SCHEMA).sort("relation", "source", "position", "target"),
    )


_IDS = {"id", "source", "target", "paper", "basis", "close_match", "organizations"}
_WORDS = {"label", "names", "abstract", "venue", "doi", "categories", "author_keywords", "references"} | {
    "definition",
    "reason",
    "origin",
    "name_as_printed",
    "identifiers",
    "type",
    "rule",
    "text",
}


@settings(max_examples=30)
@given(words=TEXTS, local=TEXTS)
def test_whatever_stands_in_a_text_or_an_id_comes_back(tiny: kgraph.Graph, words: str, local: str) -> None:
    graph = awkward(tiny, words, local)
    data = b"".join(lines(graph))
    assert (data, b"".join(triple_lines(graph))) == as_oxigraph_writes(data)
    assert data.count(b"\n") == sum(1 for _ in ox.parse(data, ox.RdfFormat.N_QUADS)) > 100
    papers = {
        fact.subject.value: fact.object.value
        for fact in ox.parse(data, ox.RdfFormat.N_QUADS)
        if fact.predicate.value == PREFIXES["dcterms"] + "title"
    }
    expected = {node_iri(row["id"]): row["label"] for row in graph.of_kind(Kind.PAPER).iter_rows(named=True)}
    assert papers == expected


def test_a_paper_of_nothing_but_a_title(unscored: kgraph.Graph) -> None:
    empty = {name: pl.lit("") for name in ("date", "abstract", "venue", "doi", "type", "origin")}
    bare = unscored.nodes.filter(pl.col("id") == "paper:lone").with_columns(**empty)
    data = b"".join(triple_lines(dataclasses.replace(unscored, nodes=bare, edges=unscored.edges.clear())))
    assert about(data, "paper/lone") == [
        "<rdf:type> <kg:Paper> .",
        "<rdf:type> <schema:ScholarlyArticle> .",
        '<dcterms:title> "孤" .',
    ]


def test_instances_live_at_the_base(tiny: kgraph.Graph) -> None:
    elsewhere = b"".join(lines(rebased(tiny, "http://x/")))
    assert elsewhere == b"".join(lines(tiny)).replace(BASE.encode(), b"http://x/")


def test_a_base_that_is_no_iri_is_an_error(tiny: kgraph.Graph) -> None:
    for tell in (lines, triple_lines, quads):
        with pytest.raises(ValueError, match="Invalid IRI"):
            next(iter(tell(rebased(tiny, "http://x y/"))))


def test_an_empty_graph_says_what_the_schemes_are(tiny: kgraph.Graph) -> None:
    empty = dataclasses.replace(
        tiny, nodes=tiny.nodes.clear(), edges=tiny.edges.clear(), communities=tiny.communities.clear()
    )
    assert shortened(b"".join(triple_lines(empty))) == [
        "<scheme/keyword> <rdf:type> <skos:ConceptScheme> .",
        '<scheme/keyword> <skos:prefLabel> "Keywords found in the texts"@en .',
        "<scheme/theme> <rdf:type> <skos:ConceptScheme> .",
        '<scheme/theme> <skos:prefLabel> "Themes"@en .',
    ]
