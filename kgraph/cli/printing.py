"""Tables as text."""

from typing import Any

import click


def print_markdown(columns: tuple[str, ...], rows: Any) -> None:
    """Print a Markdown table; values are text, never markup."""
    from kgraph.report import escape_markdown

    for row in (columns, ("---",) * len(columns)):
        click.echo(f"| {' | '.join(row)} |")
    for row in rows:
        click.echo(f"| {' | '.join(escape_markdown(value or '') for value in row)} |")


def print_table(columns: tuple[str, ...], rows: Any) -> None:
    """Print a plain table: whole values, so that it can be cut and searched."""
    from rich.cells import cell_len

    table = [columns, *[tuple(" ".join((value or "").split()) for value in row) for row in rows]]
    widths = [max(cell_len(row[place]) for row in table) for place in range(len(columns))]
    for number, row in enumerate(table):
        cells = (value + " " * (width - cell_len(value)) for value, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("─" * width for width in widths))
