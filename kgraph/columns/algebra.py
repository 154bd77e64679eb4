"""The steps of rdflib's algebra over columns: joins, filters, groups, and what is selected."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateGroupGraphPattern
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.columns.expressions import evaluate, is_true
from kgraph.columns.groups import aggregate
from kgraph.columns.patterns import MOST_FEW, Types, match
from kgraph.columns.properties import Properties
from kgraph.columns.rows import NOTHING, Rows, Unsupported, aligned, cast, common, constant, join
from kgraph.columns.selection import SELECTING, select, variables_of
from kgraph.columns.spreading import spread

_EXISTS = ("Builtin_EXISTS", "Builtin_NOTEXISTS")
# What may stand in EXISTS: there the rest of the query is put in, which a join does for these alone.
_PLAIN = ("BGP", "Filter", "Join")


def solve(step: CompValue, properties: Properties, known: Types) -> Rows:
    """The solutions of a step. `known` are types of variables that it will be joined over.

    Raises `Unsupported` for a step that columns do not take.
    """
    if step.name not in _STEPS:
        raise Unsupported(step.name)
    return _STEPS[step.name](step, properties, known)


def _basic(step: CompValue, properties: Properties, known: Types) -> Rows:
    return match(step.triples, properties, known) if step.triples else NOTHING


def _join(step: CompValue, properties: Properties, known: Types) -> Rows:
    if isinstance(each := spread(step), CompValue):
        return solve(each, properties, known)
    # Patterns go on from what the other side has found.
    turned = step.p1.name == "BGP" and step.p2.name not in ("BGP", "Union")
    first, second = (step.p2, step.p1) if turned else (step.p1, step.p2)
    return _go_on(solve(first, properties, known), second, properties, known)


def _go_on(found: Rows, step: CompValue, properties: Properties, known: Types) -> Rows:
    """The solutions of a step joined with what was found, from which patterns begin."""
    if step.name == "BGP" and step.triples:
        return match(step.triples, properties, known, found)
    if step.name == "Union":
        return _united([_go_on(found, part, properties, known) for part in (step.p1, step.p2)])
    if found.few and step.name == "Join":
        return _go_on(_go_on(found, step.p1, properties, known), step.p2, properties, known)
    if found.few and step.name == "Filter" and not _looks_outside(step, found):
        return _keep(_go_on(found, step.p, properties, known), step.expr, properties)
    return join(found, solve(step, properties, {**known, **found.types}))


def _left_join(step: CompValue, properties: Properties, known: Types) -> Rows:
    one = solve(step.p1, properties, known)
    other = solve(step.p2, properties, dict(one.types))
    if step.expr.name != "TrueFilter":
        # A condition on what is optional alone may be asked before: another would need both.
        if any(map(_is_exists, _conditions(step.expr))):
            raise Unsupported("EXISTS in OPTIONAL")
        other = _keep(other, step.expr, properties)
    one, other, shared = aligned(one, other)
    if not shared:
        raise Unsupported("OPTIONAL that shares no variable")
    added = set(other.types) - set(one.types)
    frame = one.frame.join(other.frame, on=shared, how="left", maintain_order="left_right")
    return Rows(frame, {**other.types, **one.types}, one.optional | other.optional | added)


def _looks_outside(step: CompValue, found: Rows) -> bool:
    """Whether the condition of a filter names what is bound beside it alone, and so not at all for it."""
    return bool(set(variables_of(step.expr)) & set(found.types) - set(variables_of(step.p)))


def _filter(step: CompValue, properties: Properties, known: Types) -> Rows:
    return _keep(solve(step.p, properties, known), step.expr, properties)


def _keep(rows: Rows, expression: Any, properties: Properties) -> Rows:
    for part in _conditions(expression):
        if isinstance(part, CompValue) and part.name in _EXISTS:
            rows = _exists(rows, part, properties)
        else:
            condition = is_true(part, rows, properties.base)
            rows = replace(rows, frame=rows.frame.filter(condition))
    return rows


def _conditions(expression: Any) -> Iterator[Any]:
    """The parts that must all hold."""
    if isinstance(expression, CompValue) and expression.name == "ConditionalAndExpression":
        for part in (expression.expr, *expression.other):
            yield from _conditions(part)
    elif isinstance(expression, CompValue) and expression.name == "UnaryNot" and _is_exists(expression.expr):
        opposite = _EXISTS[expression.expr.name == _EXISTS[0]]
        yield CompValue(opposite, graph=expression.expr.graph)
    else:
        yield expression


def _is_exists(expression: Any) -> bool:
    return isinstance(expression, CompValue) and expression.name in _EXISTS


def _exists(rows: Rows, expression: CompValue, properties: Properties) -> Rows:
    graph = expression.graph
    step = translateGroupGraphPattern(graph) if graph.name.startswith("GroupGraphPattern") else graph
    _check_plain(step)
    known = dict(rows.types)
    is_met = rows.few and not rows.optional
    other = _go_on(rows, step, properties, known) if is_met else solve(step, properties, known)
    return _match_or_not(rows, other, "semi" if expression.name == _EXISTS[0] else "anti")


def _check_plain(step: CompValue) -> None:
    if step.name not in _PLAIN:
        raise Unsupported(f"{step.name} in EXISTS")
    if step.name == "Filter" and any(map(_is_exists, _conditions(step.expr))):
        raise Unsupported("EXISTS in EXISTS")
    for key in ("p", "p1", "p2"):
        if isinstance(part := dict(step).get(key), CompValue):
            _check_plain(part)


def _match_or_not(rows: Rows, other: Rows, how: Any) -> Rows:
    one, other, shared = aligned(rows, other)
    if not shared:
        raise Unsupported("a group that shares no variable")
    frame = one.frame.join(other.frame.select(shared), on=shared, how=how, maintain_order="left")
    return replace(one, frame=frame)


def _minus(step: CompValue, properties: Properties, known: Types) -> Rows:
    one = solve(step.p1, properties, known)
    return _match_or_not(one, solve(step.p2, properties, dict(one.types)), "anti")


def _union(step: CompValue, properties: Properties, known: Types) -> Rows:
    return _united([solve(part, properties, known) for part in (step.p1, step.p2)])


def _united(sides: Sequence[Rows]) -> Rows:
    names = sorted(set().union(*(side.types for side in sides)))
    types = {name: common(side.types[name] for side in sides if name in side.types) for name in names}
    frames = [
        side.frame.select(
            cast(side.value(name), types[name]).alias(name) for name in names if name in side.types
        )
        for side in sides
    ]
    missing = {name for name in names if any(name not in side.types for side in sides)}
    optional = frozenset(missing).union(*(side.optional for side in sides))
    return Rows(pl.concat(frames, how="diagonal"), types, optional, few=all(side.few for side in sides))


def _extend(step: CompValue, properties: Properties, known: Types) -> Rows:
    rows = solve(step.p, properties, known)
    value = evaluate(step.expr, rows, properties.base)
    name = str(step.var)
    is_sure = isinstance(step.expr, Variable) and str(step.expr) not in rows.optional
    is_sure = is_sure or value.expression.meta.is_literal()
    optional = rows.optional if is_sure else rows.optional | {name}
    frame = rows.frame.with_columns(value.expression.alias(name))
    return replace(rows, frame=frame, types={**rows.types, name: value.type}, optional=optional)


def _group(step: CompValue, properties: Properties, known: Types) -> Rows:
    rows = solve(step.p.p, properties, known)
    return aggregate(rows, step.p.expr or (), step.A, properties.base)


def _values(step: CompValue, properties: Properties, known: Types) -> Rows:
    if step.p.name != "values":
        return solve(step.p, properties, known)
    given: Sequence[dict[Variable, Any]] = step.p.res
    names = sorted({str(name) for row in given for name in row})
    if not given or any(term == "UNDEF" for row in given for term in row.values()):
        raise Unsupported("VALUES that leave something open")
    cells = [{name: constant(row[Variable(name)], properties.base) for name in names} for row in given]
    types = {name: common(row[name].type for row in cells) for name in names}
    rows = [pl.select(cast(row[name], types[name]).alias(name) for name in names) for row in cells]
    return Rows(pl.concat(rows).lazy(), types, alone=len(rows) < 2, few=len(rows) <= MOST_FEW)


def _selected(step: CompValue, properties: Properties, known: Types) -> Rows:
    return select(step, lambda inner: solve(inner, properties, _known_inside(step, known)), properties.base)


def _known_inside(step: CompValue, known: Types) -> Types:
    """What is known of the variables that a SELECT hands out: others of the same name are others."""
    names = set(known)
    while step.name in SELECTING:
        if step.name == "Slice":
            return {}  # which rows are the first depends on all
        if step.name == "Project":
            names &= {str(variable) for variable in step.PV}
        step = step.p
    return {name: known[name] for name in names}


_STEPS: dict[str, Callable[[CompValue, Properties, Types], Rows]] = {
    "BGP": _basic,
    "Join": _join,
    "LeftJoin": _left_join,
    "Filter": _filter,
    "Minus": _minus,
    "Union": _union,
    "Extend": _extend,
    "AggregateJoin": _group,
    "ToMultiSet": _values,
    **dict.fromkeys(SELECTING, _selected),
}
