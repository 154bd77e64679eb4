"""RDF terms and facts as Polars expressions: their values, and how they print in N-Triples and N-Quads.

A table whose facts are printed has a column `subject`, a printed term, and a column `ending`, which closes
the line: ` .` and a line feed, behind the name of the graph if there is one. Every byte is as Oxigraph writes
it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import polars as pl
import pyoxigraph as ox

from kgraph.iris import node_iris
from kgraph.vocabulary import iri

# What a literal may not hold as it is. Unicode is written as it is, but for two code points that are none.
_ESCAPES = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **{"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"},
}

# What a term is: a node by its id, any other IRI, or a literal by its type.
NODE = "node"
IRI = "iri"
STRING = "string"
INTEGER = "integer"
DECIMAL = "decimal"
BOOLEAN = "boolean"
YEAR = "gYear"
DATE = "date"  # a year, a month or a day
# Families of IRIs: those that somebody else made, which may be any; reasons, evidence and scores, which stand
# behind a `#`; the terms of a vocabulary.
FOREIGN = "foreign"
FRAGMENT = "fragment"
VOCABULARY = "vocabulary"


@dataclass(frozen=True, slots=True)
class TermType:
    """What the terms of a column are, so that their values can be compared without printing them.

    `name` is `NODE`, whose values are ids behind a `base`, `IRI`, or that of a literal; strings may have a
    `language`. `families` says which IRIs these are: kinds of nodes, or any other name; IRIs of two families
    are never the same, unless one is `FOREIGN`.
    """

    name: str
    families: frozenset[str] = frozenset()
    base: str = ""
    language: str = ""

    def printed(self, values: pl.Expr) -> pl.Expr:
        """The values as terms of N-Triples."""
        if self.name == NODE:
            return pl.concat_str(pl.lit("<"), node_iris(values, self.base), pl.lit(">"))
        if self.name == IRI:
            return pl.concat_str(pl.lit("<"), values, pl.lit(">"))
        closing = f'"@{self.language}' if self.language else '"'
        if self.name == STRING:
            return pl.concat_str(pl.lit('"'), values.str.replace_many(_ESCAPES), pl.lit(closing))
        return pl.concat_str(pl.lit('"'), self.lexical(values), pl.lit('"^^'), self._datatype(values))

    def lexical(self, values: pl.Expr) -> pl.Expr:
        """The values as SPARQL's STR gives them: what stands between the brackets or quotes."""
        if self.name == NODE:
            return node_iris(values, self.base)
        if self.name == DECIMAL:
            return values.map_batches(_write, return_dtype=pl.String, is_elementwise=True)
        return values.cast(pl.String)

    def _datatype(self, values: pl.Expr) -> pl.Expr:
        if self.name != DATE:
            return pl.lit(_printed(f"xsd:{self.name}"))
        datatypes = {4: _printed("xsd:gYear"), 7: _printed("xsd:gYearMonth"), 10: _printed("xsd:date")}
        return values.str.len_chars().replace_strict(datatypes, return_dtype=pl.String)


