"""What the functions of this room find, as flat tables: for CSV, for a report, for the data of a figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kgraph.trends.bursts import Bursts
from kgraph.trends.evolution import Evolution
from kgraph.trends.rising import Trends
from kgraph.trends.turnover import Turnovers
from kgraph.trends.years import Timeline

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows as long as these. Values are text, numbers, truth or null."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def tabulate_years(found: Timeline) -> Table:
    """A row a year: papers, people, newcomers, growth as a share, and the papers of each theme by its id."""
    annual = dict(found.growth.annual) if found.growth else {}
    return Table(
        ("year", "papers", "people", "newcomers", "growth", *(theme.theme for theme in found.themes)),
        tuple(
            (
                *(year.year, year.papers, year.people, year.newcomers, annual.get(year.year)),
                *(theme.counts[place] for theme in found.themes),
            )
            for place, year in enumerate(found.years)
        ),
    )


def tabulate_trends(found: Trends) -> Table:
    """A row a topic, the steepest rise first, with its papers by year."""
    return Table(
        (
            *("topic", "kind", "label", "papers", "slope", "before", "after", "z", "p", "q", "significant"),
            *map(str, found.years),
        ),
        tuple(
            (
                *(one.topic, one.kind, one.label, one.papers, one.slope, one.before, one.after),
                *(one.z, one.p, one.q, one.significant, *one.counts),
            )
            for one in found.topics
        ),
    )


def tabulate_bursts(found: Bursts) -> Table:
    """A row a burst, the heaviest first, with the papers of the topic by year."""
    return Table(
        (
            *("topic", "kind", "label", "begin", "end", "open", "weight", "papers", "expected"),
            *map(str, found.years),
        ),
        tuple(
            (
                *(one.topic, one.kind, one.label, one.begin, one.end, one.open, one.weight, one.papers),
                *(one.expected, *one.counts),
            )
            for one in found.bursts
        ),
    )


def tabulate_theme_periods(found: Evolution) -> Table:
    """A row a period and theme: the bars of a flow."""
    return Table(
        ("period", "years", "theme", "label", "papers", "share"),
        tuple(
            (one.period, str(found.periods[one.period]), one.theme, one.label, one.papers, one.share)
            for one in found.themes
        ),
    )


def tabulate_flows(found: Evolution, labels: Mapping[str, str]) -> Table:
    """A row a flow, with the labels of nodes by id; examples are `later>earlier`, parted by blanks."""
    return Table(
        (
            *("source_period", "source_years", "source", "source_label"),
            *("target_period", "target_years", "target", "target_label"),
            *("value", "links", "people", "movers", "examples"),
        ),
        tuple(
            (
                *(one.source_period, str(found.periods[one.source_period]), one.source, labels[one.source]),
                *(one.target_period, str(found.periods[one.target_period]), one.target, labels[one.target]),
                *(one.value, one.links, one.people, one.movers),
                " ".join(f"{later}>{earlier}" for later, earlier in one.examples),
            )
            for one in found.flows
        ),
    )


def tabulate_changes(found: Evolution) -> Table:
    """A row a theme and period after the first; other themes are `id=part`, parted by blanks."""
    return Table(
        (
            *("period", "years", "theme", "label", "course", "papers_before", "papers"),
            *("share_before", "share", "fold", "q", "into", "out_of"),
        ),
        tuple(
            (
                *(one.period, str(found.periods[one.period]), one.theme, one.label, one.course.value),
                *(one.papers_before, one.papers, one.share_before, one.share, one.fold, one.q),
                *(" ".join(f"{name}={part}" for name, part in others) for others in (one.into, one.out_of)),
            )
            for one in found.changes
        ),
    )


def tabulate_turnover(found: Turnovers) -> Table:
    """A row a theme and period with the numbers of people; whence and whither as `id=people`."""
    return Table(
        (
            *("theme", "label", "period", "years", "active", "entered", "stayed", "returned", "left"),
            *("pending", "newcomers", "gone", "came_from", "went_to"),
        ),
        tuple(
            (
                *(one.theme, one.label, one.period, str(found.periods[one.period]), one.active),
                *map(len, (one.entered, one.stayed, one.returned, one.left, one.pending)),
                *(one.newcomers, one.gone),
                *(" ".join(f"{name}={number}" for name, number in o) for o in (one.came_from, one.went_to)),
            )
            for one in found.rows
        ),
    )
