"""Expressions of SPARQL over columns: filters, BIND, and what is selected.

An error of SPARQL is null, and the logic of three values that SPARQL asks for is that of Polars.
"""

import re
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, and_, mul, or_, sub
from typing import Any

import polars as pl
from rdflib import Literal, URIRef, Variable
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.columns.rows import (
    NUMBERS,
    Rows,
    Unsupported,
    Value,
    cast,
    check_told_apart,
    common,
    constant,
    in_range,
)
from kgraph.iris import node_fragments
from kgraph.ntriples import BOOLEAN, DATE, INTEGER, IRI, NODE, STRING, YEAR, TermType
from kgraph.vocabulary import iri

_BOOLEAN, _INTEGER, _STRING = TermType(BOOLEAN), TermType(INTEGER), TermType(STRING)
_ORDERED = {"<": pl.Expr.__lt__, ">": pl.Expr.__gt__, "<=": pl.Expr.__le__, ">=": pl.Expr.__ge__}
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul}
_WHOLE = r"^[+-]?[0-9]+$"
# Characters that have a meaning in the words that replace a match.
_REFERENCE = re.compile(r"[$\\]")


def evaluate(expression: Any, rows: Rows, base: str) -> Value:
    """The value of an expression, which is part of rdflib's algebra, in each row.

    Raises `Unsupported` for what columns do not answer as an engine of triples would.
    """
    if isinstance(expression, Variable):
        if str(expression) not in rows.types:
            raise Unsupported("a variable that is never bound")
        return rows.value(str(expression))
    if isinstance(expression, URIRef | Literal):
        return constant(expression, base)
    if not isinstance(expression, CompValue):
        raise Unsupported(f"the expression {expression!r}")
    name = expression.name
    if name == "RelationalExpression":
        return _relation(expression, rows, base)
    if name in _SEVERAL:
        return _SEVERAL[name](expression, rows, base)
    if name in _BUILTINS:
        keys, function = _BUILTINS[name]
        return function(*(evaluate(expression[key], rows, base) for key in keys))
    if name == "Function" and str(expression.iri) == iri("xsd:integer") and len(expression.expr) == 1:
        return _to_integer(evaluate(expression.expr[0], rows, base))
    raise Unsupported(name)


def is_true(expression: Any, rows: Rows, base: str) -> pl.Expr:
    """Where a filter keeps a row."""
    value = evaluate(expression, rows, base)
    return _truth(value).fill_null(value=False)


def sort_key(value: Value) -> pl.Expr:
    """What orders as SPARQL orders the terms."""
    check_told_apart([value.type])
    if value.type.name == NODE:
        return node_fragments(value.expression)
    if value.type.name in (IRI, STRING, BOOLEAN, YEAR, DATE, *NUMBERS):
        return value.expression
    raise Unsupported(f"an order of {value.type.name}")


def _truth(value: Value) -> pl.Expr:
    if value.type.name == BOOLEAN:
        return value.expression
    if value.type == _STRING:
        return value.expression != ""
    if value.type == _INTEGER:
        return value.expression != 0
    raise Unsupported(f"{value.type.name} as a condition")


def _relation(expression: CompValue, rows: Rows, base: str) -> Value:
    operator, left, right = expression.op, expression.expr, expression.other
    if operator in ("IN", "NOT IN"):
        one = evaluate(left, rows, base)
        equal = [_is_equal(one, evaluate(member, rows, base)) for member in right]
        found = reduce(or_, equal, pl.lit(value=False))
        return Value(found if operator == "IN" else ~found, _BOOLEAN)
    if operator in _ORDERED and (inner := _inside(left, right, rows)):
        # STR of nodes behind one base orders as they do, and need not be written for each row.
        return Value(_ORDERED[operator](*(sort_key(value) for value in inner)), _BOOLEAN)
    one, other = evaluate(left, rows, base), evaluate(right, rows, base)
    if operator in ("=", "!="):
        equal_to = _is_equal(one, other)
        return Value(equal_to if operator == "=" else ~equal_to, _BOOLEAN)
    return Value(_in_order(_ORDERED[operator], one, other), _BOOLEAN)


def _inside(left: Any, right: Any, rows: Rows) -> list[Value]:
    """The nodes that are compared as strings, if both sides are STR of a variable that is a node."""
    sides = [side for side in (left, right) if isinstance(side, CompValue) and side.name == "Builtin_STR"]
    names = [str(side.arg) for side in sides if isinstance(side.arg, Variable)]
    values = [rows.value(name) for name in names if name in rows.types]
    return values if len(values) == 2 and all(value.type.name == NODE for value in values) else []


