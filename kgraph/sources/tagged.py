"""Splits tagged text into entries: the ground that RIS, PubMed, EndNote and Web of Science share.

Each line is a tag and a value (`TI  - A title`); a line without a tag goes on with the value before it. Where
an entry begins and ends differs by format, and a `Grammar` says it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice

from kgraph.records import Origin, Paper, Rejected

# An entry that is never closed must not grow with the file. The longest of the exports at hand has 267 lines;
# a paper of five thousand authors names each of them twice.
_MOST_LINES = 20_000

# A byte-order mark inside a text is left over from files that were joined.
_BLANK = " \t\f\ufeff"

# A heading may have as many blank lines.
_MOST_BLANK = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as it stands in the text: its line, its lines, and (tag, value) pairs in their order.

    A value that runs over several lines keeps the breaks. Text that stands outside every record is an entry
    without fields.
    """

    line: int
    fields: tuple[tuple[str, str], ...]
    raw: str

    def values(self, *tags: str) -> list[str]:
        """The values of these tags that are not blank, in the order of the text."""
        return [value for tag, value in self.fields if tag in tags and value.strip()]

    def first(self, *tags: str) -> str:
        """The first value of the first of these tags that has one; empty if none has."""
        return next((value for tag in tags for value in self.values(tag)), "")


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a format marks its entries.

    `field` matches a line with a tag (groups `tag` and `value`). `begins` tells whether a line begins a new
    entry, from its tag (empty if it has none), the tags of the open entry and whether a blank line went
    before; `end` is the tag that closes one. `furniture` matches lines between the entries that say nothing
    of a paper.
    """

    field: re.Pattern[str]
    begins: Callable[[str, Set[str], bool], bool]
    end: str = ""
    furniture: re.Pattern[str] = re.compile(r"(?!)")


def first_lines(head: str, number: int) -> list[str]:
    """The first lines of a text that are not blank.

    >>> first_lines("\\ufeff\\n  \\nTY  - JOUR\\nTI  - Fog", 1)
    ['TY  - JOUR']
    """
    lines = (line for line in head.removeprefix("\ufeff").split("\n", 2 * number + _MOST_BLANK))
    return list(islice((line for line in lines if line.strip(_BLANK)), number))


def read_entries(lines: Iterable[str], grammar: Grammar) -> Iterator[Entry]:
    """Yield the entries of a text in order, one at a time.

    >>> tagged = Grammar(re.compile("(?P<tag>[A-Z]{2}) (?P<value>.*)"), lambda tag, *_: tag == "PT")
    >>> [entry.fields for entry in read_entries(["PT J", "TI One", "   two", "PT J"], tagged)]
    [(('PT', 'J'), ('TI', 'One\\ntwo')), (('PT', 'J'),)]
    """
    open_entry: _Open | None = None
    blank = False
    for number, line in enumerate(lines, start=1):
        if not line.strip(_BLANK):
            blank = True
            continue
        found = grammar.field.match(line)
        tag = found["tag"] if found else ""
        if open_entry and not open_entry.is_stray:
            # An indented line without a tag goes on with the value, whatever went before.
            may_begin = found is not None or not line[0].isspace()
            begins = may_begin and grammar.begins(tag, open_entry.tags, blank)
            if begins or len(open_entry.lines) >= _MOST_LINES:
                yield open_entry.close()
                open_entry = None
        elif found and open_entry:
            yield open_entry.close()
            open_entry = None
        blank = False
        if found:
            if open_entry is None and tag == grammar.end:
                continue
            open_entry = open_entry or _Open(number)
            open_entry.add(tag, (found["value"] or "").strip())
        elif open_entry is None:
            if grammar.furniture.match(line):
                continue
            open_entry = _Open(number)
        elif open_entry.fields:
            open_entry.fields[-1][1].append(line.strip())
        open_entry.lines.append(line)
        if tag and tag == grammar.end:
            yield open_entry.close()
            open_entry = None
    if open_entry:
        yield open_entry.close()


def read_records(
    entries: Iterable[Entry], file: str, read: Callable[[Entry, Origin], Paper | Rejected]
) -> Iterator[Paper | Rejected]:
    """Read each entry; text outside the records is rejected, and so is a file that holds none."""
    empty = True
    for entry in entries:
        empty = False
        origin = Origin(file, entry.line)
        yield (
            read(entry, origin)
            if entry.fields
            else Rejected(origin, "text outside the records", entry.raw[:2_000])
        )
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


class _Open:
    """An entry under construction."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.fields: list[tuple[str, list[str]]] = []
        self.tags: set[str] = set()
        self.lines: list[str] = []

    def add(self, tag: str, value: str) -> None:
        self.fields.append((tag, [value]))
        self.tags.add(tag)

    @property
    def is_stray(self) -> bool:
        return not self.fields

    def close(self) -> Entry:
        fields = tuple((tag, "\n".join(value)) for tag, value in self.fields)
        return Entry(self.line, fields, "\n".join(self.lines))
