"""Shows on a terminal how far a build is; anywhere else nothing is shown."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import click


class Progress(NamedTuple):
    """What a build is given to report to: the stage that starts, and the bytes read of those in all."""

    stage: Callable[[str], None]
    meter: Callable[[int, int | None], None]


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A line for each stage and, while files are read, a bar with the bytes and the time that is left."""
    if not sys.stderr.isatty():
        yield Progress(lambda _: None, lambda *_: None)
        return
    from rich import progress
    from rich.console import Console

    # Of what is read from a pipe nobody knows how much there is: the bar then only moves.
    bar = progress.Progress(
        progress.TextColumn("  reading …"),
        progress.BarColumn(),
        progress.DownloadColumn(),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("reading", total=None)

    def stage(name: str) -> None:
        bar.stop()
        click.echo(f"  {name} …", err=True)
        if name == "reading":
            bar.start()

    def meter(done: int, total: int | None) -> None:
        bar.update(task, completed=done, total=total)

    try:
        yield Progress(stage, meter)
    finally:
        bar.stop()
