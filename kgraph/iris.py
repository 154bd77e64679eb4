"""The IRIs of a graph: what stands for a node behind the base, and how an IRI is shortened again."""

import re
from contextlib import suppress
from functools import cache, lru_cache
from urllib.parse import quote, unquote

import polars as pl
import pyoxigraph as ox

from kgraph.errors import SchemaError
from kgraph.vocabulary import BASE, PREFIXES, Kind

# Reserved characters that are harmless in a path and common in DOIs.
_KEPT = "-._~:/()"

# An id of these characters only stands in its IRI as it is: nearly all ids of an English corpus.
_PLAIN = r"^[0-9A-Za-z._~:/()-]*$"


def check_base(base: str) -> None:
    """Raise `SchemaError` for a base that is no absolute IRI of a place: one that ends in `/` or `:`."""
    with suppress(ValueError):
        ox.NamedNode(base)
        if base.endswith(("/", ":")) and "#" not in base:
            return
    raise SchemaError(f"{base!r} is no base: give an absolute IRI that ends in /, as https://example.org/id/")


@lru_cache
def prefixes(base: str = BASE) -> dict[str, str]:
    """The known prefixes, and one for each kind of node: `person:tom-b-brown` is an IRI of the graph.

    Communities, which are no nodes of the tables, have one as well: `community:authors-1`.
    """
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in (*(kind.value for kind in Kind), "community")}}


@lru_cache(maxsize=1 << 20)
def node_iri(identifier: str, base: str = BASE) -> str:
    """The IRI of a node: `paper:bai-2022-4c1f` is `<base>paper/bai-2022-4c1f`.

    Letters of any script stay; what an IRI may not hold is percent-encoded.
    """
    kind, _, local = identifier.partition(":")
    kept = "".join(c if c.isalnum() or c in _KEPT else quote(c, safe="") for c in local)
    return f"{base}{kind}/{kept}"


def identifier(iri: str, base: str = BASE) -> str:
    """The id of the node with an IRI, or nothing if no node can have it: the way back of `node_iri`."""
    kind, slash, local = iri.removeprefix(base).partition("/")
    if not iri.startswith(base) or not slash or kind not in frozenset(Kind):
        return ""
    # Bytes that are no text stay as they are: then the way back does not lead here.
    found = f"{kind}:{unquote(local, errors='surrogateescape')}"
    return found if found.isprintable() and node_iri(found, base) == iri else ""


def node_iris(identifiers: pl.Expr, base: str = BASE) -> pl.Expr:
    """The IRIs of a column of nodes, as `node_iri` makes each.

    >>> pl.select(node_iris(pl.lit("paper:10.1000/<1>"), "https://example.org/")).item()
    'https://example.org/paper/10.1000/%3C1%3E'
    """
    return pl.lit(base) + node_fragments(identifiers).str.replace(":", "/", literal=True)


def node_fragments(identifiers: pl.Expr) -> pl.Expr:
    """The ids of nodes as fragments behind another node's IRI: `paper:old` in `paper:new#paper:old`."""
    return identifiers.map_batches(_encode, return_dtype=pl.String, is_elementwise=True)


def _encode(identifiers: pl.Series) -> pl.Series:
    odd = identifiers.filter(~identifiers.str.contains(_PLAIN)).unique()
    if odd.is_empty():
        return identifiers
    return identifiers.replace(odd, [node_iri(name, "").replace("/", ":", 1) for name in odd])


@lru_cache(maxsize=1 << 16)
def short_name(full: str, base: str = BASE) -> str:
    """The prefixed name of an IRI of the graph or of a known vocabulary; any other IRI as it is.

    >>> short_name("http://purl.org/dc/terms/title")
    'dcterms:title'
    """
    pattern, prefixes_of = _namespaces(base)
    found = pattern.match(full)
    return f"{prefixes_of[found[0]]}:{full[found.end() :]}" if found else full


@cache
def _namespaces(base: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all namespaces, the first that fits first, and the prefix of each."""
    known = {namespace: prefix for prefix, namespace in reversed(prefixes(base).items())}
    return re.compile("|".join(map(re.escape, prefixes(base).values()))), known
