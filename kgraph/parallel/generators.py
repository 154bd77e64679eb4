"""A generator that runs in a process of its own: what it yields and what it is sent go through pipes."""

import pickle
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from kgraph.parallel.processes import ask, running

_Result = TypeVar("_Result")
Steps = Generator[Any, Any, _Result]


def run_apart(function: Callable[..., Steps[_Result]], *arguments: Any) -> Steps[_Result]:
    """Run a generator function in a process; it is begun when the first value is asked for.

    Function, arguments and all that goes to and fro are pickled. If the process fails, all is done again
    here from the beginning, so what it yields must follow from the arguments and from what it is sent.
    """
    sent: list[Any] = []
    with running() as process:
        answer = ask(process, pickle.dumps((_begin, (function, arguments))))
        while answer is not None:
            is_done, value = pickle.loads(answer)  # noqa: S301  (our own process wrote it)
            if is_done:
                result: _Result = value
                return result
            sent.append((yield value))
            answer = ask(process, pickle.dumps((_go_on, sent[-1])))
    steps = function(*arguments)
    value = next(steps)
    for told in sent:
        value = steps.send(told)
    return (yield from _resume(steps, value))


def _resume(steps: Steps[_Result], value: Any) -> Steps[_Result]:
    """Go on with a generator that has just yielded a value."""
    while True:
        told = yield value
        try:
            value = steps.send(told)
        except StopIteration as end:
            result: _Result = end.value
            return result


# The generator of this process, if it is one that was started for it.
_running: list[Steps[Any]] = []


def _begin(work: tuple[Callable[..., Steps[Any]], tuple[Any, ...]]) -> tuple[bool, Any]:
    function, arguments = work
    _running[:] = [function(*arguments)]
    return _go_on(None)


def _go_on(told: Any) -> tuple[bool, Any]:
    try:
        return False, _running[0].send(told)
    except StopIteration as end:
        return True, end.value
