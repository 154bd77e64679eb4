"""What the graph says of one node: its own facts with their reasons, and the facts that lead to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kgraph.quads import short_name
from kgraph.vocabulary import iri

# Of the facts that lead to a node so many are shown: a theme may have 50,000 papers, which a query can list.
MAX_INCOMING = 500
_LABELS = tuple(
    ox.NamedNode(iri(name)) for name in ("dcterms:title", "foaf:name", "skos:prefLabel", "rdfs:label")
)
_COMMUNITY = ox.NamedNode(iri("kg:community"))


@dataclass(frozen=True, slots=True)
class Entity:
    """A node with its facts. `more` is true if more facts lead to it than are told."""

    iri: str
    label: str
    outgoing: tuple[ox.Quad, ...]
    incoming: tuple[ox.Quad, ...]
    more: bool


def find_entity(store: ox.Store, name: str) -> Entity | None:
    """The node of an IRI, or None if nothing is said of it.

    Its facts come with those of its reasons, which are fragments of its IRI, and of their evidence.
    """
    node = ox.NamedNode(name)
    outgoing = tuple(_outgoing(store, node))
    into = (quad for quad in store.quads_for_pattern(None, None, node, None) if _leads_here(quad))
    incoming = tuple(islice(into, MAX_INCOMING + 1))
    if not outgoing and not incoming:
        return None
    return Entity(
        name, label_of(store, node), outgoing, incoming[:MAX_INCOMING], more=len(incoming) > MAX_INCOMING
    )


def label_of(store: ox.Store, node: ox.NamedNode) -> str:
    """The title or name of a node, or a short form of its IRI."""
    for predicate in _LABELS:
        for quad in store.quads_for_pattern(node, predicate, None, None):
            return str(getattr(quad.object, "value", quad.object))
    return short_name(node.value)


def _outgoing(store: ox.Store, node: ox.NamedNode) -> Iterator[ox.Quad]:
    waiting, seen = [node], {node}
    while waiting:
        for quad in store.quads_for_pattern(waiting.pop(), None, None, None):
            yield quad
            target = quad.object
            if isinstance(target, ox.NamedNode) and is_fragment(target) and target not in seen:
                seen.add(target)
                waiting.append(target)


def _leads_here(quad: ox.Quad) -> bool:
    # To a reason its own node leads as well, but to a community only the scores of its members.
    return not is_fragment(quad.subject) or quad.predicate == _COMMUNITY


def is_fragment(term: object) -> bool:
    """Whether a term is a fragment of a node's IRI, as its reasons, their evidence and its scores are."""
    return isinstance(term, ox.NamedNode) and "#" in term.value.rpartition("/")[2]
