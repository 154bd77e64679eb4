"""Properties that a query lists: a pattern for each in place of one whose property is a variable."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

# Where a variable stands in patterns alone, a term may take its place.
_PATTERNS = ("BGP", "Join", "ToMultiSet")


def spread(join: CompValue) -> CompValue | None:
    """A join with VALUES that say which properties a variable is, as a union of a part for each row.

    None for any other join: VALUES that leave something open, or name no property.
    """
    rows: Sequence[dict[Variable, Any]] = _rows(join.p2)
    named = set(_properties(join.p1)) & set().union(*rows)
    if not named or any(term == "UNDEF" for row in rows for term in row.values()):
        return None
    return reduce(
        lambda one, other: CompValue("Union", p1=one, p2=other), (_of(join.p1, row) for row in rows)
    )


def _rows(step: CompValue) -> Sequence[dict[Variable, Any]]:
    return step.p.res if step.name == "ToMultiSet" and step.p.name == "values" else ()


def _properties(step: CompValue) -> Iterator[Variable]:
    """The variables in the place of a property, if they can stand nowhere but in patterns."""
    if all(each.name in _PATTERNS for each in _steps(step)):
        for each in _steps(step):
            if each.name == "BGP":
                yield from (path for _, path, _ in each.triples if isinstance(path, Variable))


def _steps(step: CompValue) -> Iterator[CompValue]:
    yield step
    if step.name == "Join":
        yield from _steps(step.p1)
        yield from _steps(step.p2)
    elif step.name == "ToMultiSet" and not _rows(step):
        yield step.p


def _of(step: CompValue, row: dict[Variable, Any]) -> CompValue:
    """A step with the terms of a row in the place of properties, and joined with the row."""
    of_row = CompValue("ToMultiSet", p=CompValue("values", res=[row]))
    return CompValue("Join", p1=_put(step, row), p2=of_row)


def _put(step: CompValue, row: dict[Variable, Any]) -> CompValue:
    if step.name == "Join":
        return CompValue("Join", p1=_put(step.p1, row), p2=_put(step.p2, row))
    if step.name != "BGP":
        return step
    return CompValue("BGP", triples=[(one, row.get(path, path), other) for one, path, other in step.triples])
