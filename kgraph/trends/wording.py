"""What this room finds, as sentences for a report: each number stands in the tables."""

from collections.abc import Mapping

from kgraph.trends.bursts import Bursts
from kgraph.trends.evolution import Course, ThemeChange
from kgraph.trends.growth import LastYear
from kgraph.trends.periods import Period
from kgraph.trends.rising import LEVEL, Trends
from kgraph.trends.turnover import Turnover
from kgraph.trends.years import Timeline

# A sentence speaks of abstracts where they change the ratio of two shares by more than this.
_ABSTRACTS = 0.1
# Themes that are named where people came from and went to.
_THEMES_NAMED = 3


def describe_years(found: Timeline) -> str:
    """How many papers of which years, how they grew, and what is said of the last year.

    >>> describe_years(Timeline((), (), 3, LastYear.UNKNOWN, None))
    'No paper has a year (undated: 3).'
    """
    if not found.years:
        return f"No paper has a year (undated: {found.undated})."
    first, last, growth = found.years[0].year, found.years[-1].year, found.growth
    papers = sum(year.papers for year in found.years)
    said = f"{_counted(papers, 'dated paper')}, {Period(first, last)} (undated: {found.undated})."
    if growth is None:
        said += " Too few whole years to tell growth."
    elif growth.rate is None or growth.doubling is None:
        said += f" From {growth.first} to {growth.last} no steady growth or decline can be told"
        said += f" ({growth.years_used} years with papers)."
    else:
        what = "double" if growth.doubling > 0 else "halve"
        said += (
            f" From {growth.first} to {growth.last} {_percent(growth.rate)} a year, so that they {what} in "
            f"{_counted(abs(growth.doubling), 'year')} (95 % interval {_percent(growth.low or 0)} to "
            f"{_percent(growth.high or 0)}, {growth.years_used} years)."
        )
    if growth and growth.left_out and found.last_year is LastYear.PARTIAL:
        said += f" {growth.left_out} may not be over, by its months, and is left out."
    elif growth and growth.left_out:
        said += (
            f" {growth.left_out} has fewer papers than the year before; it may not be over and is left out."
        )
    elif found.last_year is LastYear.UNKNOWN:
        said += f" Whether {last} is over cannot be told: the dates give no months."
    return said


def describe_trends(found: Trends) -> str:
    """How many topics were tested, and how many rise and fall.

    >>> describe_trends(Trends((2024,), (9,), (), 1.0))
    'No theme or keyword has enough papers in enough years to test.'
    """
    if not found.topics or len(found.years) < 2:
        return "No theme or keyword has enough papers in enough years to test."
    tested = f"{len(found.topics):,} themes and keywords tested in {Period(found.years[0], found.years[-1])}"
    if not found.rising and not found.falling:
        return f"Of {tested} none rises or falls more than chance explains (q above {LEVEL})."
    return (
        f"Of {tested} {len(found.rising)} rise and {len(found.falling)} fall more than chance explains "
        f"(q at most {LEVEL})."
    )


def describe_bursts(found: Bursts) -> str:
    """How many bursts there are, and how many last to the newest year.

    >>> describe_bursts(Bursts((2023, 2024), (9, 9), (), 2.0, 1.0))
    'No theme or keyword has a burst.'
    """
    if not found.bursts:
        return "No theme or keyword has a burst."
    going = sum(burst.open for burst in found.bursts)
    return f"Bursts: {len(found.bursts)}, of them {going} that last to {found.years[-1]}."


def describe_change(change: ThemeChange, periods: tuple[Period, ...], labels: Mapping[str, str]) -> str:
    """A change as a sentence; `labels` are those of the nodes.

    >>> into = (("theme:b", 0.4),)
    >>> change = ThemeChange(1, "theme:a", "Tides", 4, 9, 0.04, 0.11, Course.GREW, 2.75, 0.01, into, ())
    >>> describe_change(change, (Period(2001, 2005), Period(2006, 2008)), {"theme:b": "Waves"})
    'Tides grew from 4 % of the papers in 2001–2005 (4) to 11 % in 2006–2008 (9); flowed into Waves (40 %).'
    """
    before, now = periods[change.period - 1], periods[change.period]
    had = f"{_percent(change.share_before)} of the papers in {before} ({change.papers_before:,})"
    has = f"{_percent(change.share)} in {now} ({change.papers:,})"
    said = (
        change.label
        + {
            Course.APPEARED: f" appeared with {has}",
            Course.RETURNED: f" returned with {has}",
            Course.GREW: f" grew from {had} to {has}",
            Course.HELD: f" had {had} and {has}, which chance may explain",
            Course.SHRANK: f" shrank from {had} to {has}",
            Course.ABSENT: f" had {had} and none in {now}",
        }[change.course]
    )
    if change.fold and abs(change.fold * change.share_before / change.share - 1) > _ABSTRACTS:
        said += f" (with as many abstracts, {change.fold:.2g} times the share)"
    for verb, others in (("flowed into", change.into), ("draws on", change.out_of)):
        if others:
            said += f"; {verb} " + ", ".join(f"{labels[one]} ({_percent(part)})" for one, part in others)
    return said + "."


def describe_turnover(row: Turnover, periods: tuple[Period, ...], labels: Mapping[str, str]) -> str:
    """Who entered and left a theme in a period, in numbers; `labels` are those of the nodes.

    >>> row = Turnover(0, "theme:a", "Tides", ("p", "q"), (), (), ("p",), (), 1, 0, (("theme:b", 1),), ())
    >>> describe_turnover(row, (Period(2001, 2005),), {"theme:b": "Waves"})
    'Tides, 2001–2005: 2 people, 2 entered (1 without an earlier paper; 1 from Waves), 1 left.'
    """
    active = _counted(row.active, "person", "people")
    said = f"{row.label}, {periods[row.period]}: {active}, {len(row.entered):,} entered"
    came = [f"{row.newcomers:,} without an earlier paper"] if row.newcomers else []
    came += [f"{number:,} from {labels[theme]}" for theme, number in row.came_from[:_THEMES_NAMED]]
    went = [f"{row.gone:,} without a later paper"] if row.gone else []
    went += [f"{number:,} to {labels[theme]}" for theme, number in row.went_to[:_THEMES_NAMED]]
    said += f" ({'; '.join(came)})" if came else ""
    for people, verb in ((row.stayed, "stayed"), (row.returned, "returned"), (row.left, "left")):
        said += f", {len(people):,} {verb}" if people else ""
    said += f" ({'; '.join(went)})" if went else ""
    return f"{said}, of {len(row.pending):,} it is too early to say." if row.pending else f"{said}."


def _counted(number: float, one: str, many: str | None = None) -> str:
    said = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{said} {one if number == 1 else many or one + 's'}"


def _percent(share: float) -> str:
    return f"{100 * share:.2g} %" if abs(share) < 0.1 else f"{100 * share:.0f} %"
