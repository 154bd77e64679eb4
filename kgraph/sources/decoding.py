"""Bytes as lines of text, piece by piece: what encoding, which line ends, and where a text stops being one.

A file is read as UTF-16 if it begins with the mark of that, or is clearly so without; else line by line as
UTF-8, and a line that is none as Windows-1252 (with Latin-1 for the five bytes that it leaves open), which is
what old exports in the wild are: of files joined from several sources each line keeps its own.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.errors import SourceError

# Control characters that text does not hold: all but tab, line ends, form feed and escape.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARK = codecs.BOM_UTF8
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Of text in Western letters every second byte is zero, and none of the others. Bibliographies in any script
# have so many tags that it is half of them at least.
_ZEROS_OF_UTF_16 = 0.5
_BINARY = "is a binary file: export its records as text and name that file"
_BROKEN = "holds a byte that no text holds: what follows is not read, so mend the file there"
_CUT_LETTER = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,2}\Z")


class Lines:
    r"""The lines of a text in bytes, without line ends (`\n`, `\r\n`, `\r`) and byte-order marks; one pass.

    Where the text is damaged the lines end; `damage` then says why (it is empty otherwise) and `place` which
    line that is, from 1.

    >>> lines = Lines([b"\xef\xbb\xbfa\r", b"\nb\rna\xefve\n", b"c\0d\n"])
    >>> list(lines), lines.place, lines.damage[:12]
    (['a', 'b', 'naïve', 'c'], 4, 'holds a byte')
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.place = 0
        self.damage = ""

    def __iter__(self) -> Iterator[str]:
        pieces = self._noting_damage(self._pieces)
        first = next(pieces, b"")
        encoding = _utf_16(first)
        everything = chain((first,), pieces)
        for block in _blocks(_as_utf_8(everything, encoding) if encoding else everything):
            lines = self._decoded(block)
            self.place += len(lines)
            yield from lines
            if self.damage:
                return

    def _decoded(self, block: bytes) -> list[str]:
        text, zero, _ = block.partition(b"\0") if b"\0" in block else (block, b"", b"")
        if zero:
            self.damage = _BROKEN
        if _MARK in text:
            text = text.removeprefix(_MARK).replace(b"\n" + _MARK, b"\n")
        lines = text.split(b"\n")
        if not lines[-1]:
            lines.pop()
        try:
            return [line.decode() for line in lines]
        except UnicodeDecodeError:
            return list(self._decoded_singly(lines))

    def _decoded_singly(self, lines: Iterable[bytes]) -> Iterator[str]:
        for line in lines:
            text = _decode(line)
            if text is None:
                self.damage = _BROKEN
                return
            yield text

    def _noting_damage(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        try:
            yield from pieces
        except SourceError as error:
            self.damage = str(error)


def read_head(data: bytes) -> str:
    """The text of the beginning of a file, which may be cut inside a letter.

    Raises `SourceError` if it is binary, or if nothing is there.
    """
    lines = Lines([data if _utf_16(data) else _CUT_LETTER.sub(b"", data) if len(data) > 3 else data])
    text = "\n".join(lines)
    if lines.damage:
        raise SourceError(_BINARY)
    if not text.strip():
        raise SourceError("is empty: name a file that holds paper records")
    return text


def _utf_16(data: bytes) -> str | None:
    """The codec of UTF-16 that a text begins in, if it does."""
    if data.startswith(_UTF_16):
        return "utf-16"
    even, odd = data[::2].count(0), data[1::2].count(0)
    if not bool(even) ^ bool(odd) or max(even, odd) < _ZEROS_OF_UTF_16 * len(data) / 2:
        return None
    codec = "utf-16-le" if odd else "utf-16-be"
    try:
        text = data[: len(data) // 2 * 2].decode(codec)
    except UnicodeDecodeError as error:
        text = "" if error.start < len(data) - 4 else data[: error.start].decode(codec)
    return codec if text and not _CONTROL.search(text.encode()) else None


def _as_utf_8(pieces: Iterable[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    for piece in chain(filter(None, pieces), (b"",)):
        yield decoder.decode(piece, final=not piece).encode()


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    r"""The same bytes with `\n` for every line end, parted at line ends only."""
    kept = []
    for piece in pieces:
        # A last `\r` may be half a line end.
        cut = max(piece.rfind(b"\n"), piece.rfind(b"\r", 0, max(len(piece) - 1, 0))) + 1
        if not cut:
            kept.append(piece)
            continue
        kept.append(piece[:cut])
        yield _unix(b"".join(kept))
        kept = [piece[cut:]]
    if rest := b"".join(kept):
        yield _unix(rest)


def _unix(block: bytes) -> bytes:
    return block.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in block else block


def _decode(line: bytes) -> str | None:
    """A line in whichever encoding it is; None if it is in none."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        if _CONTROL.search(line):
            return None
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")
