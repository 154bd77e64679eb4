"""Vectors that were computed before, in a SQLite file: several processes may use it at once.

It only saves time. A file that is damaged is made anew, a value that is damaged is computed again, and
where no file can be written there is none.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

# Seconds to wait for another process that is writing.
_PATIENCE = 60
_CHECKSUM = 4


class Cache:
    """Values of one size by key. Made by `open_cache`."""

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        self._connection = connection
        self._size = size

    def get(self, key: bytes) -> bytes | None:
        """The value of a key; None if it is not held or not what was put."""
        found = self._connection.execute("SELECT value FROM vectors WHERE key = ?", (key,)).fetchone()
        if found is None or len(found[0]) != self._size + _CHECKSUM:
            return None
        value = bytes(found[0][:-_CHECKSUM])
        return value if found[0] == _sealed(value) else None

    def put(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values, all or none; none if the file cannot be written."""
        rows = [(key, _sealed(value)) for key, value in pairs]
        with suppress(sqlite3.OperationalError), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)


@contextmanager
def open_cache(path: Path, size: int) -> Iterator[Cache]:
    """Open the cache at `path`, which need not exist, for values of `size` bytes.

    >>> with open_cache(Path("/dev/null/x.sqlite"), 2) as cache:
    ...     cache.get(b"key")
    """
    with closing(_connect(path)) as connection:
        yield Cache(connection, size)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path)
        except sqlite3.OperationalError:  # locked, read-only, no room: the file may be sound
            raise
        except sqlite3.DatabaseError:
            for damaged in (path, path.with_name(f"{path.name}-journal")):
                damaged.unlink(missing_ok=True)
            return _open(path)
    except (OSError, sqlite3.OperationalError):
        return _open(":memory:")


def _open(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
        [report] = connection.execute("PRAGMA quick_check(1)").fetchone()
        if report != "ok":
            raise sqlite3.DatabaseError(report)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _sealed(value: bytes) -> bytes:
    return value + zlib.crc32(value).to_bytes(_CHECKSUM, "big")
