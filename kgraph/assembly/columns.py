"""Tables from columns; lists of structs are laid flat in Python and put together again inside Polars."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

import polars as pl

from kgraph.records import Span
from kgraph.tables import nest, nest_texts

# The type of a field, and how it is read from a value.
Fields = Mapping[str, tuple[pl.DataType, Callable[[Any], Any]]]

_SPAN: Fields = {
    "field": (pl.String(), attrgetter("field")),
    "start": (pl.Int32(), attrgetter("start")),
    "end": (pl.Int32(), attrgetter("end")),
    "text": (pl.String(), attrgetter("text")),
}
_PART: Fields = {"name": (pl.String(), itemgetter(0)), "value": (pl.Float64(), itemgetter(1))}


def tabulate(
    schema: pl.Schema, constants: Mapping[str, str], columns: Mapping[str, Sequence[Any] | pl.Series]
) -> pl.DataFrame:
    """A table of `schema` with some columns of one value; those that are not given are empty.

    >>> schema = pl.Schema({"id": pl.String(), "kind": pl.String(), "names": pl.List(pl.String())})
    >>> tabulate(schema, {"kind": "theme"}, {"id": ["theme:tides"], "names": [("tide",)]}).rows()
    [('theme:tides', 'theme', ['tide'])]
    """
    given = pl.DataFrame([_column(name, values, schema[name]) for name, values in columns.items()])
    return given.select(
        pl.col(name) if name in columns else pl.lit(constants.get(name), dtype).alias(name)
        for name, dtype in schema.items()
    )


def nest_spans(rows: Sequence[Sequence[Span]]) -> pl.Series:
    """The column of evidence: the spans of each row."""
    return _nest_structs(rows, _SPAN)


def nest_parts(rows: Sequence[Sequence[tuple[str, float]]]) -> pl.Series:
    """The column of what adds up to the weight of each row."""
    return _nest_structs(rows, _PART)


def _column(name: str, values: Sequence[Any] | pl.Series, dtype: pl.DataType) -> pl.Series:
    if dtype == pl.List(pl.String()) and not isinstance(values, pl.Series):
        return nest_texts(values).rename(name)
    return pl.Series(name, values, dtype)


def _nest_structs(rows: Sequence[Sequence[Any]], fields: Fields) -> pl.Series:
    flat = list(chain.from_iterable(rows))
    structs = pl.DataFrame(
        [pl.Series(name, list(map(read, flat)), dtype) for name, (dtype, read) in fields.items()]
    )
    return nest(rows, structs.select(pl.struct(pl.all())).to_series())
