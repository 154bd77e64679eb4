"""Paths of properties: what a step leads to, and what any number of steps do."""

from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from rdflib import URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath

from kgraph.columns.properties import Part, Properties
from kgraph.columns.rows import Unsupported, Value, cast, common
from kgraph.ntriples import TermType

# Pairs of a beginning and an end that any number of steps may give: 200 MB of them.
MAX_PAIRS = 2_000_000


@dataclass(frozen=True, slots=True)
class Reach:
    """A path of any length: its steps, and whether none, or more than one, may be taken."""

    parts: tuple[Part, ...]
    none: bool
    more: bool

    @property
    def type(self) -> TermType:
        """What the terms at both ends of a step are."""
        return common(end for part in self.parts for end in (part.subject, part.object))

    def pairs(self, starts: pl.DataFrame | None, type_of: TermType, backwards: bool) -> pl.DataFrame:
        """All pairs of a `subject` and an `object` that a path links, both of a type that holds their terms.

        It begins at `starts`, a column `start`, and goes backwards from objects if it is told to; without
        `starts` it begins everywhere. Raises `Unsupported` for more than `MAX_PAIRS`.
        """
        steps = pl.concat(_steps(part, type_of) for part in self.parts).unique(maintain_order=True)
        source, target = ("object", "subject") if backwards else ("subject", "object")
        starts = steps.select(start=source).unique(maintain_order=True) if starts is None else starts
        near = starts.with_columns(end="start")
        found = near if self.none else near.clear()
        while not near.is_empty():
            further = near.join(steps, left_on="end", right_on=source, maintain_order="left_right")
            further = further.select("start", end=target).unique(maintain_order=True)
            near = further.join(found, on=["start", "end"], how="anti", maintain_order="left")
            found = pl.concat([found, near])
            if found.height > MAX_PAIRS:
                raise Unsupported(f"more than {MAX_PAIRS:,} pairs")
            if not self.more:
                break
        return found.select(pl.col("start").alias(source), pl.col("end").alias(target))


def read_path(path: Any, properties: Properties) -> tuple[Part, ...] | Reach:
    """The facts of a path of one step, or what a path of any length is made of.

    Raises `Unsupported` for a variable, a path of steps inside another, and one that excludes properties.
    """
    if isinstance(path, MulPath):
        steps = read_path(path.path, properties)
        if isinstance(steps, Reach) or not steps:
            raise Unsupported("a path inside a path, or of a property that is not there")
        return Reach(steps, path.zero, path.more)
    if isinstance(path, URIRef):
        return properties.parts(str(path))
    if isinstance(path, InvPath):
        return tuple(_turned(part) for part in _one_step(path.arg, properties))
    if isinstance(path, AlternativePath):
        return tuple(part for each in path.args for part in _one_step(each, properties))
    raise Unsupported("a variable, or a path, in the place of a property")


def _one_step(path: Any, properties: Properties) -> tuple[Part, ...]:
    parts = read_path(path, properties)
    if isinstance(parts, Reach):
        raise Unsupported("a path inside a path")
    return parts


def _turned(part: Part) -> Part:
    rows = part.rows.select(subject="object", object="subject")
    return replace(part, rows=rows, subject=part.object, object=part.subject, among=frozenset())


def _steps(part: Part, type_of: TermType) -> pl.DataFrame:
    ends = {"subject": part.subject, "object": part.object}
    return part.table().select(
        cast(Value(pl.col(name), end), type_of).alias(name) for name, end in ends.items()
    )
