"""Time: `trends` tells what the corpus has by year, what rises and falls, bursts, flows and turnover."""

import csv
import sys
from pathlib import Path
from typing import Any

import click

from kgraph.cli.group import FROM, main
from kgraph.cli.printing import print_table, print_wrapped

# Rows of each part of the overview, and of a list before it only counts the rest.
BRIEF, ROWS_SHOWN = 5, 20
# Years that the overview shows; `--csv` has all.
YEARS_SHOWN = 10
# A chance below this is not told apart.
SMALLEST_CHANCE = 0.001

_PARTS = {
    "rising": "Themes and keywords that rise or fall.",
    "bursts": "Themes and keywords in fashion, and when.",
    "flows": "How themes changed from period to period, and which flow into which.",
    "turnover": "Who entered and left the themes.",
}


# What each option is used by; `years` is the overview.
_USED_BY = {"periods": ("flows", "turnover", "theme"), "window": ("years", "rising")}


def _choose_part(command: Any) -> Any:
    for name, about in reversed(_PARTS.items()):
        command = click.option(f"--{name}", is_flag=True, help=about)(command)
    return command


def _read_part(chosen: dict[str, bool], theme: str | None, given: dict[str, int | None]) -> str:
    """The one part that is asked for. Raises `UsageError` for two, or for an option that it does not use."""
    parts = [name for name, is_chosen in (*chosen.items(), ("theme", theme is not None)) if is_chosen]
    if len(parts) > 1:
        raise click.UsageError(f"give one of {' and '.join(f'--{name}' for name in parts)}")
    part = parts[0] if parts else "years"
    for option, value in given.items():
        if value is not None and part not in _USED_BY[option]:
            users = " or ".join(f"--{name}" for name in _USED_BY[option] if name != "years")
            raise click.UsageError(f"--{option} is for {users}")
    return part


@main.command()
@FROM
@_choose_part
@click.option("--theme", metavar="NAME", help="One theme: its papers by year, who entered and left it.")
@click.option("--periods", type=click.IntRange(1), help="Cut the years into so many periods (default 4).")
@click.option("--window", type=click.IntRange(2), help="Look for what rises in so many years (default 10).")
@click.option("--csv", "as_csv", is_flag=True, help="Print all rows as CSV.")
def trends(
    directory: Path,
    theme: str | None,
    periods: int | None,
    window: int | None,
    as_csv: bool,
    **chosen: bool,
) -> None:
    """Tell how the papers, people, themes and keywords of a graph change over time.

    Without options an overview. The methods are explained in docs/trends.md.
    """
    from kgraph import trends as room
    from kgraph.library import find_node
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Kind

    part = _read_part(chosen, theme, {"periods": periods, "window": window})
    graph = open_graph(directory)
    cut = room.cut_by_papers(graph, periods) if periods else room.cut_by_papers(graph)
    if theme is not None:
        node = find_node(graph.of_kind(Kind.THEME), theme, graph.base)
        _print_theme(graph, node, cut, as_csv)
    elif part == "rising":
        _print_rising(room.find_rising(graph, window) if window else room.find_rising(graph), as_csv)
    elif part == "bursts":
        _print_bursts(room.find_bursts(graph), as_csv)
    elif part == "flows":
        _print_flows(room.trace_themes(graph, cut), graph.labels(), as_csv)
    elif part == "turnover":
        _print_turnover(room.measure_turnover(graph, cut), graph.labels(), as_csv)
    else:
        _print_overview(graph, window, as_csv)


def _print_overview(graph: Any, window: int | None, as_csv: bool) -> None:
    from kgraph import trends as room

    found = room.count_years(graph)
    if as_csv:
        _print_csv(room.tabulate_years(found))
        return
    click.echo(room.describe_years(found))
    if found.years:
        click.echo()
        years = [
            tuple(map(str, (one.year, one.papers, one.people, one.newcomers)))
            for one in found.years[-YEARS_SHOWN:]
        ]
        print_table(("year", "papers", "people", "of them new"), years)
    click.echo()
    _print_rising(room.find_rising(graph, window) if window else room.find_rising(graph), False, BRIEF)
    click.echo()
    _print_bursts(room.find_bursts(graph), False, BRIEF)


