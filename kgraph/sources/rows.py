"""Rows of a delimited text, each with the line on which it begins. A stray quote spoils one row, not all."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# A quote that is opened and not closed would take in the rest of the file. The longest row of the exports at
# hand has 3 lines; an abstract of many paragraphs has some dozens.
_MOST_LINES = 200
# The longest cell at hand, the references of a review, has 99,855 characters; Python allows 131,072.
_MOST_CHARACTERS = 1 << 28


class Row(NamedTuple):
    """The cells of one row, the line on which it begins, and its text."""

    line: int
    cells: list[str]
    raw: str


def read_rows(lines: Iterable[str], delimiter: str, first: int = 1, width: int = 0) -> Iterator[Row]:
    """Yield the rows that are not blank, one at a time; a quoted cell may hold line ends.

    `first` is the number of the first line. `width` is how many cells a row should have: where a quote was
    left open, it tells whether the line is a row by itself.

    >>> [row.cells for row in read_rows(['a,"b', 'c"', 'd,"e'], ",", width=2)]
    [['a', 'b\\nc'], ['d', 'e']]
    """
    csv.field_size_limit(_MOST_CHARACTERS)
    source = _Lines(lines)
    number = first
    while True:
        cells, taken = _one_row(source, delimiter)
        if not taken:
            return
        if cells is None or (len(taken) > 1 and _is_run_on(cells, taken, delimiter, width)):
            cells = _split(taken[0], delimiter)
            source.give_back(taken[1:])
            taken = taken[:1]
        if any(cell.strip() for cell in cells):
            yield Row(number, cells, "\n".join(taken))
        number += len(taken)


class _Lines:
    """Lines of which some may be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()

    def take(self) -> str | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def give_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))


def _one_row(source: _Lines, delimiter: str) -> tuple[list[str] | None, list[str]]:
    """The cells of the next row and its lines; no cells where a quote is never closed."""
    taken: list[str] = []
    closed = True

    def feed() -> Iterator[str]:
        nonlocal closed
        while len(taken) < _MOST_LINES and (line := source.take()) is not None:
            taken.append(line)
            yield f"{line}\n"
        # A reader that has its row asks for no more.
        closed = False

    try:
        cells = next(csv.reader(feed(), delimiter=delimiter), [])
    except csv.Error:
        return None, taken
    return (cells if closed else None), taken


def _is_run_on(cells: list[str], taken: list[str], delimiter: str, width: int) -> bool:
    """Whether lines were read as one row only because a quote was left open in the first."""
    alone = [len(_split(line, delimiter)) == width for line in taken]
    if len(cells) != width:
        return alone[0]
    try:
        next(csv.reader((f"{line}\n" for line in taken), delimiter=delimiter, strict=True))
    except csv.Error:  # the quote that closed it began a cell of another row
        return all(alone)
    return False


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of a line in which quotes mean nothing."""
    return [cell.strip().strip('"') for cell in line.split(delimiter)]
