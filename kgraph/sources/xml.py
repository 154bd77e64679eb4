"""Streams the record elements of an XML text out of its lines; what the XML readers have in common.

A record is built as an element tree, given, and freed, so memory does not grow with the file. Names of
elements are local names: `arxiv:doi` is `doi`. Nothing is fetched and nothing expanded: a text that declares
entities of its own is refused before the first is read, and records are bounded in depth and size.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from kgraph.errors import SourceError
from kgraph.records import Origin, Paper, Rejected

# The deepest of 104,466 records of all formats has 14 levels (MathML in an abstract).
_MOST_LEVELS = 200
# The longest of them has 44,099 characters, of which an author with affiliations takes some 300: ten
# thousand authors have room.
_MOST_CHARACTERS = 10_000_000
_CHUNK_CHARACTERS = 1 << 16
_RAW_CHARACTERS = 2_000

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#?\w{1,40};)?")
_PROLOG = r"(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^<>\[]*+(?:\[.*?\]\s*+)?>)\s*+)*+"
_ROOT = re.compile(rf"\ufeff?\s*+{_PROLOG}<(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])", re.DOTALL)
# Elements that part words even where no space is printed around them.
_BREAKS = frozenset({"br", "div", "li", "p", "sec"})


class Found(NamedTuple):
    """A record element, the line where it begins (from 1), and the elements around it, outermost first.

    The elements around it have their attributes, but no text and no children.
    """

    element: Element
    line: int
    parents: tuple[Element, ...]


_Read = Callable[[Found, Origin], Paper | Rejected | None]


class BrokenXmlError(SourceError):
    """A text that cannot be read on as XML: why, at which line, and that line."""

    def __init__(self, reason: str, line: int, raw: str) -> None:
        super().__init__(reason)
        self.line = line
        self.raw = raw


def root_of(head: str) -> tuple[str, str]:
    """The local name of a text's first element and what stands behind that name; both empty if it is no XML.

    >>> root_of('<?xml version="1.0"?><!-- x --><a:feed b="1"><entry>')
    ('feed', ' b="1"><entry>')
    """
    found = _ROOT.match(head)
    return (found[1], head[found.end() :]) if found else ("", "")


def read_records(
    lines: Iterable[str], file: str, tags: Iterable[str], read: _Read
) -> Iterator[Paper | Rejected]:
    """Yield what `read` makes of each of the elements named `tags`; None stands for an element to pass over.

    The raw text of a `Rejected` is filled in here. Text that is no XML ends the reading with one `Rejected`
    that says where and why; without any record there is one as well.
    """
    empty = True
    try:
        for found in find_elements(lines, tags):
            record = read(found, Origin(file, found.line))
            if isinstance(record, Rejected):
                record = replace(record, raw=tostring(found.element, "unicode").strip()[:_RAW_CHARACTERS])
            if record is not None:
                empty = False
                yield record
    except BrokenXmlError as error:
        yield Rejected(Origin(file, error.line), str(error), error.raw)
    else:
        if empty:
            yield Rejected(Origin(file, 1), "the file holds no records", "")


def find_elements(lines: Iterable[str], tags: Iterable[str]) -> Iterator[Found]:
    """Yield the outermost elements with one of the local names `tags`, in order.

    Raises `BrokenXmlError` where the text cannot be read on, behind all elements that were complete.

    >>> [found.line for found in find_elements(["<r>", "<x:a/>", "<b/></r>"], ["a", "b"])]
    [2, 3]
    """
    builder = _Builder(frozenset(tags))
    for chunk in _chunks(lines):
        error = builder.feed(chunk)
        yield from builder.take()
        if error:
            raise error
    if error := builder.close():
        raise error


def text_of(element: Element, path: str = ".") -> str:
    """The text of the first element at `path` as one line without markup; empty if there is none."""
    found = element.find(path)
    if found is None:
        return ""
    text = "".join(found.itertext()) if len(found) else found.text
    return " ".join(text.split()) if text else ""


def texts_of(element: Element, path: str) -> Iterator[str]:
    """The texts of all elements at `path`, those without one left out."""
    texts = (text_of(found) for found in element.iterfind(path))
    return (text for text in texts if text)


class _RefusedError(ValueError):
    """What is XML, but is not read for safety."""


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a text was fed: the line reached, the characters, and the piece fed last."""

    line: int = 1
    characters: int = 0
    last: str = ""


