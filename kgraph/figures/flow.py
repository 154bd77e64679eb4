"""Themes from period to period: what flowed into what (an alluvial diagram)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure, Value
from kgraph.figures.stacking import HEIGHT, TOP, Key, Stack, stack_bars
from kgraph.figures.style import COLORS, INK, OTHER, TEXT, WIDTH
from kgraph.figures.svg import HALO, Words
from kgraph.figures.text import measure_width, shorten_text, shorten_tip, write_value
from kgraph.wording import counted

# A period of more bars has no room for their names.
MAX_BARS = 12
# More ribbons make the file larger than 150 kB, and are hairlines.
MAX_RIBBONS = 300
_BAR, _LAST = 10.0, 150.0
_COLORED = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A theme in a period, counted from 0, with its papers."""

    period: int
    id: str
    label: str
    value: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """What flows from theme `source` of a period to theme `target` of the next one."""

    period: int
    source: str
    target: str
    value: float


@dataclass(frozen=True, slots=True)
class Flow:
    """The names of the periods, the themes in each, and what flows between neighbours."""

    periods: tuple[str, ...]
    bars: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    unit: str = "papers"
    unit_of_one: str = "paper"
    flow: str = "links"
    flow_of_one: str = "link"
    name: str = "flow"
    title: str = "Themes from period to period"


def draw_flow(data: Flow) -> Figure | None:
    """Draw a column of bars for each period and ribbons between them; None if nothing flows.

    A bar is as high as its papers, a ribbon as wide as its flow. Where flows have more than the bars hold,
    all ribbons are narrowed by one factor, and small bars made as high as their ribbons; the note says so.
    The 12 largest themes of each period are drawn, and the 300 widest ribbons.
    """
    bars = _choose(data)
    held = {(bar.period, bar.id) for bar in bars}
    ribbons = [
        ribbon
        for ribbon in data.ribbons
        if ribbon.value > 0 and {(ribbon.period, ribbon.source), (ribbon.period + 1, ribbon.target)} <= held
    ]
    if len(data.periods) < 2 or not ribbons:
        return None
    drawn = sorted(ribbons, key=lambda ribbon: -ribbon.value)[:MAX_RIBBONS]
    drawn.sort(key=lambda ribbon: (ribbon.period, ribbon.source, ribbon.target))
    stack = stack_bars(
        {(bar.period, bar.id): bar.value for bar in bars},
        [((r.period, r.source), (r.period + 1, r.target), r.value) for r in ribbons],
        MAX_BARS,
    )
    colors = _colors(bars)
    words = Words(data.name, data.title, _describe(data, bars, drawn))
    last = min(_LAST, WIDTH / len(data.periods))
    step = (WIDTH - _BAR - last) / (len(data.periods) - 1)
    with open_drawing(TOP + HEIGHT + 4) as drawing:
        plane = drawing.add_plane()
        for period, name in enumerate(data.periods):
            plane.text(period * step, 9, shorten_text(name, step - 4, TEXT))
        _draw_ribbons(plane, drawn, stack, step, colors)
        boxes = [
            Rectangle((key[0] * step, stack.tops[key]), _BAR, height) for key, height in stack.heights.items()
        ]
        fills = [colors[bar.id] for bar in bars]
        plane.add_collection(
            PatchCollection(
                boxes, facecolors=fills, edgecolors=INK, linewidths=0.3, gid=":bars", clip_on=False, zorder=2
            )
        )
        for bar in bars:
            room = (step - _BAR if bar.period < len(data.periods) - 1 else last) - 8
            number = f" {write_value(bar.value)}"
            text = shorten_text(bar.label, room - measure_width(number, TEXT), TEXT) + number
            key = bar.period, bar.id
            middle = stack.tops[key] + stack.heights[key] / 2
            plane.text(
                bar.period * step + _BAR + 3, middle, text, va="center_baseline", gid=f":{HALO}", zorder=3
            )
        labels = {bar.id: bar.label for bar in bars}
        tips = {
            "bars": [
                f"{shorten_tip(bar.label)}, {data.periods[bar.period]}: "
                f"{write_value(bar.value)} {data.unit_of_one if bar.value == 1 else data.unit}"
                for bar in bars
            ],
            "ribbons": [
                f"{shorten_tip(labels[ribbon.source])} → {shorten_tip(labels[ribbon.target])}, "
                f"{data.periods[ribbon.period]} to {data.periods[ribbon.period + 1]}: "
                f"{write_value(ribbon.value)} {data.flow_of_one if ribbon.value == 1 else data.flow}"
                for ribbon in drawn
            ],
        }
        svg = drawing.finish(words, tips)
    rows: list[tuple[Value, ...]] = [
        ("bar", data.periods[bar.period], bar.id, bar.label, None, None, bar.value) for bar in bars
    ]
    rows += [
        (
            *("ribbon", data.periods[ribbon.period], ribbon.source, labels[ribbon.source]),
            *(data.periods[ribbon.period + 1], ribbon.target, ribbon.value),
        )
        for ribbon in drawn
    ]
    columns = ("what", "period", "id", "label", "next period", "to", "value")
    note = _note(data, bars, len(ribbons) - len(drawn), stack)
    return make_figure(words, note, svg, columns, tuple(rows))


