"""Arrays of numbers: pairs of a page and a term as one number, and sets as what is in order."""

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def pair(pages: Longs, terms: Longs) -> Longs:
    """A page and a term that it has, as one number: pairs in ascending order are sorted by page."""
    return pages << 32 | terms


def page_of_pair(pairs: Longs) -> Longs:
    """The pages of pairs."""
    return pairs >> 32


def term_of_pair(pairs: Longs) -> Longs:
    """The terms of pairs."""
    return pairs & 0xFFFFFFFF


def distinct(*parts: Longs) -> Longs:
    """What stands in any of the parts, each once and in order: `np.unique` takes ten times as long.

    >>> distinct(np.array([3, 1]), np.array([1]))
    array([1, 3])
    """
    ordered = np.sort(np.concatenate(parts))
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered


def are_among(pairs: Longs, others: Longs) -> Flags:
    """Whether each of `pairs` stands among `others`, which are in order.

    >>> are_among(np.array([3, 1, 9]), np.array([1, 2, 3]))
    array([ True,  True, False])
    """
    places = np.searchsorted(others, pairs)
    places[places == len(others)] = 0
    return others[places] == pairs if len(others) else np.zeros(len(pairs), dtype=bool)