def _in_order(compare: Callable[[pl.Expr, pl.Expr], pl.Expr], one: Value, other: Value) -> pl.Expr:
    check_told_apart([one.type, other.type])
    names = {one.type.name, other.type.name}
    ordered = compare(one.expression, other.expression)
    if names <= set(NUMBERS) or names == {BOOLEAN}:
        return ordered
    if names == {STRING} and one.type.language == other.type.language:
        return ordered
    if names <= {YEAR, DATE}:
        # A year is not comparable with a day, nor is a month.
        return pl.when(one.expression.str.len_chars() == other.expression.str.len_chars()).then(ordered)
    raise Unsupported(f"{one.type.name} beside {other.type.name} in order")


def _is_equal(one: Value, other: Value) -> pl.Expr:
    check_told_apart([one.type, other.type])
    names = {one.type.name, other.type.name}
    if names <= {NODE, IRI}:
        target = common([one.type, other.type])
        return cast(one, target) == cast(other, target)
    is_same = len(names) == 1 and one.type.language == other.type.language
    if is_same or names <= set(NUMBERS) or names <= {YEAR, DATE}:
        return one.expression == other.expression
    # Different terms, but for those that are errors.
    are_bound = one.expression.is_not_null() & other.expression.is_not_null()
    return pl.when(are_bound).then(pl.lit(value=False))


def _texts(*values: Value) -> list[pl.Expr]:
    if any(value.type.name != STRING for value in values):
        raise Unsupported("a function of texts on something else")
    if {value.type.language for value in values[1:]} - {"", values[0].type.language}:
        raise Unsupported("texts of two languages")
    return [value.expression for value in values]


def _literal(value: Value) -> Any:
    """The value of a constant. Raises `Unsupported` if it is none."""
    if not value.expression.meta.is_literal():
        raise Unsupported("a function with an argument that is not a constant")
    return pl.select(value.expression).item()


def _as_text(value: Value) -> Value:
    return Value(value.lexical, _STRING)


def _replace(text: Value, pattern: Value, words: Value) -> Value:
    found, replacement = _literal(pattern), _literal(words)
    if _REFERENCE.search(replacement):
        raise Unsupported("references in a replacement")
    return Value(_texts(text)[0].str.replace_all(found, replacement), text.type)


def _slice(text: Value, start: Value, length: Value | None = None) -> Value:
    first, count = _literal(start), None if length is None else _literal(length)
    if not isinstance(first, int) or first < 1 or not isinstance(count, int | None) or (count or 0) < 0:
        raise Unsupported("a part of a text that begins before it")
    return Value(_texts(text)[0].str.slice(first - 1, count), text.type)


def _length(text: Value) -> Value:
    return Value(_texts(text)[0].str.len_chars().cast(pl.Int64), _INTEGER)


def _after(text: Value, mark: Value) -> Value:
    return _part(text, f"(?s){re.escape(_literal(mark))}(.*)$")


def _before(text: Value, mark: Value) -> Value:
    return _part(text, f"(?s)^(.*?){re.escape(_literal(mark))}")


def _part(text: Value, pattern: str) -> Value:
    """The part of a plain text that a pattern finds, empty where it finds none."""
    if text.type != _STRING:
        raise Unsupported("a part of anything but plain strings")
    found = text.expression.str.extract(pattern)
    return Value(pl.when(text.expression.is_not_null()).then(found.fill_null("")), _STRING)


def _test(compare: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Value, Value], Value]:
    return lambda text, part: Value(compare(*_texts(text, part)), _BOOLEAN)


def _to_integer(value: Value) -> Value:
    if value.type == _INTEGER:
        return value
    whole = pl.when(_texts(value)[0].str.contains(_WHOLE)).then(value.expression)
    return Value(in_range(whole), _INTEGER)


def _regex(expression: CompValue, rows: Rows, base: str) -> Value:
    text, pattern = (evaluate(expression[key], rows, base) for key in ("text", "pattern"))
    flags = _literal(evaluate(expression.flags, rows, base)) if expression.flags else ""
    if flags not in ("", "i"):
        raise Unsupported("flags of a regular expression")
    found = _literal(pattern)
    return Value(_texts(text)[0].str.contains(f"(?i){found}" if flags else found), _BOOLEAN)


