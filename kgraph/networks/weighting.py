"""How strong a link is: five ways to weigh what two nodes share."""

from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from kgraph.errors import UnknownNameError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# What is left of a weight. An association of two common themes may be 1e-9, so that places behind the point
# would leave nothing of it.
DIGITS = 6


class Weighting(StrEnum):
    """The weight of a link between nodes i and j.

    c is the number of groups (such as papers) that both are in, s_i the number that i is in, n_g the number
    of nodes in group g. Groups that are left out count nowhere.

    `full`: c, every common group counts one.
    `fractional`: the sum of 1 / (n_g - 1) over the common groups, so that each gives every one of its nodes
    a total of one (Newman, Phys. Rev. E 64, 016132, 2001).
    `association`: c / (s_i s_j), the common groups beside those to expect if both were independent, up to a
    factor that all links share (van Eck and Waltman, JASIST 60(8), 1635-1651, 2009).
    `cosine`: c / sqrt(s_i s_j) (Salton and McGill, Introduction to Modern Information Retrieval, 1983).
    `jaccard`: c / (s_i + s_j - c), the share of their groups that are common (Jaccard 1901).
    """

    FULL = "full"
    FRACTIONAL = "fractional"
    ASSOCIATION = "association"
    COSINE = "cosine"
    JACCARD = "jaccard"


def read_weighting(name: str) -> Weighting:
    """The weighting of a name. Raises `UnknownNameError` for another name.

    >>> read_weighting("cosine")
    <Weighting.COSINE: 'cosine'>
    """
    try:
        return Weighting(name)
    except ValueError:
        choices = ", ".join(Weighting)
        raise UnknownNameError(f"there is no weighting {name!r}: choose one of {choices}") from None


def normalise(weighting: Weighting, counts: Integers, one: Integers, other: Integers) -> Floats:
    """The weights of links by the common groups of both ends, and those of one end and of the other.

    All have the shape of the links. Not for `full`, which needs no weights, nor `fractional`, which needs the
    groups themselves.

    >>> normalise(Weighting.JACCARD, np.array([2]), np.array([3]), np.array([5])).tolist()
    [0.333333]
    """
    product = one.astype(np.float64) * other
    match weighting:
        case Weighting.ASSOCIATION:
            return round_to_digits(counts / product)
        case Weighting.COSINE:
            return round_to_digits(counts / np.sqrt(product))
        case Weighting.JACCARD:
            return round_to_digits(counts / (one + other - counts))
    raise ValueError(f"{weighting} is no normalised weighting")


def round_to_digits(values: npt.NDArray[Any]) -> Floats:
    """Positive numbers with six digits that count: the last bits must not decide an order.

    >>> round_to_digits(np.array([0.00012345678, 1 / 3, 0.1 + 0.2])).tolist()
    [0.000123457, 0.333333, 0.3]
    """
    # Divided by a whole power of ten, which is exact, each becomes the number nearest to its decimals.
    places = 10.0 ** np.clip(DIGITS - 1 - np.floor(np.log10(values)), 0, 22)
    return np.asarray(np.round(values * places) / places)
