"""Solutions of a query as columns, and terms as values that compare as the terms do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from rdflib import Literal, URIRef

from kgraph.iris import identifier
from kgraph.ntriples import BOOLEAN, DATE, DECIMAL, FOREIGN, INTEGER, IRI, NODE, STRING, YEAR, TermType
from kgraph.vocabulary import iri

_INTEGER, _DECIMAL, _BOOLEAN, _YEAR = (iri(f"xsd:{name}") for name in (INTEGER, DECIMAL, BOOLEAN, YEAR))
NUMBERS = (INTEGER, DECIMAL)
# Numbers that are the same as a whole number and beside fractions; others are left to the store.
_MOST_DIGITS = 15
_WHOLE = re.compile(rf"-?[0-9]{{1,{_MOST_DIGITS}}}")
_YEARS = re.compile(r"[0-9]{4}")
_DATES = (iri("xsd:gYearMonth"), iri("xsd:date"))
_DAYS = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")


# Rows that may each be paired with all of a group, which may be all people: some million pairs.
_HANDFUL = 8


class Unsupported(Exception):  # noqa: N818  (not an error: another engine is asked then)
    """A query, or its graph, has something that columns do not answer."""


@dataclass(frozen=True, slots=True)
class Value:
    """An expression over the columns of some rows, null where SPARQL has an error or nothing bound."""

    expression: pl.Expr
    type: TermType

    @property
    def lexical(self) -> pl.Expr:
        """What STR gives."""
        return self.type.lexical(self.expression)


@dataclass(frozen=True, slots=True)
class Rows:
    """Solutions: a column a variable, and the type of each.

    `optional` are the variables that may be unbound in a row; `alone` says that there is at most one row, and
    `few` that there are so few, in memory, that what they are joined with is looked up by them.
    """

    frame: pl.LazyFrame
    types: Mapping[str, TermType]
    optional: frozenset[str] = frozenset()
    alone: bool = False
    few: bool = False

    def value(self, name: str) -> Value:
        """A variable; it must be one of these."""
        return Value(pl.col(name), self.types[name])


def gather(frame: pl.LazyFrame) -> pl.DataFrame:
    """What comes of tables that are at hand: Polars joins them in half the time if none is streamed."""
    return frame.collect(engine="in-memory")


def in_range(number: pl.Expr) -> pl.Expr:
    """A whole number, or its digits, in the 64 bits of a column, beyond which it is an error."""
    return number.cast(pl.Int64, strict=False)


# One row that binds nothing, which a join leaves as it is. Its column is there for the row to be there.
NOTHING = Rows(pl.LazyFrame({"": [True]}), {}, alone=True)


def constant(term: Any, base: str) -> Value:
    """A term of a query. Raises `Unsupported` for a literal of a type that the columns do not have."""
    if isinstance(term, URIRef):
        if named := identifier(str(term), base):
            kind = frozenset({named.partition(":")[0]})
            return Value(pl.lit(named), TermType(NODE, kind, base))
        return Value(pl.lit(str(term)), TermType(IRI, frozenset({FOREIGN})))
    if not isinstance(term, Literal):
        raise Unsupported(f"the term {term!r}")
    words, datatype = str(term), str(term.datatype or "")
    if term.language or datatype in ("", iri("xsd:string")):
        return Value(pl.lit(words), TermType(STRING, language=term.language or ""))
    if datatype == _INTEGER and _WHOLE.fullmatch(words):
        return Value(pl.lit(int(words), dtype=pl.Int64), TermType(INTEGER))
    if datatype == _DECIMAL and len(words) <= _MOST_DIGITS:
        return Value(pl.lit(float(words)), TermType(DECIMAL))
    if datatype == _BOOLEAN:
        return Value(pl.lit(words in ("true", "1")), TermType(BOOLEAN))
    if datatype == _YEAR and _YEARS.fullmatch(words):
        return Value(pl.lit(words), TermType(YEAR))
    if datatype in _DATES and _DAYS.fullmatch(words):
        return Value(pl.lit(words), TermType(DATE))
    raise Unsupported(f"a literal of the type {datatype}")


# The language of strings of which some have one and some another, or none: how they print is not known, so
# that all that can be done with them is to take STR of them and the like.
MIXED = "*"


def check_told_apart(types: Iterable[TermType]) -> None:
    """Raise `Unsupported` for strings whose language is not known, where it would matter."""
    if any(type_of.language == MIXED for type_of in types):
        raise Unsupported("strings of several languages")


def may_meet(one: TermType, other: TermType) -> bool:
    """Whether terms of two types can be the same term."""
    if NODE in (one.name, other.name) or IRI in (one.name, other.name):
        is_iri = {one.name, other.name} <= {NODE, IRI}
        return is_iri and bool(one.families & other.families or FOREIGN in one.families | other.families)
    return one.name == other.name and one.language == other.language


def common(types: Iterable[TermType]) -> TermType:
    """A type that holds the terms of all. Raises `Unsupported` where there is none."""
    different = sorted(set(types), key=lambda kind: (kind.name, kind.language, sorted(kind.families)))
    names = {kind.name for kind in different}
    families = frozenset().union(*(kind.families for kind in different))
    first = different[0]
    if names == {NODE}:
        return TermType(NODE, families, first.base)
    if names <= {NODE, IRI}:
        return TermType(IRI, families)
    if names == {STRING} and len(different) > 1:
        return TermType(STRING, language=MIXED)
    if len(different) > 1:
        raise Unsupported("a variable with literals of several types")
    return first


def cast(value: Value, target: TermType) -> pl.Expr:
    """A value as a value of a type that holds its terms, such as `common` gives."""
    if value.type.name == NODE and target.name == IRI:
        return value.lexical
    return value.expression


def aligned(one: Rows, other: Rows) -> tuple[Rows, Rows, list[str]]:
    """Both with their shared variables as one type each, and the names of these.

    Raises `Unsupported` if one of them may be unbound: what is not bound meets everything.
    """
    shared = sorted(set(one.types) & set(other.types))
    if set(shared) & (one.optional | other.optional):
        raise Unsupported("a join over a variable that may be unbound")
    targets = {name: common([one.types[name], other.types[name]]) for name in shared}
    check_told_apart(targets.values())
    return _as_types(one, targets), _as_types(other, targets), shared


def join(one: Rows, other: Rows) -> Rows:
    """All pairs of solutions that agree. Raises `Unsupported` where nothing limits how many there are."""
    if not one.types or not other.types:
        return one if one.types else other
    one, other, shared = aligned(one, other)
    if not shared and not (one.alone or other.alone or _is_handful(one) or _is_handful(other)):
        raise Unsupported("all pairs of two groups")
    types = {**other.types, **one.types}
    how: Any = {"on": shared} if shared else {"how": "cross"}
    # In the order of both sides, and so in the order of these calls: left to itself, Polars may begin with
    # two tables whose pairs no memory holds.
    frame = one.frame.join(other.frame, **how, maintain_order="left_right")
    is_few = one.few and other.few and (one.alone or other.alone)
    return Rows(frame, types, one.optional | other.optional, one.alone and other.alone, is_few)


def _is_handful(rows: Rows) -> bool:
    """Whether there are so few rows that each may be paired with all others."""
    return rows.few and gather(rows.frame.select(pl.len())).item() <= _HANDFUL


def _as_types(rows: Rows, targets: Mapping[str, TermType]) -> Rows:
    changed = {name: kind for name, kind in targets.items() if rows.types[name].name != kind.name}
    values = (cast(rows.value(name), kind).alias(name) for name, kind in changed.items())
    frame = rows.frame.with_columns(values)
    return replace(rows, frame=frame, types={**rows.types, **targets})
