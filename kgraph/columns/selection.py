"""What a SELECT keeps of its solutions: the columns, different rows, an order, and a part of it."""

from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.columns.expressions import evaluate, sort_key
from kgraph.columns.rows import Rows, Unsupported, check_told_apart, gather

SELECTING = ("Slice", "Distinct", "Project", "OrderBy")


def select(step: CompValue, solve: Callable[[CompValue], Rows], base: str) -> Rows:
    """The rows of a SELECT, of which `step` is the outermost part, in the order that it asks for.

    Rows that are equal in that order follow each other by the values of all columns, so that an answer is
    the same every time.
    """
    parts = {}
    while step.name in SELECTING:
        parts[step.name] = step
        step = step.p
    rows = solve(step)
    conditions = parts["OrderBy"].expr if "OrderBy" in parts else []
    if "Project" not in parts:
        raise Unsupported("an order of what is not selected")
    chosen = [str(variable) for variable in parts["Project"].PV if str(variable) in rows.types]
    if len(chosen) < len(parts["Project"].PV):
        raise Unsupported("a column that is never bound")
    is_distinct = "Distinct" in parts
    if is_distinct and not set(chosen) >= set(variables_of(conditions)):
        raise Unsupported("different rows in the order of what is not selected")
    if is_distinct:
        check_told_apart(rows.types[name] for name in chosen)
    keys = {
        f"_key{place}": sort_key(evaluate(condition.expr, rows, base))
        for place, condition in enumerate(conditions)
    }
    down = [condition.order == "DESC" for condition in conditions]
    frame = rows.frame.select(*chosen, **keys)
    frame = frame.unique() if is_distinct else frame
    if "Slice" in parts or keys:
        frame = _ordered(gather(frame), list(keys), down, chosen, parts.get("Slice")).lazy()
    types = {name: rows.types[name] for name in chosen}
    return Rows(frame.select(chosen), types, rows.optional & set(chosen), rows.alone, rows.few)


def in_some_order(table: pl.DataFrame) -> pl.DataFrame:
    """Rows that nobody asked to be in an order, in the order of their values."""
    return table.sort(table.columns)


def _ordered(
    table: pl.DataFrame, keys: list[str], down: list[bool], chosen: list[str], part: CompValue | None
) -> pl.DataFrame:
    start, length = (part.start or 0, part.length) if part else (0, None)
    by, falling = [*keys, *chosen], [*down, *(False for _ in chosen)]
    if length is not None:
        table = _foremost(table, by[0], falling[0], start + length)
    # What is not bound comes first, or last in an order that falls.
    return table.sort(by, descending=falling, nulls_last=falling).slice(start, length)


def _foremost(table: pl.DataFrame, key: str, falls: bool, rows: int) -> pl.DataFrame:
    """The rows whose first key is among the first: only these need to be put in order."""
    column = table[key]
    if column.has_nulls() or rows * 2 > table.height:
        return table
    if not rows:
        return table.clear()
    last = column.top_k(rows).min() if falls else column.bottom_k(rows).max()
    return table.filter(column >= last if falls else column <= last)


def variables_of(expression: Any) -> Iterator[str]:
    """The names of the variables in a part of the algebra."""
    if isinstance(expression, Variable):
        yield str(expression)
    elif isinstance(expression, CompValue):
        for key, value in expression.items():
            if not key.startswith("_"):
                yield from variables_of(value)
    elif isinstance(expression, list | tuple):
        for value in expression:
            yield from variables_of(value)
