"""Tables as text."""

from typing import Any

import click


def print_markdown(columns: tuple[str, ...], rows: Any) -> None:
    """Print a Markdown table; values are text, never markup."""
    from kgraph.markup import escape_markdown

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


def print_wrapped(line: str) -> None:
    """Print a line of text: on a terminal wrapped behind its indent, elsewhere whole."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        click.echo(line)
        return
    indent = len(line) - len(line.lstrip(" "))
    # What is not indented is a statement, the rest says more about it. Text, never markup.
    text = Text(line[indent:], style="" if indent else "bold")
    console.print(Padding(text, (0, 0, 0, indent)))
