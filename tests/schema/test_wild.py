"""Schemes in the shapes that they are published in; all concepts here are made up for the test."""

import gzip
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import SchemaError
from kgraph.schema import Scheme, Theme, read_scheme
from kgraph.schema.hierarchy import cut_circles

CSO_CSV = """\
"<https://cso.kmi.open.ac.uk/topics/weather>","<http://cso.kmi.open.ac.uk/schema/cso#superTopicOf>","<https://cso.kmi.open.ac.uk/topics/fog>"
"<https://cso.kmi.open.ac.uk/topics/fog>","<http://cso.kmi.open.ac.uk/schema/cso#relatedEquivalent>","<https://cso.kmi.open.ac.uk/topics/ground_fog>"
"<https://cso.kmi.open.ac.uk/topics/fog>","<http://cso.kmi.open.ac.uk/schema/cso#preferentialEquivalent>","<https://cso.kmi.open.ac.uk/topics/ground_fog>"
"<https://cso.kmi.open.ac.uk/topics/ground_fog>","<http://cso.kmi.open.ac.uk/schema/cso#superTopicOf>","<https://cso.kmi.open.ac.uk/topics/sea_smoke_%28fog%29>"
"<https://cso.kmi.open.ac.uk/topics/fog>","<http://cso.kmi.open.ac.uk/schema/cso#contributesTo>","<https://cso.kmi.open.ac.uk/topics/weather>"
"<https://cso.kmi.open.ac.uk/topics/fog>","<http://www.w3.org/2000/01/rdf-schema#label>","fog@en ."
"<https://cso.kmi.open.ac.uk/topics/ground_fog>","<http://www.w3.org/2000/01/rdf-schema#label>","ground fog@en ."
"<https://cso.kmi.open.ac.uk/topics/weather>","<http://www.w3.org/2000/01/rdf-schema#label>","weather@en ."
"<https://cso.kmi.open.ac.uk/topics/fog>","<http://schema.org/relatedLink>","<https://en.wikipedia.org/wiki/Fog>"
"""  # noqa: E501
CSO_TTL = """\
@prefix cso: <http://cso.kmi.open.ac.uk/schema/cso#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://cso.kmi.open.ac.uk/topics/> .
:weather a cso:Topic ; rdfs:label "weather"@en ; cso:superTopicOf :fog .
:fog a cso:Topic ; rdfs:label "fog"@en ; cso:relatedEquivalent :ground_fog ;
    cso:preferentialEquivalent :ground_fog ; cso:contributesTo :weather .
:ground_fog a cso:Topic ; rdfs:label "ground fog"@en ; cso:relatedEquivalent :fog ;
    cso:preferentialEquivalent :ground_fog ;
    cso:superTopicOf <https://cso.kmi.open.ac.uk/topics/sea_smoke_%28fog%29> .
"""
CSO_THEMES = (
    Theme(
        "theme:ground-fog",
        "https://cso.kmi.open.ac.uk/topics/ground_fog",
        "ground fog",
        alt_labels=("fog",),
        broader=("theme:weather",),
    ),
    Theme(
        "theme:sea-smoke-fog",
        "https://cso.kmi.open.ac.uk/topics/sea_smoke_%28fog%29",
        "sea smoke (fog)",
        broader=("theme:ground-fog",),
    ),
    Theme("theme:weather", "https://cso.kmi.open.ac.uk/topics/weather", "weather"),
)
# The ACM's file: relative IRIs, a scheme whose IRI has blanks, a concept below two others.
CCS_XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:ConceptScheme rdf:about="http://example.org/taxonomy/A Classification (AC)">
  <skos:hasTopConcept rdf:resource="#10"/></skos:ConceptScheme>
<skos:Concept rdf:about="#10" xml:lang="en"><skos:prefLabel xml:lang="en">Rain and snow</skos:prefLabel>
  <skos:inScheme rdf:resource="http://example.org/taxonomy/A Classification (AC)"/>
  <skos:narrower rdf:resource="#12"/></skos:Concept>
<skos:Concept rdf:about="#11" xml:lang="en"><skos:prefLabel xml:lang="en">Ice</skos:prefLabel></skos:Concept>
<skos:Concept rdf:about="#12" xml:lang="en"><skos:prefLabel xml:lang="en">Sleet</skos:prefLabel>
  <skos:altLabel xml:lang="en">Wintry mix</skos:altLabel><skos:broader rdf:resource="#11"/></skos:Concept>
</rdf:RDF>
"""
XL_TTL = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <http://example.org/> .
:hail a skos:Concept ; xl:prefLabel :hail-en , :hail-fr ; xl:altLabel [ xl:literalForm "hailstones"@en ] .
:hail-en a xl:Label ; xl:literalForm "Hail"@en .
:hail-fr a xl:Label ; xl:literalForm "Grêle"@fr .
:gone a skos:Concept ; skos:prefLabel "Gone"@en ; owl:deprecated true .
"""


def scheme(folder: Path, name: str, text: str) -> Scheme:
    (folder / name).write_text(text, "utf-8")
    return read_scheme(folder / name)


def test_the_computer_science_ontology_in_turtle_and_as_a_table(tmp_path: Path) -> None:
    assert scheme(tmp_path, "cso.ttl", CSO_TTL) == Scheme(CSO_THEMES)
    assert scheme(tmp_path, "cso.csv", CSO_CSV) == Scheme(CSO_THEMES)


