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
from kgraph.figures.style import COLORS, INK, OTHER, TEXT, WIDTH
from kgraph.figures.svg import HALO, Words
from kgraph.figures.text import count_words, measure_width, shorten_text, write_value

# A period of more bars has no room for their names.
MAX_BARS = 12
_TOP, _HEIGHT, _BETWEEN, _BAR, _LAST = 18.0, 350.0, 8.0, 10.0, 150.0
# Thinner ribbons cannot be seen.
_THIN = 0.25
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
    flow: str = "links"
    name: str = "flow"
    title: str = "Themes from period to period"


def draw_flow(data: Flow) -> Figure | None:
    """Draw a column of bars for each period and ribbons between them; None if nothing flows.

    A bar is as high as its papers, a ribbon as wide as its flow; where flows have more than the bars hold,
    all ribbons are narrowed by one factor, which the note says. The 12 largest themes of each
    period are drawn.
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
    unit = _unit(bars)
    narrowed = _narrow(bars, ribbons)
    drawn = [ribbon for ribbon in ribbons if ribbon.value * unit * narrowed >= _THIN]
    places = _stack(bars, unit)
    colors = _colors(bars)
    words = Words(data.name, data.title, _describe(data, bars, drawn))
    last = min(_LAST, WIDTH / len(data.periods))
    step = (WIDTH - _BAR - last) / (len(data.periods) - 1)
    with open_drawing(_TOP + _HEIGHT + 4) as drawing:
        plane = drawing.add_plane()
        for period, name in enumerate(data.periods):
            plane.text(period * step, 9, shorten_text(name, step - 4, TEXT))
        _draw_ribbons(plane, drawn, places, unit * narrowed, step, colors)
        boxes = [
            Rectangle((bar.period * step, places[bar.period, bar.id]), _BAR, bar.value * unit) for bar in bars
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
            x, middle = bar.period * step + _BAR + 3, places[bar.period, bar.id] + bar.value * unit / 2
            plane.text(x, middle, text, va="center_baseline", gid=f":{HALO}", zorder=3)
        labels = {bar.id: bar.label for bar in bars}
        tips = {
            "bars": [
                f"{bar.label}, {data.periods[bar.period]}: {write_value(bar.value)} {data.unit}"
                for bar in bars
            ],
            "ribbons": [
                f"{labels[ribbon.source]} → {labels[ribbon.target]}, {data.periods[ribbon.period]} to "
                f"{data.periods[ribbon.period + 1]}: {write_value(ribbon.value)} {data.flow}"
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
    note = _note(data, bars, ribbons, drawn, narrowed)
    return make_figure(words, note, svg, columns, tuple(rows))


def _choose(data: Flow) -> list[Bar]:
    """The largest bars of each period, from the top."""
    bars: list[Bar] = []
    for period in range(len(data.periods)):
        own = [bar for bar in data.bars if bar.period == period and bar.value > 0]
        bars += sorted(own, key=lambda bar: (-bar.value, bar.label, bar.id))[:MAX_BARS]
    return bars


def _unit(bars: Sequence[Bar]) -> float:
    """Points for one of the values, so that the fullest period fills the sheet."""
    periods = {bar.period for bar in bars}
    return min(
        (_HEIGHT - _BETWEEN * (MAX_BARS - 1)) / sum(bar.value for bar in bars if bar.period == period)
        for period in periods
    )


def _narrow(bars: Sequence[Bar], ribbons: Sequence[Ribbon]) -> float:
    """The factor by which every ribbon is narrowed so that no bar is left or met by more than its height."""
    out: dict[tuple[int, str], float] = defaultdict(float)
    into: dict[tuple[int, str], float] = defaultdict(float)
    for ribbon in ribbons:
        out[ribbon.period, ribbon.source] += ribbon.value
        into[ribbon.period + 1, ribbon.target] += ribbon.value
    return min(
        1.0,
        *(
            bar.value / flow[bar.period, bar.id]
            for bar in bars
            for flow in (out, into)
            if flow[bar.period, bar.id] > 0
        ),
    )


def _stack(bars: Sequence[Bar], unit: float) -> dict[tuple[int, str], float]:
    """The upper end of each bar."""
    places: dict[tuple[int, str], float] = {}
    depth: dict[int, float] = defaultdict(lambda: _TOP)
    for bar in bars:
        places[bar.period, bar.id] = depth[bar.period]
        depth[bar.period] += bar.value * unit + _BETWEEN
    return places


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
    plane: Axes,
    ribbons: Sequence[Ribbon],
    places: dict[tuple[int, str], float],
    unit: float,
    step: float,
    colors: dict[str, str],
) -> None:
    """Bands between bars, those that go up above those that go down, so that few cross."""
    starts = _ends(ribbons, places, unit, out=True)
    ends = _ends(ribbons, places, unit, out=False)
    patches = []
    for ribbon, y, z in zip(ribbons, starts, ends, strict=True):
        left, right, wide = ribbon.period * step + _BAR, (ribbon.period + 1) * step, ribbon.value * unit
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


def _ends(
    ribbons: Sequence[Ribbon], places: dict[tuple[int, str], float], unit: float, out: bool
) -> list[float]:
    """Where each ribbon leaves its source (`out`) or meets its target: one below the other along the bar."""
    own = [(r.period, r.source) if out else (r.period + 1, r.target) for r in ribbons]
    far = [places[(r.period + 1, r.target) if out else (r.period, r.source)] for r in ribbons]
    used: dict[tuple[int, str], float] = defaultdict(float)
    ends = [0.0] * len(ribbons)
    for index in sorted(range(len(ribbons)), key=lambda index: (far[index], index)):
        ends[index] = places[own[index]] + used[own[index]]
        used[own[index]] += ribbons[index].value * unit
    return ends


def _describe(data: Flow, bars: Sequence[Bar], ribbons: Sequence[Ribbon]) -> str:
    labels = {bar.id: bar.label for bar in bars}
    alt = f"Alluvial diagram of {len(labels)} themes over {count_words(len(data.periods), 'period')}"
    moved = [ribbon for ribbon in ribbons if ribbon.source != ribbon.target]
    if not moved:
        return f"{alt}."
    most = max(moved, key=lambda ribbon: (ribbon.value, ribbon.source, ribbon.target))
    source, target = labels[most.source], labels[most.target]
    return (
        f"{alt}. The widest flow between two themes, {write_value(most.value)} {data.flow}, is from {source} "
        f"in {data.periods[most.period]} to {target} in the next."
    )


def _note(
    data: Flow, bars: Sequence[Bar], ribbons: Sequence[Ribbon], drawn: Sequence[Ribbon], narrowed: float
) -> str:
    parts = [f"Bars and numbers are {data.unit}, ribbons {data.flow}."]
    rest = sum(bar.value > 0 for bar in data.bars) - len(bars)
    if rest:
        parts.append(f"The {MAX_BARS} largest themes of each period are drawn, {rest} smaller ones are not.")
    if narrowed < 1:
        parts.append(f"Ribbons are drawn at {write_value(narrowed)} of the scale of the bars.")
    if len(drawn) < len(ribbons):
        parts.append(f"{count_words(len(ribbons) - len(drawn), 'ribbon')} too thin to be seen not drawn.")
    return " ".join(parts)
