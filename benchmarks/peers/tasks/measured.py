"""What every task says: a line of JSON. Standard library only, as it runs in the environment of each peer."""

import json
import time
from collections.abc import Callable
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    """Seconds by the clock and of the processor, all threads together; and what came of it."""
    start, busy = time.perf_counter(), time.process_time()
    value = work()
    return (time.perf_counter() - start, time.process_time() - busy), value


def tell(
    reading: tuple[float, float], work: tuple[float, float], size: list[float], times: float = 1.0
) -> None:
    """Print how long reading and working took, and what tells one result from another.

    Of a part of the work the whole takes so many `times` its time.
    """
    told = {"seconds": times * work[0], "processor": times * work[1], "read": reading[0], "size": size}
    print(json.dumps(told | {"beyond": (times - 1) * work[0]}), flush=True)


def tell_values(
    reading: tuple[float, float], work: tuple[float, float], values: dict[int, float] | list[float]
) -> None:
    """Print of a measure of a network how many values it gave, their sum and the highest."""
    found = list(values.values()) if isinstance(values, dict) else list(values)
    tell(reading, work, [len(found), float(f"{sum(found):.6g}"), float(f"{max(found):.6g}")])
