"""Papers on a line of time, in lanes."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Room for one paper in a lane, in pixels: as wide as some words of its title, which stand below it.
_WIDTH, _HEIGHT = 110, 62
_TOP, _BOTTOM = 38, 50  # room for the name of a lane, and for the titles below its last row
_NARROWEST = 1_100
# Width over height of the picture: a screen less the panel.
_ASPECT = 1.7
_WIDER = 1.1
_NARROW_YEAR = 0.5
# What a hidden link and a row more are worth, in rows that a paper may stand away from those it builds on.
_HIDDEN, _NEW_ROW = 2.0, 1.5
_MONTHS, _DAYS = 12, 31
# A date of more papers is that of a meeting or of an archive's load, and says no more than its year.
_CROWD = 20


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the picture, from `top` to `bottom` in pixels; `name` is None for what belongs nowhere."""

    name: str | None
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where papers stand, the lanes from top to bottom, and where each year begins.

    Of a corpus without dates there are no years; papers without a date stand to the left of the first year,
    in the room of one.
    """

    places: tuple[tuple[int, int], ...]
    lanes: tuple[Lane, ...]
    years: tuple[tuple[int, int], ...]


def place_in_lanes(
    dates: Sequence[str | None],
    lanes: Sequence[str | None],
    order: Sequence[str | None],
    earlier: Mapping[int, Sequence[int]],
) -> Lanes:
    """Place papers by their dates (ISO 8601, as far as they are known) from left to right, each in its lane.

    `order` names the lanes from top to bottom. `earlier` are the papers that a paper builds on, by number:
    it is put in the row of its lane that is nearest to them. Years of more papers are wider.

    >>> place_in_lanes(["2020-01-01", "2021"], ["a", "a"], ["a"], {}).years
    ((2020, 0), (2021, 550), (2022, 1100))
    """
    times, first, last = _read_times(dates)
    starts = _widen(times, first, last)
    width: float = _NARROWEST
    while True:
        xs = [_across(time, first, starts) * width for time in times]
        rows = _assign_rows(xs, lanes, order, earlier)
        height = sum(max(rows[lane].values(), default=0) + 1 for lane in rows) * _HEIGHT
        if height * _ASPECT <= width or width >= len(dates) * _WIDTH:
            break
        width *= _WIDER
    ticks = [(year, round(_across(year, first, starts) * width)) for year in range(first, last + 1)]
    return _lay_out(xs, lanes, rows, ticks if any(dates) else [])


def _read_times(dates: Sequence[str | None]) -> tuple[list[float], int, int]:
    """Each date as a year and its part, the first year and the one after the last.

    Papers of one year, month or day stand evenly over it. A date that many share says little (a conference
    has one for all its papers), so they stand over its year, in the order of their dates. Those without a
    date come before the first year, over the room of one.
    """
    known = [date for date in dates if date]
    first = min((int(date[:4]) for date in known), default=1)
    last = max((int(date[:4]) for date in known), default=1) + 1
    shared = Counter(dates)
    spans = [date[:4] if shared[date] > _CROWD else date for date in (d or f"{first - 1:04}" for d in dates)]
    members: dict[str, list[int]] = {}
    for number in sorted(range(len(dates)), key=lambda one: (dates[one] or "", one)):
        members.setdefault(spans[number], []).append(number)
    times = [0.0] * len(dates)
    for span, numbers in members.items():
        start, length = _measure(span)
        for place, number in enumerate(numbers):
            times[number] = start + length * (place + 0.5) / len(numbers)
    return times, first, last


def _widen(times: Sequence[float], first: int, last: int) -> list[float]:
    """Where each year begins, and the last ends, from 0 to 1: a year is as wide as the root of its papers.

    A corpus of which nine tenths are of one year would else be a line. None is much narrower than the mean.
    """
    counts = Counter(math.floor(time) for time in times)
    roots = [math.sqrt(counts[year]) for year in range(first, last)]
    least = _NARROW_YEAR * max(sum(roots) / len(roots), 1.0)
    starts = [0.0]
    for root in roots:
        starts.append(starts[-1] + max(root, least))
    return [start / starts[-1] for start in starts]


def _across(time: float, first: int, starts: Sequence[float]) -> float:
    """Where a time is, as a part of the whole width; below 0 before the first year."""
    year = min(max(math.floor(time) - first, 0), len(starts) - 2)
    return starts[year] + (time - first - year) * (starts[year + 1] - starts[year])


def _measure(span: str) -> tuple[float, float]:
    """Where a year, month or day begins, in years, and how much of a year it is."""
    year, *rest = (int(part) for part in span.split("-"))
    start, length = float(year), 1.0
    for part, whole in zip(rest, (_MONTHS, _DAYS), strict=False):
        length /= whole
        start += (part - 1) * length
    return start, length


def _assign_rows(
    xs: Sequence[float],
    lanes: Sequence[str | None],
    order: Sequence[str | None],
    earlier: Mapping[int, Sequence[int]],
) -> dict[str | None, dict[int, int]]:
    """For each lane the row of each of its papers, such that none stands upon another."""
    rows: dict[str | None, dict[int, int]] = {lane: {} for lane in order}
    # The last paper of each row so far.
    lasts: dict[str | None, list[int]] = {lane: [] for lane in order}
    for number in sorted(range(len(xs)), key=lambda one: (xs[one], one)):
        lane = lanes[number]
        last = lasts[lane]
        near = [one for one in earlier.get(number, ()) if one in rows[lane]]
        wanted = sum(rows[lane][one] for one in near) / len(near) if near else 0.0
        # A link to a paper of the same row runs through all that stand between them.
        hidden = Counter(rows[lane][one] for one in near if last[rows[lane][one]] != one)
        costs = [
            (abs(row - wanted) + _HIDDEN * hidden[row], row)
            for row, one in enumerate(last)
            if xs[one] + _WIDTH <= xs[number]
        ]
        _, row = min([*costs, (abs(len(last) - wanted) + _NEW_ROW, len(last))])
        rows[lane][number] = row
        last[row : row + 1] = [number]
    return rows


def _lay_out(
    xs: Sequence[float],
    lanes: Sequence[str | None],
    rows: Mapping[str | None, Mapping[int, int]],
    years: Sequence[tuple[int, int]],
) -> Lanes:
    made, tops, top = [], {}, 0
    for lane, row_of in rows.items():
        if row_of:
            height = max(row_of.values()) * _HEIGHT + _TOP + _BOTTOM
            made.append(Lane(lane, top, top + height))
            tops[lane] = top + _TOP
            top += height
    places = tuple(
        (round(x), tops[lanes[number]] + rows[lanes[number]][number] * _HEIGHT) for number, x in enumerate(xs)
    )
    return Lanes(places, tuple(made), tuple(years))
