"""The facts by predicate, and what is wrong with one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kgraph.quads import short_name
from kgraph.vocabulary import iri


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: where, with which property, what should be, and the value that is not it.

    `focus` is a node of the graph, or one of its reasons: `paper:old#author:1`. `property` is a prefixed
    name, `^` before it if it is followed backwards. Both are empty where they do not apply, as is `value`.
    """

    focus: str
    property: str
    message: str
    value: str = ""


class Index:
    """The facts by predicate, as (subject, object, status) with short names; status is empty if unknown."""

    def __init__(self, facts: Iterable[ox.Quad], base: str) -> None:
        self._base = base
        self._of: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for fact in facts:
            row = (self.name(fact.subject), self.name(fact.object), self.status(fact))
            self._of[fact.predicate.value].append(row)

    def of(self, predicate: str) -> list[tuple[str, str, str]]:
        """The facts of a predicate."""
        return self._of.get(iri(predicate), [])

    def pairs(self, predicate: str) -> dict[str, str]:
        """Subject to object of a predicate that each has once."""
        return {subject: value for subject, value, _ in self.of(predicate)}

    def name(self, term: Any) -> str:
        """A term as a short name, or its text."""
        return short_name(term.value, self._base) if isinstance(term, ox.NamedNode) else str(term.value)

    def status(self, fact: ox.Quad) -> str:
        """The named graph that a fact stands in."""
        graph = getattr(fact.graph_name, "value", "")
        start = self._base + "graph/"
        return graph.removeprefix(start) if graph.startswith(start) else ""
