"""Themes by year: a table whose cells are the darker the more papers they have."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure, Series
from kgraph.figures.style import INK, TEXT, WIDTH, text_color
from kgraph.figures.svg import Words
from kgraph.figures.text import measure_width, shorten_text, shorten_tip, write_value
from kgraph.figures.years import Periods, choose_periods
from kgraph.wording import counted

# Rows of 12 points: more would not fit on a printed page.
MAX_ROWS = 30
# Columns of ten points: narrower ones hardly show.
MAX_COLUMNS = 36
_ROW, _LABELS, _GAP, _HEAD, _RIGHT = 13.0, 140.0, 5.0, 16.0, 8.0
_WIDEST = 48.0


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Themes, or whatever `rows` are, each with its papers by year; `one` and `many` name a row."""

    rows: tuple[Series, ...]
    one: str = "theme"
    many: str = "themes"
    unit: str = "papers"  # of many, and of one
    unit_of_one: str = "paper"
    name: str = "heat-map"
    title: str = "Themes by year"


def draw_heat_map(data: HeatMap) -> Figure | None:
    """Draw a cell for each row and year with papers, the largest rows first; None if there is no such cell.

    Drawn are the 30 largest rows, and more than 36 years in periods; the note says what is left out.
    """
    held = [row for row in data.rows if any(value > 0 for _, value in row.values)]
    if not held:
        return None
    held.sort(key=lambda row: (-sum(value for _, value in row.values), row.label, row.id))
    drawn = held[:MAX_ROWS]
    periods = choose_periods((year for row in drawn for year, value in row.values if value), MAX_COLUMNS)
    table = np.array([list(periods.add_up(row.values).values()) for row in drawn], dtype=np.float64)
    places = [(int(row), int(column)) for row, column in np.argwhere(table > 0)]
    starts = list(periods.starts)
    words = Words(data.name, data.title, _describe(data, drawn, periods, table))
    height = _HEAD + _ROW * len(drawn) + 2.6 * _ROW
    with open_drawing(height) as drawing:
        plane = drawing.add_plane()
        column = min(_WIDEST, (WIDTH - _LABELS - _RIGHT) / len(starts))
        ground = (_LABELS, _HEAD), column * len(starts), _ROW * len(drawn)
        # White under light colours on a dark page, too: there, light means few.
        plane.add_patch(Rectangle(*ground, facecolor="#ffffff", edgecolor=INK, linewidth=0.4, alpha=None))
        most = float(table.max())
        colors = [_color(table[place], most) for place in places]
        written = _draw_cells(plane, table, places, column, colors)
        for row, series in enumerate(drawn):
            label = shorten_text(series.label, _LABELS - _GAP, TEXT)
            plane.text(_LABELS - _GAP, _middle(row), label, ha="right", va="center_baseline")
        _write_years(plane, periods, column)
        _draw_legend(plane, most, data.unit, _HEAD + _ROW * (len(drawn) + 0.8))
        # A number in the cell needs no second one over it.
        tips = (
            []
            if written
            else [_tip(drawn[row], periods, year, table[row, year], data) for row, year in places]
        )
        svg = drawing.finish(words, {"cells": tips} if tips else {})
    rest = len(held) - len(drawn)
    notes = [
        periods.note,
        f"{counted(rest, data.one, data.many)} with fewer {data.unit} not drawn." if rest else "",
    ]
    rows = tuple(
        (
            drawn[row].id,
            drawn[row].label,
            starts[year],
            starts[year] + periods.step - 1,
            _plain(table[row, year]),
        )
        for row, year in places
    )
    columns = ("id", data.one, "from", "to", data.unit)
    return make_figure(words, " ".join(filter(None, notes)), svg, columns, rows)


def _draw_cells(
    plane: Axes, table: np.ndarray, places: Sequence[tuple[int, int]], column: float, colors: Sequence[str]
) -> bool:
    """Draw the cells, and their numbers if all fit; gives whether they did."""
    boxes = [
        Rectangle((_LABELS + column * year + 0.3, _HEAD + _ROW * row + 0.3), column - 0.6, _ROW - 0.6)
        for row, year in places
    ]
    plane.add_collection(PatchCollection(boxes, facecolors=colors, linewidth=0, gid=":cells", clip_on=False))
    numbers = [write_value(table[place]) for place in places]
    if max(map(_width, numbers)) > column - 2:
        return False
    inks = [text_color(color) for color in colors]
    # By colour, so that the file says each colour once.
    for ink, place, number in sorted(zip(inks, places, numbers, strict=True)):
        x, y = _LABELS + column * (place[1] + 0.5), _middle(place[0])
        plane.text(x, y, number, ha="center", va="center_baseline", color=ink)
    return True


def _tip(row: Series, periods: Periods, year: int, value: float, data: HeatMap) -> str:
    return f"{shorten_tip(row.label)}, {periods.label(periods.starts[year])}: {_measure(value, data)}"


def _write_years(plane: Axes, periods: Periods, column: float) -> None:
    """Years over the columns: as many as fit, evenly."""
    room = max(_width(periods.label(start)) for start in periods.starts) + 4
    for start in periods.choose_ticks(int(column * len(periods.starts) / room)):
        place = periods.starts.index(start) + 0.5
        plane.text(_LABELS + column * place, _HEAD - 4, periods.label(start), ha="center", va="baseline")


def _draw_legend(plane: Axes, most: float, unit: str, top: float) -> None:
    """A few values and their colours."""
    ticks = [step * 10**power for power in range(9) for step in (1, 2, 5) if step * 10**power < most * 0.7]
    values = [*ticks[:: math.ceil(len(ticks) / 4) or 1], most]
    left = _LABELS
    for value in values:
        text = write_value(value)
        plane.add_patch(Rectangle((left, top), 12, 9, facecolor=_color(value, most), linewidth=0))
        plane.text(left + 15, top + 4.5, text, va="center_baseline")
        left += 15 + measure_width(text, TEXT) + 10
    plane.text(left, top + 4.5, unit, va="center_baseline")


def _color(value: float, most: float) -> str:
    """The colour of a value, `most` being the largest; by its logarithm, since few cells have most papers."""
    return to_hex(mpl.colormaps["cividis_r"](round(math.log1p(value) / math.log1p(most), 6)))


def _middle(row: int) -> float:
    return _HEAD + _ROW * (row + 0.5)


def _width(text: str) -> float:
    return measure_width(text, TEXT)


def _plain(value: float) -> float:
    return int(value) if value == int(value) else round(float(value), 6)


def _describe(data: HeatMap, drawn: Sequence[Series], periods: Periods, table: np.ndarray) -> str:
    row, year = np.unravel_index(int(table.argmax()), table.shape)
    when = f"in {periods.first}"
    if periods.last != periods.first:
        when = f"from {periods.first} to {periods.last}"
    return (
        f"Heat map of {counted(len(drawn), data.one, data.many)} {when}; the darkest cell is "
        f"{drawn[int(row)].label} in {periods.label(periods.starts[int(year)])} with "
        f"{_measure(float(table.max()), data)}."
    )


def _measure(value: float, data: HeatMap) -> str:
    return f"{write_value(value)} {data.unit_of_one if value == 1 else data.unit}"