def _substring(expression: CompValue, rows: Rows, base: str) -> Value:
    keys = ("arg", "start", "length") if expression.length is not None else ("arg", "start")
    return _slice(*(evaluate(expression[key], rows, base) for key in keys))


def _replaced(expression: CompValue, rows: Rows, base: str) -> Value:
    if expression.flags:
        raise Unsupported("flags of a regular expression")
    return _replace(*(evaluate(expression[key], rows, base) for key in ("arg", "pattern", "replacement")))


def _concatenated(expression: CompValue, rows: Rows, base: str) -> Value:
    values = [evaluate(part, rows, base) for part in expression.arg]
    if any(value.type != _STRING for value in values):
        raise Unsupported("CONCAT of anything but plain strings")
    return Value(pl.concat_str(*(value.expression for value in values)), _STRING)


def _bound(expression: CompValue, rows: Rows, base: str) -> Value:
    return Value(evaluate(expression.arg, rows, base).expression.is_not_null(), _BOOLEAN)


def _first(expression: CompValue, rows: Rows, base: str) -> Value:
    values = [evaluate(part, rows, base) for part in expression.arg]
    target = common([value.type for value in values])
    return Value(pl.coalesce(cast(value, target) for value in values), target)


def _either(expression: CompValue, rows: Rows, base: str) -> Value:
    test, yes, no = (evaluate(expression[key], rows, base) for key in ("arg1", "arg2", "arg3"))
    target = common([yes.type, no.type])
    is_so = _truth(test)
    return Value(pl.when(is_so).then(cast(yes, target)).when(~is_so).then(cast(no, target)), target)


def _calculate(expression: CompValue, rows: Rows, base: str) -> Value:
    values = [evaluate(part, rows, base) for part in (expression.expr, *expression.other)]
    operators: Sequence[str] = expression.op
    if any(value.type != _INTEGER for value in values) or not set(operators) <= set(_ARITHMETIC):
        raise Unsupported("arithmetic on anything but whole numbers")
    total = values[0].expression
    for operator, value in zip(operators, values[1:], strict=True):
        total = in_range(_ARITHMETIC[operator](total.cast(pl.Int128), value.expression.cast(pl.Int128)))
    return Value(total, _INTEGER)


def _all_of(join: Callable[[Any, Any], Any]) -> Callable[[CompValue, Rows, str], Value]:
    def connect(expression: CompValue, rows: Rows, base: str) -> Value:
        parts = [_truth(evaluate(part, rows, base)) for part in (expression.expr, *expression.other)]
        return Value(reduce(join, parts), _BOOLEAN)

    return connect


_SEVERAL: dict[str, Callable[[CompValue, Rows, str], Value]] = {
    "ConditionalAndExpression": _all_of(and_),
    "ConditionalOrExpression": _all_of(or_),
    "AdditiveExpression": _calculate,
    "MultiplicativeExpression": _calculate,
    "Builtin_REGEX": _regex,
    "Builtin_SUBSTR": _substring,
    "Builtin_REPLACE": _replaced,
    "Builtin_CONCAT": _concatenated,
    "Builtin_BOUND": _bound,
    "Builtin_COALESCE": _first,
    "Builtin_IF": _either,
}
_TWO = ("arg1", "arg2")
_BUILTINS: dict[str, tuple[tuple[str, ...], Callable[..., Value]]] = {
    "UnaryNot": (("expr",), lambda value: Value(~_truth(value), _BOOLEAN)),
    "Builtin_STR": (("arg",), _as_text),
    "Builtin_STRAFTER": (_TWO, _after),
    "Builtin_STRBEFORE": (_TWO, _before),
    "Builtin_LCASE": (("arg",), lambda text: Value(_texts(text)[0].str.to_lowercase(), text.type)),
    "Builtin_UCASE": (("arg",), lambda text: Value(_texts(text)[0].str.to_uppercase(), text.type)),
    "Builtin_STRLEN": (("arg",), _length),
    "Builtin_CONTAINS": (_TWO, _test(lambda text, part: text.str.contains(part, literal=True))),
    "Builtin_STRSTARTS": (_TWO, _test(lambda text, part: text.str.starts_with(part))),
    "Builtin_STRENDS": (_TWO, _test(lambda text, part: text.str.ends_with(part))),
}