def _print_rising(found: Any, as_csv: bool, most: int = ROWS_SHOWN) -> None:
    from kgraph import trends as room

    if as_csv:
        _print_csv(room.tabulate_trends(found))
        return
    click.echo(room.describe_trends(found))
    parts = [("rising", found.rising), ("falling", found.falling)]
    if found.topics and not (found.rising or found.falling):
        parts = [("strongest change, not significant", found.strongest(BRIEF))]
    for head, topics in parts:
        if topics:
            rows = [
                (
                    one.label,
                    one.kind,
                    _by_year(found.years, one.counts),
                    f"{100 * one.slope:+.2g}",
                    _chance(one.q),
                )
                for one in topics[:most]
            ]
            click.echo()
            print_table((head, "kind", "papers by year", "points a year", "q"), rows)
            _say_rest(len(topics), most)


def _print_bursts(found: Any, as_csv: bool, most: int = ROWS_SHOWN) -> None:
    from kgraph import trends as room

    if as_csv:
        _print_csv(room.tabulate_bursts(found))
        return
    click.echo(room.describe_bursts(found))
    if found.bursts:
        rows = [
            (
                *(one.label, one.kind, str(one.begin), f"{one.end}{' →' if one.open else ''}"),
                *(f"{one.weight:.1f}", str(one.papers), f"{one.expected:g}"),
            )
            for one in found.bursts[:most]
        ]
        click.echo()
        print_table(("burst", "kind", "from", "to", "weight", "papers", "expected"), rows)
        _say_rest(len(found.bursts), most)


def _print_flows(found: Any, labels: dict[str, str], as_csv: bool) -> None:
    from kgraph import trends as room

    if as_csv:
        _print_csv(room.tabulate_flows(found, labels))
        return
    for change in found.changes:
        if change.course is room.Course.HELD and not change.into and not change.out_of:
            continue
        print_wrapped(room.describe_change(change, found.periods, labels))
    between = sorted(
        (one for one in found.flows if one.source != one.target and one.value),
        key=lambda one: (-one.value, one.source_period, one.source, one.target_period, one.target),
    )
    if not between:
        click.echo("No links between the papers of two themes of different periods.")
        return
    rows = [
        (
            *(str(found.periods[one.source_period]), labels[one.source]),
            *(str(found.periods[one.target_period]), labels[one.target]),
            *(f"{one.value:.1f}", str(one.links), f"{one.people:.1f}"),
        )
        for one in between[:ROWS_SHOWN]
    ]
    click.echo()
    print_table(("years", "from", "years", "to", "weight", "links", "people"), rows)
    _say_rest(len(between), ROWS_SHOWN)
    account = found.account
    click.echo(
        f"\nOf links of weight {account.whole:g}: to an earlier period {account.forward:g}, within one "
        f"{account.within:g}, to a later one {account.backward:g}, without theme or year {account.untold:g}."
    )


def _print_turnover(found: Any, labels: dict[str, str], as_csv: bool) -> None:
    from kgraph import trends as room

    if as_csv:
        _print_csv(room.tabulate_turnover(found))
        return
    for row in found.rows:
        print_wrapped(room.describe_turnover(row, found.periods, labels))
    click.echo(f"Left: no paper of the theme for {found.grace} years, up to the newest of the corpus.")


def _print_theme(graph: Any, node: str, periods: Any, as_csv: bool) -> None:
    from kgraph import trends as room

    turnover = room.measure_turnover(graph, periods, themes=[node])
    if not as_csv:
        found = room.count_years(graph)
        years = [str(one.year) for one in found.years]
        for theme in (one for one in found.themes if one.theme == node):
            click.echo(f"{theme.label}  [{node}]: dated papers {theme.papers}")
            click.echo()
            rows = [(year, str(count)) for year, count in zip(years, theme.counts, strict=True) if count]
            print_table(("year", "papers"), rows)
            click.echo()
    _print_turnover(turnover, graph.labels(), as_csv)


def _by_year(years: tuple[int, ...], counts: tuple[int, ...]) -> str:
    """The papers of each year from the first to the last; a year without any paper has no share: `-`."""
    known = dict(zip(years, counts, strict=True))
    return " ".join(str(known.get(year, "-")) for year in range(years[0], years[-1] + 1))


def _chance(value: float) -> str:
    return f"{value:.2g}" if value >= SMALLEST_CHANCE else f"<{SMALLEST_CHANCE}"


def _print_csv(table: Any) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.rows)


def _say_rest(number: int, most: int) -> None:
    if number > most:
        click.echo(f"and {number - most} more")
