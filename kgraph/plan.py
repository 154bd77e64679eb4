"""How a query is put together, as an indented tree of the SPARQL algebra.

Oxigraph's Python package does not tell the plan it runs; the algebra, which rdflib translates a query to, is
what every engine starts from: joins, filters, groups, and the patterns they work on, from the outside in.
"""

import re
from collections.abc import Iterator
from typing import Any

from rdflib import Literal, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kgraph.errors import QueryError
from kgraph.quads import prefixes, short_name
from kgraph.vocabulary import BASE

# The parts of a step that are steps themselves.
_STEPS = ("p", "p1", "p2")


def explain_query(text: str, base: str = BASE) -> str:
    """Show a SELECT, ASK, CONSTRUCT or DESCRIBE query as a tree, a step a line, patterns shortened.

    Raises `QueryError` if the query cannot be read.

    >>> print(explain_query("SELECT ?p { ?p a kg:Paper }"))
    SelectQuery
      Project ?p
        BGP
          ?p rdf:type kg:Paper
    """
    try:
        algebra = translateQuery(parseQuery(text), initNs=prefixes(base)).algebra
    except Exception as error:  # the parser raises what its grammar raises, of no common kind
        raise QueryError(f"the query cannot be explained: {' '.join(str(error).split())}") from None
    return "\n".join(_tree(algebra, base, 0))


def _tree(step: CompValue, base: str, depth: int) -> Iterator[str]:
    is_query = step.name.endswith("Query")
    about = (
        (key, value)
        for key, value in sorted(step.items())
        if key not in (*_STEPS, "triples", "datasetClause") and value and not key.startswith("_")
    )
    # A query repeats the columns of the projection below it.
    words = "" if is_query else " ".join(_text(value, base) for _, value in about)
    yield "  " * depth + f"{step.name} {words}".rstrip()
    # An algebra node answers for any key it does not have, so `get` would not do.
    for triple in dict(step).get("triples", ()):
        yield "  " * (depth + 1) + " ".join(_text(term, base) for term in triple)
    for key in _STEPS:
        if isinstance(part := dict(step).get(key), CompValue):
            yield from _tree(part, base, depth + 1)


def _text(value: Any, base: str) -> str:
    """A term, an expression or a list of them, on one line."""
    if isinstance(value, CompValue):
        parts = (
            _text(part, base)
            for key, part in sorted(value.items())
            if not key.startswith("_") and part not in (None, [], "")
        )
        return f"{value.name.rstrip('_')}({', '.join(parts)})"
    if isinstance(value, dict):
        return " ".join(f"{_text(name, base)}={_text(term, base)}" for name, term in value.items())
    if isinstance(value, set | frozenset):
        return ", ".join(sorted(_text(part, base) for part in value))
    if isinstance(value, list | tuple):
        return ", ".join(_text(part, base) for part in value)
    if isinstance(value, URIRef):
        return short_name(str(value), base)
    if isinstance(value, Variable | Literal):
        return value.n3()
    if isinstance(value, Path):
        return re.sub(r"<([^<>]+)>", lambda found: short_name(found[1], base), value.n3())
    return str(value)
