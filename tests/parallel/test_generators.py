"""A generator in a process: the same values, whatever becomes of the process."""

import os
from collections.abc import Generator
from typing import Any

import pytest

from kgraph.parallel import processes, run_apart


def add_up(first: int, *rest: int) -> Generator[int, int, str]:
    """Yield sums of what it is sent, and return them in words."""
    total = first + sum(rest)
    for _ in range(3):
        total += yield total
    return f"{total} in all"


def die(parent: int) -> Generator[int, int, str]:
    """As `add_up`, but after the first value it ends any process but that of `parent`."""
    steps = add_up(1)
    told = yield next(steps)
    if os.getpid() != parent:
        os._exit(1)
    value = steps.send(told)
    while True:
        told = yield value
        try:
            value = steps.send(told)
        except StopIteration as end:
            return str(end.value)


def fail() -> Generator[int, int, str]:
    yield 1
    raise ZeroDivisionError


def drive(steps: Generator[Any, Any, str]) -> tuple[list[int], str]:
    values = [next(steps), steps.send(10), steps.send(100)]
    with pytest.raises(StopIteration) as end:
        steps.send(1000)
    return values, end.value.value


def test_what_it_yields_and_returns() -> None:
    assert drive(run_apart(add_up, 1, 2)) == ([3, 13, 113], "1113 in all")


def test_a_process_that_ends_is_made_good_here() -> None:
    assert drive(run_apart(die, os.getpid())) == ([1, 11, 111], "1111 in all")


def test_no_process_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_COMMAND", "raise SystemExit")
    assert drive(run_apart(add_up, 1)) == ([1, 11, 111], "1111 in all")


def test_an_error_reaches_who_asked() -> None:
    steps = run_apart(fail)
    assert next(steps) == 1
    with pytest.raises(ZeroDivisionError):
        steps.send(None)


def test_who_breaks_off_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    begin = processes.start
    monkeypatch.setattr("kgraph.parallel.processes.start", lambda: started.append(begin()) or started[-1])
    steps = run_apart(add_up, 1)
    assert next(steps) == 1
    steps.close()
    assert [process.poll() is None for process in started] == [False]
