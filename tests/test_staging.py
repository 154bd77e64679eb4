"""Whatever ends a process: the old files are whole, or the new ones are."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph import staging
from kgraph.errors import GraphError, OutputError
from kgraph.staging import leave_out, replaced, settle

# Writes generation after generation into a folder until it is killed; each has three files and a folder.
WRITER = """
import sys
from pathlib import Path
from kgraph.staging import replaced
for generation in range(100000):
    with replaced(sys.argv[1]) as stage:
        for name in ("a.txt", "b.txt", "c.txt", "folder/d.txt"):
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_text(str(generation))
    print(generation, flush=True)
"""


def write(folder: Path, text: str, *names: str) -> None:
    with replaced(folder) as stage:
        for name in names:
            (stage / name).parent.mkdir(exist_ok=True)
            (stage / name).write_text(text, "utf-8")


def read(folder: Path) -> dict[str, str]:
    """What is in a folder, but for what a writer that was killed left beside it."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {
        path.as_posix(): (folder / path).read_text("utf-8")
        for path in files
        if not path.parts[0].startswith(".kgraph")
    }


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills at once here")
def test_a_killed_writer_leaves_one_whole_generation(tmp_path: Path) -> None:
    moments = random.Random(7)
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", WRITER, tmp_path], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()  # it is at work
            time.sleep(moments.uniform(0, 0.05))
            process.kill()
        settle(tmp_path)
        assert sorted(read(tmp_path)) == ["a.txt", "b.txt", "c.txt", "folder/d.txt"]
        assert len(set(read(tmp_path).values())) == 1


@pytest.mark.parametrize("moves", range(5))
def test_a_replacement_broken_off_after_any_move_is_finished(
    moves: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.txt", "b.txt", "folder/c.txt")
    write(tmp_path, "old", *names, "gone.txt")
    whole = Path.replace
    done = iter(range(moves + 1))  # the first is that of the journal

    def replace(self: Path, target: Path) -> Path:
        if next(done, None) is None:
            raise KeyboardInterrupt
        return whole(self, target)

    def break_off() -> None:
        with replaced(tmp_path) as stage:
            leave_out(stage, "gone.txt", "a.txt", "never-there")
            for name in names[1:]:
                (stage / name).parent.mkdir(exist_ok=True)
                (stage / name).write_text("new", "utf-8")
            # What a killed process cannot do.
            monkeypatch.setattr(staging.shutil, "rmtree", lambda *_, **__: None)
            monkeypatch.setattr(Path, "replace", replace)

    with pytest.raises(KeyboardInterrupt):
        break_off()
    monkeypatch.undo()
    settle(tmp_path)
    assert read(tmp_path) == {"b.txt": "new", "folder/c.txt": "new"}
    write(tmp_path, "newest", "b.txt")
    assert [path.name for path in tmp_path.glob(".kgraph-new-*")] == []


def test_before_the_journal_nothing_has_changed(tmp_path: Path) -> None:
    write(tmp_path, "old", "a.txt")

    def fail() -> None:
        with replaced(tmp_path) as stage:
            (stage / "a.txt").write_text("new", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert read(tmp_path) == {"a.txt": "old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".kgraph-lock", "a.txt"]


def test_the_second_of_two_is_told_to_wait(tmp_path: Path) -> None:
    with replaced(tmp_path) as stage:
        (stage / "a.txt").write_text("first", "utf-8")
        with pytest.raises(OutputError, match=r"another build is writing to .*: wait until it is done"):
            write(tmp_path, "second", "a.txt")
    assert read(tmp_path) == {"a.txt": "first"}


def test_who_reads_while_files_move_waits_and_then_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_PATIENCE", 0.1)
    with replaced(tmp_path):
        (tmp_path / ".kgraph-moving").write_text("nowhere", "utf-8")
        with pytest.raises(GraphError, match=r"ended while its files were moved .*: build it again"):
            settle(tmp_path)
        (tmp_path / ".kgraph-moving").unlink()


def test_a_folder_made_for_nothing_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replaced(tmp_path / "deep" / "new"):
        raise ZeroDivisionError
    assert not (tmp_path / "deep" / "new").exists()


@pytest.mark.skipif(os.name == "nt", reason="a file cannot be made there by this path")
def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="choose another folder"), replaced(tmp_path / "file"):
        pass
