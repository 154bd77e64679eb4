"""Many files read in further processes: the records come as if they were read here, file by file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from kgraph.parallel import map_processes
from kgraph.records import Paper, Rejected
from kgraph.sources import Meter, Reading, Source, open_file, unwatched
from kgraph.sources.files import SourceFile

# Bytes that a process reads at a time, or one file: what it found has to be handed over.
_TOGETHER = 2 << 20
# Fewer bytes in all are worth no process, which takes a second to begin: the Anthology is 160 MB.
_FEWEST = 32 << 20

# The records of some files, and the files with their hashes.
Found = tuple[list[Paper], list[Rejected], list[tuple[str, str]]]


def read_apart(
    opened: Sequence[Source],
    columns: Mapping[str, str] | None = None,
    meter: Meter = unwatched,
    processes: int | None = None,
) -> Iterator[Found]:
    """Read what `open_sources` opened with the same `columns`, some files at a time, in their order."""
    sizes = [file.size for file, _ in opened]
    total = sum(size or 0 for size in sizes)
    if None in sizes or total < _FEWEST:
        yield _sort(Reading(opened, meter))
        return
    parts = list(_part(file for file, _ in opened))
    found = map_processes(partial(_read, columns or {}), parts, fewest=2, processes=processes)
    done = 0
    for files, packed in zip(parts, found, strict=True):
        yield msgspec.msgpack.decode(packed, type=Found)
        done += sum(file.size or 0 for file in files)
        meter(min(done, total), total)


def _read(columns: Mapping[str, str], files: Sequence[SourceFile]) -> bytes:
    # What reads a file may be a module, which no process can be handed: its beginning is looked at again.
    return msgspec.msgpack.encode(_sort(Reading([(file, open_file(file, columns)) for file in files])))


def _sort(reading: Reading) -> Found:
    papers: list[Paper] = []
    rejected: list[Rejected] = []
    for record in reading:
        if isinstance(record, Paper):
            papers.append(record)
        else:
            rejected.append(record)
    return papers, rejected, list(reading.inputs)


def _part(files: Iterable[SourceFile]) -> Iterator[list[SourceFile]]:
    part: list[SourceFile] = []
    size = 0
    for file in files:
        part.append(file)
        size += file.size or 0
        if size >= _TOGETHER:
            yield part
            part, size = [], 0
    if part:
        yield part