def _choose(data: Flow) -> list[Bar]:
    """The largest bars of each period, from the top."""
    bars: list[Bar] = []
    for period in range(len(data.periods)):
        own = [bar for bar in data.bars if bar.period == period and bar.value > 0]
        bars += sorted(own, key=lambda bar: (-bar.value, bar.label, bar.id))[:MAX_BARS]
    return bars


def _colors(bars: Sequence[Bar]) -> dict[str, str]:
    """A theme keeps its colour over all periods; its label says which it is, since the colours repeat."""
    total: dict[str, float] = defaultdict(float)
    for bar in bars:
        total[bar.id] += bar.value
    ranked = sorted(total, key=lambda theme: (-total[theme], theme))
    return {
        theme: COLORS[place % len(COLORS)] if place < _COLORED else OTHER.color
        for place, theme in enumerate(ranked)
    }


def _draw_ribbons(
    plane: Axes, ribbons: Sequence[Ribbon], stack: Stack, step: float, colors: dict[str, str]
) -> None:
    """Bands between bars, those that go up above those that go down, so that few cross."""
    widths = [ribbon.value * stack.unit for ribbon in ribbons]
    sources = [(ribbon.period, ribbon.source) for ribbon in ribbons]
    targets = [(ribbon.period + 1, ribbon.target) for ribbon in ribbons]
    starts = _attach(sources, targets, widths, stack)
    ends = _attach(targets, sources, widths, stack)
    patches = []
    for ribbon, wide, y, z in zip(ribbons, widths, starts, ends, strict=True):
        left, right = ribbon.period * step + _BAR, (ribbon.period + 1) * step
        middle = (left + right) / 2
        vertices = [
            *((left, y), (middle, y), (middle, z), (right, z)),
            *((right, z + wide), (middle, z + wide), (middle, y + wide), (left, y + wide), (left, y)),
        ]
        codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
        patches.append(PathPatch(Path(vertices, codes)))
    fills = [colors[ribbon.source] for ribbon in ribbons]
    plane.add_collection(
        PatchCollection(
            patches, facecolors=fills, linewidths=0, alpha=0.4, gid=":ribbons", clip_on=False, zorder=1
        )
    )


def _attach(own: Sequence[Key], far: Sequence[Key], widths: Sequence[float], stack: Stack) -> list[float]:
    """Where ribbons are attached to their own bars: one below the other, in the order of the far ends."""
    used: dict[Key, float] = defaultdict(float)
    ends = [0.0] * len(own)
    for index in sorted(range(len(own)), key=lambda index: (stack.tops[far[index]], index)):
        ends[index] = stack.tops[own[index]] + used[own[index]]
        used[own[index]] += widths[index]
    return ends


def _describe(data: Flow, bars: Sequence[Bar], ribbons: Sequence[Ribbon]) -> str:
    labels = {bar.id: bar.label for bar in bars}
    themes, periods = counted(len(labels), "theme"), counted(len(data.periods), "period")
    alt = f"Alluvial diagram of {themes} over {periods}"
    moved = [ribbon for ribbon in ribbons if ribbon.source != ribbon.target]
    if not moved:
        return f"{alt}."
    most = max(moved, key=lambda ribbon: (ribbon.value, ribbon.source, ribbon.target))
    source, target = labels[most.source], labels[most.target]
    return (
        f"{alt}. The widest flow between two themes, {write_value(most.value)} "
        f"{data.flow_of_one if most.value == 1 else data.flow}, is from {source} "
        f"in {data.periods[most.period]} to {target} in the next."
    )


def _note(data: Flow, bars: Sequence[Bar], left_out: int, stack: Stack) -> str:
    parts = [f"Bars and numbers are {data.unit}, ribbons {data.flow}."]
    rest = sum(bar.value > 0 for bar in data.bars) - len(bars)
    if rest:
        parts.append(f"The {MAX_BARS} largest themes of each period are drawn, {rest} smaller ones are not.")
    if stack.scale < 1:
        parts.append(f"Ribbons are drawn at {write_value(stack.scale)} of the scale of the bars.")
    if stack.raised:
        parts.append(f"A bar with more {data.flow} than {data.unit} at that scale is as high as its ribbons.")
    if left_out:
        parts.append(f"The {MAX_RIBBONS} widest ribbons are drawn, {left_out:,} others are not.")
    return " ".join(parts)
