"""The named queries of `kgraph/queries/`, and what their parameters may be.

A query is a `.rq` file of plain SPARQL 1.1. The comment lines at its top are its help, the first of them one
sentence, and declare its parameters:

    # ?person  person: a name or an id, such as "Dario Amodei" or person:dario-amodei
    # ?years  number, default 3: how many years count as the last ones

A parameter takes its value in the blocks `VALUES ?person { UNDEF }`, so a file is valid SPARQL as it stands.
A file or text of a user's own may declare parameters in the same way.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from urllib.parse import unquote

import polars as pl

from kgraph.errors import QueryError, UnknownNameError
from kgraph.identifiers import fold
from kgraph.vocabulary import BASE, Kind

_KINDS = "|".join(kind.value for kind in Kind)
_DECLARED = re.compile(rf"\?(\w+)  (?:number, default (\d+)|((?:{_KINDS})(?: or (?:{_KINDS}))*)): (\S.*)")
_NAME = re.compile(r"[a-z]+(?:-[a-z]+)*")
_CANDIDATES = 5
# A beginning that is shorter names nothing: in a small graph a letter would be unambiguous.
_LEAST_BEGINNING = 3
# What a node goes by.
_NAMES = ("id", "label", "names", "iri")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for: a node of one of `kinds`, or a whole number if there are none."""

    name: str
    kinds: tuple[str, ...]
    default: int | None
    help: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its help; `name` is empty for one that is not in the library."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def library() -> dict[str, Query]:
    """All named queries, by name, sorted."""
    folder = files("kgraph") / "queries"
    texts = {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".rq")}
    return {name[:-3]: _read(texts[name], name[:-3]) for name in sorted(texts)}


@lru_cache
def find(text: str) -> Query:
    """The query of a name, or the query that a text of SPARQL is.

    Raises `QueryError` for a single word that is no name of the library.

    >>> find("coauthors").help
    'Who wrote papers together with a person: how many, and from when to when.'
    """
    if not _NAME.fullmatch(text.strip()):
        return _read(text, "")
    if text.strip() not in library():
        close = get_close_matches(text, library(), _CANDIDATES)
        hint = f" ({', '.join(close)}?)" if close else ""
        raise QueryError(f"no query is called {text!r}{hint}: `kgraph query --list` names them all")
    return library()[text.strip()]


def check(query: Query, given: Mapping[str, object]) -> None:
    """Raise `QueryError` if a parameter is missing or one is given that the query does not have."""
    known = [parameter.name for parameter in query.parameters]
    called = f"the query {query.name!r}" if query.name else "this query"
    if unknown := sorted(set(given) - set(known)):
        takes = ", ".join(known) if known else "none"
        raise QueryError(f"{called} has no parameter {', '.join(unknown)}: it takes {takes}")
    for parameter in query.parameters:
        if parameter.default is None and parameter.name not in given:
            raise QueryError(f"{called} needs the parameter {parameter.name}: {parameter.help}")


def resolve(
    query: Query, nodes: pl.LazyFrame, given: Mapping[str, str | int], base: str = BASE
) -> dict[str, str | int]:
    """What each parameter stands for: the identifier of one of `nodes`, or a whole number.

    A node is named by its id, its IRI, or one of its names: exactly, or else but for case, accents and
    punctuation. Raises `QueryError` for a value that names no node or several, with up to five candidates.
    """
    check(query, given)
    values: dict[str, str | int] = {}
    for parameter in query.parameters:
        value = given.get(parameter.name, parameter.default)
        if parameter.kinds:
            may_be = nodes.filter(pl.col("kind").is_in(list(parameter.kinds))).select(_NAMES).collect()
            values[parameter.name] = _node(may_be, parameter, str(value), base)
        else:
            values[parameter.name] = _number(parameter, str(value))
    return values


