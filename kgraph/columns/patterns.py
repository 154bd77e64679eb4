"""Basic graph patterns: the tables of their properties, joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from rdflib import BNode, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, SequencePath

from kgraph.columns.paths import Reach, read_path
from kgraph.columns.properties import Part, Properties
from kgraph.columns.rows import (
    NOTHING,
    Rows,
    Unsupported,
    Value,
    cast,
    common,
    constant,
    gather,
    join,
    may_meet,
)
from kgraph.iris import identifier
from kgraph.ntriples import FRAGMENT, NODE, TermType

_ENDS = ("subject", "object")
# How the names begin of what has no name in a query; no variable can have such a one.
_BETWEEN = " "
# Solutions by which facts are looked up one by one: a scan of the edges for so many takes a twentieth of the
# time that it takes to lay out a table of all evidence.
MOST_FEW = 1_000
Types = dict[str, TermType]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern: what stands at both ends, and the facts that may fit."""

    ends: tuple[Any, Any]
    parts: tuple[Part, ...]
    path: Any = None

    def variables(self) -> set[str]:
        """The names of the variables in it."""
        return _variables(self.ends)


def match(triples: Sequence[Any], properties: Properties, known: Types, given: Rows = NOTHING) -> Rows:
    """The solutions of triple patterns, joined with those that are `given`.

    `known` are types of variables that will be joined later. Raises `Unsupported` for a property that is a
    variable, and for a pattern that nothing fits.
    """
    base = properties.base
    steps = [((one, other), path, read_path(path, properties)) for one, path, other in _split(triples)]
    patterns = [Pattern(ends, parts, path) for ends, path, parts in steps if not isinstance(parts, Reach)]
    paths = [(ends, reach) for ends, _, reach in steps if isinstance(reach, Reach)]
    patterns = _narrow(patterns, {**known, **given.types}, base)
    found, patterns = _look_up(given, patterns, properties)
    # The smallest table first, then always the smallest of those that share a variable with what is there.
    waiting = [(pattern, _rows(pattern, base)) for pattern in patterns]
    sizes = {} if len(waiting) < 2 else {id(rows): _height(pattern, rows) for pattern, rows in waiting}
    while waiting:
        linked = [each for each in waiting if each[0].variables() & set(found.types)]
        best = min(linked or waiting, key=lambda each: sizes.get(id(each[1]), 0))
        waiting.remove(best)
        found = join(found, best[1])
    while paths:
        # A path begins where something is bound already, if there is such a one.
        path = next((each for each in paths if _variables(each[0]) & set(found.types)), paths[0])
        paths.remove(path)
        found = join(found, _reached(*path, found, properties))
    # What stands between the steps of a path is not known outside.
    types = {name: kind for name, kind in found.types.items() if not name.startswith(_BETWEEN)}
    return replace(found, frame=found.frame.select(list(types)), types=types)


def _look_up(found: Rows, patterns: list[Pattern], properties: Properties) -> tuple[Rows, list[Pattern]]:
    """Few solutions joined with the patterns whose facts can be looked up by them; and the other patterns."""
    waiting = list(patterns)
    while found.few or not found.types:
        looked_up = ((each, _rows_at(each, found, properties)) for each in waiting)
        step = next(((each, rows) for each, rows in looked_up if rows), None)
        if step is None:
            break
        waiting.remove(step[0])
        found = join(found, step[1])
        table = gather(found.frame)
        found = replace(found, frame=table.lazy(), few=table.height <= MOST_FEW)
    return found, waiting


def _rows_at(pattern: Pattern, found: Rows, properties: Properties) -> Rows | None:
    """The facts of a pattern that may have the terms at one of its ends, if these are known."""
    base = properties.base
    if not pattern.parts or not pattern.variables():
        return None
    for place, end in enumerate(pattern.ends):
        if isinstance(end, Variable) and str(end) not in found.types:
            continue
        value = _beginning(end, found, base)
        kinds = {_type(part, place) for part in pattern.parts}
        if value is None or {kind.name for kind in kinds} != {value.type.name}:
            continue
        owners = _owners(value, place, pattern, base)
        if owners is not None:
            told = read_path(pattern.path, properties.told_by(owners))
            assert not isinstance(told, Reach)
            some = {part.place: part for part in told}
            parts = tuple(some[part.place] for part in pattern.parts)
        elif all(part.is_kept for part in pattern.parts):
            return _rows(pattern, base)
        elif value.type.name == NODE:
            is_one = pl.col(_ENDS[place]).is_in(value.expression.implode())
            parts = tuple(replace(part, rows=part.rows.filter(is_one)) for part in pattern.parts)
        else:
            continue
        return _rows(replace(pattern, parts=parts), base, Part.read)
    return None


