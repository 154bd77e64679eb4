"""A query answered over columns, or declined."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import polars as pl
from polars.exceptions import PolarsError
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.columns.algebra import solve
from kgraph.columns.properties import Properties
from kgraph.columns.rows import Unsupported, check_told_apart, gather
from kgraph.columns.selection import in_some_order
from kgraph.columns.solutions import Solutions
from kgraph.iris import prefixes
from kgraph.tables import COMMUNITY_SCHEMA, EDGE_SCHEMA, NODE_SCHEMA, SCORE_SCHEMA

# Steps after which rows are in no order: to keep one would cost as much as to sort what is left.
_LOOSE = ("AggregateJoin", "Distinct")


def answer(properties: Properties, text: str, variables: Sequence[str]) -> Solutions | None:
    """Answer a valid SELECT query over the union of all graphs, or None if it is none for columns.

    `text` is SPARQL and `variables` are what it selects, at least one, in this order; the usual prefixes are
    known, and relative IRIs are resolved against the base. Without ORDER BY the rows come as they were
    joined, the same every time, or in the order of their values where steps do not keep an order.
    """
    query = _plan(text, properties.base)
    if query is None:
        return None
    try:
        rows = solve(query.p, properties, {})
        table = gather(rows.frame.select(variables))
    except (Unsupported, PolarsError):
        # Too many pairs, a pattern that Polars does not compile, a number too large for a column.
        return None
    if not _is_ordered(query.p) and not _keeps_order(query.p):
        table = in_some_order(table)
    return Solutions(table, tuple(rows.types[name] for name in variables), properties.base)


def holds(properties: Properties, text: str) -> bool | None:
    """Answer a valid ASK query as `answer` does: whether the pattern has a solution at all."""
    query = _plan(text, properties.base)
    if query is None:
        return None
    try:
        return not gather(solve(query.p, properties, {}).frame.head(1)).is_empty()
    except (Unsupported, PolarsError):
        return None


@lru_cache
def _plan(text: str, base: str) -> Any:
    """The algebra of a query, or None if it is none for columns."""
    try:
        query = translateQuery(parseQuery(text), base=base, initNs=prefixes(base)).algebra
    except Exception:  # the parser raises what its grammar raises, of no common kind
        return None
    if query.name not in ("SelectQuery", "AskQuery") or query.datasetClause:
        return None
    if query.name == "AskQuery" and query.p.name == "Project":
        query["p"] = query.p.p  # all variables there are, those in NOT EXISTS as well
    try:
        # Whether columns answer depends on types alone, so that no facts are needed to find it out.
        found = solve(query.p, _no_facts(base), {})
        check_told_apart(found.types.values())
    except (Unsupported, PolarsError):
        return None
    columns = {str(variable) for variable in query.PV}
    return query if query.name == "AskQuery" or columns <= set(found.types) else None


@lru_cache
def _no_facts(base: str) -> Properties:
    schemas = (NODE_SCHEMA, EDGE_SCHEMA, SCORE_SCHEMA, COMMUNITY_SCHEMA)
    return Properties(base, *(pl.LazyFrame(schema=schema) for schema in schemas))


def _keeps_order(step: Any) -> bool:
    """Whether no step makes groups or keeps different rows."""
    if isinstance(step, CompValue):
        return step.name not in _LOOSE and all(map(_keeps_order, step.values()))
    return True


def _is_ordered(step: Any) -> bool:
    while step.name in ("Distinct", "Project"):
        step = step.p
    return step.name in ("Slice", "OrderBy")
