"""Work in threads, for what lets other threads run: NumPy and SciPy do, and waiting does."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TypeVar

# Pieces of work that wait for each thread or process, so that none is idle and few results are held.
WAITING = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def count_cores() -> int:
    """The number of cores that this process may use."""
    # Not os.cpu_count(), which knows nothing of `taskset` and containers; but only Linux has the other.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_threads(function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Apply a function to each item in as many threads as there are cores.

    The results come in the order of the items.

    >>> list(map_threads(len, ["a", "bc", ""]))
    [1, 2, 0]
    """
    with ExitStack() as stack:
        threads = open_threads(stack, count_cores())
        asked: deque[Future[_Result]] = deque()
        for item in items:
            asked.append(threads.submit(function, item))
            if len(asked) > (1 + WAITING) * count_cores():
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


@contextmanager
def aside(
    function: Callable[..., _Result], *arguments: object, **options: object
) -> Iterator[Callable[[], _Result]]:
    """Let a thread work on what is needed later in the block; to wait for it, call what is given.

    >>> with aside(len, "abc") as length:
    ...     length()
    3
    """
    with ExitStack() as stack:
        yield open_threads(stack, 1).submit(function, *arguments, **options).result


def open_threads(stack: ExitStack, count: int) -> ThreadPoolExecutor:
    """Threads that end with the stack, and leave undone what nobody waits for any more."""
    threads = stack.enter_context(ThreadPoolExecutor(count))
    stack.callback(threads.shutdown, wait=False, cancel_futures=True)
    return threads