class _Builder:
    """Builds the wanted elements out of text that is fed piece by piece."""

    def __init__(self, tags: frozenset[str]) -> None:
        self._tags = tags
        self._place = _Place()
        self._skipped = 0  # blank lines before the beginning, which XML does not allow
        self._begun = 0  # how much was fed when something last began or ended outside a record
        self._open: list[Element] = []
        self._tree: TreeBuilder | None = None
        self._levels = 0
        self._line = 0
        self._found: list[Found] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, text: str) -> BrokenXmlError | None:
        """Read on; an error is given back, so that what was found before it can be taken."""
        if not self._place.characters:
            whole, text = text, text.lstrip("\ufeff \t\r\n")
            self._skipped += whole.count("\n", 0, len(whole) - len(text))
        return self._parse(text, is_last=False) if text else None

    def close(self) -> BrokenXmlError | None:
        """Say that the text ends here, which is an error if something is still open."""
        return self._parse("", is_last=True)

    def _parse(self, text: str, *, is_last: bool) -> BrokenXmlError | None:
        try:
            if self._place.characters - self._begun > _MOST_CHARACTERS:
                raise _RefusedError(f"more than {_MOST_CHARACTERS:,} characters without an end")
            self._parser.Parse(text, is_last)
        except expat.ExpatError as error:
            return self._broken(expat.ErrorString(error.code), error.lineno, text)
        except _RefusedError as error:
            return self._broken(str(error), self._parser.CurrentLineNumber, text)
        self._place = _Place(self._place.line + text.count("\n"), self._place.characters + len(text), text)
        return None

    def take(self) -> Iterator[Found]:
        """Give the elements found since the last call, and forget them."""
        found, self._found = self._found, []
        found.reverse()
        while found:
            yield found.pop()

    def _broken(self, why: str, line: int, text: str) -> BrokenXmlError:
        # What is not closed at the end of the text may have begun long before.
        lines = text.split("\n") if text else self._place.last.split("\n")[-1:]
        raw = lines[min(max(line - self._place.line, 0), len(lines) - 1)]
        return BrokenXmlError(f"no valid XML: {why}", line + self._skipped, raw.strip()[:_RAW_CHARACTERS])

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._levels += 1
        if self._levels > _MOST_LEVELS:
            raise _RefusedError(f"more than {_MOST_LEVELS} elements inside each other")
        if self._tree is None:
            self._begun = self._place.characters
            if tag not in self._tags:
                self._open.append(Element(tag, attributes))
                return
            self._tree = TreeBuilder()
            self._line = self._parser.CurrentLineNumber + self._skipped
            self._parser.CharacterDataHandler = self._tree.data
        elif tag in _BREAKS:
            self._tree.data(" ")
        self._tree.start(tag, attributes)

    def _end(self, tag: str) -> None:
        self._levels -= 1
        if self._tree is None:
            self._begun = self._place.characters
            self._open.pop()
            return
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        self._tree.end(tag)
        if self._levels == len(self._open):
            self._found.append(Found(self._tree.close(), self._line, tuple(self._open)))
            self._tree = None
            self._begun = self._place.characters
            self._parser.CharacterDataHandler = None
        elif tag in _BREAKS:
            self._tree.data(" ")

    def _doctype(self, _name: str, _system: str | None, _public: str | None, declares: bool | int) -> None:
        # Entities (of any kind) and default attributes can only be declared inside the text's own DOCTYPE,
        # since the one that it points to is not fetched.
        if declares:
            raise _RefusedError("a DOCTYPE with declarations of its own is not read")


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    """The text in pieces of bounded length, with all mended that exports are known to get wrong."""
    kept: list[str] = []
    size = 0
    for line in lines:
        kept.append(line)
        size += len(line)
        if size >= _CHUNK_CHARACTERS:
            yield from _mend_chunk(kept)
            kept, size = [""], 0  # the next line begins behind the end of this one
    yield from _mend_chunk(kept)


def _mend_chunk(lines: Sequence[str]) -> Iterator[str]:
    text = _NO_XML.sub(" ", "\n".join(lines))
    if "&" in text:
        text = _REFERENCE.sub(_mend, text)
    for start in range(0, len(text), _CHUNK_CHARACTERS):
        yield text[start : start + _CHUNK_CHARACTERS]


def _mend(reference: re.Match[str]) -> str:
    """A reference that needs no DTD: `&nbsp;` as its character, a lone `&` as `&amp;`, no control character.

    Line ends stay references, so that lines can be counted.
    """
    text = unescape(reference[0])
    return reference[0] if text in ("\n", "\r") else _NO_XML.sub(" ", escape(text))
