"""The shapes of `ontology/shapes.ttl`, by pySHACL."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Literal, URIRef
from rdflib import Graph as RdfGraph

from kgraph.check.index import Index, Violation
from kgraph.errors import MissingExtraError
from kgraph.quads import short_name
from kgraph.schema import ontology_file
from kgraph.vocabulary import Status, iri

_REASONED = URIRef("https://w3id.org/kgraph/shapes#ReasonedTagging")


def check_shapes(facts: Iterable[ox.Quad], index: Index, base: str) -> Iterator[Violation]:
    """What breaks a shape. Raises `MissingExtraError` without pySHACL."""
    validate = _pyshacl().validate
    shapes = RdfGraph().parse(ontology_file("shapes.ttl"))
    data = RdfGraph()
    tagging = iri("kg:hasTagging")
    for fact in facts:
        data.add((_term(fact.subject), _term(fact.predicate), _term(fact.object)))
        # A shape cannot see named graphs, so it is told which taggings need a reason.
        if fact.predicate.value == tagging and index.status(fact) != Status.ASSERTED.value:
            shapes.add((_REASONED, SH.targetNode, _term(fact.object)))
    _, results, _ = validate(data, shacl_graph=shapes, inplace=True, advanced=False, inference="none")
    for result in results.subjects(RDF.type, SH.ValidationResult):
        value = results.value(result, SH.value)
        focus = results.value(result, SH.focusNode)
        path = results.value(result, SH.resultPath)
        yield Violation(
            focus=_written(focus, base),
            property="" if path is None else _path(results, path, base),
            message=str(results.value(result, SH.resultMessage)),
            value="" if value in (None, focus) else _written(value, base),
        )


def _pyshacl() -> Any:
    try:
        return import_module("pyshacl")
    except ModuleNotFoundError:
        raise MissingExtraError("the check needs pySHACL: install it with `pip install pyshacl`") from None


def _term(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    # To rdflib a plain string and one that says xsd:string differ, and shapes are read with the plain one.
    datatype = None if term.datatype.value == iri("xsd:string") else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _written(term: Any, base: str) -> str:
    return short_name(str(term), base) if isinstance(term, URIRef) else str(term)


def _path(results: RdfGraph, path: Any, base: str) -> str:
    """A property path, written as SPARQL does."""
    if isinstance(path, URIRef):
        return _written(path, base)
    if (inverse := results.value(path, SH.inversePath)) is not None:
        return "^" + _path(results, inverse, base)
    choices = results.value(path, SH.alternativePath)
    steps = (_path(results, step, base) for step in results.items(path if choices is None else choices))
    return ("/" if choices is None else "|").join(steps)
