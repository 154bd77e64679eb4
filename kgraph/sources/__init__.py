"""Reads paper records from files and folders; the format is told from the content, not from the file's name.

A reader is a module of this package with two functions, and one line in `kgraph.sources.formats`:

    recognises(head)     does the beginning of a text look like this format?
    parse(lines, file)   yield a `Paper` or a `Rejected` for each record; `file` is what its origin says
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kgraph.errors import SourceError
from kgraph.records import Origin, Paper, Rejected
from kgraph.sources.decoding import Lines, read_head
from kgraph.sources.files import SourceFile, find_files
from kgraph.sources.formats import KNOWN, Reader, find_reader
from kgraph.sources.mapped import MappedReader, check_fields
from kgraph.sources.opening import Input, unpack_head

__all__ = ["Meter", "Reading", "Source", "open_file", "open_sources", "read", "unwatched"]

# Told how many bytes were read so far, and how many there are in all (None with standard input).
Meter = Callable[[int, int | None], None]
# A file with its reader, or with what becomes of it without one.
Source = tuple[SourceFile, Reader | Rejected]

_RAW_CHARACTERS = 200


def unwatched(done: int, total: int | None) -> None:
    """Tell nobody."""


def read(
    paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None, meter: Meter = unwatched
) -> "Reading":
    """Read every record of the given files, folders and patterns, file by file in the order of their names.

    Folders are walked whole, hidden files skipped; a file that is reached twice is read once; `-` is standard
    input; gzipped files are unpacked. Records come as the files are read, which are never held whole unless
    their format asks for it. The result is the same whatever the order of `paths` and the current folder.
    Inside a folder a file that cannot be used becomes a `Rejected` with its first 200 characters; a file that
    is damaged further on gives the records before the damage, and then a `Rejected`.

    `columns` says what fields of ours are called in tables and plain JSON records that use other names, and
    `meter` is called with the bytes read and those there are in all.

    Raises `SourceError` at once, before any record is read, for a path that is missing, for a named file that
    is empty, binary, unreadable or in no known format, for a folder without any file that holds records, and
    for a column that no file has; `UnknownNameError` for a field that is none of ours.

        for record in read(["papers.txt", "exports/", "*.csv"], columns={"title": "Titel"}): ...
    """
    return Reading(open_sources(paths, columns=columns), meter)


def open_sources(paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None) -> "list[Source]":
    """Find the files that `read` would read, each with its reader, or with what becomes of it without one.

    Any of them can be read by itself, in another process, too: `Reading([one])`. Raises what `read` raises.
    """
    columns = columns or {}
    check_fields(columns)
    opened = [(file, open_file(file, columns)) for file in find_files(paths)]
    folders = {folder for file, _ in opened for folder in file.folders}
    for folder in sorted(folders):
        if all(isinstance(reader, Rejected) for file, reader in opened if folder in file.folders):
            raise SourceError(f"{folder} holds no file of paper records in a known format: {KNOWN}")
    mapped = [reader for _, reader in opened if isinstance(reader, MappedReader)]
    used = {name for reader in mapped for name in reader.columns.values()}
    for field, name in columns.items():
        if name not in used:
            raise SourceError(
                f"no table or JSON file has a column {name!r} for {field}: check how it is spelt there"
            )
    return opened


class Reading(Iterator[Paper | Rejected]):
    """The records of files, one after the other; `inputs` tells what was read."""

    def __init__(self, opened: Sequence[Source], meter: Meter = unwatched) -> None:
        sizes = [file.size for file, _ in opened]
        self._total = None if None in sizes else sum(size or 0 for size in sizes)
        self._done = 0
        self._meter = meter
        self._inputs: list[tuple[str, str]] = []
        self._records = (record for file, reader in opened for record in self._read(file, reader))

    def __next__(self) -> Paper | Rejected:
        return next(self._records)

    def __iter__(self) -> Iterator[Paper | Rejected]:
        return self._records

    @property
    def inputs(self) -> tuple[tuple[str, str], ...]:
        """Each file that was read to its end so far, as origins name it, and the SHA-256 of its bytes."""
        return tuple(self._inputs)

    def _read(self, file: SourceFile, reader: Reader | Rejected) -> Iterator[Paper | Rejected]:
        if isinstance(reader, Rejected):
            yield reader
        try:
            with file.open() as stream:
                source = Input(stream, self._count)
                if not isinstance(reader, Rejected):
                    yield from _parse(reader, Lines(source.pieces()), file.name)
                self._inputs.append((file.name, source.sha256()))
        except OSError as error:  # gone since it was looked at, or a disk that fails
            if not isinstance(reader, Rejected):
                yield Rejected(Origin(file.name, 1), f"the file cannot be read ({error.strerror})", "")

    def _count(self, size: int) -> None:
        self._done += size
        self._meter(self._done, self._total)


def _parse(reader: Reader, lines: Lines, file: str) -> Iterator[Paper | Rejected]:
    """The records of a text and, if it is damaged, one `Rejected` that says so behind the good ones."""
    last, behind = None, False
    for record in reader.parse(iter(lines), file):
        if last is not None:
            yield last
        last, behind = record, bool(lines.damage)
    reason = f"the file {lines.damage}"
    if lines.damage and behind and isinstance(last, Rejected):
        # What the reader could not make sense of is what the damage left over.
        yield Rejected(last.origin, f"{reason} ({last.reason})", last.raw)
        return
    if last is not None:
        yield last
    if lines.damage:
        yield Rejected(Origin(file, max(lines.place, 1)), reason, "")


def open_file(file: SourceFile, columns: Mapping[str, str]) -> Reader | Rejected:
    """The reader that recognises a file, or what becomes of the file if none does.

    Raises `SourceError` for a file that was named.
    """
    head, reason = "", f"is in no known format: {KNOWN}"
    try:
        head = read_head(unpack_head(file.head()))
        if reader := find_reader(head, columns):
            return reader
    except SourceError as error:
        # The origin says which file it is; a machine's path has no place in a result.
        reason = str(error).removeprefix(f"{file.path} ")
    if file.given:
        raise SourceError(f"{file.path if file.taken is None else 'standard input'} {reason}")
    return Rejected(Origin(file.name, 1), f"the file {reason}", head[:_RAW_CHARACTERS])
