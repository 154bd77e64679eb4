"""Tools in turns, so that what else the machine does falls on all of them, and the medians of their runs."""

import statistics
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from processes import Failure, Run

ROUNDS = 5
# A run that takes so many seconds is not made so often: (up to seconds, runs).
FEWER = ((8.0, ROUNDS), (20.0, 3), (float("inf"), 1))


@dataclass(frozen=True, slots=True)
class Medians:
    """The medians of the runs of one tool."""

    seconds: float
    processor: float
    read: float
    process: float
    size: tuple[float, ...]
    runs: int


def take_turns(
    tools: Mapping[str, Callable[[], Run | Failure]], rounds: int = ROUNDS
) -> dict[str, Medians | Failure]:
    """Run each tool once, then all again: so often as the first run of each allows.

    A tool that fails is not run again, and its failure is its result.
    """
    made: dict[str, list[Run]] = {name: [] for name in tools}
    failures: dict[str, Failure] = {}
    for number in range(rounds):
        for name, run in tools.items():
            if name in failures or number >= allowed(made[name], rounds):
                continue
            result = run()
            if isinstance(result, Failure):
                failures[name] = result
                print(f"  {name}: {result.reason}", file=sys.stderr, flush=True)
            else:
                made[name].append(result)
    return {name: failures.get(name) or summarize(made[name]) for name in tools}


def allowed(made: list[Run], rounds: int) -> int:
    """How many runs there are of a tool, by the seconds of its first."""
    if not made:
        return rounds
    return min(rounds, next(runs for most, runs in FEWER if made[0].process <= most))


def summarize(runs: list[Run]) -> Medians:
    """The medians of some runs.

    >>> summarize([Run(seconds, 0.5, 2.0, 4.0, (9,)) for seconds in (1.0, 9.0, 2.0)])
    Medians(seconds=2.0, processor=0.5, read=2.0, process=4.0, size=(9,), runs=3)
    """
    return Medians(
        statistics.median(run.seconds for run in runs),
        statistics.median(run.processor for run in runs),
        statistics.median(run.read for run in runs),
        statistics.median(run.process for run in runs),
        runs[0].size,
        len(runs),
    )
