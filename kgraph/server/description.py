"""The SPARQL 1.1 Service Description of the endpoint, as RDF."""

from collections.abc import Iterable

import pyoxigraph as ox

from kgraph.results import ROWS, TRIPLES, Format
from kgraph.vocabulary import iri

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
# How the W3C names the formats.
_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "rdf": "RDF_XML", "jsonld": "JSON-LD",
}  # fmt: skip


def describe(endpoint: str, graphs: Iterable[str], found: Format) -> bytes:
    """Write the description of the service at `endpoint`, whose dataset has the named `graphs`."""
    return ox.serialize(_facts(endpoint, graphs), format=found.engine) or b""


def _facts(endpoint: str, graphs: Iterable[str]) -> Iterable[ox.Triple]:
    service, dataset, default = (f"{endpoint}#{part}" for part in ("service", "dataset", "default-graph"))
    a = iri("rdf:type")
    facts = [
        (service, a, _SD + "Service"),
        (service, _SD + "endpoint", endpoint),
        (service, _SD + "supportedLanguage", _SD + "SPARQL11Query"),
        (service, _SD + "feature", _SD + "UnionDefaultGraph"),
        *((service, _SD + "resultFormat", _FORMATS + _NAMES[name]) for name in (*ROWS, *TRIPLES)),
        (service, _SD + "defaultDataset", dataset),
        (dataset, a, _SD + "Dataset"),
        (dataset, _SD + "defaultGraph", default),
        (default, a, _SD + "Graph"),
    ]
    for number, graph in enumerate(sorted(graphs), start=1):
        named = f"{endpoint}#graph-{number}"
        facts += [
            (dataset, _SD + "namedGraph", named),
            (named, a, _SD + "NamedGraph"),
            (named, _SD + "name", graph),
        ]
    return [ox.Triple(*map(ox.NamedNode, fact)) for fact in facts]
