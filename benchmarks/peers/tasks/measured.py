"""What every task says: one line of JSON. Standard library only, for it runs in the environment of each peer."""

import json
import time
from collections.abc import Callable
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds by the clock, and what came of it."""
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def tell_network(read_seconds: float, seconds: float, nodes: int, links: int) -> None:
    """Print how long records took to read, how long a network took to make of them, and its size."""
    print(json.dumps({"read": read_seconds, "seconds": seconds, "size": [nodes, links]}), flush=True)


def tell_values(read_seconds: float, seconds: float, values: dict[int, float] | list[float]) -> None:
    """Print how long a measure of a network took, and what tells one set of values from another."""
    found = list(values.values()) if isinstance(values, dict) else list(values)
    told = [len(found), float(f"{sum(found):.6g}"), float(f"{max(found):.6g}")]
    print(json.dumps({"read": read_seconds, "seconds": seconds, "size": told}), flush=True)
