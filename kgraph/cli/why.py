"""What links two nodes: `why`."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from kgraph.cli.group import FROM, main
from kgraph.cli.printing import print_wrapped


@main.command()
@FROM
@click.option(
    "--format",
    "result_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print the answer.",
)
@click.argument("one")
@click.argument("other")
def why(directory: Path, result_format: str, one: str, other: str) -> None:
    """Say everything that links two papers, people, themes, keywords or organizations.

    Name each by its id, name or title, or by the beginning of it.
    """
    from kgraph.storage import open_graph
    from kgraph.ties import why

    answer = why(open_graph(directory), one, other)
    if result_format == "json":
        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=2))
        return
    for line in answer.lines():
        print_wrapped(line)
