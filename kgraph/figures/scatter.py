"""Two measures against each other: who is high in one, and who in both."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure
from kgraph.figures.labels import Mark, place_labels
from kgraph.figures.legend import draw_legend, legend_height, name_group
from kgraph.figures.style import INK, WIDTH, Sign, choose_signs
from kgraph.figures.svg import HALO, Words
from kgraph.figures.text import shorten_tip, write_value

# More points hide each other, and make the file larger than 150 kB.
MAX_POINTS, MAX_LABELS = 400, 15
# From this ratio of the largest to the smallest on, a linear axis shows most points in one corner.
_WIDE = 50
_LEFT, _TOP, _HEIGHT, _BOTTOM = 44.0, 20.0, 280.0, 34.0
_RADIUS = 2.6
# Points; a size is taken that leaves few enough dots, and of the largest there are never more.
_DOTS, MAX_DOTS = (2.0, 3.0, 5.0, 7.0), 2500


@dataclass(frozen=True, slots=True)
class Point:
    """A point: two measures of one thing, and the number of its community, if any."""

    id: str
    label: str
    x: float
    y: float
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points with the names of both measures; `groups` names the communities."""

    points: tuple[Point, ...]
    x: str
    y: str
    groups: tuple[tuple[int, str], ...] = ()
    many: str = "people"
    name: str = "scatter"
    title: str = "Centrality"


def draw_scatter(data: Scatter) -> Figure | None:
    """Draw the points, and name those that stand out; None if there are fewer than three, or all are one.

    Of more than 400 points those with the best rank in either measure are marked and in the rows; the others
    are faint dots, without which the cloud would seem to end where the marks do. An axis is logarithmic where
    the largest value is 50 times the smallest above 0, with a place for 0 if some are. What is infinite or no
    number is left out.
    """
    finite = [point for point in data.points if math.isfinite(point.x) and math.isfinite(point.y)]
    if len(finite) < 3 or len({(point.x, point.y) for point in finite}) == 1:
        return None
    ranked = _rank(finite)
    points, others = ranked[:MAX_POINTS], ranked[MAX_POINTS:]
    signs = choose_signs([point.group for point in points])
    names = dict(data.groups)
    entries = [(sign, name_group(group, names)) for group, sign in signs.items() if group is not None]
    words = Words(data.name, data.title, _describe(data, points))
    body = _TOP + _HEIGHT + _BOTTOM
    height = body + legend_height(entries)
    with open_drawing(height) as drawing:
        panel = drawing.add_panel(_LEFT, _TOP, WIDTH - _LEFT - 8, _HEIGHT)
        panel.spines["left"].set_visible(True)
        panel.grid(visible=True)
        on_x = _set_axis(panel, "x", [point.x for point in finite])
        on_y = _set_axis(panel, "y", [point.y for point in finite])
        plane = drawing.add_plane()
        if others:
            _draw_dots(plane, _places(panel, others, height))
        tips = _draw_points(panel, data, points, signs)
        marks = [
            Mark(x, y, _RADIUS, point.label)
            for point, (x, y) in zip(points, _places(panel, points, height).tolist(), strict=True)
        ]
        for label in place_labels(marks, (_LEFT, 0, WIDTH, _TOP + _HEIGHT - 2), MAX_LABELS):
            plane.text(label.x, label.y, label.text, va="center_baseline", gid=f":{HALO}")
        plane.text(0, 9, f"{data.y}{on_y}")
        plane.text(WIDTH - 8, _TOP + _HEIGHT + 26, f"{data.x}{on_x}", ha="right")
        draw_legend(plane, entries, body)
        svg = drawing.finish(words, tips)
    note = f"Marked are the {len(points)} highest in either measure of {len(ranked):,} {data.many}; "
    note = f"{note}the others are faint dots." if others else ""
    rows = tuple((point.id, point.label, point.group, point.x, point.y) for point in points)
    columns = ("id", "label", "community", data.x, data.y)
    return make_figure(words, note, svg, columns, rows)


