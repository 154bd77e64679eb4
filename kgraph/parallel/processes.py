"""Work in further processes, as many as there are cores; what one of them fails to do is done here."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import chain, islice
from queue import SimpleQueue
from typing import Any, TypeVar

from kgraph.parallel.threads import WAITING, count_cores, open_threads

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Process = subprocess.Popen[bytes]

# What a process runs. It does not import the main module of this one, so a script needs no guard for it.
_COMMAND = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from kgraph.parallel.processes import serve; serve()"
)
# How far processes give way to this one and to each other, where there are more than cores (`nice`): all
# wait for what is done here, and that in turn for what is asked of processes before what it needs later. The
# words of the Anthology are compared beside people and while keywords are named so, where one core waited,
# and not beside the processes that read texts.
_ASKED, _LATER = 5, 10
# There is a process a core: libraries shall not start threads on top.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}


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
        threads = open_threads(stack, processes)  # they only wait for the processes
        free: SimpleQueue[Process] = SimpleQueue()
        for _ in range(processes):
            free.put(stack.enter_context(running(_ASKED)))
        asked: deque[tuple[_Item, Future[bytes | None]]] = deque()
        for item in everything:
            asked.append((item, threads.submit(_ask_free, free, pickle.dumps((function, item)))))
            if len(asked) > (1 + WAITING) * processes:
                yield _answer(here, *asked.popleft())
        while asked:
            yield _answer(here, *asked.popleft())


@contextmanager
def begun(function: Callable[..., _Result], *arguments: object) -> Iterator[Callable[[], _Result]]:
    """Let a process work on what is needed later in the block; to wait for it, call what is given.

    It gives way to all that is done meanwhile. What the process fails to do is done then, here.
    """
    with ExitStack() as stack:
        threads = open_threads(stack, 1)
        process = stack.enter_context(running(_LATER))
        work = partial(function, *arguments)
        answer = threads.submit(ask, process, pickle.dumps((_call, work)))
        yield lambda: _answer(_call, work, answer)


def _call(work: Callable[[], _Result]) -> _Result:
    return work()


def serve() -> None:
    """Do what comes in on standard input until it ends: what each further process does."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    with suppress(EOFError, BrokenPipeError):
        while True:
            function, item = pickle.load(asked)  # noqa: S301  (our own parent wrote it)
            pickle.dump(pickle.dumps(function(item)), answers)
            answers.flush()


def _answer(here: Callable[[_Item], _Result], item: _Item, answer: "Future[bytes | None]") -> _Result:
    found = answer.result()
    if found is None:
        return here(item)
    result: _Result = pickle.loads(found)  # noqa: S301
    return result


@contextmanager
def running(behind: int = 0) -> Iterator[Process]:
    """A process that serves while the block runs, and ends with it, whatever it is doing.

    It gives way to this one by so many steps of `nice`, where there are priorities.
    """
    with start() as process:
        if behind and hasattr(os, "setpriority"):
            with suppress(OSError):
                here = os.getpriority(os.PRIO_PROCESS, 0)
                os.setpriority(os.PRIO_PROCESS, process.pid, here + behind)
        try:
            yield process
        finally:
            stop(process)


def start() -> Process:
    """Start a process that serves."""
    # In a group of its own no Ctrl-C reaches it: it ends when this process does, or lets it. In a session of
    # its own it would have its own share of the cores, whatever its priority (Linux's `autogroup`).
    process = subprocess.Popen(  # noqa: S603  (this Python, and a command without a variable)
        [sys.executable, "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        process_group=0,
        env=os.environ | _ONE_THREAD,
    )
    assert process.stdin
    with suppress(OSError):
        pickle.dump(sys.path, process.stdin)
    return process


def ask(process: Process, work: bytes) -> bytes | None:
    """Let a process do some work, a pickled function and its argument; None if it fails."""
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


def _ask_free(free: "SimpleQueue[Process]", work: bytes) -> bytes | None:
    process = free.get()
    try:
        return ask(process, work)
    finally:
        free.put(process)


def stop(process: Process) -> None:
    """End a process, whatever it is doing."""
    process.kill()
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
