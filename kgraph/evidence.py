"""Why a link is there, in words: one sentence for each edge of the graph."""

import math
from collections import Counter
from collections.abc import Mapping
from typing import Any

from kgraph.vocabulary import Kind, Relation, Status

# How many quotations or names a sentence lists before it only counts the rest.
_SHOWN = 4
# A passage in a sentence is cut to so many characters; where it is told for itself it is whole.
_QUOTED = 160
_TITLE = 90
# Chances that people name, as (of how many, out of how many).
_ODDS = (
    *((1, whole) for whole in (50, 30, 20, 15, 10, 8, 7, 6, 5, 4, 3)),
    *((2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (5, 6), (9, 10), (19, 20), (49, 50)),
)
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
        reasons.append(f"made of {listed_parts(edge, labels)}")
    if people:
        reasons.append(f"shared authors {_listed(people)}")
    if concepts:
        reasons.append(f"shared topics {_listed(concepts)}")
    if edge["direction_uncertain"]:
        reasons.append("the dates are too close to be sure of the direction")
    if edge["evidence"]:
        ours, theirs = (f"“{shorten(span['text'], _QUOTED)}”" for span in edge["evidence"])
        reasons.append(f"most alike are {ours} and {theirs}")
    return "; ".join(reasons)


def listed_parts(edge: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """List what the weight of a lineage link is made of, kinds of evidence or single nodes.

    >>> parts = [{"name": "text", "value": 0.3}, {"name": "person:a-lee", "value": 0.1}]
    >>> listed_parts({"parts": parts}, {"person:a-lee": "Ann Lee"})
    'text 0.30, Ann Lee 0.10'
    """
    return ", ".join(
        f"{labels.get(part['name'], part['name'])} {part['value']:.2f}" for part in edge["parts"]
    )


def chance(weight: float) -> str:
    """Say a probability as people do: the nearest of some simple ones, by the logarithm of their odds.

    >>> chance(0.8123), chance(0.04), chance(0.47), chance(1.0)
    ('about 4 in 5', 'about 1 in 30', 'about 1 in 2', 'almost certain')
    """
    if weight >= 0.99:
        return "almost certain"
    if weight < 0.015:
        return "less than 1 in 60"
    some, all_ = min(_ODDS, key=lambda odds: abs(_log_odds(odds[0] / odds[1]) - _log_odds(weight)))
    return f"about {some} in {all_}"


def shorten(text: str, length: int) -> str:
    """A text on one line, cut behind a word if it is longer than `length` characters.

    >>> shorten("Reward models\\nare learned.", 20)
    'Reward models are …'
    """
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    return f"{flat[: length - 1].rpartition(' ')[0] or flat[: length - 2]} …"


def quote(title: str) -> str:
    """A title as it stands in a sentence: in quotation marks, cut if it is long."""
    return f"“{shorten(title, _TITLE)}”"


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _listed(items: list[str]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
