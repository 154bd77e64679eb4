"""Reads the ontology: the theme scheme that drives the theme extractor and the colours of every view."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox

from kgraph.errors import SchemaError
from kgraph.identifiers import node_id, slug
from kgraph.vocabulary import Kind

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_KG = "https://w3id.org/kgraph/ns#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# What is said of one IRI: predicate to values. Literals and IRIs are kept apart by the predicate's meaning.
_Facts = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Theme:
    """A `skos:Concept`: its labels are what is matched in texts, `broader` holds the ids of its parents.

    `title_labels` (`kg:titleLabel`) are matched in titles only, `except_labels` (`kg:exceptLabel`) are
    longer phrases inside which no label of the theme counts. Both are optional in a scheme.
    """

    id: str
    iri: str
    label: str
    alt_labels: tuple[str, ...] = ()
    hidden_labels: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    title_labels: tuple[str, ...] = ()
    except_labels: tuple[str, ...] = ()


def ontology_file(name: str) -> Path:
    """The path of a file of `ontology/`, in the installed package or in a checkout.

    >>> ontology_file("themes.ttl").name
    'themes.ttl'
    """
    package = Path(str(files("kgraph")))
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise SchemaError(f"ontology/{name} is missing from this installation: reinstall kgraph")


def read_themes(path: Path | None = None) -> tuple[Theme, ...]:
    """Read a SKOS scheme from Turtle (or any RDF that the suffix names), sorted by id.

    Without `path` the bundled `ontology/themes.ttl` is read. A concept's id comes from its
    `skos:notation`, or from its preferred label if it has none; where two different names give the same
    id, the end of the IRI is added to both. Labels without a language tag or in English count; other
    languages are ignored. `skos:narrower` says the same as `skos:broader` from the other end.

    Raises `SchemaError` for a file that is missing, is not RDF or holds no labelled `skos:Concept`, for
    two concepts with the same notation, and for a concept that is broader than itself.
    """
    path = path or ontology_file("themes.ttl")
    concepts = _read_concepts(path)
    ids = _name_concepts(path, concepts)
    if not ids:
        raise SchemaError(f"{path} holds no skos:Concept with an English skos:prefLabel: give a SKOS scheme")
    parents = _read_hierarchy(concepts, ids)
    _check_acyclic(path, parents)
    themes = (_theme(iri, ids[iri], concepts[iri], parents[ids[iri]]) for iri in ids)
    return tuple(sorted(themes, key=lambda theme: theme.id))


def _read_concepts(path: Path) -> dict[str, _Facts]:
    """The facts of every `skos:Concept` that has an IRI."""
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path)):
            text = _text(quad.object)
            if text is not None and isinstance(quad.subject, ox.NamedNode):
                facts[quad.subject.value][quad.predicate.value].append(text)
    except FileNotFoundError:
        raise SchemaError(f"{path} does not exist: check the path of the theme scheme") from None
    except (SyntaxError, ValueError, OSError) as error:
        raise SchemaError(f"{path} cannot be read as RDF: {error}") from None
    return {iri: facts[iri] for iri in sorted(facts) if _SKOS + "Concept" in facts[iri].get(_RDF_TYPE, ())}


def _name_concepts(path: Path, concepts: Mapping[str, _Facts]) -> dict[str, str]:
    """IRI to id of every concept that has a label."""
    names = {}
    notations: dict[str, str] = {}
    for iri, facts in concepts.items():
        notation = min(_values(facts, "notation"), default="")
        if notation and notations.setdefault(notation, iri) != iri:
            raise SchemaError(
                f"{path}: <{notations[notation]}> and <{iri}> have the same skos:notation "
                f"{notation!r}: give each concept its own"
            )
        if name := notation or min(_values(facts, "prefLabel"), default=""):
            names[iri] = slug(name)
    # Homonyms ("C" and "C++") are told apart by the last part of their IRIs.
    taken = Counter(names.values())
    ids = {
        iri: node_id(Kind.THEME, name if taken[name] == 1 else f"{name}-{slug(_iri_end(iri))}")
        for iri, name in names.items()
    }
    for identifier, count in sorted(Counter(ids.values()).items()):
        if count > 1:
            raise SchemaError(f"{path}: {count} concepts are named {identifier!r}: give each a skos:notation")
    return ids


def _read_hierarchy(concepts: Mapping[str, _Facts], ids: Mapping[str, str]) -> dict[str, set[str]]:
    """The parents of every concept, from `broader` and `narrower`; links out of the file are left out."""
    parents: dict[str, set[str]] = {identifier: set() for identifier in ids.values()}
    for iri in ids:
        for parent in _values(concepts[iri], "broader"):
            if parent in ids:
                parents[ids[iri]].add(ids[parent])
        for child in _values(concepts[iri], "narrower"):
            if child in ids:
                parents[ids[child]].add(ids[iri])
    return parents


def _check_acyclic(path: Path, parents: Mapping[str, Iterable[str]]) -> None:
    try:
        TopologicalSorter({child: sorted(parents[child]) for child in sorted(parents)}).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise SchemaError(f"{path}: skos:broader runs in a circle, {circle}: remove a link") from None


def _theme(iri: str, identifier: str, facts: _Facts, parents: Iterable[str]) -> Theme:
    return Theme(
        id=identifier,
        iri=iri,
        label=min(_values(facts, "prefLabel") or _values(facts, "notation")),
        alt_labels=_values(facts, "altLabel"),
        hidden_labels=_values(facts, "hiddenLabel"),
        definition=" ".join(_values(facts, "definition")),
        broader=tuple(sorted(parents)),
        title_labels=_values(facts, "titleLabel", _KG),
        except_labels=_values(facts, "exceptLabel", _KG),
    )


def _values(facts: _Facts, name: str, namespace: str = _SKOS) -> tuple[str, ...]:
    return tuple(sorted(set(facts.get(namespace + name, ()))))


def _iri_end(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rpartition("/")[2]


def _text(term: object) -> str | None:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal) and (term.language or "en").lower().split("-")[0] == "en":
        return term.value
    return None
