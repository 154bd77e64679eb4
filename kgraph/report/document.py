"""What a report is made of: sections of sentences, tables and figures, whatever they are about.

Every form of the report (`rendering`) is made from these values, so all forms say the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from kgraph.figures import Figure


class Form(StrEnum):
    """How the values of a column are written."""

    TEXT = "text"
    COUNT = "count"  # whole, with commas
    DATE = "date"  # ISO 8601, as far as it is known
    YEAR = "year"  # whole, without
    NUMBER = "number"  # four significant digits
    PERCENT = "percent"  # a share of 1, one place


@dataclass(frozen=True, slots=True)
class Link:
    """A number or word in a sentence that leads to its rows: a table, or one group of its rows."""

    text: str
    table: str
    group: str = ""


Sentence = tuple[str | Link, ...]
Cell = str | int | float | None | Sentence


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; one that is not `shown` stands in CSV and JSON only."""

    name: str
    form: Form = Form.TEXT
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, with a key that no other table or figure of the report has.

    `note` says how the rows were found and ordered; `total` is how many there are if not all are given. In a
    table of rows behind numbers `groups` names the group of each row, in order.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    total: int = 0
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: sentences first, then figures and tables."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report: a title, what it is about in a line, and its sections."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]
    version: str
    rows: tuple[Table, ...] = field(default=())  # the rows behind the numbers

    def tables(self) -> Iterator[Table]:
        """All tables, those behind the numbers last."""
        for section in self.sections:
            yield from section.tables
        yield from self.rows

    def figures(self) -> Iterator[Figure]:
        """All figures."""
        for section in self.sections:
            yield from section.figures

    def table(self, key: str) -> Table:
        """The table of that key. Raises `KeyError` if there is none."""
        for table in self.tables():
            if table.key == key:
                return table
        raise KeyError(key)


def flatten(sentence: Sentence) -> str:
    """A sentence as plain text.

    >>> flatten(("wrote ", Link("2 papers", "people-papers"), "."))
    'wrote 2 papers.'
    """
    return "".join(part if isinstance(part, str) else part.text for part in sentence)
