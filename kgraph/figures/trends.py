"""Shares of keywords over time as lines, each named at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.ticker import FuncFormatter, MaxNLocator

from kgraph.figures.drawing import Drawing, make_figure, open_drawing
from kgraph.figures.figure import Figure, Series
from kgraph.figures.labels import spread_out
from kgraph.figures.style import INK, SIGNS, TEXT, WIDTH
from kgraph.figures.svg import Words
from kgraph.figures.text import shorten_text, write_value
from kgraph.figures.years import choose_periods
from kgraph.wording import counted

# More lines in a panel cross too often to be followed.
MAX_LINES = 8
_LEFT, _TOP, _HEIGHT, _BELOW, _LABELS = 34.0, 16.0, 120.0, 24.0, 140.0
_APART = 10.0


@dataclass(frozen=True, slots=True)
class Trends:
    """Keywords with their share of the papers by year, 0 to 1, the most telling first, in panels by group.

    Here a year without a value has no point, and the line goes on to the next.
    """

    lines: tuple[Series, ...]
    unit: str = "% of papers"
    one: str = "keyword"
    many: str = "keywords"
    name: str = "trends"
    title: str = "Rising and falling keywords"


def draw_trends(data: Trends) -> Figure | None:
    """Draw a panel for each group, with a line for each keyword; None if none has two years.

    Of each group the first eight are drawn, in the order they are given.
    """
    lines = [line for line in data.lines if len(line.values) > 1]
    if not lines:
        return None
    groups = {
        group: [line for line in lines if line.group == group]
        for group in dict.fromkeys(line.group for line in lines)
    }
    shown = {group: held[:MAX_LINES] for group, held in groups.items()}
    drawn = [line for held in shown.values() for line in held]
    words = Words(data.name, data.title, _describe(data, shown))
    with open_drawing((_TOP + _HEIGHT + _BELOW) * len(groups)) as drawing:
        years = [year for line in drawn for year, _ in line.values]
        tips = {}
        for number, (group, held) in enumerate(shown.items()):
            _draw_panel(
                drawing,
                number,
                f"{group}, {data.unit}" if group else data.unit,
                held,
                (min(years), max(years)),
            )
            for place, line in enumerate(held):
                tips[f"line-{number + 1}-{place + 1}"] = [line.label]
        svg = drawing.finish(words, tips)
    rest = len(lines) - len(drawn)
    note = f"{counted(rest, data.one, data.many)} more not drawn." if rest else ""
    rows = tuple(
        (line.id, line.label, line.group, year, value)
        for line in drawn
        for year, value in sorted(line.values)
    )
    return make_figure(words, note, svg, ("id", data.one, "group", "year", "share"), rows)


def _draw_panel(
    drawing: Drawing, number: int, title: str, lines: Sequence[Series], years: tuple[int, int]
) -> None:
    top = (_TOP + _HEIGHT + _BELOW) * number + _TOP
    panel = drawing.add_panel(_LEFT, top, WIDTH - _LEFT - _LABELS, _HEIGHT)
    high = max(value for line in lines for _, value in line.values) or 1
    panel.set_xlim(*years)
    panel.set_ylim(0, high * 1.05)
    ticks = choose_periods(years, 1000).choose_ticks(8)
    panel.set_xticks(ticks, [str(year) for year in ticks])
    panel.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda share, _: write_value(round(100 * share, 6))))
    panel.yaxis.grid(visible=True)
    ends = []
    for place, line in enumerate(lines):
        sign = SIGNS[place]
        points = sorted(line.values)
        panel.plot(
            [year for year, _ in points],
            [value for _, value in points],
            color=sign.color,
            linestyle=sign.dash,
            linewidth=1.4,
            gid=f":line-{number + 1}-{place + 1}",
            clip_on=False,
        )
        ends.append((points[-1][0], points[-1][1], sign))
    plane = drawing.add_plane()
    plane.text(0, top - 7, title)
    places = panel.transData.transform([(year, value) for year, value, _ in ends])
    wanted = [float(drawing.height - y) for _, y in places]
    right = WIDTH - _LABELS
    for line, (_, _, sign), (x, _), y, level in zip(
        lines, ends, places, wanted, spread_out(wanted, _APART, top, top + _HEIGHT), strict=True
    ):
        plane.plot([float(x) + 1, right + 12], [y, level], color=INK, linewidth=0.4, alpha=0.5)
        plane.plot(
            [right + 13], [level], marker=sign.marker, markersize=4.5, color=sign.color, markeredgecolor=INK,
            markeredgewidth=0.4,
        )  # fmt: skip
        plane.plot(
            [float(x)],
            [y],
            marker=sign.marker,
            markersize=4.5,
            color=sign.color,
            markeredgecolor=INK,
            markeredgewidth=0.4,
        )
        plane.text(right + 19, level, shorten_text(line.label, _LABELS - 20, TEXT), va="center_baseline")


def _describe(data: Trends, shown: dict[str, list[Series]]) -> str:
    parts = [
        f"{group or data.many}: {', '.join(line.label for line in held)}" for group, held in shown.items()
    ]
    return f"Line chart of shares of papers by year. {'; '.join(parts)}."
