"""How far a long step is, told to whoever watches: a terminal, or nobody."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

# Told the name of a step, how much of it is done, and how much there is in all.
Watcher = Callable[[str, int, int], None]

# To tell of each of 100,000 papers would take a second.
_TIMES = 500

_Item = TypeVar("_Item")
_watcher: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell `watcher` of every step that is tracked meanwhile."""
    before = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(before)


def track(step: str, items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The items as they are; what is done is told when the next one is asked for, at most 500 times or so.

    >>> seen = []
    >>> with watched(lambda *told: seen.append(told)):
    ...     list(track("papers", "ab", 2))
    ['a', 'b']
    >>> seen
    [('papers', 0, 2), ('papers', 1, 2), ('papers', 2, 2)]
    """
    tell = _watcher.get()
    if tell is None:
        yield from items
        return
    often = max(1, total // _TIMES)
    tell(step, 0, total)
    for done, item in enumerate(items, start=1):
        yield item
        if done % often == 0 or done == total:
            tell(step, done, total)
