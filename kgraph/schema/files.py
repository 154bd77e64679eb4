"""Finds the files of `ontology/`, and reads the file of a scheme as statements: RDF, or the table of CSO."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast
from urllib.parse import quote

import pyoxigraph as ox

from kgraph.errors import SchemaError

# What relative IRIs in a file are relative to: the ACM writes `rdf:about="#10002944"`.
_BASE = "https://w3id.org/kgraph/scheme/"
_OTHER_SUFFIXES = {"owl": ox.RdfFormat.RDF_XML, "skos": ox.RdfFormat.RDF_XML}
# What no IRI may hold, and some schemes have in theirs; the rest stays as it is.
_NOT_IN_IRIS = frozenset(' <>"{}|^`\\')


class Value(NamedTuple):
    """The object of a statement: a node, or a literal with its language ("" if it has none)."""

    text: str
    language: str | None = None

    @property
    def is_literal(self) -> bool:
        """Whether this is a text and not a node."""
        return self.language is not None


# A subject (IRI, or `_:` and the label of a blank node), a predicate and an object.
Statement = tuple[str, str, Value]


def ontology_file(name: str) -> Path:
    """The path of a file of `ontology/`, in the installed package or in a checkout.

    >>> ontology_file("themes.ttl").name
    'themes.ttl'
    """
    package = Path(str(files("kgraph")))
    for folder in (package / "ontology", package.parent / "ontology"):
        if (folder / name).is_file():
            return folder / name
    raise SchemaError(f"ontology/{name} is missing from this installation: reinstall kgraph")


def read_statements(path: Path) -> Iterator[Statement]:
    """Read the statements of a file: Turtle, N-Triples, RDF/XML, JSON-LD and kin by its suffix; gzipped too.

    Raises `SchemaError` for a file that is missing or is not what its suffix says.
    """
    name = path.name.removesuffix(".gz")
    suffix = name.rpartition(".")[2].lower()
    try:
        with gzip.open(path) if name != path.name else path.open("rb") as file:
            stream = cast(BinaryIO, file)
            yield from _read_table(stream) if suffix == "csv" else _read_rdf(stream, name, suffix)
    except FileNotFoundError:
        raise SchemaError(f"{path} does not exist: check the path of the theme scheme") from None
    except (SyntaxError, ValueError, OSError, EOFError, zlib.error, csv.Error) as error:
        raise SchemaError(f"{path} cannot be read as RDF: {error}") from None


def _read_rdf(stream: BinaryIO, name: str, suffix: str) -> Iterator[Statement]:
    syntax = _OTHER_SUFFIXES.get(suffix) or ox.RdfFormat.from_extension(suffix)
    if syntax is None:
        raise ValueError(
            "name it .ttl, .nt, .rdf, .owl, .jsonld or .csv, as what it holds, and .gz if packed"
        )
    # Lenient, since one IRI with a blank would else cost the whole scheme.
    for quad in ox.parse(stream, format=syntax, base_iri=_BASE + quote(name), lenient=True):
        yield _node(quad.subject).text, quad.predicate.value, _node(quad.object)


def _node(term: object) -> Value:
    if isinstance(term, ox.Literal):
        return Value(term.value, (term.language or "").lower())
    if isinstance(term, ox.NamedNode):
        return Value("".join(quote(c) if c in _NOT_IN_IRIS else c for c in term.value))
    return Value(str(term))


def _read_table(stream: BinaryIO) -> Iterator[Statement]:
    """The statements of the table of CSO: `"<subject>","<predicate>","<object>"`, labels `"text@en ."`."""
    lines = (line.decode("utf-8-sig") for line in stream)
    for row in csv.reader(lines):
        if len(row) != 3:
            raise ValueError(f"a line of {len(row)} fields where a statement has 3: {row}")
        subject, predicate, value = (field.strip() for field in row)
        yield subject.strip("<>"), predicate.strip("<>"), _cell(value)


def _cell(value: str) -> Value:
    if value.startswith("<"):
        return Value(value.strip("<>"))
    text, _, language = value.removesuffix(".").strip().rpartition("@")
    return Value(text.strip('"'), language) if text else Value(value.strip('"'), "")
