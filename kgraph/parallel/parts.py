"""Work in parts of like size."""

from itertools import pairwise


def part_evenly(count: int, parts: int) -> list[tuple[int, int]]:
    """Where each of so many parts of `count` items begins and ends.

    >>> part_evenly(7, 3)
    [(0, 2), (2, 4), (4, 7)]
    """
    return list(pairwise(count * number // max(parts, 1) for number in range(parts + 1)))
