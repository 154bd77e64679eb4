"""Groups of rows, and what is counted in each."""

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl
from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.columns.expressions import evaluate
from kgraph.columns.rows import NUMBERS, Rows, Unsupported, Value, check_told_apart, in_range
from kgraph.ntriples import DATE, INTEGER, STRING, YEAR, TermType


def aggregate(rows: Rows, keys: Sequence[Any], aggregates: Iterable[CompValue], base: str) -> Rows:
    """A row for each group of rows that agree in the keys; without keys one row, even of nothing.

    Raises `Unsupported` for what columns do not count as an engine of triples would.
    """
    names = [str(key) for key in keys if isinstance(key, Variable) and str(key) in rows.types]
    if len(names) < len(keys):
        raise Unsupported("a group by something else than a variable")
    check_told_apart(rows.types[name] for name in names)
    counted = {str(each.res): _count(each, rows, names, base) for each in aggregates}
    columns = [value.expression.alias(name) for name, value in counted.items()]
    grouped = rows.frame.group_by(names).agg(columns) if names else rows.frame.select(columns)
    # A key that was sampled is a column twice.
    types = {name: value.type for name, value in counted.items()} | {name: rows.types[name] for name in names}
    uncertain = {
        str(each.res)
        for each in aggregates
        if each.name != "Aggregate_Count_" and not (names and _is_sure(each.vars, rows))
    }
    return Rows(grouped, types, (rows.optional & set(names)) | uncertain, alone=not names)


def _is_sure(expression: Any, rows: Rows) -> bool:
    return isinstance(expression, Variable) and str(expression) not in rows.optional


def _count(each: CompValue, rows: Rows, keys: Sequence[str], base: str) -> Value:
    kind = each.name.removeprefix("Aggregate_").rstrip("_")
    if each.vars == "*":
        if kind != "Count" or each.distinct:
            raise Unsupported("different rows")
        return Value(pl.len().cast(pl.Int64), TermType(INTEGER))
    value = evaluate(each.vars, rows, base)
    of, type_of = value.expression, value.type
    check_told_apart([type_of] if each.distinct or kind != "Count" else [])
    if kind == "Sample" and str(each.vars) in keys:
        return Value(of.first(), type_of)
    if kind == "Count":
        counted = of.drop_nulls().n_unique() if each.distinct else of.count()
        return Value(counted.cast(pl.Int64), TermType(INTEGER))
    if kind == "Sum" and type_of.name == INTEGER:
        wide = (of.unique() if each.distinct else of).cast(pl.Int128).sum()
        return _whole(of, in_range(wide), type_of)
    if kind in ("Min", "Max") and type_of.name in (*NUMBERS, STRING, YEAR, DATE):
        return _whole(of, of.min() if kind == "Min" else of.max(), type_of)
    raise Unsupported(f"{kind} of {type_of.name}")


def _whole(of: pl.Expr, total: pl.Expr, type_of: TermType) -> Value:
    """What is made of all values of a group: an error in one row is an error of the whole."""
    return Value(pl.when(of.null_count() == 0).then(total), type_of)
