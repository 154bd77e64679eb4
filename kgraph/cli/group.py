"""The group of all commands, the options that several share, and how an error becomes one line."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from kgraph.errors import KgraphError, UnknownNameError

FROM = click.option(
    "--from",
    "directory",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder that holds the graph.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder to write to.",
)
# The files of decisions that every build in this folder reads.
PEOPLE_FILE, THESAURUS_FILE = Path("people.toml"), Path("thesaurus.toml")
MODEL = click.option("--no-model", is_flag=True, help="Find noun phrases without the English language model.")


def _columns(context: click.Context, option: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """The values of `--map` as a dictionary."""
    from kgraph.sources.mapped import check_fields

    columns: dict[str, str] = {}
    for pair in pairs:
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not (field and equals and name):
            raise click.BadParameter(f"{pair!r} is not FIELD=NAME", context, option)
        if field in columns:
            raise click.BadParameter(f"{field} is mapped twice", context, option)
        columns[field] = name
    try:
        check_fields(columns)
    except UnknownNameError as error:
        raise click.BadParameter(str(error), context, option) from None
    return columns


COLUMNS = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    callback=_columns,
    help="What a field is called in a table or in plain JSON, where it is not found by itself, for example "
    '--map title=Titel --map authors="Author Names".',
)


def read_years(context: click.Context, option: click.Parameter, text: str | None) -> tuple[int, int] | None:
    """The first and last year that `2018-2022` or `2020` names."""
    if text is None:
        return None
    first, dash, last = text.partition("-")
    last = last if dash else first
    if not (first.isdecimal() and last.isdecimal() and int(first) <= int(last)):
        raise click.BadParameter(f"{text!r} is not FIRST-LAST, such as 2018-2022", context, option)
    return int(first), int(last)


class _Group(click.Group):
    """Turns a `KgraphError` into one line and exit code 1, unless `--debug` asks for the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgraphError as error:
            if ctx.params.get("debug"):
                raise
            click.echo(f"kgraph: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output (head, less) has enough: nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kgraph", prog_name="kgraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn paper records into a research-lineage knowledge graph.

    Start with `kgraph demo`, then `kgraph build` your own files.
    """
