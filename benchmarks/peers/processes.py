"""Tasks in processes of their own: once through with a limit, or an engine that is asked again and again."""

import json
import os
import select
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environments import last_line

# Seconds that an engine has to stop by itself.
GRACE = 10.0

TASKS = Path(__file__).parent / "tasks"


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the work, by the clock and of the processor, of reading, of the whole process."""

    seconds: float
    processor: float
    read: float
    process: float
    size: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that gave no result, and why."""

    reason: str


def run_task(python: Path, script: str, arguments: Sequence[str], patience: float) -> Run | Failure:
    """Run a script of `tasks/` to its end, or for so many seconds."""
    start = time.perf_counter()
    try:
        ended = subprocess.run(
            [str(python), str(TASKS / script), *arguments],
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
            env=_environment(script),
        )
    except subprocess.TimeoutExpired:
        return Failure(f"not in {patience:.0f} s")
    seconds = time.perf_counter() - start
    if ended.returncode:
        return Failure(last_line(ended.stderr))
    return parse_run(ended.stdout, seconds)


def parse_run(output: str, seconds: float) -> Run | Failure:
    """Read what a task has printed: its last line is JSON, whatever the peer has printed before.

    >>> parse_run('a banner\\n{"seconds": 0.2, "processor": 0.1, "read": 0.5, "size": [3, 2]}\\n', 1.5)
    Run(seconds=0.2, processor=0.1, read=0.5, process=1.5, size=(3, 2))
    >>> parse_run("a banner", 1.5)
    Failure(reason='printed no result: a banner')
    """
    last = last_line(output)
    try:
        told = json.loads(last)
        times = (float(told[name]) for name in ("seconds", "processor", "read"))
        # Where a part of the work was done, the time of the rest.
        return Run(*times, seconds + told.get("beyond", 0.0), tuple(told["size"]))
    except (ValueError, KeyError, TypeError):
        return Failure(f"printed no result: {last}")


class Served:
    """An engine in a process that stays: each order is a line of JSON, and so is its answer."""

    def __init__(self, python: Path, script: str, arguments: Sequence[str] = ()) -> None:
        # Not a pipe: rdflib warns of each odd IRI, and who does not read a pipe stops the writer.
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the process)
        self._process = subprocess.Popen(
            [str(python), str(TASKS / script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env=_environment(script),
        )

    def order(self, what: str, given: str, patience: float) -> dict[str, Any] | Failure:
        """Have something done. An engine that does not answer in time is ended, and answers nothing more."""
        process = self._process
        assert process.stdin
        assert process.stdout
        if process.poll() is not None:
            return Failure("was ended")
        try:
            process.stdin.write(json.dumps({"do": what, "with": given, "within": patience}).encode() + b"\n")
            process.stdin.flush()
        except OSError:
            return Failure("was ended")
        if not select.select([process.stdout], [], [], patience + GRACE)[0]:
            self.end()
            return Failure(f"not in {patience:.0f} s")
        line = process.stdout.readline()
        if not line:
            process.wait()
            self._said.seek(0)
            return Failure(last_line(self._said.read().decode(errors="replace")))
        told: dict[str, Any] = json.loads(line)
        if "failed" not in told:
            return told
        late = "not in time" in told["failed"]  # what `served` raises, which an engine may wrap
        return Failure(f"not in {patience:.0f} s" if late else told["failed"])

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def _environment(script: str) -> dict[str, str]:
    """Where this one looks for packages is right for kgraph alone."""
    ours = "kgraph" in script
    return {name: value for name, value in os.environ.items() if ours or name != "PYTHONPATH"}
