"""Bursts of keywords on a line of time."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.collections import PatchCollection
from matplotlib.patches import Polygon

from kgraph.figures.drawing import open_drawing
from kgraph.figures.figure import Figure
from kgraph.figures.style import COLORS, INK, TEXT, WIDTH
from kgraph.figures.svg import Words
from kgraph.figures.text import count_words, measure_width, shorten_text, write_value
from kgraph.figures.years import choose_periods

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

    The 30 heaviest are drawn, the earliest first; a keyword with several bursts has one row. A burst that
    goes on has a point at its end.
    """
    if not data.bursts:
        return None
    heaviest = sorted(data.bursts, key=lambda burst: (-burst.weight, burst.label, burst.id, burst.begin))[
        :MAX_ROWS
    ]
    drawn = sorted(heaviest, key=lambda burst: (burst.begin, -burst.weight, burst.label, burst.id))
    lines = {keyword: line for line, keyword in enumerate(dict.fromkeys(burst.id for burst in drawn))}
    first = min(data.first, *(burst.begin for burst in drawn))
    last = max(data.last, *(burst.end or burst.begin for burst in drawn))
    words = Words(data.name, data.title, _describe(data, heaviest))
    unit = (WIDTH - _LABELS - _RIGHT) / (last + 1 - first)
    with open_drawing(_HEAD + _ROW * len(lines) + 18) as drawing:
        plane = drawing.add_plane()
        floor = _HEAD + _ROW * len(lines) + 3
        for year in choose_periods([first, last], 1000).choose_ticks(9):
            x = _LABELS + (year - first) * unit
            plane.plot([x, x], [_HEAD, floor], color=INK, alpha=0.15, linewidth=0.6, zorder=0)
            plane.text(x, floor + 10, str(year), ha="center")
        shapes = []
        ends: dict[tuple[str, int], float] = {}
        for burst in drawn:
            left = _LABELS + (burst.begin - first) * unit
            right = _LABELS + ((last if burst.end is None else burst.end) + 1 - first) * unit
            top = _HEAD + _ROW * lines[burst.id] + 2
            tip = min(_TIP, (right - left) / 2) if burst.end is None else 0
            shapes.append(
                Polygon(
                    [
                        *((left, top), (right - tip, top), (right, top + _ROW / 2 - 2)),
                        *((right - tip, top + _ROW - 4), (left, top + _ROW - 4)),
                    ]
                )
            )
            ends[burst.id, burst.begin] = right
        plane.add_collection(
            PatchCollection(shapes, facecolors=COLORS[0], linewidths=0, gid=":bars", clip_on=False)
        )
        labels = {burst.id: burst.label for burst in drawn}
        for keyword, line in lines.items():
            label = shorten_text(labels[keyword], _LABELS - _GAP, TEXT)
            plane.text(_LABELS - _GAP, _HEAD + _ROW * (line + 0.5), label, ha="right", va="center_baseline")
        for burst in drawn:
            # Behind the bar, where the next burst of the keyword leaves room.
            weight = write_value(float(f"{burst.weight:.2g}"))
            x = ends[burst.id, burst.begin] + 3
            later = [other.begin for other in drawn if other.id == burst.id and other.begin > burst.begin]
            if not later or x + measure_width(weight, TEXT) < _LABELS + (min(later) - first) * unit:
                plane.text(x, _HEAD + _ROW * (lines[burst.id] + 0.5), weight, va="center_baseline")
        tips = {
            "bars": [f"{burst.label}, {_span(burst)}: weight {write_value(burst.weight)}" for burst in drawn]
        }
        svg = drawing.finish(words, tips)
    rest = len(data.bursts) - len(drawn)
    note = f"The {MAX_ROWS} heaviest are drawn; {count_words(rest, 'lighter burst')} not." if rest else ""
    rows = tuple((burst.id, burst.label, burst.begin, burst.end, burst.weight) for burst in drawn)
    return Figure(
        data.name, data.title, words.alt, note, svg, ("id", "keyword", "from", "to", "weight"), rows
    )


def _span(burst: Burst) -> str:
    if burst.end is None:
        return f"since {burst.begin}"
    return str(burst.begin) if burst.begin == burst.end else f"{burst.begin} to {burst.end}"


def _describe(data: Bursts, heaviest: Sequence[Burst]) -> str:
    first = heaviest[0]
    return (
        f"Chart of {count_words(len(heaviest), 'burst')} of keywords between {data.first} and {data.last}; "
        f"the heaviest is {first.label}, {_span(first)}."
    )
