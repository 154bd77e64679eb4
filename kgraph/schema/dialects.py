"""Says in plain SKOS what a scheme says otherwise: SKOS-XL, and the Computer Science Ontology (CSO)."""

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from networkx.utils import UnionFind

from kgraph.schema.files import Statement, Value

SKOS = "http://www.w3.org/2004/02/skos/core#"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_CSO = "http://cso.kmi.open.ac.uk/schema/cso#"
_EQUIVALENT = (_CSO + "relatedEquivalent", _CSO + "preferentialEquivalent")
_RELATIONS = (_CSO + "superTopicOf", *_EQUIVALENT)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
_CONCEPT = Value(SKOS + "Concept")
_NO_CONCEPTS = {Value(SKOS + name) for name in ("ConceptScheme", "Collection", "OrderedCollection")}

# What is said of a subject: predicate to values.
Facts = dict[str, list[Value]]


def read_concepts(statements: Iterable[Statement]) -> dict[str, Facts]:
    """The facts of every concept in terms of SKOS, by its IRI and sorted.

    A concept is a `skos:Concept` or a topic of CSO; where there is none, whatever has a `skos:prefLabel`.
    Blank nodes and what is `owl:deprecated` are no concepts.

    >>> read_concepts([("urn:a", SKOS + "prefLabel", Value("Tides", "en"))])["urn:a"]
    {'http://www.w3.org/2004/02/skos/core#prefLabel': [Value(text='Tides', language='en')]}
    """
    facts: defaultdict[str, Facts] = defaultdict(dict)
    for subject, predicate, value in statements:
        facts[subject].setdefault(predicate, []).append(value)
    for own in facts.values():
        _resolve_labels(own, facts)
    _translate_topics(facts)
    able = [iri for iri in sorted(facts) if not iri.startswith("_:") and not _is_deprecated(facts[iri])]
    typed = [iri for iri in able if _CONCEPT in facts[iri].get(_TYPE, ())]
    for own in map(facts.__getitem__, typed):
        own.setdefault(SKOS + "prefLabel", own.get(_LABEL, []))
    return {iri: facts[iri] for iri in typed or filter(lambda iri: _is_labelled(facts[iri]), able)}


def _resolve_labels(own: Facts, facts: dict[str, Facts]) -> None:
    """Put the literal forms of SKOS-XL labels beside the plain labels."""
    for name in ("prefLabel", "altLabel", "hiddenLabel"):
        forms = [
            form
            for label in own.get(_XL + name, ())
            for form in facts.get(label.text, {}).get(_XL + "literalForm", ())
        ]
        if forms:
            own.setdefault(SKOS + name, []).extend(forms)


def _is_deprecated(own: Facts) -> bool:
    return any(value.text in {"true", "1"} for value in own.get(_DEPRECATED, ()))


def _is_labelled(own: Facts) -> bool:
    return SKOS + "prefLabel" in own and _NO_CONCEPTS.isdisjoint(own.get(_TYPE, ()))


def _translate_topics(facts: defaultdict[str, Facts]) -> None:
    """Make concepts of CSO's topics: one of all that are equivalent, under the IRI of the preferred one."""
    topics = {iri for iri in facts if Value(_CSO + "Topic") in facts[iri].get(_TYPE, ())}
    for iri, own in facts.items():
        for related in filter(None, map(own.get, _RELATIONS)):
            topics |= {iri, *(value.text for value in related)}
    clusters = UnionFind(sorted(topics))
    preferred = set()
    for topic in sorted(topics):
        for other in (value.text for name in _EQUIVALENT for value in facts[topic].get(name, ())):
            clusters.union(topic, other)
        preferred |= {value.text for value in facts[topic].get(_EQUIVALENT[1], ())}
    head_of = {
        topic: min(cluster & preferred or cluster) for cluster in clusters.to_sets() for topic in cluster
    }
    for topic in sorted(topics):
        own, head = facts[topic], facts[head_of[topic]]
        label = own.pop(SKOS + "prefLabel", []) or own.get(_LABEL) or [Value(_name_in(topic), "en")]
        below = {head_of[value.text] for value in own.get(_CSO + "superTopicOf", ())} - {head_of[topic]}
        head.setdefault(SKOS + "narrower", []).extend(Value(iri) for iri in sorted(below))
        if head_of[topic] == topic:
            own[SKOS + "prefLabel"] = label
            own.setdefault(_TYPE, []).append(_CONCEPT)
        else:
            head.setdefault(SKOS + "altLabel", []).extend(label)


def _name_in(iri: str) -> str:
    return unquote(iri.rpartition("/")[2]).replace("_", " ")