def _draw_points(
    panel: Axes, data: Scatter, points: Sequence[Point], signs: Mapping[int | None, Sign]
) -> dict[str, list[str]]:
    """Draw a mark for each point; gives what to say over each."""
    tips = {}
    for group, sign in signs.items():
        held = [point for point in points if point.group == group]
        if not held:
            continue
        gid = f"points-{group}" if group is not None else "points"
        panel.scatter(
            [point.x for point in held],
            [point.y for point in held],
            s=(2 * _RADIUS) ** 2,
            c=sign.color,
            marker=sign.marker,
            edgecolors=INK,
            linewidths=0.4,
            gid=f":{gid}",
            clip_on=False,
            zorder=3,
        )
        tips[gid] = [
            f"{shorten_tip(point.label)}: {data.x} {write_value(point.x)}, {data.y} {write_value(point.y)}"
            for point in held
        ]
    return tips


def _draw_dots(plane: Axes, places: npt.NDArray[np.float64]) -> None:
    """One path of short strokes, one for all the points that fall on a dot."""
    for size in _DOTS:
        dots = np.unique(np.round(places / size), axis=0) * size
        if len(dots) <= MAX_DOTS:
            break
    ends = np.repeat(dots, 2, axis=0)
    ends[::2, 0] -= size / 3
    ends[1::2, 0] += size / 3
    path = Path(ends, [Path.MOVETO, Path.LINETO] * len(dots))
    wide = size * 2 / 3
    plane.add_patch(PathPatch(path, fill=False, edgecolor=INK, linewidth=wide, alpha=0.4, gid=":others"))


def _places(panel: Axes, points: Sequence[Point], height: float) -> npt.NDArray[np.float64]:
    """Where points stand on the sheet: a row a point, from the left and from the top."""
    places = panel.transData.transform([(point.x, point.y) for point in points])
    turned: npt.NDArray[np.float64] = np.column_stack((places[:, 0], height - places[:, 1]))
    return turned


def _rank(points: Sequence[Point]) -> list[Point]:
    """The points by their best rank in either measure, those that stand out first."""
    rank: dict[str, int] = {}
    by_x = sorted(points, key=lambda point: (-point.x, point.id))
    by_y = sorted(points, key=lambda point: (-point.y, point.id))
    for place, pair in enumerate(zip(by_x, by_y, strict=True)):
        for point in pair:
            rank.setdefault(point.id, place)
    return sorted(points, key=lambda point: (rank[point.id], -point.x, point.id))


def _set_axis(panel: Axes, axis: str, values: Sequence[float]) -> str:
    """Scale an axis by the spread of its values; gives what to say of the scale."""
    low, high = min(values), max(values)
    positive = [value for value in values if value > 0]
    scale, limits, ticks = (
        getattr(panel, f"set_{axis}scale"),
        getattr(panel, f"set_{axis}lim"),
        getattr(panel, f"set_{axis}ticks"),
    )
    if low < 0 or not positive or high / min(positive) < _WIDE:
        margin = (high - low or abs(high) or 1) * 0.04
        limits(low - margin, high + margin)
        places = MaxNLocator(6).tick_values(low, high)
        held = [round(float(tick), 9) for tick in places if low - margin <= tick <= high + margin]
        ticks(held, [write_value(tick) for tick in held])
        return ""
    least = min(positive)
    powers = range(math.floor(math.log10(least)), math.floor(math.log10(high)) + 1)
    decades = [10.0**power for power in powers if 10.0**power >= least]
    if len(decades) < 3:
        steps = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        decades = [step for step in steps if least <= step <= high]
    if low > 0:
        scale("log")
        limits(least / 1.3, high * 1.3)
    else:
        scale("symlog", linthresh=least, linscale=0.4)
        limits(-least * 0.25, high * 1.3)
        decades = [0.0, *decades]
    ticks(decades, [write_value(tick) for tick in decades])
    ticks([], minor=True)
    return " (logarithmic)" if low > 0 else " (logarithmic, 0 apart)"


def _describe(data: Scatter, points: Sequence[Point]) -> str:
    right = max(points, key=lambda point: (point.x, point.id))
    top = max(points, key=lambda point: (point.y, point.id))
    return (
        f"Scatter plot of {data.x} and {data.y} of {len(points)} {data.many}. "
        f"Highest {data.x}: {right.label}; highest {data.y}: {top.label}."
    )
