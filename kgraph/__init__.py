"""kgraph turns a body of paper records into a research-lineage knowledge graph.

import kgraph

graph = kgraph.build(["papers.txt"])
network = kgraph.to_networkx(graph, network="authors")
kgraph.centrality.pagerank(network)
kgraph.query(graph, "SELECT ?title { ?paper dcterms:title ?title }").rows
kgraph.save(graph, "outputs")
"""

from importlib import import_module
from typing import Any

# Loaded when first asked for: the command line's --help, and a program that only reads records, should
# not wait for spaCy and Polars.
_HOME = {
    "Answer": "kgraph.sparql",
    "Graph": "kgraph.graph",
    "Kind": "kgraph.vocabulary",
    "KgraphError": "kgraph.errors",
    "Mention": "kgraph.records",
    "Origin": "kgraph.records",
    "Paper": "kgraph.records",
    "Rejected": "kgraph.records",
    "Relation": "kgraph.vocabulary",
    "Status": "kgraph.vocabulary",
    "build": "kgraph.build",
    "explain": "kgraph.evidence",
    "link": "kgraph.build",
    "open": "kgraph.storage",
    "query": "kgraph.sparql",
    "read": "kgraph.sources",
    "save": "kgraph.storage",
    "to_networkx": "kgraph.networks",
    "to_rdflib": "kgraph.rdf",
    "why": "kgraph.ties",
}
_NAMES = {"open": "open_graph"}

__all__ = [
    "Answer", "Graph", "KgraphError", "Kind", "Mention", "Origin", "Paper", "Rejected", "Relation", "Status",
    "build", "centrality", "explain", "link", "networks", "open", "paths", "profiles", "query", "read",
    "report", "save", "to_networkx", "to_rdflib", "trends", "why",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in {"centrality", "networks", "paths", "profiles", "report", "trends"}:
        return import_module(f"kgraph.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'kgraph' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), _NAMES.get(name, name))
    # Bound here so that `kgraph.build` is the function, whatever submodule has the same name.
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
