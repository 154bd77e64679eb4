"""Threads and processes: the same result in the same order, whatever becomes of them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from operator import add
from pathlib import Path

import pytest

from kgraph.parallel import begun, map_processes, map_threads
from kgraph.parallel import processes as parallel

NUMBERS = list(range(40))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that a test started; none may outlive it."""
    processes: list[subprocess.Popen[bytes]] = []
    start = parallel.start

    def note() -> subprocess.Popen[bytes]:
        processes.append(start())
        return processes[-1]

    monkeypatch.setattr(parallel, "start", note)
    yield processes
    assert [process.poll() is None for process in processes] == [False] * len(processes)


def test_threads_keep_the_order() -> None:
    assert list(map_threads(partial(add, 10), iter(NUMBERS))) == [number + 10 for number in NUMBERS]


def test_processes_keep_the_order(started: list[subprocess.Popen[bytes]]) -> None:
    found = map_processes(partial(add, 10), iter(NUMBERS), fewest=2, processes=3)
    assert list(found) == [number + 10 for number in NUMBERS]
    assert len(started) == 3


@pytest.mark.parametrize(("items", "processes"), [(NUMBERS[:4], 8), (NUMBERS, 1), ([], 2)])
def test_little_work_starts_no_process(
    items: list[int], processes: int, started: list[subprocess.Popen[bytes]]
) -> None:
    found = map_processes(partial(add, 10), items, fewest=5, processes=processes)
    assert list(found) == [number + 10 for number in items]
    assert started == []


@pytest.mark.parametrize("command", ["raise SystemExit", "import sys; sys.stdout.write('?' * 99)"])
def test_what_a_process_fails_to_do_is_done_here(
    command: str, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "_COMMAND", command)
    assert list(map_processes(partial(add, 10), NUMBERS, fewest=2, processes=2)) == [*range(10, 50)]
    assert len(started) == 2


def test_what_is_done_here_may_be_done_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_COMMAND", "raise SystemExit")
    found = map_processes(partial(add, 10), NUMBERS, fewest=2, processes=2, here=partial(add, 1))
    assert list(found) == [*range(1, 41)]


def test_an_error_in_the_work_reaches_who_asked(started: list[subprocess.Popen[bytes]]) -> None:
    with pytest.raises(TypeError):
        list(map_processes(partial(add, 10), [1, 2, "three"], fewest=2, processes=2))


def test_who_breaks_off_leaves_no_process_behind(started: list[subprocess.Popen[bytes]]) -> None:
    def numbers() -> Iterator[int]:
        yield from NUMBERS
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(map_processes(partial(add, 10), numbers(), fewest=2, processes=2))
    assert len(started) == 2


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from kgraph.parallel import map_processes\n"
        "print(sum(map_processes(len, ['abc'] * 9, fewest=2, processes=2)))\n",
        encoding="utf-8",
    )
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (found.stdout, found.stderr) == ("27\n", "")


def test_work_that_is_begun_is_waited_for() -> None:
    with begun(pow, 2, 10) as ask:
        assert ask() == 1024


def test_work_that_fails_in_the_process_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_COMMAND", "raise SystemExit")
    with begun(pow, 2, 10) as ask:
        assert ask() == 1024


def test_an_error_in_work_that_is_begun_reaches_who_waits() -> None:
    with begun(pow, 2, "ten") as ask, pytest.raises(TypeError):
        ask()


def test_work_that_nobody_waits_for_ends_with_the_block(started: list[subprocess.Popen[bytes]]) -> None:
    with begun(time.sleep, 60):
        assert [process.poll() for process in started] == [None]
