"""Finds the records in a JSON text, and reads each into the shape that a format says.

A text is an array, one object, an object that wraps the list (`{"results": […]}`), or an object a line
(JSONL), which is read line by line and never held whole.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple, TypeVar

import msgspec

from kgraph.records import Origin, Paper, Rejected
from kgraph.sources.json_heads import complete, is_one_a_line, wrapper_of
from kgraph.sources.json_lenient import read_leniently

Shape = TypeVar("Shape")

_RAW_CHARACTERS = 2_000
# A list is found in the wrapper that this much of a broken text shows.
_HEAD_CHARACTERS = 1 << 16

_ERRORS = (msgspec.MsgspecError, ValueError, RecursionError)
_BETWEEN = re.compile(r"[\s,]*")
_SURROGATES = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\ud[89a-f][0-9a-f]{2}", re.IGNORECASE)
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
                result = _mend(found.text, origin, shape, make)
            else:
                result = make(record, origin, found.text)
        if result is not None:
            empty = False
            yield result
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


def _mend(
    text: str,
    origin: Origin,
    shape: type[Shape],
    make: Callable[[Shape, Origin, str], Paper | Rejected | None],
) -> Paper | Rejected | None:
    """Read what does not fit the shape, or what JSON does not know and Python writes (`NaN`)."""
    reason = "a JSON value that is no record"
    record = msgspec.UNSET
    try:
        value = json.loads(_SURROGATES.sub(_whole_letter, text))
        if isinstance(value, dict):
            record = read_leniently(value, shape)
    except ValueError as error:
        reason = f"no valid JSON: {error}"
    except RecursionError:
        reason = "a record that is nested too deeply"
    if record is msgspec.UNSET:
        return Rejected(origin, reason, text[:_RAW_CHARACTERS])
    return make(record, origin, text)


def _whole_letter(escapes: re.Match[str]) -> str:
    # Half a letter, as programs that cut texts leave it, can be written in JSON, but in no file.
    return escapes[0] if len(escapes[0]) > len("\\ud800") else "\\ufffd"


def _find(lines: Iterable[str]) -> Iterator[_Found]:
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line and not line.isspace())
    begin = list(islice(numbered, 2))
    if not begin:
        return
    first = begin[0][0]
    if not is_one_a_line([line for _, line in begin]):
        pieces: list[str] = []
        last = first - 1
        for number, line in chain(begin, numbered):
            pieces.append("\n" * (number - last - 1) + line)  # blank lines count, too
            last = number
        yield from _expand("\n".join(pieces), first)
        return
    wrapped = any(wrapper_of(_members(line) or ()) for _, line in begin)
    for number, line in chain(begin, numbered):
        if wrapped:
            yield from _expand(line, number)
        else:
            yield _Found(number, line)


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
    wrapper = wrapper_of(members)
    inner = bytes(members[wrapper]) if wrapper else b""
    if inner[:1] in (b"[", b"{"):
        yield from _expand(inner.decode(), line + data.count(b"\n", 0, data.find(inner)))
    else:
        yield _Found(line, text)


def _elements(data: bytes, line: int) -> Iterator[_Found]:
    elements = _ELEMENTS.decode(data)
    # The elements of a list are alike, so the first object tells whether they wrap the records.
    first = next((bytes(raw) for raw in elements if bytes(raw).startswith(b"{")), b"{}")
    wrapped = wrapper_of(_members(first) or ()) is not None
    last = 0
    for raw in elements:
        element = bytes(raw)
        # Nothing but a comma and blanks stands between two elements, so the next place is the right one.
        place = data.find(element, last)
        line += data.count(b"\n", last, place)
        last = place
        if wrapped:
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
    start = _list_start(text)
    place, counted = start or 0, 0
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches everywhere
        line += text.count("\n", counted, place)
        counted = place
        if place == len(text) or (start and text[place] == "]"):
            break
        try:
            _, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield _Found(line, text[place : place + _RAW_CHARACTERS], reason or f"no valid JSON: {error}")
            return
        if start:
            yield from _expand(text[place:end], line)
        else:
            yield _Found(line, text[place:end])
        place = end
    # Objects one behind the other are read whole, though the text is no single value.
    if reason and start:
        yield _Found(line, text[place:] or text[-_RAW_CHARACTERS:], reason)


def _list_start(text: str) -> int | None:
    """Where the first record of a list begins, in a text that is a list or wraps one."""
    value, place = complete(text[:_HEAD_CHARACTERS]), 0
    while isinstance(value, dict) and (name := wrapper_of(value)):
        found = re.compile(rf'"{name}"\s*:\s*').search(text, place)
        if found is None:
            return None
        value, place = value[name], found.end()
    return text.index("[", place) + 1 if isinstance(value, list) else None


def _members(text: str | bytes) -> dict[str, msgspec.Raw] | None:
    try:
        return _MEMBERS.decode(text)
    except _ERRORS:
        return None
