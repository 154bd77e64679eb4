"""The networks of the same records: by kgraph, litstudy, biblium and pybibx."""

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from environments import Missing
from processes import Failure, Run, run_task
from rounds import Medians, take_turns

# Each network with the peers that make it, and with those that need a minute or more to read or to make it.
TASKS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "co-authors": (("litstudy", "biblium"), ("pybibx",)),
    "co-authors from CSV": (("litstudy", "biblium"), ()),
    "keywords": (("biblium",), ("pybibx",)),
    "citations": (("litstudy",), ("biblium",)),
    "coupling": (("litstudy", "biblium"), ("pybibx",)),
    "co-citation": (("litstudy", "biblium"), ("pybibx",)),
}

# The rounds of what no aim is set for.
OTHERS = 3

Plan = dict[str, dict[str, Callable[[], Run | Failure]]]


def measure_networks(
    folder: Path, graph: Path, pythons: Mapping[str, Path | Missing], rounds: int, patience: float
) -> dict[str, dict[str, Medians | Failure]]:
    """Run each network in each tool that has it, in turns; `folder` holds the records, `graph` kgraph's."""
    results = {}
    for task, (quick, _) in TASKS.items():
        print(task, file=sys.stderr, flush=True)
        tools: dict[str, Callable[[], Run | Failure]] = {}
        tools["kgraph"] = partial(_own, task, folder, graph, patience)
        for peer in quick:
            tools[peer] = partial(_peer, peer, pythons[peer], task, folder, patience)
        tools["kgraph, arrays"] = partial(_own, task, folder, graph, patience, "arrays")
        results[task] = take_turns(tools, rounds if task.startswith("co-authors") else min(rounds, OTHERS))
    return results


def plan_slow(folder: Path, pythons: Mapping[str, Path | Missing], patience: float) -> Plan:
    """What is run once, when all else is done: those that may well not end."""
    return {
        task: {peer: partial(_peer, peer, pythons[peer], task, folder, patience) for peer in slow}
        for task, (_, slow) in TASKS.items()
        if slow
    }


def _own(task: str, folder: Path, graph: Path, patience: float, *face: str) -> Run | Failure:
    arguments = [task, str(folder), str(graph), *face]
    return run_task(Path(sys.executable), "networks_kgraph.py", arguments, patience)


def _peer(peer: str, python: Path | Missing, task: str, folder: Path, patience: float) -> Run | Failure:
    if isinstance(python, Missing):
        return Failure(f"not installed: {python.reason}")
    return run_task(python, f"networks_{peer}.py", [task, str(folder)], patience)
