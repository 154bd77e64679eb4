"""RDF terms and facts as Polars expressions that print lines of N-Triples and N-Quads.

A table that says something has a column `subject`, a printed term, and a column `ending`, which closes the
line: ` .` and a line feed, behind the name of the graph if there is one. Every byte is as Oxigraph writes it.
"""

from collections.abc import Callable
from decimal import Decimal

import polars as pl
import pyoxigraph as ox

from kgraph.vocabulary import iri

# What a literal may not hold as it is. Unicode is written as it is, but for two code points that are none.
_ESCAPES = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)},
    **{"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"},
}


def term(name: str) -> pl.Expr:
    """A term of a known vocabulary, by its prefixed name: `term("kg:Paper")`."""
    return pl.lit(_printed(name))


def named(iris: pl.Expr) -> pl.Expr:
    """Whole IRIs as terms; they must be valid."""
    return pl.concat_str(pl.lit("<"), iris, pl.lit(">"))


def foreign(iris: pl.Expr) -> pl.Expr:
    """IRIs that somebody else made, as terms. Raises `ValueError` for one that is not valid."""
    # One such in a line of its own would be a fact that nobody said. Themes have them, which are few.
    return iris.map_elements(lambda value: str(ox.NamedNode(value)), return_dtype=pl.String)


def text(words: pl.Expr, language: str | None = None) -> pl.Expr:
    """Strings as literals; there is no fact where a string is null or empty.

    >>> pl.select(text(pl.lit('say "so"'), "en")).item()
    '"say \\\\"so\\\\""@en'
    """
    return pl.when(words != "").then(string(words, language))


def string(words: pl.Expr, language: str | None = None) -> pl.Expr:
    """Strings as literals, empty ones too."""
    closing = f'"@{language}' if language else '"'
    return pl.concat_str(pl.lit('"'), words.str.replace_many(_ESCAPES), pl.lit(closing))


def typed(values: pl.Expr, datatype: str) -> pl.Expr:
    """Values as literals of an XML Schema type; they print as they are.

    >>> pl.select(typed(pl.lit(7), "xsd:integer")).item()
    '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    return pl.concat_str(pl.lit('"'), values.cast(pl.String), pl.lit(f'"^^{_printed(datatype)}'))


def decimal(values: pl.Expr) -> pl.Expr:
    """Numbers as decimals of at most four places, in the canonical form of XML Schema 1.1.

    >>> pl.select(decimal(pl.lit(0.5))).item()
    '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return typed(values.map_batches(_round, return_dtype=pl.String, is_elementwise=True), "xsd:decimal")


def number(values: pl.Expr) -> pl.Expr:
    """Numbers as decimals with all their digits, in the canonical form of XML Schema 1.1.

    >>> pl.select(number(pl.lit(1.25e-05))).item()
    '"0.0000125"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    return typed(values.map_batches(_write, return_dtype=pl.String, is_elementwise=True), "xsd:decimal")


def date(dates: pl.Expr) -> pl.Expr:
    """ISO dates as literals: a year, a year and month, or a day; no fact where there is none."""
    known = pl.when(dates != "").then(dates)
    datatypes = {4: _printed("xsd:gYear"), 7: _printed("xsd:gYearMonth"), 10: _printed("xsd:date")}
    datatype = known.str.len_chars().replace_strict(datatypes, return_dtype=pl.String)
    return pl.concat_str(pl.lit('"'), known, pl.lit('"^^'), datatype)


def said(predicate: str, terms: pl.Expr) -> pl.Expr:
    """A predicate and its objects, the inner part of a line."""
    return pl.concat_str(pl.lit(f"{_printed(predicate)} "), terms)


def fact(predicate: str, terms: pl.Expr) -> pl.Expr:
    """A line of every row: its subject, the predicate, a term, and the ending. Null where the term is."""
    return pl.concat_str(pl.col("subject"), pl.lit(f" {_printed(predicate)} "), terms, pl.col("ending"))


def facts(lists: pl.Expr, members: pl.Expr) -> pl.Expr:
    """A line of every member of a column of lists; null where there is none.

    `members` is what is `said` of `pl.element()`:
    `facts(pl.col("names"), said("foaf:name", string(pl.element())))`.
    """
    told = lists.list.eval(members).list.drop_nulls()
    between = pl.concat_str(pl.col("ending"), pl.col("subject"), pl.lit(" "))
    return pl.when(told.list.len() > 0).then(
        pl.concat_str(pl.col("subject"), pl.lit(" "), told.list.join(between), pl.col("ending"))
    )


def _printed(name: str) -> str:
    return f"<{iri(name)}>"


def _round(values: pl.Series) -> pl.Series:
    # Python rounds what a float is, not its product with 10,000.
    return _each(values, lambda value: f"{value:.4f}")


def _write(values: pl.Series) -> pl.Series:
    return _each(values, lambda value: f"{Decimal(repr(value)):f}")


def _each(values: pl.Series, write: Callable[[float], str]) -> pl.Series:
    # Few of the numbers are different.
    different = values.unique().drop_nulls()
    texts = [line.rstrip("0").rstrip(".") if "." in line else line for line in map(write, different)]
    # Where there is no value at all, Polars keeps the type of the nulls.
    return values.replace_strict(different, texts, return_dtype=pl.String).cast(pl.String)