def _owners(value: Value, place: int, pattern: Pattern, base: str) -> frozenset[str] | None:
    """The nodes that tell the facts with these terms at an end of a pattern, where the terms say so."""
    steps = pattern.path.args if isinstance(pattern.path, AlternativePath) else [pattern.path]
    if not all(isinstance(step, URIRef) for step in steps):
        return None
    terms = pl.select(value.expression.alias("")).to_series()
    if value.type.name == NODE and not place:
        return frozenset(terms)
    if all(_type(part, place).families == {FRAGMENT} for part in pattern.parts):
        # A reason, a score, a piece of evidence stands behind the IRI of the node that tells of it.
        return frozenset(identifier(name.partition("#")[0], base) for name in terms)
    return None


def _reached(ends: tuple[Any, Any], reach: Reach, found: Rows, properties: Properties) -> Rows:
    """The solutions of a path of any length, from what is bound at one of its ends."""
    base = properties.base
    starts = [_beginning(end, found, base) for end in ends]
    start = starts[0] or starts[1]
    if reach.none and (start is None or start.type.name != NODE):
        raise Unsupported("a path of no step that begins anywhere")
    type_of = common([reach.type, start.type] if start else [reach.type])
    column = None
    if start:
        column = pl.select(cast(start, type_of).alias("start"))
        if reach.none:
            # A path of no step links what the graph knows, and not whatever a query names.
            column = column.join(properties.nodes.select(start="id").collect(), on="start", how="semi")
    pairs = reach.pairs(column, type_of, backwards=starts[0] is None and start is not None)
    return _rows(Pattern(ends, (Part(pairs.lazy(), type_of, type_of),)), base)


def _beginning(end: Any, found: Rows, base: str) -> Value | None:
    """The different terms at an end of a path, if they are known."""
    if not isinstance(end, Variable):
        return constant(end, base)
    name = str(end)
    if name not in found.types or name in found.optional:
        return None
    different = gather(found.frame.select(pl.col(name).unique(maintain_order=True))).to_series()
    return Value(pl.lit(different), found.types[name])


def _variables(ends: tuple[Any, Any]) -> set[str]:
    return {str(end) for end in ends if isinstance(end, Variable)}


def _split(triples: Sequence[Any]) -> list[tuple[Any, Any, Any]]:
    """The patterns with paths of a known length as patterns of one step each."""
    waiting = [tuple(_named(end) for end in triple) for triple in triples]
    done: list[tuple[Any, Any, Any]] = []
    fresh = 0
    while waiting:
        subject, path, target = waiting.pop(0)
        if isinstance(path, InvPath):
            waiting.insert(0, (target, path.arg, subject))
        elif isinstance(path, SequencePath):
            between = [Variable(f"{_BETWEEN}{fresh + place}") for place in range(1, len(path.args))]
            fresh += len(between)
            nodes = [subject, *between, target]
            waiting = [*zip(nodes, path.args, nodes[1:], strict=False), *waiting]
        else:
            done.append((subject, path, target))
    return done


def _named(end: Any) -> Any:
    """A blank node of a query is a variable that is not known outside its patterns."""
    return Variable(f"{_BETWEEN}{end}") if isinstance(end, BNode) else end


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
            replace(pattern, parts=tuple(part for part in pattern.parts if _fits(part, pattern, types, base)))
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
            if place and part.among and _item(value) not in part.among:
                return False
    return True


def _rows(pattern: Pattern, base: str, read: Callable[[Part], pl.DataFrame] = Part.table) -> Rows:
    """The facts of one pattern, their ends named as its variables."""
    names = [str(end) for end in pattern.ends if isinstance(end, Variable)]
    if not pattern.parts or not names:
        raise Unsupported("a pattern that nothing fits, or a single fact")
    targets = [common(_type(part, place) for part in pattern.parts) for place in range(2)]
    frames = []
    for part in pattern.parts:
        frame = read(part).lazy()
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
        return int(gather(rows.frame.select(pl.len())).item())
    return sum(part.table().height for part in pattern.parts)


def _type(part: Part, place: int) -> TermType:
    return part.object if place else part.subject


def _item(value: Value) -> Any:
    return pl.select(value.expression).item()
