"""Shows on a terminal how far a build is; anywhere else nothing is shown."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import click

from kgraph.tracking import watched


class Progress(NamedTuple):
    """What a build is given to report to: the stage that starts, and the bytes read of those in all."""

    stage: Callable[[str], None]
    meter: Callable[[int, int | None], None]


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A line for each stage, and a bar with the time that is left for what the stage is at.

    The time is that of the step which the bar names, by its pace so far. Of a step whose length nobody knows
    (what comes from a pipe, a computation in one piece) the bar only moves.
    """
    if not sys.stderr.isatty():
        yield Progress(lambda _: None, lambda *_: None)
        return
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("  {task.description} …"),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    current = ["", ""]  # the stage, and the step of it that the bar is for
    tasks = [bar.add_task("", total=None)]

    def begin(step: str, total: int | None) -> None:
        # A task of its own, so that the pace of one step does not tell the time of the next.
        bar.remove_task(tasks.pop())
        tasks.append(bar.add_task(f"{current[0]}: {step}" if step else current[0], total=total))
        current[1] = step

    def stage(name: str) -> None:
        bar.stop()
        click.echo(f"  {name} …", err=True)
        current[0] = name
        begin("", None)
        bar.start()

    def step(name: str, done: int, total: int) -> None:
        if name != current[1] or done == 0:
            begin(name, total)
        bar.update(tasks[0], completed=done)

    def meter(done: int, total: int | None) -> None:
        megabytes = f"{done / 1e6:,.0f} of {total / 1e6:,.0f} MB" if total else f"{done / 1e6:,.0f} MB"
        bar.update(tasks[0], completed=done, total=total, description=f"{current[0]} {megabytes}")

    try:
        with watched(step):
            yield Progress(stage, meter)
    finally:
        bar.stop()
