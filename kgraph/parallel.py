"""Work for all cores of this machine, in threads or in processes; results come in the order of the work."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any, TypeVar

# Pieces of work that wait for each thread or process, so that none is idle and few results are held.
_WAITING = 2

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Process = subprocess.Popen[bytes]

# What a process runs. It does not import the main module of this one, so a script needs no guard for it.
_COMMAND = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from kgraph.parallel import serve; serve()"
)
# There is a process a core: libraries shall not start threads on top.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}


def count_cores() -> int:
    """The number of cores that this process may use."""
    # Not os.cpu_count(), which knows nothing of `taskset` and containers; but only Linux has the other.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_threads(function: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
    """Apply a function to each item in as many threads as there are cores.

    For work that lets other threads run: that of NumPy and SciPy does.

    >>> list(map_threads(len, ["a", "bc", ""]))
    [1, 2, 0]
    """
    with ExitStack() as stack:
        threads = _open_threads(stack, count_cores())
        asked: deque[Future[_Result]] = deque()
        for item in items:
            asked.append(threads.submit(function, item))
            if len(asked) > (1 + _WAITING) * count_cores():
                yield asked.popleft().result()
        while asked:
            yield asked.popleft().result()


def map_processes(
    function: Callable[[_Item], _Result],
    items: Iterable[_Item],
    *,
    fewest: int,
    processes: int | None = None,
    here: Callable[[_Item], _Result] | None = None,
) -> Iterator[_Result]:
    """Apply a function to each item in further processes, as many as there are cores.

    `function` and items are pickled: it is one of a module, or `functools.partial` of one. Fewer items than
    `fewest` are worth no process and done here, and so is what a process fails to do: by `here`, if that is
    another way to the same result.
    """
    items, here = iter(items), here or function
    processes = count_cores() if processes is None else processes
    first = list(islice(items, fewest))
    everything = chain(first, items)
    if processes < 2 or len(first) < fewest or not sys.executable:
        yield from map(here, everything)
        return
    with ExitStack() as stack:
        threads = _open_threads(stack, processes)  # they only wait for the processes
        free: SimpleQueue[_Process] = SimpleQueue()
        for _ in range(processes):
            process = stack.enter_context(_start())
            stack.callback(_stop, process)
            free.put(process)
        asked: deque[tuple[_Item, Future[bytes | None]]] = deque()
        for item in everything:
            asked.append((item, threads.submit(_ask, free, pickle.dumps((function, item)))))
            if len(asked) > (1 + _WAITING) * processes:
                yield _answer(here, *asked.popleft())
        while asked:
            yield _answer(here, *asked.popleft())


def serve() -> None:
    """Do what comes in on standard input until it ends: what each further process does."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, item = pickle.load(asked)  # noqa: S301  (our own parent wrote it)
            pickle.dump(pickle.dumps(function(item)), answers)
            answers.flush()


def _open_threads(stack: ExitStack, count: int) -> ThreadPoolExecutor:
    """Threads that end with the stack, and leave undone what nobody waits for any more."""
    threads = stack.enter_context(ThreadPoolExecutor(count))
    stack.callback(threads.shutdown, wait=False, cancel_futures=True)
    return threads


def _answer(here: Callable[[_Item], _Result], item: _Item, answer: "Future[bytes | None]") -> _Result:
    found = answer.result()
    if found is None:
        return here(item)
    result: _Result = pickle.loads(found)  # noqa: S301
    return result


def _start() -> _Process:
    # In a session of its own no Ctrl-C reaches it: it ends when this process does, or lets it.
    process = subprocess.Popen(  # noqa: S603  (this Python, and a command without a variable)
        [sys.executable, "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | _ONE_THREAD,
    )
    assert process.stdin
    with suppress(OSError):
        pickle.dump(sys.path, process.stdin)
    return process


def _ask(free: "SimpleQueue[_Process]", work: bytes) -> bytes | None:
    """Let a free process do some work; None if it fails."""
    process = free.get()
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(work)
        process.stdin.flush()
        found: Any = pickle.load(process.stdout)  # noqa: S301
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        return None
    else:
        return found if isinstance(found, bytes) else None
    finally:
        free.put(process)


def _stop(process: _Process) -> None:
    process.kill()
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
