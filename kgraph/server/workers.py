"""Queries asked in processes of their own, so that one that takes too much time or memory can be ended.

A thread would not do: nothing outside the engine can stop a query that runs inside it.
"""

import asyncio
from collections.abc import Sequence
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import CONSTS, ProcessExpired, ProcessPool

from kgraph.errors import BusyError, QueryError
from kgraph.quads import prefixes
from kgraph.results import Limits, Written, formats_of, write_within
from kgraph.server.negotiation import choose
from kgraph.sparql import ask
from kgraph.store import Engine, open_filled

# A worker that does not end when it is told to, as none inside the engine does, is killed this much later.
CONSTS.term_timeout = 0.2


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may use, and how many may be asked at a time.

    `seconds` of time, `rows` rows or triples, `size` characters in their terms, `memory` bytes; `workers`
    queries run and `waiting` more wait, each further one is refused.
    """

    seconds: float = 30.0
    rows: int = 10_000
    size: int = 20_000_000
    memory: int = 2 << 30
    workers: int = 2
    waiting: int = 8


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its dataset, and the media types (or the one format) that its answer may have."""

    text: str
    default: Sequence[str] = ()
    named: Sequence[str] = ()
    accept: str = "*/*"
    format: str = ""


class Workers:
    """The processes that answer. Each has the graph open for reading."""

    def __init__(self, directory: Path, bounds: Bounds) -> None:
        self.bounds = bounds
        self._asked = 0
        # Started anew and not forked: a copy of a process with threads may hold their locks for ever.
        self._pool = ProcessPool(
            max_workers=bounds.workers,
            initializer=_open,
            initargs=(directory, bounds),
            context=get_context("spawn"),
        )

    async def ask(self, question: Question) -> Written:
        """Ask a query and wait for its answer.

        Raises `QueryError` if it is malformed, `TooCostlyError` if it takes more time or memory than it may,
        `UnknownNameError` if its answer has none of the media types, and `BusyError` if too many are asked.
        """
        bounds = self.bounds
        if self._asked >= bounds.workers + bounds.waiting:
            raise BusyError(f"{self._asked} queries are being asked: ask again in a moment")
        self._asked += 1
        try:
            task = self._pool.schedule(_answer, args=[question], timeout=bounds.seconds)
            answer: Written = await asyncio.wrap_future(task)
        except TookTooLong:
            raise TooCostlyError(
                f"the query was ended after {bounds.seconds:g} seconds: make it narrower, or ask it with "
                "`kgraph query`, which has no limit"
            ) from None
        except ProcessExpired:
            raise TooCostlyError(
                f"the query was ended because it needs more than {bounds.memory >> 20} MB of memory: make it "
                "narrower, or ask it with `kgraph query`, which has no limit"
            ) from None
        finally:
            self._asked -= 1
        return answer

    def close(self) -> None:
        """End all processes."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


class TooCostlyError(QueryError):
    """A query took more than it may."""


# What a worker process holds: the engine and the bounds.
_held: tuple[Engine, Bounds] | None = None


def _open(directory: Path, bounds: Bounds) -> None:
    global _held  # noqa: PLW0603  (a process has one store; the pool can hand a task nothing else)
    with suppress(ImportError, ValueError, OSError):  # not every system can hold a process to a limit
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_DATA, (bounds.memory, bounds.memory))
    _held = (open_filled(directory), bounds)


def _answer(question: Question) -> Written:
    if _held is None:
        raise RuntimeError("the worker has not been opened")
    engine, bounds = _held
    result: Any = ask(engine, question.text, question.default, question.named)
    name = choose(question.accept, question.format, formats_of(result))
    try:
        return write_within(result, name, Limits(bounds.rows, bounds.size), prefixes(engine.base))
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {error}") from None
