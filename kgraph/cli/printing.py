"""Tables as text."""

from typing import Any

import click

# Lines that are written at once: a call for each takes longer than to make it.
_LINES = 1_000


def print_markdown(columns: tuple[str, ...], rows: Any) -> None:
    """Print a Markdown table; values are text, never markup."""
    from kgraph.markup import escape_markdown

    table = [columns, ("---",) * len(columns)]
    table += [tuple(escape_markdown(value or "") for value in row) for row in rows]
    _print_lines([f"| {' | '.join(row)} |" for row in table])


def print_table(columns: tuple[str, ...], rows: Any) -> None:
    """Print a plain table: whole values, so that it can be cut and searched."""
    table = [columns, *[tuple(" ".join((value or "").split()) for value in row) for row in rows]]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    head, *lines = [_line(row, widths) for row in table]
    _print_lines([head, "  ".join("─" * width for width in widths), *lines])


def _print_lines(lines: list[str]) -> None:
    for start in range(0, len(lines), _LINES):
        click.echo("\n".join(lines[start : start + _LINES]))


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    cells = (value + " " * (width - _width(value)) for value, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """The columns that a text takes on a terminal."""
    # What is asked of Rich takes ten times as long, and most values need no answer.
    if text.isascii() and text.isprintable():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


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