def test_the_classification_of_the_acm(tmp_path: Path) -> None:
    base = "https://w3id.org/kgraph/scheme/ccs.xml#"
    assert scheme(tmp_path, "ccs.xml", CCS_XML) == Scheme(
        (
            Theme("theme:ice", base + "11", "Ice"),
            Theme("theme:rain-and-snow", base + "10", "Rain and snow"),
            Theme(
                "theme:sleet",
                base + "12",
                "Sleet",
                alt_labels=("Wintry mix",),
                broader=("theme:ice", "theme:rain-and-snow"),
            ),
        )
    )


def test_labels_of_skos_xl_and_deprecated_concepts(tmp_path: Path) -> None:
    assert scheme(tmp_path, "xl.ttl", XL_TTL) == Scheme(
        (Theme("theme:hail", "http://example.org/hail", "Hail", alt_labels=("hailstones",)),)
    )


def test_an_iri_with_a_blank_is_encoded(tmp_path: Path) -> None:
    text = CCS_XML.replace("#11", "http://example.org/the ice")
    assert "http://example.org/the%20ice" in {theme.iri for theme in scheme(tmp_path, "a.rdf", text).themes}


def test_a_packed_file(tmp_path: Path) -> None:
    (tmp_path / "cso.ttl.gz").write_bytes(gzip.compress(CSO_TTL.encode()))
    assert read_scheme(tmp_path / "cso.ttl.gz") == Scheme(CSO_THEMES)
    (tmp_path / "cso.csv.gz").write_bytes(gzip.compress(CSO_CSV.encode())[:-9])
    with pytest.raises(SchemaError, match="cannot be read"):
        read_scheme(tmp_path / "cso.csv.gz")


def test_a_table_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="a line of 2 fields where a statement has 3"):
        scheme(tmp_path, "a.csv", "title,year\n")


LANGUAGES = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:a a skos:Concept ; skos:prefLabel "Eis"@de , "Glace"@fr ; skos:altLabel "Gefrorenes"@de .
:b a skos:Concept ; skos:prefLabel "Nebel"@de-AT ; skos:broader :c .
:c a skos:Concept ; skos:prefLabel "Temps"@fr .
"""


def test_without_english_the_language_of_most_concepts_counts_and_is_told(tmp_path: Path) -> None:
    # Two each: the first by the alphabet.
    assert scheme(tmp_path, "s.ttl", LANGUAGES) == Scheme(
        (
            Theme("theme:eis", "http://example.org/a", "Eis", alt_labels=("Gefrorenes",)),
            Theme("theme:nebel", "http://example.org/b", "Nebel"),
        ),
        (
            "s.ttl: no label is English, so those in 'de' are matched",
            "s.ttl: 1 have no label in 'de' and are left out: http://example.org/c",
        ),
    )


def test_labels_without_a_language_count_as_english(tmp_path: Path) -> None:
    text = LANGUAGES + ':d a skos:Concept ; skos:prefLabel "Dew" .'
    found = scheme(tmp_path, "s.ttl", text)
    assert [theme.label for theme in found.themes] == ["Dew"]
    assert found.notes == (
        "s.ttl: 3 have no label in 'en' and are left out: "
        "http://example.org/a, http://example.org/b, http://example.org/c",
    )


def test_circles_are_cut_at_the_same_place_whatever_the_order(tmp_path: Path) -> None:
    links = [(0, 1), (1, 2), (2, 0), (3, 2), (3, 3)]
    found = set()
    for seed in range(5):
        lines = [f":{a} skos:broader :{b} ." for a, b in links]
        lines += [f':{n} a skos:Concept ; skos:prefLabel "c{n}" .' for n in range(4)]
        Random(seed).shuffle(lines)
        found.add(scheme(tmp_path, "s.ttl", "\n".join([*LANGUAGES.splitlines()[:2], *lines])))
    [only] = found
    assert [theme.broader for theme in only.themes] == [("theme:c1",), ("theme:c2",), (), ("theme:c2",)]
    assert only.notes == (
        "s.ttl: 2 ran in a circle of skos:broader and are cut: theme:c2 -> theme:c0, theme:c3 -> theme:c3",
    )


NODES = st.sampled_from("abcdefg")


@given(st.dictionaries(NODES, st.sets(NODES)))
def test_nothing_is_above_itself_after_the_cut(links: dict[str, set[str]]) -> None:
    parents = {node: set(links.get(node, ())) for node in "abcdefg"}
    cut = cut_circles(parents)

    def above(node: str) -> set[str]:
        return parents[node].union(*(above(parent) for parent in parents[node]))

    assert [node for node in parents if node in above(node)] == []
    assert {node: {*parents[node], *(b for a, b in cut if a == node)} for node in parents} == {
        node: set(links.get(node, ())) for node in parents
    }


def test_concepts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    text = """\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <urn:x:1/a> a skos:Concept ; skos:prefLabel "Dew" .
    <urn:x:2/a> a skos:Concept ; skos:prefLabel "Dew" .
    <urn:x:3/b> a skos:Concept ; skos:notation "7" ; skos:prefLabel "Frost" , "Rime" .
    <urn:x:3/c> a skos:Concept ; skos:notation "7" ; skos:prefLabel "Ice" .
    """
    assert [
        (theme.id, theme.label, theme.alt_labels) for theme in scheme(tmp_path, "s.ttl", text).themes
    ] == [
        ("theme:7-b", "Frost", ("Rime",)),
        ("theme:7-c", "Ice", ()),
        ("theme:dew-a", "Dew", ()),
        ("theme:dew-a-2", "Dew", ()),
    ]


def test_concepts_need_no_type_if_none_has_one(tmp_path: Path) -> None:
    text = """\
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <urn:s> a skos:ConceptScheme ; skos:prefLabel "Weather" .
    <urn:a> skos:prefLabel "Dew" .
    """
    assert [theme.label for theme in scheme(tmp_path, "s.ttl", text).themes] == ["Dew"]
