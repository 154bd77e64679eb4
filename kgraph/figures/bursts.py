"""Bursts of keywords on a line of time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import PatchCollection
from matplotlib.patches import Polygon

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure
from kgraph.figures.style import COLORS, INK, TEXT, WIDTH
from kgraph.figures.svg import Words
from kgraph.figures.text import measure_width, shorten_text, write_value
from kgraph.figures.years import choose_periods
from kgraph.wording import counted

MAX_ROWS = 30
_ROW, _LABELS, _GAP, _HEAD, _RIGHT = 13.0, 150.0, 6.0, 4.0, 46.0
_TIP = 6.0


@dataclass(frozen=True, slots=True)
class Burst:
    """A burst: its first and last year; `end` is None if it lasted at the end of the corpus."""

    id: str
    label: str
    begin: int
    end: int | None
    weight: float


@dataclass(frozen=True, slots=True)
class Bursts:
    """Bursts, and the first and last year of the corpus."""

    bursts: tuple[Burst, ...]
    first: int
    last: int
    name: str = "bursts"
    title: str = "Bursts of keywords"


def draw_bursts(data: Bursts) -> Figure | None:
    """Draw a bar from the beginning to the end of each burst, with its weight; None if there is no burst.

    The 30 heaviest are drawn, the earliest first. Bursts of one keyword that do not overlap share a row.
    A burst that goes on has a point at its end.
    """
    if not data.bursts:
        return None
    heaviest = sorted(data.bursts, key=lambda burst: (-burst.weight, burst.label, burst.id, burst.begin))
    del heaviest[MAX_ROWS:]
    first = min(data.first, *(burst.begin for burst in heaviest))
    last = max(data.last, *(burst.end or burst.begin for burst in heaviest))
    rows = _arrange(heaviest, last)
    drawn = [burst for row in rows for burst in row]
    words = Words(data.name, data.title, _describe(data, heaviest))
    floor = _HEAD + _ROW * len(rows) + 3
    unit = (WIDTH - _LABELS - _RIGHT) / (last + 1 - first)
    with open_drawing(floor + 15) as drawing:
        plane = drawing.add_plane()
        for year in choose_periods([first, last], 1000).choose_ticks(9):
            x = _LABELS + (year - first + 0.5) * unit
            plane.plot([x, x], [_HEAD, floor], color=INK, alpha=0.15, linewidth=0.6, zorder=0)
            plane.text(x, floor + 10, str(year), ha="center")
        shapes = []
        for line, row in enumerate(rows):
            top = _HEAD + _ROW * line
            label = shorten_text(row[0].label, _LABELS - _GAP, TEXT)
            plane.text(_LABELS - _GAP, top + _ROW / 2, label, ha="right", va="center_baseline")
            lefts = [_LABELS + (burst.begin - first) * unit for burst in row]
            rights = [_LABELS + (_end(burst, last) + 1 - first) * unit for burst in row]
            for burst, left, right, room in zip(row, lefts, rights, [*lefts[1:], WIDTH], strict=True):
                shapes.append(_shape(left, right, top, is_open=burst.end is None))
                weight = write_value(burst.weight)
                if right + 3 + measure_width(weight, TEXT) < room:
                    plane.text(right + 3, top + _ROW / 2, weight, va="center_baseline")
        bars = PatchCollection(shapes, facecolors=COLORS[0], linewidths=0, gid=":bars", clip_on=False)
        plane.add_collection(bars)
        tips = [f"{burst.label}, {_span(burst)}: weight {write_value(burst.weight)}" for burst in drawn]
        svg = drawing.finish(words, {"bars": tips})
    rest = len(data.bursts) - len(drawn)
    note = f"The {MAX_ROWS} heaviest are drawn; {counted(rest, 'lighter burst')} not." if rest else ""
    table = tuple((burst.id, burst.label, burst.begin, burst.end, burst.weight) for burst in drawn)
    columns = ("id", "keyword", "from", "to", "weight")
    return make_figure(words, note, svg, columns, table)


def _arrange(bursts: Sequence[Burst], last: int) -> list[list[Burst]]:
    """Rows of bursts, each of one keyword and one after the other, by their first year."""
    rows: list[list[Burst]] = []
    for burst in sorted(bursts, key=lambda burst: (burst.begin, -burst.weight, burst.label, burst.id)):
        for row in rows:
            if row[0].id == burst.id and _end(row[-1], last) < burst.begin:
                row.append(burst)
                break
        else:
            rows.append([burst])
    return rows


def _end(burst: Burst, last: int) -> int:
    return last if burst.end is None else burst.end


def _shape(left: float, right: float, top: float, is_open: bool) -> Polygon:
    tip = min(_TIP, (right - left) / 2) if is_open else 0
    low, high = top + 2, top + _ROW - 2
    corners = [(left, low), (right - tip, low), (right, (low + high) / 2), (right - tip, high), (left, high)]
    return Polygon(corners)


def _span(burst: Burst) -> str:
    if burst.end is None:
        return f"since {burst.begin}"
    return str(burst.begin) if burst.begin == burst.end else f"{burst.begin} to {burst.end}"


def _describe(data: Bursts, heaviest: Sequence[Burst]) -> str:
    first = heaviest[0]
    return (
        f"Chart of {counted(len(heaviest), 'burst')} of keywords between {data.first} and {data.last}; "
        f"the heaviest is {first.label}, {_span(first)}."
    )
