"""Vectors that were computed before, in a SQLite file: several processes may use it at once.

It only saves time. A file that is damaged is made anew, a value that is damaged is computed again, and
where no file can be written there is none.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

# Seconds to wait for another process that is writing.
_PATIENCE = 60
_CHECKSUM = 4
# What reading a damaged file raises: a message that quotes it may be no text.
_FAILURES = (sqlite3.DatabaseError, UnicodeError)
# What SQLite says of a file that may be sound all the same; anything else is damage.
_NO_DAMAGE = frozenset(
    (
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    )
)  # fmt: skip


class Cache:
    """Values of one size by key. Made by `open_cache`.

    `damaged` says whether the file turned out to be.
    """

    def __init__(self, connection: sqlite3.Connection, size: int) -> None:
        self.damaged = False
        self._connection = connection
        self._size = size

    def get(self, key: bytes) -> bytes | None:
        """The value of a key; None if it is not held or not what was put."""
        with self._watch():
            for (held,) in self._connection.execute("SELECT value FROM vectors WHERE key = ?", (key,)):
                if isinstance(held, bytes) and held == _sealed(held[: self._size]):
                    return held[: self._size]
        return None

    def put(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values, all or none; none if the file cannot be written."""
        rows = [(key, _sealed(value)) for key, value in pairs]
        with self._watch(), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    @contextmanager
    def _watch(self) -> Iterator[None]:
        try:
            yield
        except _FAILURES as error:
            self.damaged |= _is_damage(error)


@contextmanager
def open_cache(path: Path, size: int) -> Iterator[Cache]:
    """Open the cache at `path`, which need not exist, for values of `size` bytes.

    >>> with open_cache(Path("/dev/null/x.sqlite"), 2) as cache:
    ...     cache.get(b"key")
    """
    with closing(_connect(path)) as connection:
        cache = Cache(connection, size)
        yield cache
    if cache.damaged:
        _remove(path)


def _connect(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path)
        except _FAILURES as error:
            if not _is_damage(error):
                raise
            _remove(path)
            return _open(path)
    except (OSError, *_FAILURES):
        return _open(":memory:")


def _open(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
    except Exception:
        connection.close()
        raise
    return connection


def _is_damage(error: Exception) -> bool:
    # The low byte is the kind of an error; what Python raises has no code.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_DAMAGE


def _remove(path: Path) -> None:
    for part in (path, path.with_name(f"{path.name}-journal")):
        part.unlink(missing_ok=True)


def _sealed(value: bytes) -> bytes:
    return value + zlib.crc32(value).to_bytes(_CHECKSUM, "big")