@dataclass(frozen=True, slots=True)
class Terms:
    """A column of terms of one type. There is no fact where a value is null.

    `among` are the only values that there can be, where that is known.
    """

    values: pl.Expr
    type: TermType
    among: frozenset[str] = frozenset()

    @property
    def printed(self) -> pl.Expr:
        """The terms as N-Triples has them."""
        return self.type.printed(self.values)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a subject: a predicate and its object, or one object for each member of a list.

    `predicate` is a prefixed name. With `each`, a column of lists, `terms` are made of `pl.element()`.
    """

    predicate: str
    terms: Terms
    each: pl.Expr | None = None

    def line(self) -> pl.Expr:
        """The lines of every row, from its `subject` to the `ending`; null where there is nothing to say."""
        subject, ending, predicate = pl.col("subject"), pl.col("ending"), _printed(self.predicate)
        if self.each is None:
            return pl.concat_str(subject, pl.lit(f" {predicate} "), self.terms.printed, ending)
        told = self.each.list.eval(pl.concat_str(pl.lit(f"{predicate} "), self.terms.printed))
        told = told.list.drop_nulls()
        between = pl.concat_str(ending, subject, pl.lit(" "))
        return pl.when(told.list.len() > 0).then(
            pl.concat_str(subject, pl.lit(" "), told.list.join(between), ending)
        )


def node(ids: pl.Expr, base: str, *kinds: str) -> Terms:
    """The nodes of these kinds, by their ids."""
    return Terms(ids, TermType(NODE, frozenset(kinds), base))


def term(name: str) -> Terms:
    """A term of a known vocabulary, by its prefixed name: `term("kg:Paper")`."""
    return named(pl.lit(iri(name)), VOCABULARY, [iri(name)])


def named(iris: pl.Expr, family: str, among: Iterable[str] = ()) -> Terms:
    """Whole IRIs of one family; they must be valid."""
    return Terms(iris, TermType(IRI, frozenset({family})), frozenset(among))


def foreign(iris: pl.Expr) -> Terms:
    """IRIs that somebody else made. Raises `ValueError` for one that is not valid."""
    # One such in a line of its own would be a fact that nobody said. Themes have them, which are few.
    return named(iris.map_elements(lambda iri: ox.NamedNode(iri).value, return_dtype=pl.String), FOREIGN)


def text(words: pl.Expr, language: str = "") -> Terms:
    """Strings; there is no fact where one is null or empty.

    >>> pl.select(text(pl.lit('say "so"'), "en").printed).item()
    '"say \\\\"so\\\\""@en'
    """
    return string(pl.when(words != "").then(words), language)


def string(words: pl.Expr, language: str = "") -> Terms:
    """Strings, empty ones too."""
    return Terms(words, TermType(STRING, language=language))


def typed(values: pl.Expr, name: str) -> Terms:
    """Values of an XML Schema type, `INTEGER`, `BOOLEAN` or `YEAR`.

    >>> pl.select(typed(pl.lit(7), INTEGER).printed).item()
    '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return Terms(values, TermType(name))


def decimal(values: pl.Expr) -> Terms:
    """Numbers as decimals of at most four places, in the canonical form of XML Schema 1.1.

    >>> pl.select(decimal(pl.lit(0.5)).printed).item()
    '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return number(values.map_batches(_round, return_dtype=pl.Float64, is_elementwise=True))


def number(values: pl.Expr) -> Terms:
    """Numbers as decimals with all their digits, in the canonical form of XML Schema 1.1.

    >>> pl.select(number(pl.lit(1.25e-05)).printed).item()
    '"0.0000125"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return Terms(values, TermType(DECIMAL))


def date(dates: pl.Expr) -> Terms:
    """ISO dates: a year, a year and month, or a day; no fact where there is none."""
    return Terms(pl.when(dates != "").then(dates), TermType(DATE))


def fact(predicate: str, terms: Terms) -> Fact:
    """What every row says, where the term is not null."""
    return Fact(predicate, terms)


def facts(predicate: str, lists: pl.Expr, members: Terms) -> Fact:
    """What every row says of each member of a list.

    `facts("foaf:name", pl.col("names"), string(pl.element()))`.
    """
    return Fact(predicate, members, lists)


def _printed(name: str) -> str:
    return f"<{iri(name)}>"


def _round(values: pl.Series) -> pl.Series:
    # Python rounds what a float is, not its product with 10,000. Few of the numbers are different.
    different = values.unique().drop_nulls()
    rounded = [float(f"{value:.4f}") for value in different]
    return values.replace_strict(different, rounded, return_dtype=pl.Float64)


def _write(values: pl.Series) -> pl.Series:
    different = values.unique().drop_nulls()
    texts = [f"{Decimal(repr(value)):f}" for value in different]
    texts = [line.rstrip("0").rstrip(".") if "." in line else line for line in texts]
    # Where there is no value at all, Polars keeps the type of the nulls.
    return values.replace_strict(different, texts, return_dtype=pl.String).cast(pl.String)
