"""The mapping to RDF: one stream of quads in a fixed order. The model is drawn in `ontology/README.md`.

Every fact sits in the named graph of how it is known: asserted, extracted or inferred. No blank nodes.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from kgraph.graph import Graph
from kgraph.identifiers import local_name
from kgraph.vocabulary import BASE, PREFIXES, Kind, Relation, Status, iri


def prefixes(base: str = BASE) -> dict[str, str]:
    """The known prefixes, and one for each kind of node: `person:tom-b-brown` is an IRI of the graph."""
    return {**PREFIXES, **{kind.value: f"{base}{kind.value}/" for kind in Kind}}


@lru_cache(maxsize=1 << 20)
def node_iri(identifier: str, base: str = BASE) -> str:
    """The IRI of a node: `paper:bai-2022-4c1f` is `<base>paper/bai-2022-4c1f`.

    Letters of any script stay; what an IRI may not hold is percent-encoded.
    """
    kind, _, local = identifier.partition(":")
    kept = "".join(c if c.isalnum() or c in _KEPT else quote(c, safe="") for c in local)
    return f"{base}{kind}/{kept}"


def short_name(full: str, base: str = BASE) -> str:
    """The prefixed name of an IRI of the graph or of a known vocabulary; any other IRI as it is.

    >>> short_name("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    for prefix, namespace in _namespaces(base):
        if full.startswith(namespace):
            return f"{prefix}:{full[len(namespace) :]}"
    return full


@cache
def _namespaces(base: str) -> tuple[tuple[str, str], ...]:
    return tuple(prefixes(base).items())


# Reserved characters that are harmless in a path and common in DOIs.
_KEPT = "-._~:/()"


def quads(graph: Graph, base: str = BASE) -> Iterator[ox.Quad]:
    """Yield every fact of the graph, subject by subject, in an order that depends on nothing else."""
    writer = _Writer(base)
    yield from writer.schemes()
    # Both tables are walked side by side in the order of the ids, so that no more than one node's edges are
    # held at a time.
    by_source = groupby(
        graph.edges.sort("source", "relation", "position", "target").iter_rows(named=True),
        key=itemgetter("source"),
    )
    source, group = next(by_source, _NO_EDGES)
    for node in graph.nodes.sort("id").iter_rows(named=True):
        edges: list[dict[str, Any]] = []
        if source == node["id"]:
            edges = list(group)
            source, group = next(by_source, _NO_EDGES)
        yield from writer.node(node)
        for edge in edges:
            yield writer.link(edge)
        reified = [edge for edge in edges if edge["relation"] in _REIFIED]
        for edge in reified:
            yield writer.link_to_reason(edge)
        for edge in reified:
            yield from writer.reason(edge)


_NO_EDGES: tuple[None, Iterator[dict[str, Any]]] = (None, iter(()))
_Fact = tuple[str, ox.NamedNode | ox.Literal]


class _Writer:
    """Turns rows into quads. It holds nothing but the base and the terms made from it."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._status = {status.value: ox.NamedNode(f"{base}graph/{status.value}") for status in Status}
        self._asserted = self._status[Status.ASSERTED.value]
        self._extracted = self._status[Status.EXTRACTED.value]

    def schemes(self) -> Iterator[ox.Quad]:
        for kind, label in ((Kind.KEYWORD, "Keywords found in the texts"), (Kind.THEME, "Themes")):
            scheme = ox.NamedNode(f"{self._base}scheme/{kind.value}")
            yield self._quad(scheme, "rdf:type", _term("skos:ConceptScheme"), self._asserted)
            yield self._quad(scheme, "skos:prefLabel", ox.Literal(label, language="en"), self._asserted)

    def node(self, row: dict[str, Any]) -> Iterator[ox.Quad]:
        kind = Kind(row["kind"])
        subject = self._node(row["id"])
        graph = self._extracted if kind is Kind.KEYWORD else self._asserted
        for name in _TYPES[kind]:
            yield self._quad(subject, "rdf:type", _term(name), graph)
        for predicate, value in _literals(kind, row):
            yield self._quad(subject, predicate, value, graph)
        if kind in (Kind.THEME, Kind.KEYWORD):
            scheme = ox.NamedNode(f"{self._base}scheme/{kind.value}")
            yield self._quad(subject, "skos:inScheme", scheme, graph)
        if row["close_match"]:
            yield self._quad(subject, "skos:closeMatch", self._node(row["close_match"]), graph)
        if row["iri"]:
            yield self._quad(subject, "skos:exactMatch", ox.NamedNode(row["iri"]), graph)

    def link(self, edge: dict[str, Any]) -> ox.Quad:
        predicate = _PREDICATES[Relation(edge["relation"])]
        return self._quad(
            self._node(edge["source"]), predicate, self._node(edge["target"]), self._status[edge["status"]]
        )

    def link_to_reason(self, edge: dict[str, Any]) -> ox.Quad:
        predicate = _REIFIED[edge["relation"]]
        graph = self._status[edge["status"]]
        return self._quad(self._node(edge["source"]), predicate, self._reason(edge), graph)

    def reason(self, edge: dict[str, Any]) -> Iterator[ox.Quad]:
        subject, graph = self._reason(edge), self._status[edge["status"]]
        match edge["relation"]:
            case Relation.CREATOR.value:
                facts = self._authorship(edge)
            case Relation.LIKELY_BUILDS_ON.value:
                facts = self._lineage_link(edge)
            case _:
                facts = self._tagging(edge)
        for predicate, value in facts:
            yield self._quad(subject, predicate, value, graph)
        for place, span in enumerate(edge["evidence"] or (), start=1):
            for predicate, value in _evidence(span):
                yield self._quad(ox.NamedNode(f"{subject.value}:{place}"), predicate, value, graph)

    def _authorship(self, edge: dict[str, Any]) -> Iterator[_Fact]:
        yield "rdf:type", _term("kg:Authorship")
        yield "kg:author", self._node(edge["target"])
        yield "kg:position", _integer(edge["position"])
        yield "kg:nameAsPrinted", ox.Literal(edge["name_as_printed"])

    def _tagging(self, edge: dict[str, Any]) -> Iterator[_Fact]:
        yield "rdf:type", _term("kg:Tagging")
        yield "kg:concept", self._node(edge["target"])
        yield "kg:weight", _decimal(edge["weight"])
        for concept in edge["basis"]:
            yield "kg:basis", self._node(concept)
        for place in range(1, len(edge["evidence"]) + 1):
            yield "kg:evidence", ox.NamedNode(f"{self._reason(edge).value}:{place}")

    def _lineage_link(self, edge: dict[str, Any]) -> Iterator[_Fact]:
        yield "rdf:type", _term("kg:LineageLink")
        yield "kg:earlier", self._node(edge["target"])
        yield "kg:weight", _decimal(edge["weight"])
        yield "kg:directionUncertain", _boolean(edge["direction_uncertain"])
        for part in edge["parts"]:
            yield f"kg:{part['name']}Part", _decimal(part["value"])
        for shared in edge["basis"]:
            is_person = shared.startswith(Kind.PERSON.value + ":")
            yield "kg:sharedAuthor" if is_person else "kg:sharedConcept", self._node(shared)

    def _reason(self, edge: dict[str, Any]) -> ox.NamedNode:
        # A fragment of the paper's IRI: whoever looks the paper up gets its reasons too.
        source = node_iri(edge["source"], self._base)
        if edge["relation"] == Relation.CREATOR.value:
            return ox.NamedNode(f"{source}#author:{edge['position']}")
        return ox.NamedNode(f"{source}#{node_iri(edge['target'], '').replace('/', ':', 1)}")

    def _node(self, identifier: str) -> ox.NamedNode:
        return ox.NamedNode(node_iri(identifier, self._base))

    @staticmethod
    def _quad(
        subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal, graph: ox.NamedNode
    ) -> ox.Quad:
        return ox.Quad(subject, _term(predicate), value, graph)


_TYPES = {
    Kind.PAPER: ("kg:Paper", "schema:ScholarlyArticle"),
    Kind.PERSON: ("foaf:Person",),
    Kind.THEME: ("skos:Concept", "kg:Theme"),
    Kind.KEYWORD: ("skos:Concept", "kg:Keyword"),
    Kind.ORGANIZATION: ("org:Organization",),
}

_PREDICATES = {
    Relation.CREATOR: "dcterms:creator",
    Relation.AFFILIATION: "kg:affiliation",
    Relation.SUBJECT: "dcterms:subject",
    Relation.MENTIONS: "kg:mentions",
    Relation.BROADER: "skos:broader",
    Relation.CITES: "cito:cites",
    Relation.LIKELY_BUILDS_ON: "kg:likelyBuildsOn",
}

# The relations that carry reasons, and the property that leads from the paper to them.
_REIFIED = {
    Relation.CREATOR.value: "kg:hasAuthorship",
    Relation.SUBJECT.value: "kg:hasTagging",
    Relation.MENTIONS.value: "kg:hasTagging",
    Relation.LIKELY_BUILDS_ON.value: "kg:hasLineageLink",
}

_LABELS = {
    Kind.PAPER: "dcterms:title",
    Kind.PERSON: "foaf:name",
    Kind.THEME: "skos:prefLabel",
    Kind.KEYWORD: "skos:prefLabel",
    Kind.ORGANIZATION: "foaf:name",
}


def _literals(kind: Kind, row: dict[str, Any]) -> Iterator[tuple[str, ox.Literal]]:
    """The literal facts of a node, in the order in which a reader would tell them."""
    language = "en" if kind is Kind.THEME else None
    yield _LABELS[kind], ox.Literal(row["label"], language=language)
    other_names = "kg:nameVariant" if kind is Kind.PERSON else "skos:altLabel"
    for name in row["names"] or ():
        if name != row["label"]:
            yield other_names, ox.Literal(name, language=language)
    if kind in (Kind.THEME, Kind.KEYWORD):
        yield "skos:notation", ox.Literal(local_name(row["id"]))
    if row["definition"]:
        yield "skos:definition", ox.Literal(row["definition"], language=language)
    if row["reason"]:
        yield "kg:mergeReason", ox.Literal(row["reason"])
    if row["date"]:
        yield "dcterms:issued", _date(row["date"])
        yield "fabio:hasPublicationYear", ox.Literal(row["date"][:4], datatype=_xsd("gYear"))
    if row["abstract"]:
        yield "dcterms:abstract", ox.Literal(row["abstract"])
    if row["venue"]:
        yield "kg:venue", ox.Literal(row["venue"])
    if row["doi"]:
        yield "prism:doi", ox.Literal(row["doi"])
    for category in row["categories"] or ():
        yield "kg:category", ox.Literal(category)
    for keyword in row["author_keywords"] or ():
        yield "kg:authorKeyword", ox.Literal(keyword)
    for reference in row["references"] or ():
        yield "kg:reference", ox.Literal(reference)
    if row["authors_truncated"]:
        yield "kg:authorsTruncated", _boolean(True)
    if row["shared"] is not None:
        yield "kg:shared", _boolean(row["shared"])
    if row["origin"]:
        yield "kg:origin", ox.Literal(row["origin"])


def _evidence(span: dict[str, Any]) -> Iterator[_Fact]:
    yield "rdf:type", _term("kg:Evidence")
    yield "kg:evidenceText", ox.Literal(span["text"])
    yield "kg:evidenceField", ox.Literal(span["field"])
    yield "kg:charStart", _integer(span["start"])
    yield "kg:charEnd", _integer(span["end"])


@cache
def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(iri(name))


def _xsd(name: str) -> ox.NamedNode:
    return _term("xsd:" + name)


def _date(date: str) -> ox.Literal:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(date)]
    return ox.Literal(date, datatype=_xsd(datatype))


def _boolean(value: bool) -> ox.Literal:
    return ox.Literal(str(value).lower(), datatype=_xsd("boolean"))


def _integer(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_xsd("integer"))


def _decimal(value: float) -> ox.Literal:
    # The canonical form of XML Schema 1.1, which is how Oxigraph gives it back: 0.5, and 1 for 1.0.
    return ox.Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=_xsd("decimal"))
