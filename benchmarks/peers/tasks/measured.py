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


def tell(reading: tuple[float, float], work: tuple[float, float], size: list[float]) -> None:
    """Print how long reading and working took, and what tells one result from another."""
    told = {"seconds": work[0], "processor": work[1], "read": reading[0], "size": size}
    print(json.dumps(told), flush=True)


def tell_values(
    reading: tuple[float, float], work: tuple[float, float], values: dict[int, float] | list[float]
) -> None:
    """Print of a measure of a network how many values it gave, their sum and the highest."""
    found = list(values.values()) if isinstance(values, dict) else list(values)
    tell(reading, work, [len(found), float(f"{sum(found):.6g}"), float(f"{max(found):.6g}")])
