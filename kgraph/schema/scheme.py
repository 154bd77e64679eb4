"""Reads a scheme: concepts with ids of their own, labels in one language, parents without circles."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

from kgraph.errors import SchemaError
from kgraph.identifiers import node_id, slug
from kgraph.schema.dialects import SKOS, Facts, read_concepts
from kgraph.schema.files import Value, ontology_file, read_statements
from kgraph.schema.hierarchy import cut_circles, read_hierarchy
from kgraph.schema.theme import Scheme, Theme
from kgraph.vocabulary import Kind

_KG = "https://w3id.org/kgraph/ns#"
_ENGLISH = "en"
# Of what a note tells so many are named.
_NAMED = 3


def read_themes(path: Path | None = None) -> tuple[Theme, ...]:
    """The themes of a scheme: `read_scheme` without its notes."""
    return read_scheme(path).themes


def read_scheme(path: Path | None = None) -> Scheme:
    """Read a SKOS scheme from Turtle (or what the suffix names, gzipped or not), themes sorted by id.

    Without `path` the bundled `ontology/themes.ttl` is read. Labels may be SKOS-XL, and the Computer Science
    Ontology is read as it is published. A concept's id comes from its `skos:notation`, or from its preferred
    label if it has none; where two give the same id, the end of the IRI is added to both. `skos:narrower`
    says the same as `skos:broader` from the other end.

    Labels without a language tag or in English count, others are ignored; if no concept has such a label, the
    language that names most concepts takes the place of English. A circle of broader concepts is cut. What
    was decided so is told in the notes.

    Raises `SchemaError` for a file that is missing, cannot be read or holds no labelled concept.
    """
    path = path or ontology_file("themes.ttl")
    concepts = read_concepts(read_statements(path))
    language = _choose_language(concepts.values())
    labelled = {iri: facts for iri, facts in concepts.items() if _name(facts, language)}
    if not labelled:
        raise SchemaError(f"{path} holds no skos:Concept with a skos:prefLabel: give a SKOS scheme")
    ids = _name_concepts(labelled, language)
    parents = read_hierarchy(labelled, ids)
    cut = cut_circles(parents)
    themes = (_theme(iri, ids[iri], labelled[iri], language, parents[ids[iri]]) for iri in labelled)
    notes = (
        *_note_language(language),
        *_note(
            f"have no label in {language!r} and are left out",
            [iri for iri in concepts if iri not in labelled],
        ),
        *_note(
            "ran in a circle of skos:broader and are cut", [f"{child} -> {parent}" for child, parent in cut]
        ),
    )
    return Scheme(
        tuple(sorted(themes, key=lambda theme: theme.id)), tuple(f"{path.name}: {note}" for note in notes)
    )


def _choose_language(concepts: Iterable[Facts]) -> str:
    """English where any preferred label is English or has no tag, else the language of most concepts."""
    counts = Counter(
        language
        for facts in concepts
        for language in {_language(value) for value in facts.get(SKOS + "prefLabel", ())}
    )
    if not counts or counts.keys() & {"", _ENGLISH}:
        return _ENGLISH
    return min(counts, key=lambda language: (-counts[language], language))


def _language(value: Value) -> str:
    return (value.language or "").partition("-")[0]


def _texts(facts: Facts, predicate: str, language: str) -> tuple[str, ...]:
    """The literals of a predicate in one language or in none, sorted."""
    values = (value for value in facts.get(predicate, ()) if value.is_literal)
    return tuple(sorted({value.text for value in values if _language(value) in {"", language}}))


def _name(facts: Facts, language: str) -> str:
    notations = [value.text for value in facts.get(SKOS + "notation", ())]
    return min(notations, default="") or min(_texts(facts, SKOS + "prefLabel", language), default="")


def _name_concepts(concepts: Mapping[str, Facts], language: str) -> dict[str, str]:
    """IRI to id."""
    names = {iri: slug(_name(facts, language)) for iri, facts in concepts.items()}
    # Homonyms ("C" and "C++") are told apart by the last part of their IRIs, and those by a number.
    taken = Counter(names.values())
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for iri, name in names.items():
        groups[name if taken[name] == 1 else f"{name}-{slug(_iri_end(iri))}"].append(iri)
    ids: dict[str, str] = {}
    used: set[str] = set(groups)
    for name, iris in groups.items():
        ids[iris[0]] = node_id(Kind.THEME, name)
        for iri in iris[1:]:
            numbered = next(f"{name}-{n}" for n in count(2) if f"{name}-{n}" not in used)
            used.add(numbered)
            ids[iri] = node_id(Kind.THEME, numbered)
    return ids


def _theme(iri: str, identifier: str, facts: Facts, language: str, parents: Iterable[str]) -> Theme:
    def texts(name: str, namespace: str = SKOS) -> tuple[str, ...]:
        return _texts(facts, namespace + name, language)

    labels = texts("prefLabel")
    return Theme(
        id=identifier,
        iri=iri,
        label=labels[0] if labels else _name(facts, language),
        # A concept has one preferred label in a language; more of them are other names.
        alt_labels=tuple(sorted({*labels[1:], *texts("altLabel")})),
        hidden_labels=texts("hiddenLabel"),
        definition=" ".join(texts("definition")),
        broader=tuple(sorted(parents)),
        title_labels=texts("titleLabel", _KG),
        except_labels=texts("exceptLabel", _KG),
    )


def _iri_end(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _note_language(language: str) -> tuple[str, ...]:
    if language == _ENGLISH:
        return ()
    return (f"no label is English, so those in {language!r} are matched",)


def _note(what: str, items: Sequence[str]) -> tuple[str, ...]:
    if not items:
        return ()
    named = ", ".join(items[:_NAMED])
    return (f"{len(items)} {what}: {named}{', …' if len(items) > _NAMED else ''}",)
