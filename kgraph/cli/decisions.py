"""Adds a line to a file of decisions: what the commands of `people` and `keywords` have in common."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from kgraph.corrections import Corrections, Decision, append_decision, one_spaced, read_corrections


def decisions_option(name: str, default: Path) -> Callable[[Any], Any]:
    """The option that names a file of decisions, passed on as `file`."""
    return click.option(
        name,
        "file",
        type=click.Path(path_type=Path),
        default=default,
        show_default=True,
        help="File of the decisions.",
    )


def read_decisions(file: Path, verbs: Sequence[str]) -> Corrections:
    """Read the decisions of a file, none if it is missing."""
    return read_corrections(file, verbs) if file.exists() else Corrections()


def write_decision(file: Path, verbs: Sequence[str], verb: str, subject: str, value: str) -> None:
    """Add a line to a file of decisions, which is made if it is missing, and say so."""
    from kgraph.staging import write_atomically

    decision = Decision(verb, one_spaced(subject), one_spaced(value))
    read_decisions(file, verbs)  # says where a file is damaged
    text = file.read_bytes().decode("utf-8") if file.exists() else ""
    write_atomically(file, append_decision(text, decision, file.name, verbs))
    click.echo(f"{file}: {decision}\nBuild again; deleting the line takes it back.")
