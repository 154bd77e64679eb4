"""A query answered over columns, or declined."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from polars.exceptions import PolarsError
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from kgraph.columns.algebra import solve
from kgraph.columns.properties import Properties
from kgraph.columns.rows import Unsupported
from kgraph.columns.selection import in_some_order
from kgraph.columns.solutions import Solutions
from kgraph.iris import prefixes


def answer(properties: Properties, text: str, variables: Sequence[str]) -> Solutions | None:
    """Answer a valid SELECT query over the union of all graphs, or None if it is none for columns.

    `text` is SPARQL and `variables` are what it selects, in this order; the usual prefixes are known, and
    relative IRIs are resolved against the base. Without ORDER BY the rows are in the order of their values.
    """
    try:
        query = _translate(text, properties.base)
        rows = solve(query.p, properties, {})
        if not variables or set(variables) - set(rows.types):
            return None  # a table without columns has no rows
        table = rows.frame.select(variables).collect()
    except (Unsupported, PolarsError):
        # Polars declines too: a pattern that it does not compile, a number too large for a column.
        return None
    if not _is_ordered(query.p):
        table = in_some_order(table)
    return Solutions(table, tuple(rows.types[name] for name in variables), properties.base)


@lru_cache
def _translate(text: str, base: str) -> Any:
    try:
        query = translateQuery(parseQuery(text), base=base, initNs=prefixes(base)).algebra
    except Exception as error:  # the parser raises what its grammar raises, of no common kind
        raise Unsupported(str(error)) from None
    if query.name != "SelectQuery" or query.datasetClause:
        raise Unsupported(query.name)
    return query


def _is_ordered(step: Any) -> bool:
    while step.name in ("Distinct", "Reduced", "Project"):
        step = step.p
    return step.name in ("Slice", "OrderBy")