def find_node(nodes: pl.DataFrame, value: str, base: str = BASE) -> str:
    """The id of the node that a value names, as `resolve` reads it, or whose name alone begins with it.

    A keyword that is a name of a theme gives way to the theme, and one of a single paper, which is often the
    first word of its title, goes by its id alone. Raises `UnknownNameError` for a value that names no node or
    several, with up to five candidates.

    >>> columns = ("id", "label", "names", "iri", "close_match", "shared")
    >>> nodes = pl.DataFrame([("person:a-lee", "Ann Lee", ["A. Lee"], *[None] * 3)], columns, orient="row")
    >>> find_node(nodes, "a lee"), find_node(nodes, "Ann")
    ('person:a-lee', 'person:a-lee')
    """
    folded = fold(value)
    # Without texts, which are most of the table.
    nodes = nodes.select(*_NAMES, "close_match", "shared")
    if value in nodes["id"]:
        return value
    nodes = nodes.filter(pl.col("shared").fill_null(value=True) | (pl.col("id") == value))
    for found in chain(_ladder(nodes, value, base), _beginning(nodes, folded)):
        ids = set(found["id"])
        kept = found.filter([ids.isdisjoint(themes or ()) for themes in found["close_match"].to_list()])
        if kept.height == 1:
            return str(kept["id"][0])
        if kept.height > 1:
            raise UnknownNameError(f"{value!r} may be {_list(kept)}: give the id, or more of the name")
    near = _near(nodes, folded)
    hint = f": is it {_list(near)}?" if near.height else ": give the id, the name or the title of a node"
    raise UnknownNameError(f"nothing is called {value!r}{hint}")


def _read(text: str, name: str) -> Query:
    head = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        head.append(line.lstrip("#").strip())
    parameters = tuple(
        Parameter(found[1], tuple(found[3].split(" or ")) if found[3] else (), _default(found[2]), found[4])
        for found in map(_DECLARED.fullmatch, head)
        if found
    )
    words = "\n".join(line for line in head if not _DECLARED.fullmatch(line))
    return Query(name, words, parameters, text)


def _default(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _number(parameter: Parameter, value: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", value):
        raise QueryError(f"{parameter.name} is {value!r}: give a whole number")
    return int(value)


def _node(nodes: pl.DataFrame, parameter: Parameter, value: str, base: str) -> str:
    for found in _ladder(nodes, value, base):
        if found.height == 1:
            return str(found["id"][0])
        if found.height > 1:
            raise QueryError(f"{parameter.name} {value!r} may be {_list(found)}: give the id")
    what = " or ".join(parameter.kinds)
    near = _near(nodes, fold(value))
    hint = f": is it {_list(near)}?" if near.height else f": give the name or id of a {what}"
    raise QueryError(f"no {what} is called {value!r}{hint}")


def _ladder(nodes: pl.DataFrame, value: str, base: str) -> Iterator[pl.DataFrame]:
    """The nodes that a value may name, rung by rung: the first rung that holds any decides."""
    # The node that an IRI of the graph names: the way back of `kgraph.quads.node_iri`.
    named = unquote(value.removeprefix(base)).replace("/", ":", 1) if value.startswith(base) else value
    yield nodes.filter((pl.col("id") == named) | (pl.col("iri") == value))
    yield nodes.filter(pl.col("label") == value)
    yield nodes.filter(pl.col("names").list.contains(value))
    if folded := fold(value):
        yield _spelled(nodes, lambda name: fold(name) == folded)


def _beginning(nodes: pl.DataFrame, folded: str) -> Iterator[pl.DataFrame]:
    """The nodes of which one name begins with the value, up to the end of a word or else anywhere."""
    if len(folded) >= _LEAST_BEGINNING:
        yield _spelled(nodes, lambda name: fold(name).startswith(folded + " "))
        yield _spelled(nodes, lambda name: fold(name).startswith(folded))


def _spelled(nodes: pl.DataFrame, fits: Callable[[str], bool]) -> pl.DataFrame:
    """The nodes of which one name fits."""
    rows = nodes.select("id", "label", "names").iter_rows()
    ids = [identifier for identifier, label, names in rows if any(map(fits, (label, *(names or ()))))]
    return nodes.filter(pl.col("id").is_in(ids))


def _near(nodes: pl.DataFrame, folded: str) -> pl.DataFrame:
    """The nodes that may have been meant: those that hold every word of the value, or else look alike."""
    words = set(folded.split())
    if words and (found := _spelled(nodes, lambda name: words <= set(fold(name).split()))).height:
        return found
    labels = {fold(label): label for label in nodes["label"]}
    close = [labels[key] for key in get_close_matches(folded, labels, _CANDIDATES)]
    return nodes.filter(pl.col("label").is_in(close))


def _list(nodes: pl.DataFrame) -> str:
    rows = nodes.sort("id").head(_CANDIDATES).select("id", "label").iter_rows()
    more = f" and {nodes.height - _CANDIDATES} more" if nodes.height > _CANDIDATES else ""
    return ", ".join(f"{identifier} ({label})" for identifier, label in rows) + more
