"""Adds a line to a file of decisions: what the commands of `people` and `keywords` have in common."""

from collections.abc import Sequence
from pathlib import Path

import click

from kgraph.corrections import Corrections, Decision, append_decision, one_spaced, read_corrections


def write_decision(file: Path, verbs: Sequence[str], verb: str, subject: str, value: str) -> None:
    """Add a line to a file of decisions, which is made if it is missing, and say so."""
    from kgraph.storage import write_atomically

    there = read_corrections(file, verbs) if file.exists() else Corrections()
    text = file.read_bytes().decode("utf-8") if file.exists() else ""
    subject, value = one_spaced(subject), one_spaced(value)
    taken = {decision.subject for decision in there.of(verb)}
    if verb == "merge" and subject in taken and value not in taken:
        subject, value = value, subject  # a merge says the same either way
    decision = Decision(verb, subject, value)
    write_atomically(file, append_decision(text, decision, file.name, verbs))
    click.echo(f"{file}: {decision}\nBuild again; deleting the line takes it back.")
