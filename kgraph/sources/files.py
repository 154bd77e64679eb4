"""Finds the sources of a build, and names them the same wherever the build runs."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from kgraph.errors import SourceError
from kgraph.sources.opening import Ahead, Readable

STANDARD_INPUT = "-"
# As much of a file as is looked at to tell its format.
_HEAD_BYTES = 1 << 16


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read. `name` is what origins say.

    `given` is true if the user named the file itself; `folders` are the folders they named that hold it.
    `taken` is the beginning of standard input, which cannot be read twice.
    """

    name: str
    path: Path
    given: bool
    folders: tuple[Path, ...]
    taken: bytes | None = None

    @property
    def size(self) -> int | None:
        """How many bytes it has; None if only its end will tell."""
        try:
            return self.path.stat().st_size if self.taken is None else None
        except OSError:
            return 0

    @contextmanager
    def open(self) -> Iterator[Readable]:
        """Open it to read its bytes from the beginning; raises `OSError`."""
        if self.taken is not None:
            yield Ahead(self.taken, sys.stdin.buffer)
            return
        with self.path.open("rb") as file:
            yield file

    def head(self) -> bytes:
        """As many of its bytes as are looked at to tell its format.

        Raises `SourceError` if it is no file, or may not be read.
        """
        if self.taken is not None:
            return self.taken
        if not self.path.is_file():
            raise SourceError(f"{self.path} is not a file: name a file or folder of paper records")
        try:
            with self.path.open("rb") as file:
                return file.read(_HEAD_BYTES)
        except OSError as error:
            reason = f"cannot be read ({error.strerror}): check its permissions"
            raise SourceError(f"{self.path} {reason}") from None


def find_files(paths: Iterable[str | Path]) -> tuple[SourceFile, ...]:
    """Find every file of the given files, folders and patterns (`exports/*.ris`), once, sorted by name.

    Folders are walked whole; what is hidden (a name with a dot before it) is skipped unless given itself.
    A file's name is its path below the deepest folder that holds all files found, with forward slashes.
    `-` is standard input, whose name is `stdin`.

    Raises `SourceError` if nothing is given, a path is missing, a pattern matches nothing, or a folder cannot
    be listed or is empty.
    """
    given: set[Path] = set()
    folders: dict[Path, set[Path]] = {}
    streams = set[SourceFile]()
    # One path by itself is an iterable, too: of letters. Nobody means that.
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    for path in _expand(named):
        if str(path) == STANDARD_INPUT:
            if not streams:
                taken = sys.stdin.buffer.read(_HEAD_BYTES)
                streams.add(SourceFile("stdin", Path(STANDARD_INPUT), True, (), taken))
            continue
        # The folders above are resolved, so that a file reached on two ways is one.
        place = Path(os.path.realpath(Path(path).parent), Path(path).name)
        if place.is_dir():
            folder = place.resolve()
            for file in _walk(folder):
                folders.setdefault(file, set()).add(folder)
        elif place.exists():
            given.add(place)
            folders.setdefault(place, set())
        else:
            raise SourceError(f"{path} does not exist: check the path")
    if not folders and not streams:
        raise SourceError("no files to read: name at least one file, or a folder that holds some")
    if not folders:
        return tuple(streams)
    top = os.path.commonpath([file.parent for file in folders])
    # Of several links to one file the one that was given is read, and else the first by name.
    chosen: dict[Path, SourceFile] = {}
    for file in sorted(folders, key=lambda file: (file not in given, file)):
        one = chosen.get(file.resolve())
        path, is_given, among = (one.path, one.given, one.folders) if one else (file, file in given, ())
        every_folder = tuple(sorted({*among, *folders[file]}))
        chosen[file.resolve()] = SourceFile(path.relative_to(top).as_posix(), path, is_given, every_folder)
    return tuple(sorted({*chosen.values(), *streams}, key=lambda file: (file.name, file.path)))


def _expand(paths: Iterable[str | Path]) -> Iterator[str | Path]:
    """The paths, and what matches those that are patterns and not the name of a file."""
    for path in paths:
        if not has_magic(str(path)) or Path(path).exists():
            yield path
            continue
        found = sorted(glob(str(path), recursive=True))  # noqa: PTH207  (`Path.glob` knows no absolute ones)
        if not found:
            raise SourceError(f"{path} matches no file: check the pattern")
        yield from found


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise SourceError(f"{error.filename} cannot be listed ({error.strerror}): check its permissions")

    found = False
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                found = True
                yield Path(place) / name
    if not found:
        raise SourceError(f"{folder} holds no files: name a folder with paper records")
