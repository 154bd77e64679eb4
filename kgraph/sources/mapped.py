"""Readers that are told what the columns of a table, or the fields of plain JSON records, are called."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kgraph.errors import UnknownNameError
from kgraph.records import Paper, Rejected
from kgraph.sources import plain, table
from kgraph.sources.columns import delimiter_of, find_columns, letters
from kgraph.sources.json_heads import head_records
from kgraph.sources.plain_fields import named_fields
from kgraph.sources.rows import read_rows

FIELDS = (
    "title", "authors", "abstract", "date", "year", "venue", "keywords", "references", "organizations",
    "categories", "type", "doi", "arxiv", "pmid", "pmcid", "openalex", "acl", "url",
)  # fmt: skip
# The head line of a table stands among the first lines.
_LINES_ABOVE = 5


class _Parse(Protocol):
    def __call__(
        self, lines: Iterable[str], file: str, columns: Mapping[str, str]
    ) -> Iterator[Paper | Rejected]: ...


@dataclass(frozen=True, slots=True)
class MappedReader:
    """A reader of a format and the `columns` that a file in it has, by our fields."""

    columns: Mapping[str, str]
    parser: _Parse

    def recognises(self, head: str) -> bool:
        """Whether a text begins with a table, or JSON records, with any of the columns.

        >>> MappedReader({"title": "Nom"}, table.parse_table).recognises("Nom;An\\n")
        True
        """
        return find_mapped(head, self.columns) is not None

    def parse(self, lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
        """Yield the records."""
        return self.parser(lines, file, self.columns)


def check_fields(columns: Mapping[str, str]) -> None:
    """Raise `UnknownNameError` for a field that records do not have."""
    for field in columns:
        if field not in FIELDS:
            raise UnknownNameError(f"no field is called {field!r}: map one of {', '.join(FIELDS)}")


def find_mapped(head: str, columns: Mapping[str, str]) -> MappedReader | None:
    """The reader of a text whose head names some of the `columns`, and a title; None if there is none.

    >>> find_mapped("Nom;An\\n", {"title": "nom", "venue": "Ville"}).columns
    {'title': 'nom'}
    """
    if records := head_records(head):
        names = {name for record in records for name in record}
        known = {field: name for field, name in columns.items() if name in names}
        if known and any(named_fields(record, known)["title"] for record in records):
            return MappedReader(known, plain.parse_fields)
        return None
    for line in head.split("\n", _LINES_ABOVE)[:_LINES_ABOVE]:
        row = next(read_rows([line], delimiter_of(line)), None)
        cells = row.cells if row else []
        names = set(map(letters, cells))
        known = {_column(field): name for field, name in columns.items() if letters(name) in names}
        if known and "title" in find_columns(cells, known):
            return MappedReader(known, table.parse_table)
    return None


def _column(field: str) -> str:
    return "affiliations" if field == "organizations" else field
