"""Work for all cores of this machine."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

# Pieces of work that wait for each thread, so that none is idle and few results are held.
_WAITING = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def count_cores() -> int:
    """The number of cores that this process may use."""
    # Not os.cpu_count(), which knows nothing of `taskset` and containers; but only Linux has the other.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_threads(function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Apply a function to each item on all cores, and give the results in the order of the items.

    For work that lets other threads run: that of NumPy and SciPy does. Few results wait to be taken.

    >>> list(map_threads(len, ["a", "bc", ""]))
    [1, 2, 0]
    """
    cores = count_cores()
    with ThreadPoolExecutor(cores) as threads:
        asked: deque[Future[_Result]] = deque()
        try:
            for item in items:
                asked.append(threads.submit(function, item))
                if len(asked) > _WAITING * cores:
                    yield asked.popleft().result()
            while asked:
                yield asked.popleft().result()
        finally:
            threads.shutdown(wait=True, cancel_futures=True)
