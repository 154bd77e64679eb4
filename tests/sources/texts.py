"""A file as a reader is given it."""

from collections.abc import Iterator
from pathlib import Path

from kgraph.sources.decoding import Lines, read_head
from kgraph.sources.files import SourceFile
from kgraph.sources.opening import Input


def head_of(path: Path) -> str:
    """What a reader is asked about; raises `SourceError` for a file that is binary or empty."""
    return read_head(SourceFile(path.name, path, True, ()).head())


def lines_of(path: Path) -> Iterator[str]:
    """The lines, one by one."""
    with path.open("rb") as file:
        yield from Lines(Input(file, lambda _: None).pieces())
