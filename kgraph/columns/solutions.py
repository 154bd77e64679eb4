"""The answer to a SELECT query as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from kgraph.iris import node_fragments, short_name
from kgraph.ntriples import IRI, NODE, TermType


@dataclass(frozen=True, slots=True)
class Solutions:
    """A column a variable, of values as `types` say; null where nothing is bound."""

    table: pl.DataFrame
    types: tuple[TermType, ...]
    base: str

    @property
    def variables(self) -> Sequence[str]:
        """The names of the columns."""
        return self.table.columns

    def head(self, rows: int) -> "Solutions":
        """The first rows."""
        return replace(self, table=self.table.head(rows))

    def printed(self) -> pl.DataFrame:
        """The answer as terms of N-Triples, empty where nothing is bound."""
        return self.table.select(
            type_of.printed(pl.col(name)).fill_null("").alias(name) for name, type_of in self._columns()
        )

    def readable(self) -> pl.DataFrame:
        """The answer as strings: IRIs shortened, literals without quotes and types."""
        return self.table.select(
            self._readable(name, type_of).alias(name) for name, type_of in self._columns()
        )

    def _readable(self, name: str, type_of: TermType) -> pl.Expr:
        if type_of.name == NODE:
            # An id is the short name, but for letters that no IRI may have.
            return node_fragments(pl.col(name))
        words = type_of.lexical(pl.col(name))
        if type_of.name == IRI:
            return words.map_elements(lambda full: short_name(full, self.base), return_dtype=pl.String)
        return words

    def tsv(self) -> bytes:
        """The answer in the W3C's format of tab-separated values."""
        head = "\t".join(f"?{name}" for name in self.variables)
        lines = self.printed().select(pl.concat_str(pl.all(), separator="\t")).to_series()
        return "\n".join([head, *lines, ""]).encode()

    def _columns(self) -> Sequence[tuple[str, TermType]]:
        return list(zip(self.variables, self.types, strict=True))
