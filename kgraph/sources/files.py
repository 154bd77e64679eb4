"""Finds the files of a build, opens them as text, and names them the same wherever the build runs."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import SourceError

# As much of a file as is looked at to tell its format.
_HEAD_BYTES = 1 << 16
# Control characters that text does not hold: all but tab, line ends, form feed and escape.
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read. `name` is what origins say.

    `given` is true if the user named the file itself; `folders` are the folders they named that hold it.
    """

    name: str
    path: Path
    given: bool
    folders: tuple[Path, ...]

    def sha256(self) -> str:
        """The hash of the file's bytes, in hexadecimal."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def find_files(paths: Iterable[str | Path]) -> tuple[SourceFile, ...]:
    """Find every file of the given files and folders, once, sorted by name.

    Folders are walked whole; what is hidden (a name with a dot before it) is skipped unless given itself.
    A file's name is its path below the deepest folder that holds all files found, with forward slashes.

    Raises `SourceError` if nothing is given, a path is missing, or a folder cannot be listed or is empty.
    """
    given: set[Path] = set()
    folders: dict[Path, set[Path]] = {}
    # One path by itself is an iterable, too: of letters. Nobody means that.
    for path in [paths] if isinstance(paths, str | Path) else paths:
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
    if not folders:
        raise SourceError("no files to read: name at least one file, or a folder that holds some")
    top = os.path.commonpath([file.parent for file in folders])
    # Of several links to one file the one that was given is read, and else the first by name.
    chosen: dict[Path, SourceFile] = {}
    for file in sorted(folders, key=lambda file: (file not in given, file)):
        one = chosen.get(file.resolve())
        path, is_given, among = (one.path, one.given, one.folders) if one else (file, file in given, ())
        every_folder = tuple(sorted({*among, *folders[file]}))
        chosen[file.resolve()] = SourceFile(path.relative_to(top).as_posix(), path, is_given, every_folder)
    return tuple(sorted(chosen.values()))


def read_head(path: Path) -> str:
    """The beginning of a file as text, to tell its format from; see `read_text` for encodings and errors."""
    return _decode(_read(path, _HEAD_BYTES), path)


def read_text(path: Path) -> str:
    """A file as text with `\\n` at line ends and without a byte-order mark.

    A file is read as UTF-8, as UTF-16 if it begins with the mark of that, and else as Windows-1252 (with
    Latin-1 for the five bytes that it leaves open), which is what old exports in the wild are.

    Raises `SourceError` for a file that is empty, is binary, or may not be read.
    """
    return _decode(_read(path, -1), path)


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


def _read(path: Path, size: int) -> bytes:
    if not path.is_file():
        raise SourceError(f"{path} is not a file: name a file or folder of paper records")
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): check its permissions") from None


def _decode(data: bytes, path: Path) -> str:
    text = _decoded(data)
    if text is None:
        raise SourceError(f"{path} is a binary file: export its records as text and name that file")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{path} is empty: name a file that holds paper records")
    return text


def _decoded(data: bytes) -> str | None:
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    if 0 in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A head may end inside a letter.
        if len(data) == _HEAD_BYTES and error.start > len(data) - 4:
            return data[: error.start].decode("utf-8")
    if not _CONTROLS.isdisjoint(data):
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
