r"""BibTeX as blocks: entries with their fields as strings of LaTeX, macros put in.

A scanner of its own: bibtexparser 2.1 takes no missing comma and is slow on long values, with 3,200 entries
a second with abstracts and references of 2,800 characters each (this one: 19,000), 10,800 of 700 (42,000).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_RAW_CHARACTERS = 2_000
# How much of a line before an entry is looked at: enough for a remark, little if all stands on one line.
_LOOK_BACK = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `type` and the names of the fields are in lower case; `line` counts from 1."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A block that could not be read."""

    line: int
    reason: str
    raw: str


class _SyntaxError(Exception):
    """The reason why a block is broken."""


_NO_END = "an entry without an end"
_START = re.compile(r"@[ \t]*(\w+)\s*([{(])")
# What is an entry although its line begins with something else: a number, a remark.
_SURE_ENTRY = re.compile(r"@\w+\s*[{(]\s*[^\s,{}()=\"#%]+\s*,\s*[A-Za-z][\w-]*\s*=\s*[\"{\d]")
# What must be the start of a block although the block before it is not closed.
_SURE_START = re.compile(
    r"\n[ \t]*(?=@(?:(?:string|preamble|comment)\s*[{(]|\w+\s*[{(]\s*[^\s,{}()=\"#%]+\s*,))", re.IGNORECASE
)
_LINE_START = re.compile(r"\n[ \t]*(?=@\w+\s*[{(])")
# Behind a closed entry: fields, so one closing brace was too many.
_LEFT_OVER = re.compile(r"[\s,}]*[A-Za-z][\w-]*\s*=\s*[\"{]")
_KEYLESS = re.compile(r"\s*[\w-]+\s*=")
_KEYS = {
    "}": re.compile(r"\s*([^,{}]*?)\s*(?:,|(?=\}))"),
    ")": re.compile(r"\s*([^,{}()]*?)\s*(?:,|(?=\)))"),
}
# Between fields: space, commas, comments of Biber.
_GAP = r"(?:[\s,]++|%[^\n]*+)*+"
_NAME = r"([^\s=,{}\"#()%]+)\s*=\s*"
_END = re.compile(_GAP + r"([})])")
_JOIN = re.compile(r"\s*#\s*")
_EMPTY = re.compile(r"(?=[,})])")
_REMARKS = frozenset({"comment", "preamble"})


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of a field, which differ in what a backslash before a brace means."""

    usual_field: re.Pattern[str]
    field: re.Pattern[str]
    piece: re.Pattern[str]
    block: re.Pattern[str]


def _grammar(inside: str, inside_quotes: str) -> _Grammar:
    """The patterns for values made of the given runs of characters and of braces, eight deep."""
    nested = inside
    for _ in range(8):
        nested = rf"{inside}(?:\{{{nested}\}}{inside})*+"
    quoted = rf"{inside_quotes}(?:\{{{nested}\}}{inside_quotes})*+"
    # A value without braces ends with the line, the next field, or the entry.
    word = r"[^\s,#{}\"=()%]++(?!\s*=)"
    bare = rf"{word}(?:[ \t]++{word})*+"
    return _Grammar(
        re.compile(_GAP + _NAME + rf"(?:\{{({nested})\}}|\"({quoted})\")(?=\s*[,}}])"),
        re.compile(_GAP + _NAME),
        re.compile(rf"\{{({nested})\}}|\"({quoted})\"|({bare})"),
        re.compile(rf"\{{{nested}\}}"),
    )


# BibTeX counts every brace; files written by others mean `\{` as a character.
_GRAMMARS = (
    _grammar(r"[^{}]*+", r"[^{}\"]*+"),
    _grammar(r"[^{}\\]*+(?:\\.[^{}\\]*+)*+", r"[^{}\"\\]*+(?:\\.[^{}\"\\]*+)*+"),
)


def split(text: str) -> Iterator[Entry | Broken]:
    """Yield the entries of a text in order; comments, preambles and macros are no entries.

    An entry that is not closed ends where a line begins another. A macro that is not defined stands for its
    own name, which is what a reader can make of it.

    >>> [entry] = split('@string{j = "J. of "} @article(k, journal = j # {X}, year = 1999)')
    >>> entry.type, entry.key, dict(entry.fields)
    ('article', 'k', {'journal': 'J. of X', 'year': '1999'})
    """
    macros: dict[str, str] = {}
    place, line, counted, limit = 0, 1, 0, -1
    while found := _START.search(text, place):
        start, kind = found.start(), found[1].lower()
        place = found.end()
        if not _begins_block(text, start):
            continue
        line += text.count("\n", counted, start)
        counted = start
        if kind in _REMARKS:
            block = _GRAMMARS[0].block.match(text, place - 1) if found[2] == "{" else None
            place = block.end() if block else place
            continue
        if limit < place:
            sure = _SURE_START.search(text, place)
            limit = sure.start() if sure else len(text)
        try:
            key, fields, end = _read(text, place, limit, ")" if found[2] == "(" else "}", kind, macros)
        except _SyntaxError as error:
            following = _LINE_START.search(text, place)
            place = following.start() if following else len(text)
            yield Broken(line, str(error), text[start : min(place, start + _RAW_CHARACTERS)].rstrip())
            continue
        place = end
        if kind == "string":
            macros.update(fields)
        else:
            yield Entry(kind, key, fields, line, text[start : min(end, start + _RAW_CHARACTERS)])


def _begins_block(text: str, start: int) -> bool:
    """Whether an `@` between blocks is the start of one, and not an address or commented out."""
    back = max(start - _LOOK_BACK, 0)
    before = text[max(text.rfind("\n", back, start) + 1, back) : start].strip()
    if not before:
        return True
    return "%" not in before and (before[-1] in "}),;" or bool(_SURE_ENTRY.match(text, start)))


def _read(
    text: str, place: int, limit: int, closing: str, kind: str, macros: Mapping[str, str]
) -> tuple[str, dict[str, str], int]:
    """Read key and fields from behind the opening brace; also give the place behind the closing one."""
    key = ""
    if kind != "string" and not _KEYLESS.match(text, place, limit):
        found = _KEYS[closing].match(text, place, limit)
        if not found:
            raise _SyntaxError("an entry without a key")
        key, place = found[1], found.end()
    try:
        fields, end = _fields(text, place, limit, closing, macros, _GRAMMARS[0])
    except _SyntaxError:
        if "\\{" not in text[place:limit] and "\\}" not in text[place:limit]:
            raise
        fields, end = _fields(text, place, limit, closing, macros, _GRAMMARS[1])
    return key, fields, end


def _fields(
    text: str, place: int, limit: int, closing: str, macros: Mapping[str, str], grammar: _Grammar
) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    while True:
        if found := grammar.usual_field.match(text, place, limit):
            name, value = found[1], found[found.lastindex or 2]
            place = found.end()
        elif found := grammar.field.match(text, place, limit):
            name = found[1]
            value, place = _value(text, found.end(), limit, macros, grammar)
        elif (found := _END.match(text, place, limit)) and found[1] == closing:
            if _LEFT_OVER.match(text, found.end(), limit):
                raise _SyntaxError("unbalanced braces: fields behind the end of the entry")
            return fields, found.end()
        else:
            raise _SyntaxError(_complaint(text[place:limit]))
        name = name.lower()
        # Of a field given twice the first counts, as for BibTeX, unless it is empty.
        if not fields.get(name):
            fields[name] = value


def _value(
    text: str, place: int, limit: int, macros: Mapping[str, str], grammar: _Grammar
) -> tuple[str, int]:
    if _EMPTY.match(text, place, limit):
        return "", place
    parts = []
    while found := grammar.piece.match(text, place, limit):
        if found.lastindex == 3:
            parts.append(macros.get(found[3].lower(), found[3]))
        else:
            parts.append(found[found.lastindex or 1])
        place = found.end()
        join = _JOIN.match(text, place, limit)
        if not join:
            return "".join(parts), place
        place = join.end()
    raise _SyntaxError(_complaint(text[place:limit]))


def _complaint(rest: str) -> str:
    words = " ".join(rest[:200].split())
    return (
        f"unbalanced braces or quotes, or no field, at {words[:40]!r}" if words else "an entry without an end"
    )
