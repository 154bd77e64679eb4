"""The bytes of a source, read once: unpacked if they are gzipped, hashed and counted on the way."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol, cast

from kgraph.errors import SourceError

_GZIP = b"\x1f\x8b\x08"
_PIECE = 1 << 18
# What is packed to less than a five-hundredth is no export: bibliographies come to a quarter, 60,000 records
# that differ in a number alone to a 175th, a file of one letter to a thousandth. Small files are not asked.
_MOST_TIMES = 500
_NOT_ASKED = 1 << 26


class Readable(Protocol):
    """What has bytes to read."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many of the next bytes; none at the end."""
        ...


class Input:
    """A source that is being read; `seen` is told of each piece how many bytes it took on the disk."""

    def __init__(self, stream: Readable, seen: Callable[[int], None]) -> None:
        self._stream = stream
        self._seen = seen
        self._hash = hashlib.sha256()
        self._count = 0

    def read(self, size: int = _PIECE, /) -> bytes:
        """The next bytes as they stand on the disk; none at the end."""
        data = self._stream.read(size)
        self._hash.update(data)
        self._count += len(data)
        self._seen(len(data))
        return data

    def pieces(self) -> Iterator[bytes]:
        """The bytes in pieces of bounded size, unpacked.

        Raises `SourceError`, behind all that could be read, where the rest cannot: a broken archive, a disk
        that fails, or an archive that unpacks to more than 500 times its size (and 64 MiB).
        """
        try:
            first = self.read()
            if first.startswith(_GZIP):
                yield from self._unpacked(first)
                return
            while first:
                yield first
                first = self.read()
        except OSError as error:
            raise SourceError(f"cannot be read on ({error.strerror or error}): check the disk") from None

    def sha256(self) -> str:
        """The hash of all bytes as they stand on the disk, in hexadecimal; what is left is read for it."""
        while self.read():
            pass
        return self._hash.hexdigest()

    def _unpacked(self, first: bytes) -> Iterator[bytes]:
        total = 0
        # `GzipFile` needs nothing but `read` here, and takes one small piece at a time.
        with gzip.GzipFile(mode="rb", fileobj=cast(BinaryIO, Ahead(first, self))) as archive:
            while True:
                try:
                    piece = archive.read1(_PIECE)
                except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                    raise SourceError(f"is a broken gzip archive ({error}): pack it again") from None
                if not piece:
                    return
                total += len(piece)
                if total > max(_NOT_ASKED, _MOST_TIMES * self._count):
                    raise SourceError(
                        f"is a gzip archive of more than {_MOST_TIMES} times its size, which is not read: "
                        "unpack it and name the file, if you trust it"
                    )
                yield piece


class Ahead:
    """A source behind bytes that were already taken from it."""

    def __init__(self, taken: bytes, rest: Readable) -> None:
        self._taken = taken
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        """What was taken, then the rest."""
        if self._taken:
            size = len(self._taken) if size < 0 else size
            data, self._taken = self._taken[:size], self._taken[size:]
            return data
        return self._rest.read(size)


def unpack_head(data: bytes) -> bytes:
    """The beginning of what a beginning of a file unpacks to; what is not gzipped stays as it is."""
    if not data.startswith(_GZIP):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(data))
    except zlib.error:
        return data
