"""Papers by year, and people who are new, one above the other."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure
from kgraph.figures.style import COLORS, INK, WIDTH
from kgraph.figures.svg import Words
from kgraph.figures.years import Periods, choose_periods
from kgraph.wording import counted

# A bar of three points with a gap beside it can still be told from the next.
MAX_BARS = 120
_FEWEST = 8
_LEFT, _TOP, _BARS, _LINE, _BETWEEN, _BOTTOM = 34.0, 16.0, 130.0, 80.0, 40.0, 20.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Papers by year, as (year, number); `people` are those with their first paper in a year, if known."""

    papers: tuple[tuple[int, int], ...]
    people: tuple[tuple[int, int], ...] = ()
    name: str = "timeline"
    title: str = "Papers by year"


def draw_timeline(data: Timeline) -> Figure | None:
    """Draw bars of papers by year, and a line of new people below them; None if no paper has a year.

    Years without papers are gaps. More than 120 years are drawn in periods, and the note says so.
    """
    if not any(count for _, count in data.papers):
        return None
    years = [year for year, count in (*data.papers, *data.people) if count]
    periods = choose_periods(years, MAX_BARS)
    papers = {start: int(count) for start, count in periods.add_up(data.papers).items()}
    people = (
        {start: int(count) for start, count in periods.add_up(data.people).items()} if data.people else {}
    )
    words = Words(data.name, data.title, _describe(periods, papers, people))
    height = _TOP + _BARS + _BOTTOM + (_BETWEEN + _LINE if people else 0)
    with open_drawing(height) as drawing:
        panel = drawing.add_panel(_LEFT, _TOP, WIDTH - _LEFT - 4, _BARS)
        _set_axes(panel, periods, "papers")
        held = {start: count for start, count in papers.items() if count}
        wide = 0.8 * periods.step
        panel.add_collection(
            PatchCollection(
                [Rectangle((start - wide / 2, 0), wide, count) for start, count in held.items()],
                facecolor=COLORS[0],
                linewidth=0,
                gid=":bars",
                clip_on=False,
            )
        )
        panel.set_ylim(0, max(papers.values()) * 1.02)
        tips = {
            "bars": [f"{periods.label(start)}: {counted(count, 'paper')}" for start, count in held.items()]
        }
        if people:
            panel = drawing.add_panel(_LEFT, _TOP + _BARS + _BETWEEN, WIDTH - _LEFT - 4, _LINE)
            _set_axes(panel, periods, "new people")
            panel.plot(list(people), list(people.values()), color=COLORS[5], linewidth=1.2, clip_on=False)
            panel.scatter(
                list(people), list(people.values()), s=7, color=COLORS[5], gid=":people", clip_on=False
            )
            panel.set_ylim(0, max(1, *people.values()) * 1.02)
            tips["people"] = [
                f"{periods.label(start)}: {counted(count, 'new person', 'new people')}"
                for start, count in people.items()
            ]
        svg = drawing.finish(words, tips)
    columns = ("from", "to", "papers", "new people") if people else ("from", "to", "papers")
    rows = tuple(
        (start, start + periods.step - 1, papers[start], *((people[start],) if people else ()))
        for start in periods.starts
    )
    return make_figure(words, periods.note, svg, columns, rows)


def _set_axes(panel: Axes, periods: Periods, unit: str) -> None:
    # A single bar as wide as the page would look like many.
    margin = 0.6 + max(0, _FEWEST - len(periods.starts)) / 2
    panel.set_xlim(periods.starts[0] - margin * periods.step, periods.starts[-1] + margin * periods.step)
    ticks = periods.choose_ticks(12)
    panel.set_xticks(ticks, [periods.label(start) for start in ticks])
    panel.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
    panel.yaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{count:,.0f}"))
    panel.yaxis.grid(visible=True)
    panel.text(0, 1.04, unit, transform=panel.transAxes, color=INK)


def _describe(periods: Periods, papers: dict[int, int], people: dict[int, int]) -> str:
    best = max(papers, key=lambda start: (papers[start], -start))
    total = counted(sum(papers.values()), "paper")
    if periods.first == periods.last:
        return f"Bar chart: {total}, all of {periods.first}."
    alt = (
        f"Bar chart: {total} from {periods.first} to {periods.last}; the most, {papers[best]:,}, "
        f"in {periods.label(best)}."
    )
    return f"{alt} Below it a line of the people with their first paper in a year." if people else alt
