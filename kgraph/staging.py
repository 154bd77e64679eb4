"""Files that appear whole or not at all: made in a folder beside their place, then renamed.

A graph is several files, and a process may end between two renames. So a graph is replaced under a lock, and
a journal says from where the files move while they do: who comes next, a reader too, finishes what was begun.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kgraph.errors import GraphError, OutputError

_LOCK, _JOURNAL = ".kgraph-lock", ".kgraph-moving"
_STAGE, _REPLACEMENT = ".kgraph-", ".kgraph-new-"
_OLD, _GONE = ".old-", ".gone-"
# Files of one file system move in milliseconds: who waits longer waits for a process that ended.
_PATIENCE = 10.0


@contextmanager
def staged(directory: str | Path) -> Iterator[Path]:
    """Give a temporary folder whose content is moved into `directory` when the block ends without error.

    Each file appears whole, by a rename on the same file system, and a folder takes the place of the one of
    its name. After an error nothing has changed, and a folder made for the occasion is gone. Raises
    `OutputError` at once if `directory` cannot be written.
    """
    target = Path(directory)
    with _prepared(target, _STAGE) as stage:
        yield stage
        _move(stage, target)


@contextmanager
def replaced(directory: str | Path) -> Iterator[Path]:
    """Give a temporary folder whose files take the place of the graph in `directory`, all of them or none.

    As `staged`, and whenever the process ends, the next that calls `settle` finds the old graph or the new
    one. Raises `OutputError` if another process is writing a graph there.
    """
    target = Path(directory)
    with _made(target):
        lock = FileLock(target / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise OutputError(
                f"another build is writing to {target}: wait until it is done, or choose another folder"
            ) from None
        except OSError as error:
            raise _cannot_write(target, error) from None
        try:
            _finish(target)
            with _prepared(target, _REPLACEMENT) as stage:
                yield stage
                (stage / _JOURNAL).write_text(stage.name, encoding="utf-8")
                (stage / _JOURNAL).replace(target / _JOURNAL)
                _finish(target)
        finally:
            lock.release()


def settle(directory: str | Path) -> None:
    """Finish what a process that ended left half moved, or wait for one that is moving files.

    Raises `GraphError` if that cannot be had.
    """
    target = Path(directory)
    if not (target / _JOURNAL).exists():
        return
    try:
        with FileLock(target / _LOCK).acquire(timeout=_PATIENCE):
            _finish(target)
    except (Timeout, OSError) as error:
        raise GraphError(
            f"a build of {target} ended while its files were moved ({error}): build it again"
        ) from None


def write_atomically(path: str | Path, content: str | bytes) -> None:
    """Write one file under a temporary name and rename it. Raises `OutputError`."""
    path = Path(path)
    with staged(path.parent) as stage:
        data = content.encode("utf-8") if isinstance(content, str) else content
        (stage / path.name).write_bytes(data)


def leave_out(stage: Path, *names: str) -> None:
    """Let files or folders of these names go when the others of `stage` take their place."""
    for name in names:
        if not (stage / name).exists():
            (stage / f"{_GONE}{name}").touch()


@contextmanager
def _made(target: Path) -> Iterator[None]:
    """Make a folder for the time of the block, or for good if anything is in it then."""
    is_new = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(target, error) from None
    try:
        yield
    finally:
        if is_new and {entry.name for entry in target.iterdir()} <= {_LOCK}:
            shutil.rmtree(target, ignore_errors=True)


@contextmanager
def _prepared(target: Path, prefix: str) -> Iterator[Path]:
    with _made(target):
        try:
            stage = Path(tempfile.mkdtemp(prefix=prefix, dir=target))
        except OSError as error:
            raise _cannot_write(target, error) from None
        try:
            yield stage
        except OSError as error:
            raise _cannot_write(target, error) from None
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _finish(target: Path) -> None:
    """Move what the journal names, and remove what earlier processes left. Only under the lock."""
    journal = target / _JOURNAL
    if journal.exists():
        _move(target / journal.read_text(encoding="utf-8"), target)
        journal.unlink()
    for left in target.glob(f"{_REPLACEMENT}*"):
        shutil.rmtree(left, ignore_errors=True)


def _move(stage: Path, target: Path) -> None:
    """Move all entries of `stage`; it may be called again where it was broken off."""
    for entry in sorted(stage.iterdir()):
        if entry.name.startswith(_OLD):
            continue
        if entry.name.startswith(_GONE):
            _put_away(target / entry.name.removeprefix(_GONE), stage)
            continue
        place = target / entry.name
        if entry.is_dir():
            _put_away(place, stage)
        entry.replace(place)


def _put_away(place: Path, stage: Path) -> None:
    if place.exists():
        place.replace(stage / f"{_OLD}{place.name}")


def _cannot_write(target: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    # Of two files the second is the one that could not be put in its place.
    place = error.filename2 or target
    return OutputError(f"cannot write to {place} ({reason}): choose another folder")
