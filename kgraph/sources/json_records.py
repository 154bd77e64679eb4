"""Finds the records in a JSON text, and reads each into the shape that a format says.

A text is an array, one object, an object that wraps the list (`{"results": […]}`), or an object a line (JSONL),
which is read line by line and never held whole.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeVar

import msgspec

from kgraph.records import Origin, Paper, Rejected
from kgraph.sources.json_lenient import read_leniently

Shape = TypeVar("Shape")

# A record has one of these fields; an object without any may wrap the records in one of the others.
_OWN = frozenset({
    "title", "titles", "display_name", "doi", "id", "paperid", "paper_id", "corpusid", "itemtype",
    "citingpaper", "citedpaper",
})  # fmt: skip
_WRAPPERS = (
    "message", "items", "results", "data", "works", "papers", "recommendedPapers", "resultList", "result",
    "records", "references",
)  # fmt: skip
_LIST_IN_WRAPPER = re.compile(r'"(?:' + "|".join(_WRAPPERS) + r')"\s*:\s*\[')
_RAW_CHARACTERS = 2_000
# So many records of the head are looked at, for the first of a file may lack what tells its format.
_RECORDS_IN_HEAD = 10

_ERRORS = (msgspec.MsgspecError, ValueError, RecursionError)
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ELEMENTS = msgspec.json.Decoder(list[msgspec.Raw])


class _Found(NamedTuple):
    """The text of a record and its line; `reason` says why there is nothing more to be read behind it."""

    line: int
    text: str
    reason: str = ""


def read_records(
    lines: Iterable[str],
    file: str,
    shape: type[Shape],
    make: Callable[[Shape, Origin, str], Paper | Rejected | None],
) -> Iterator[Paper | Rejected]:
    """Yield what `make` makes of each record, read as `shape` (a `msgspec.Struct`, or a dict).

    A value of a wrong type in a record is left out, the rest of the record read; what is no object, or no
    JSON, is a `Rejected`. None from `make` means that the entry is no record (a note, an attachment).

        parse = read_records(lines, "works.jsonl", Work, to_paper)
    """
    decoder = msgspec.json.Decoder(shape)
    empty = True
    for found in _find(lines):
        origin = Origin(file, found.line)
        result: Paper | Rejected | None
        if found.reason:
            result = Rejected(origin, found.reason, found.text[:_RAW_CHARACTERS])
        else:
            try:
                record = decoder.decode(found.text)
            except _ERRORS:
                result = _mend(found, origin, shape, make)
            else:
                result = make(record, origin, found.text)
        if result is not None:
            empty = False
            yield result
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


@lru_cache(maxsize=2)  # each reader asks for the same head
def head_records(head: str) -> tuple[dict[str, object], ...]:
    """The first records of a text that may be cut anywhere, the last as far as it goes; () if it is no JSON.

    >>> head_records('{"items": [{"DOI": "10.1/2", "title": ["On h')
    ({'DOI': '10.1/2', 'title': []},)
    """
    start = head.lstrip()[:1]
    if start not in ("{", "["):
        return ()
    values: list[object] = []
    if start == "{":
        for line in head.split("\n")[: 2 * _RECORDS_IN_HEAD]:
            try:
                values.append(json.loads(line))
            except (ValueError, RecursionError):
                continue
    if not any(isinstance(value, dict) for value in values):
        values = [_complete(head)]
    found = [record for value in values for record in _unwrap(value)]
    return tuple(found[:_RECORDS_IN_HEAD])


def _mend(
    found: _Found,
    origin: Origin,
    shape: type[Shape],
    make: Callable[[Shape, Origin, str], Paper | Rejected | None],
) -> Paper | Rejected | None:
    try:
        value = json.loads(found.text)
    except (ValueError, RecursionError) as error:
        return Rejected(origin, f"no valid JSON: {error}", found.text[:_RAW_CHARACTERS])
    try:
        record = read_leniently(value, shape) if isinstance(value, dict) else msgspec.UNSET
    except RecursionError:
        record = msgspec.UNSET
    if record is msgspec.UNSET:
        return Rejected(origin, "a JSON value that is no record", found.text[:_RAW_CHARACTERS])
    return make(record, origin, found.text)  # type: ignore[arg-type]


def _find(lines: Iterable[str]) -> Iterator[_Found]:
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if not line.isspace() and line)
    begin = [entry for _, entry in zip(range(2), numbered, strict=False)]
    if not begin:
        return
    members = [_members(line) for _, line in begin]
    if begin[0][1].lstrip().startswith("{") and any(found is not None for found in members):
        # One of two will do: a file is not given up because its first line is broken.
        wrapped = any(_wrapper(found) for found in members if found)
        for number, line in chain(begin, numbered):
            if wrapped:
                yield from _expand(line, number)
            else:
                yield _Found(number, line)
        return
    first, text = begin[0][0], ""
    # Blank lines count, too.
    last = first - 1
    pieces: list[str] = []
    for number, line in chain(begin, numbered):
        pieces.append("\n" * (number - last - 1) + line)
        last = number
    text = "\n".join(pieces)
    yield from _expand(text, first)


def _expand(text: str, line: int) -> Iterator[_Found]:
    """The records in one JSON value that begins on `line`."""
    data = text.encode("utf-8", "replace")
    try:
        if data.lstrip().startswith(b"["):
            yield from _elements(data, line)
            return
        members = _MEMBERS.decode(data)
    except _ERRORS:
        yield from _salvage(text, line)
        return
    wrapper = _wrapper(members)
    inner = bytes(members[wrapper]) if wrapper else b""
    if inner[:1] in (b"[", b"{"):
        yield from _expand(inner.decode(), line + data.count(b"\n", 0, data.find(inner)))
    else:
        yield _Found(line, text)


def _elements(data: bytes, line: int) -> Iterator[_Found]:
    last = 0
    for raw in _ELEMENTS.decode(data):
        element = bytes(raw)
        # Nothing but a comma and blanks stands between two elements, so the next place is the right one.
        place = data.find(element, last)
        line += data.count(b"\n", last, place)
        last = place
        members = _members(element)
        if members and _wrapper(members):
            yield from _expand(element.decode(), line)
        else:
            yield _Found(line, element.decode())


def _salvage(text: str, line: int) -> Iterator[_Found]:
    """The records of a text that is broken somewhere, or holds what Python writes and JSON does not know."""
    try:
        json.loads(text)
        reason = ""
    except (ValueError, RecursionError) as error:
        reason = f"no valid JSON: {error}"
    decoder = json.JSONDecoder()
    opening = _LIST_IN_WRAPPER.search(text)
    is_list = text.lstrip().startswith("[")
    place = text.index("[") + 1 if is_list else opening.end() if opening else 0
    counted = 0
    while place < len(text):
        if text[place].isspace() or text[place] == ",":
            place += 1
            continue
        if text[place] == "]":
            break
        line += text.count("\n", counted, place)
        counted = place
        try:
            _, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield _Found(line, text[place : place + _RAW_CHARACTERS], reason or f"no valid JSON: {error}")
            return
        yield _Found(line, text[place:end])
        place = end
    # Objects one behind the other are read whole, though the text is not one value.
    if reason and (is_list or opening):
        rest = text[place:]
        yield _Found(line + text.count("\n", counted, place), rest or text[-_RAW_CHARACTERS:], reason)


def _members(text: str | bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _MEMBERS.decode(text)
    except _ERRORS:
        return None


def _wrapper(names: Collection[str]) -> str | None:
    """The field of an object that holds the records, if it is none itself."""
    if any(name.lower() in _OWN for name in names):
        return None
    return next((name for name in _WRAPPERS if name in names), None)


def _unwrap(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for element in value[:_RECORDS_IN_HEAD]:
            yield from _unwrap(element)
    elif isinstance(value, dict):
        wrapper = _wrapper(value)
        if wrapper and isinstance(value[wrapper], list | dict):
            yield from _unwrap(value[wrapper])
        else:
            yield value


_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?P<quote>"?)|[\[\]{},]', re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}


def _complete(head: str) -> object:
    """The value that a text begins with; one that is cut is closed behind its last whole part."""
    open_brackets: list[str] = []
    end, closing = 0, ""
    for token in _TOKEN.finditer(head):
        sign = token[0]
        if sign.startswith('"'):
            if not token["quote"]:  # cut inside a text, whose brackets and commas are none
                break
        elif sign in _CLOSING:
            open_brackets.append(_CLOSING[sign])
            end, closing = token.end(), "".join(reversed(open_brackets))
        elif sign == ",":
            end, closing = token.start(), "".join(reversed(open_brackets))
        elif sign in ("]", "}"):
            if open_brackets:
                open_brackets.pop()
            if not open_brackets:
                end, closing = token.end(), ""
                break
    try:
        return json.loads(head[:end] + closing)
    except (ValueError, RecursionError):
        return None
