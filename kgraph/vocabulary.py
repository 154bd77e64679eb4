"""Every term of the graph, once: node kinds, edge relations, how a fact is known, and their IRIs."""

from enum import StrEnum


class Kind(StrEnum):
    """What a node is."""

    PAPER = "paper"
    PERSON = "person"
    THEME = "theme"
    KEYWORD = "keyword"
    ORGANIZATION = "organization"


class Relation(StrEnum):
    """What an edge says. Each runs from source to target as the verb reads."""

    CREATOR = "creator"  # paper -> person
    AFFILIATION = "affiliation"  # paper -> organization
    SUBJECT = "subject"  # paper -> theme
    MENTIONS = "mentions"  # paper -> keyword
    BROADER = "broader"  # theme -> theme
    CITES = "cites"  # paper -> paper
    LIKELY_BUILDS_ON = "likelyBuildsOn"  # later paper -> earlier paper


class Status(StrEnum):
    """How a fact is known."""

    ASSERTED = "asserted"  # said by the source
    EXTRACTED = "extracted"  # read from the text
    INFERRED = "inferred"  # derived by kgraph


# The named graph of scores, which are neither said nor read nor concluded but computed.
SCORES = "scores"

# The measures that rankings show, and what is stored of each node by network; each is a property of a score.
# A value that is not defined is left out, such as the constraint of a node without links.
MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector", "pagerank")
_STRUCTURE = (
    *MEASURES,
    "harmonic",
    "katz",
    "core_number",
    "clustering",
    "constraint",
    "effective_size",
    "articulation_point",
    "community",
)
SCORED = {
    "authors": _STRUCTURE,
    "papers": _STRUCTURE,
    "topics": _STRUCTURE,
    "citations": ("citation_count", "pagerank", "hub", "authority", "disruption", "h_index"),
}
ALL_MEASURES = tuple(dict.fromkeys(measure for measures in SCORED.values() for measure in measures))


def measure_property(measure: str) -> str:
    """The property of a score that says a measure, as a prefixed name.

    >>> measure_property("core_number")
    'kg:coreNumber'
    """
    first, *others = measure.split("_")
    return "kg:" + first + "".join(other.title() for other in others)


# What may speak for a lineage link; each part of its weight is a property of the link (`kg:textPart`).
PARTS = ("text", "context", "people", "concepts", "title", "standing", "age", "meaning")

# Where the terms of the ontology live, and where instances live unless a build is given another base.
KG = "https://w3id.org/kgraph/ns#"
BASE = "https://w3id.org/kgraph/id/"

PREFIXES = {
    "cito": "http://purl.org/spar/cito/",
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": KG,
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(name: str) -> str:
    """Expand a prefixed name of a known prefix.

    >>> iri("kg:Paper")
    'https://w3id.org/kgraph/ns#Paper'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local
