"""The rows behind the numbers of the sentences: tables in groups, a group for each node."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from kgraph.report.document import Cell, Column, Link, Table

# So many rows are kept for one number, as many as anybody looks through; the sentence says how many there
# are. With 1,000 the JSON of 104,000 papers has 18 MB.
MOST_ROWS = 200


class Behind:
    """Collects the rows behind numbers, and gives the link that leads to them."""

    def __init__(self) -> None:
        self._tables: dict[str, tuple[str, tuple[Column, ...]]] = {}
        self._rows: defaultdict[str, dict[str, list[tuple[Cell, ...]]]] = defaultdict(dict)

    def define(self, key: str, title: str, *columns: Column) -> None:
        """Name a table of rows; the first column is what the numbers are of."""
        self._tables[key] = (title, columns)

    def link(self, text: str, key: str, group: str, rows: Iterable[tuple[Cell, ...]]) -> Link:
        """A number in words that leads to these rows; `group` is the node that it is of."""
        self._rows[key].setdefault(group, list(islice(rows, MOST_ROWS)))
        return Link(text, key, group)

    def tables(self) -> tuple[Table, ...]:
        """All tables that have rows."""
        return tuple(
            Table(
                key,
                title,
                columns,
                tuple(row for rows in self._rows[key].values() for row in rows),
                f"At most {MOST_ROWS:,} rows for each.",
                groups=tuple(group for group, rows in self._rows[key].items() for _ in rows),
            )
            for key, (title, columns) in self._tables.items()
            if any(self._rows[key].values())
        )
