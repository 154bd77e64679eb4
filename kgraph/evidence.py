"""Why a link is there, in words: one sentence for each edge of the graph."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kgraph.vocabulary import Kind, Relation, Status

# How many quotations or names a sentence lists before it only counts the rest.
_SHOWN = 4
_SCHEMES = {"doi": "DOI", "arxiv": "arXiv", "pmid": "PMID", "openalex": "OpenAlex", "acl": "ACL Anthology"}


def explain(edge: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say in one sentence why an edge is there, from a row of the edge table.

    >>> explain({"relation": "broader", "source": "a", "target": "b"}, {"a": "Red teaming", "b": "Safety"})
    '“Red teaming” is a narrower theme of “Safety”.'
    """
    source, target = f"“{labels[edge['source']]}”", f"“{labels[edge['target']]}”"
    match Relation(edge["relation"]):
        case Relation.CREATOR:
            place = f"author {edge['position']}, printed as “{edge['name_as_printed']}”"
            return f"{labels[edge['target']]} wrote {source}: {place}."
        case Relation.AFFILIATION:
            return f"{source} names the organization {target}."
        case Relation.SUBJECT | Relation.MENTIONS:
            return f"{source} is about {target}: {tag_reason(edge, labels)}."
        case Relation.BROADER:
            return f"{source} is a narrower theme of {target}."
        case Relation.CITES:
            return f"{source} cites {target}: found by {citation_rule(edge)}."
        case Relation.LIKELY_BUILDS_ON:
            return f"{source} likely builds on {target}: {lineage_reason(edge, labels)}."


def citation_rule(edge: Mapping[str, Any]) -> str:
    """Say how a reference was matched with the paper that it names.

    >>> citation_rule({"rule": "doi 10.1000/182"}), citation_rule({"rule": "title and year"})
    ('DOI 10.1000/182', 'title and year')
    """
    scheme, space, value = edge["rule"].partition(" ")
    return f"{_SCHEMES.get(scheme, scheme)}{space}{value}"


def tag_reason(edge: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what a paper's theme or keyword rests on, without naming the two."""
    if edge["status"] == Status.INFERRED.value:
        return f"it follows from {_listed([f'“{labels[name]}”' for name in edge['basis']])}"
    if not edge["evidence"]:
        return "the source lists it as a keyword"
    quoted = Counter((span["text"], span["field"]) for span in edge["evidence"])
    found = [
        f"“{text}” in the {field}" + (f" ({count} times)" if count > 1 else "")
        for (text, field), count in quoted.items()
    ]
    return f"found {_listed(found)}; weight {edge['weight']:.2f}"


def lineage_reason(edge: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Say what a lineage link rests on, without naming the two papers."""
    reasons = [f"score {edge['weight']:.2f}"]
    people = [labels[name] for name in edge["basis"] if name.startswith(Kind.PERSON.value)]
    concepts = [labels[name] for name in edge["basis"] if not name.startswith(Kind.PERSON.value)]
    if edge["parts"]:
        parts = ", ".join(f"{part['name']} {part['value']:.2f}" for part in edge["parts"])
        reasons.append(f"made of {parts}")
    if people:
        reasons.append(f"shared authors {_listed(people)}")
    if concepts:
        reasons.append(f"shared topics {_listed(concepts)}")
    if edge["direction_uncertain"]:
        reasons.append("the dates are too close to be sure of the direction")
    return "; ".join(reasons)


def _listed(items: list[str]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
