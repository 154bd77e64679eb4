"""Room for labels: the most important first, each where it covers least, or none at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kgraph.figures.style import TEXT
from kgraph.figures.text import measure_width, shorten_text

Boxes = npt.NDArray[np.float64]  # a row a box: left, top, right, bottom

# A label longer than this is cut: a third of the sheet.
MAX_LABEL = 150.0
_HEIGHT = TEXT * 1.15
_APART = 1.5
# Where a label may stand: which way from its mark, right first.
_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with a size and a name; all in points from the left and from the top."""

    x: float
    y: float
    radius: float
    label: str


@dataclass(frozen=True, slots=True)
class Label:
    """A placed text: its middle is at `y`, and it begins at `x`."""

    x: float
    y: float
    text: str


def place_labels(
    marks: Sequence[Mark], area: tuple[float, float, float, float], most: int, sure: int = 0
) -> list[Label]:
    """Label the marks in their order, until `most` have a label, inside `area` (left, top, right, bottom).

    No label covers another, nor the mark of a labelled point, nor any other mark, but the first `sure`
    marks are named even so, where they cover the fewest. A mark without room goes without.

    >>> place_labels([Mark(10, 10, 2, "one"), Mark(12, 10, 2, "two")], (0, 0, 100, 20), most=1)
    [Label(x=15.5, y=10.0, text='two')]
    """
    points = np.array([_around(mark) for mark in marks], dtype=np.float64).reshape(-1, 4)
    taken = np.empty((0, 4))
    labels: list[Label] = []
    for index, mark in enumerate(marks):
        if len(labels) == most:
            break
        text = shorten_text(mark.label, MAX_LABEL, TEXT)
        if not text:
            continue
        best: tuple[float, npt.NDArray[np.float64]] | None = None
        for place, box in enumerate(_candidates(mark, measure_width(text, TEXT))):
            inside = box[0] >= area[0] and box[1] >= area[1] and box[2] <= area[2] and box[3] <= area[3]
            if not inside or _cover(box, taken).any():
                continue
            covered = int((_cover(box, points) > 0).sum())
            cost = covered + place / 100
            if (index < sure or not covered) and (best is None or cost < best[0]):
                best = cost, box
        if best is not None:
            labels.append(Label(float(best[1][0]), float(best[1][1] + best[1][3]) / 2, text))
            taken = np.vstack((taken, best[1], points[index]))
    return labels


def spread_out(places: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Move places on a line until they are `apart`, in their order, as little as may be, between two ends.

    >>> spread_out([10, 11, 40], apart=10, low=0, high=50)
    [5.5, 15.5, 40.0]
    """
    order = sorted(range(len(places)), key=lambda index: (places[index], index))
    # Runs of neighbours that touch stand together around the mean of where they would be.
    runs: list[list[float]] = []  # wanted first place, members
    for count, index in enumerate(order):
        runs.append([places[index] - apart * count, 1])
        while len(runs) > 1 and runs[-2][0] > runs[-1][0]:
            wanted, members = runs.pop()
            before, others = runs.pop()
            runs.append([(before * others + wanted * members) / (others + members), others + members])
    bases = [base for base, members in runs for _ in range(int(members))]
    top = high - apart * (len(places) - 1)
    moved = [0.0] * len(places)
    for count, index in enumerate(order):
        moved[index] = float(max(low, min(bases[count], top)) + apart * count)
    return moved


def _around(mark: Mark) -> tuple[float, float, float, float]:
    return mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius


def _candidates(mark: Mark, width: float) -> list[npt.NDArray[np.float64]]:
    boxes = []
    for across, down in _WAYS:
        away = mark.radius + _APART
        if across and down:
            away *= 0.7
        x = mark.x + across * (away + width / 2)
        y = mark.y + down * (away + _HEIGHT / 2)
        boxes.append(np.array((x - width / 2, y - _HEIGHT / 2, x + width / 2, y + _HEIGHT / 2)))
    return boxes


def _cover(box: npt.NDArray[np.float64], boxes: Boxes) -> npt.NDArray[np.float64]:
    """The area of a box that each of the others covers."""
    wide = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    high = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    covered: npt.NDArray[np.float64] = np.maximum(wide, 0) * np.maximum(high, 0)
    return covered
