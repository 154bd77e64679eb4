from pathlib import Path

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SKOS

from kgraph.errors import SchemaError
from kgraph.schema import Theme, ontology_file, read_themes
from kgraph.terms import term_key

PREFIXES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kg: <https://w3id.org/kgraph/ns#> .
@prefix : <http://example.org/> .
"""
BUNDLED = [
    "ai-safety", "code-generation", "constitutional-ai", "dialogue-assistants", "economic-impact",
    "evaluation", "generative-modeling", "harmlessness", "honesty-calibration", "in-context-learning",
    "interpretability",
    "language-models", "preference-learning", "red-teaming", "reinforcement-learning", "scalable-oversight",
    "scaling-laws", "societal-impact", "speech-recognition", "training-efficiency",
]  # fmt: skip


def scheme_file(folder: Path, turtle: str) -> Path:
    path = folder / "scheme.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return path


def test_reads_every_part_of_a_concept(tmp_path: Path) -> None:
    path = scheme_file(
        tmp_path,
        """
        :tides a skos:Concept ; skos:notation "tides" ; skos:prefLabel "Tides"@en , "Gezeiten"@de ;
            skos:altLabel "tidal flow"@en-GB , "ebb" , "marée"@fr ; skos:hiddenLabel "high water"@en ;
            kg:titleLabel "ebbing"@en ; kg:exceptLabel "tide of opinion"@en ;
            skos:definition "The rise and fall of the sea."@en ; skos:broader :sea .
        :sea a skos:Concept ; skos:prefLabel "The sea"@en .
        """,
    )
    assert read_themes(path) == (
        Theme(id="theme:the-sea", iri="http://example.org/sea", label="The sea"),
        Theme(
            id="theme:tides",
            iri="http://example.org/tides",
            label="Tides",
            alt_labels=("ebb", "tidal flow"),
            hidden_labels=("high water",),
            definition="The rise and fall of the sea.",
            broader=("theme:the-sea",),
            title_labels=("ebbing",),
            except_labels=("tide of opinion",),
        ),
    )


def test_narrower_is_the_inverse_of_broader(tmp_path: Path) -> None:
    path = scheme_file(
        tmp_path,
        """
        :sea a skos:Concept ; skos:prefLabel "Sea" ; skos:narrower :tides , :elsewhere .
        :tides a skos:Concept ; skos:prefLabel "Tides" ; skos:broader :elsewhere .
        """,
    )
    assert {theme.id: theme.broader for theme in read_themes(path)} == {
        "theme:sea": (),
        "theme:tides": ("theme:sea",),
    }


def test_reads_other_rdf_by_its_suffix(tmp_path: Path) -> None:
    turtle = ':sea a skos:Concept ; skos:prefLabel "Sea"@en .'
    path = scheme_file(tmp_path, turtle)
    for suffix, syntax in ((".rdf", "xml"), (".nt", "nt"), (".jsonld", "json-ld")):
        other = tmp_path / f"scheme{suffix}"
        Graph().parse(path).serialize(other, format=syntax, encoding="utf-8")
        assert read_themes(other) == read_themes(path)


def test_homonyms_are_told_apart_by_their_iris(tmp_path: Path) -> None:
    path = scheme_file(
        tmp_path,
        """
        <http://example.org/lang#c> a skos:Concept ; skos:prefLabel "C" .
        <http://example.org/lang/cpp/> a skos:Concept ; skos:prefLabel "C++" .
        """,
    )
    assert [theme.id for theme in read_themes(path)] == ["theme:c-c", "theme:c-cpp"]


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("", "holds no skos:Concept"),
        (":a a skos:Concept .", "holds no skos:Concept"),
        (":a a skos:Concept", "cannot be read as RDF"),
    ],
)
def test_refuses_what_is_no_scheme(tmp_path: Path, turtle: str, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        read_themes(scheme_file(tmp_path, turtle))


def test_refuses_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="does not exist"):
        read_themes(tmp_path / "missing.ttl")
    (tmp_path / "scheme.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(SchemaError, match="cannot be read as RDF"):
        read_themes(tmp_path / "scheme.docx")
    with pytest.raises(SchemaError, match="missing from this installation"):
        ontology_file("missing.ttl")


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    length = 14_000
    links = (
        f':c{i} a skos:Concept ; skos:prefLabel "concept {i}" ; skos:broader :c{i + 1} .'
        for i in range(length)
    )
    path = scheme_file(tmp_path, "\n".join(links) + f':c{length} a skos:Concept ; skos:prefLabel "top" .')
    themes = read_themes(path)
    assert len(themes) == length + 1
    assert [theme.label for theme in themes if not theme.broader] == ["top"]


def test_the_bundled_scheme_is_sound_skos() -> None:
    theme = Namespace("https://w3id.org/kgraph/theme/")
    graph = Graph().parse(ontology_file("themes.ttl"))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    top = set(graph.objects(theme[""], SKOS.hasTopConcept))
    assert {graph.value(concept, SKOS.inScheme) for concept in concepts} == {theme[""]}
    assert top == set(graph.subjects(SKOS.topConceptOf, theme[""]))
    assert top == {concept for concept in concepts if not graph.value(concept, SKOS.broader)}
    assert set(graph.objects(None, SKOS.broader)) < concepts
    assert all(concept == theme[str(graph.value(concept, SKOS.notation))] for concept in concepts)


def test_the_bundled_themes_are_whole_and_no_label_is_given_twice() -> None:
    themes = read_themes()
    assert [theme.id for theme in themes] == [f"theme:{slug}" for slug in BUNDLED]
    for theme in themes:
        assert theme.definition
        labels = (
            theme.label,
            *theme.alt_labels,
            *theme.hidden_labels,
            *theme.title_labels,
            *theme.except_labels,
        )
        keys = [term_key(label) for label in labels]
        assert sorted({key for key in keys if keys.count(key) > 1}) == [], theme.id


def test_the_bundled_hierarchy() -> None:
    assert {theme.id: theme.broader for theme in read_themes() if theme.broader} == {
        "theme:constitutional-ai": ("theme:preference-learning",),
        "theme:dialogue-assistants": ("theme:language-models",),
        "theme:economic-impact": ("theme:societal-impact",),
        "theme:harmlessness": ("theme:ai-safety",),
        "theme:honesty-calibration": ("theme:ai-safety",),
        "theme:in-context-learning": ("theme:language-models",),
        "theme:preference-learning": ("theme:ai-safety", "theme:reinforcement-learning"),
        "theme:red-teaming": ("theme:ai-safety",),
        "theme:scalable-oversight": ("theme:ai-safety",),
    }
