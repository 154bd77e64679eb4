"""How themes change from period to period, and who enters and leaves them."""

from collections.abc import Iterator, Mapping

from kgraph.figures import Bar, Figure, Flow, Ribbon, draw_flow
from kgraph.graph import Graph
from kgraph.report.document import Cell, Column, Form, Section, Table
from kgraph.trends import (
    Course,
    Evolution,
    Turnover,
    Turnovers,
    describe_change,
    measure_turnover,
    trace_themes,
)
from kgraph.wording import counted, listed

TOP = 12
_NAMED = 2
_TOLD = 8


def describe_evolution(graph: Graph, labels: Mapping[str, str]) -> Section:
    """Which themes grew, shrank and flowed into which, and their people."""
    key, title = "evolution", "How themes evolve"
    evolution = trace_themes(graph)
    if len(evolution.periods) < 2 or not evolution.themes:
        said = (
            "Themes cannot be followed through time here: that takes dated papers on themes in several years."
        )
        return Section(key, title, ((said,),))
    turnover = measure_turnover(graph, evolution.periods)
    told = [
        change
        for change in evolution.changes
        if change.period == len(evolution.periods) - 1 and change.course is not Course.HELD
    ]
    told.sort(key=lambda change: (change.q, change.theme))
    sentences = tuple((describe_change(change, evolution.periods, labels),) for change in told[:_TOLD])
    none = "No theme's share changed in the last period more than chance explains."
    return Section(
        key,
        title,
        sentences or ((none,),),
        tuple(_figures(evolution)),
        (*_changes(evolution, labels), *_turnover(turnover, labels)),
    )


def _figures(evolution: Evolution) -> Iterator[Figure]:
    labels = {row.theme: row.label for row in evolution.themes}
    bars = tuple(Bar(row.period, row.theme, labels[row.theme], row.papers) for row in evolution.themes)
    ribbons = tuple(
        Ribbon(flow.source_period, flow.source, flow.target, flow.value)
        for flow in evolution.flows
        if flow.target_period == flow.source_period + 1 and flow.value > 0
    )
    periods = tuple(
        f"{period} ({counted(papers, 'paper')})"
        for period, papers in zip(evolution.periods, evolution.papers, strict=True)
    )
    figure = draw_flow(Flow(periods, bars, ribbons))
    if figure is not None:
        yield figure


def _changes(evolution: Evolution, labels: Mapping[str, str]) -> Iterator[Table]:
    rows = tuple(
        (
            change.label,
            str(evolution.periods[change.period]),
            change.papers_before,
            change.papers,
            change.share_before,
            change.share,
            change.course.value,
            change.q,
            _parts(change.into, labels),
            _parts(change.out_of, labels),
        )
        for change in sorted(evolution.changes, key=lambda change: (-change.period, change.q, change.theme))
    )
    if rows:
        columns = (
            Column("theme"),
            Column("period"),
            Column("papers before", Form.COUNT),
            Column("papers", Form.COUNT),
            Column("share before", Form.PERCENT),
            Column("share", Form.PERCENT),
            Column("course"),
            Column("q", Form.NUMBER),
            Column("flowed into"),
            Column("draws on"),
        )
        note = (
            "Periods have about as many papers each. Shares are of all papers of a period; grew and shrank "
            "only if chance does not explain it (q up to 0.05). A theme flows into those whose later papers "
            "cite or likely build on its papers of the period before, each link split over the themes of "
            "both papers."
        )
        yield Table("theme-changes", "Themes from period to period", columns, rows[:TOP], note, len(rows))


def _parts(parts: tuple[tuple[str, float], ...], labels: Mapping[str, str]) -> str:
    return ", ".join(f"{labels[theme]} {100 * part:.0f} %" for theme, part in parts)


def _turnover(turnover: Turnovers, labels: Mapping[str, str]) -> Iterator[Table]:
    rows = sorted(turnover.rows, key=lambda row: (-row.period, -row.active, row.theme))
    if rows:
        names = ("people", "entered", "stayed", "returned", "left", "not yet known")
        columns = (
            Column("theme"),
            Column("period"),
            *(Column(name, Form.COUNT) for name in names),
            Column("came from"),
            Column("went to"),
        )
        note = (
            "Entered: the first paper in the theme. Left: no later paper in it, though the corpus reaches on "
            f"{turnover.grace} years or more; not yet known: it does not reach so far. In the first period "
            "all have entered."
        )
        shown = tuple(_row(row, turnover, labels) for row in rows[:TOP])
        yield Table("turnover", "Who entered and left a theme", columns, shown, note, len(rows))


def _row(row: Turnover, turnover: Turnovers, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    people = (row.entered, row.stayed, row.returned, row.left, row.pending)
    ways = (
        _people(row.came_from, row.newcomers, "new", labels),
        _people(row.went_to, row.gone, "gone", labels),
    )
    return (row.label, str(turnover.periods[row.period]), row.active, *map(len, people), *ways)


def _people(themes: tuple[tuple[str, int], ...], others: int, word: str, labels: Mapping[str, str]) -> str:
    named = [f"{labels[theme]} {people:,}" for theme, people in themes[:_NAMED]]
    return listed([*named, *([f"{word} {others:,}"] if others else [])])
