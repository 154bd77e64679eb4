"""Basic graph patterns: the tables of their properties, joined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from rdflib import URIRef, Variable
from rdflib.paths import InvPath, Path, SequencePath

from kgraph.columns.properties import Part, Properties
from kgraph.columns.rows import (
    NOTHING,
    Rows,
    Unsupported,
    Value,
    cast,
    common,
    constant,
    join,
    may_meet,
)
from kgraph.ntriples import TermType

_ENDS = ("subject", "object")
Types = dict[str, TermType]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern with one property: what stands at both ends, and the facts that may fit."""

    ends: tuple[Any, Any]
    parts: tuple[Part, ...]

    def variables(self) -> set[str]:
        """The names of the variables in it."""
        return {str(end) for end in self.ends if isinstance(end, Variable)}


def match(triples: Sequence[Any], properties: Properties, known: Types) -> Rows:
    """The solutions of triple patterns. `known` are types of variables that others have bound already.

    Raises `Unsupported` for a property that is a variable or a path of any length.
    """
    patterns = [_pattern(*triple, properties) for triple in _split(triples)]
    patterns = _narrow(patterns, known, properties.base)
    if len(patterns) == 1:
        return _rows(patterns[0], properties.base)
    # The smallest table first, then always the smallest of those that share a variable with what is there.
    waiting = [(pattern.variables(), _rows(pattern, properties.base)) for pattern in patterns]
    sizes = {id(rows): _height(pattern, rows) for pattern, (_, rows) in zip(patterns, waiting, strict=True)}
    found = NOTHING
    while waiting:
        linked = [each for each in waiting if each[0] & set(found.types)] or waiting
        best = min(linked, key=lambda each: sizes[id(each[1])])
        waiting.remove(best)
        found = join(found, best[1])
    return found


def _split(triples: Sequence[Any]) -> list[tuple[Any, str, Any]]:
    """The patterns with paths of a known length as patterns of one step each.

    Raises `Unsupported` for any other path, and for a variable in the place of a property.
    """
    waiting = [tuple(triple) for triple in triples]
    done: list[tuple[Any, str, Any]] = []
    fresh = 0
    while waiting:
        subject, predicate, target = waiting.pop(0)
        if isinstance(predicate, URIRef):
            done.append((subject, str(predicate), target))
        elif isinstance(predicate, InvPath):
            waiting.insert(0, (target, predicate.arg, subject))
        elif isinstance(predicate, SequencePath):
            between = [Variable(f"_path{fresh + place}") for place in range(1, len(predicate.args))]
            fresh += len(between)
            nodes = [subject, *between, target]
            waiting = [*zip(nodes, predicate.args, nodes[1:], strict=False), *waiting]
        else:
            kind = "a path" if isinstance(predicate, Path) else "a variable"
            raise Unsupported(f"{kind} in the place of a property")
    return done


def _pattern(subject: Any, predicate: str, target: Any, properties: Properties) -> Pattern:
    return Pattern((subject, target), properties.parts(predicate))


def _narrow(patterns: list[Pattern], known: Types, base: str) -> list[Pattern]:
    """Leave out the facts that cannot fit, by the types of the terms at the other patterns."""
    while True:
        types = {name: [{kind}] for name, kind in known.items()}
        for pattern in patterns:
            for place, end in enumerate(pattern.ends):
                if isinstance(end, Variable):
                    kinds = {_type(part, place) for part in pattern.parts}
                    types.setdefault(str(end), []).append(kinds)
        narrowed = [
            Pattern(pattern.ends, tuple(part for part in pattern.parts if _fits(part, pattern, types, base)))
            for pattern in patterns
        ]
        if narrowed == patterns:
            return narrowed
        patterns = narrowed


def _fits(part: Part, pattern: Pattern, types: dict[str, list[set[TermType]]], base: str) -> bool:
    for place, end in enumerate(pattern.ends):
        kind = _type(part, place)
        if isinstance(end, Variable):
            if not all(any(may_meet(kind, other) for other in kinds) for kinds in types[str(end)]):
                return False
        else:
            value = constant(end, base)
            if not may_meet(kind, value.type):
                return False
            if place and part.constant is not None and part.constant != _item(value):
                return False
    return True


def _rows(pattern: Pattern, base: str) -> Rows:
    """The facts of one pattern, their ends named as its variables."""
    names = [str(end) for end in pattern.ends if isinstance(end, Variable)]
    if not pattern.parts or not names:
        raise Unsupported("a pattern that nothing fits, or a single fact")
    targets = [common(_type(part, place) for part in pattern.parts) for place in range(2)]
    frames = []
    for part in pattern.parts:
        frame = part.table().lazy()
        for place, end in enumerate(pattern.ends):
            value = Value(pl.col(_ENDS[place]), _type(part, place))
            if not isinstance(end, Variable):
                given = constant(end, base)
                target = common([value.type, given.type])
                frame = frame.filter(cast(value, target) == cast(given, target))
            frame = frame.with_columns(cast(value, targets[place]).alias(_ENDS[place]))
        frames.append(frame)
    facts = pl.concat(frames)
    if len(names) == 2 and names[0] == names[1]:
        facts = facts.filter(pl.col("subject") == pl.col("object"))
    chosen = {str(end): place for place, end in enumerate(pattern.ends) if isinstance(end, Variable)}
    frame = facts.select(pl.col(_ENDS[place]).alias(name) for name, place in chosen.items())
    return Rows(frame, {name: targets[place] for name, place in chosen.items()})


def _height(pattern: Pattern, rows: Rows) -> int:
    if len(pattern.variables()) < 2:  # some facts only
        return int(rows.frame.select(pl.len()).collect().item())
    return sum(part.table().height for part in pattern.parts)


def _type(part: Part, place: int) -> TermType:
    return part.object if place else part.subject


def _item(value: Value) -> Any:
    return pl.select(value.expression).item()
