"""How long it takes to add papers to a graph, beside building it.

    python benchmarks/speed/adding.py SOURCE... [--new 100] [--model] [--keep DIR]

Files with some hundred papers between them are left out of a first build and added to it; then a paper that
is there already is added, and last the statistics are made anew. Each is a `kgraph` command in a process of
its own, from its start to its end. With --keep the graph is left in a folder, and taken from it if it is
there. Prints seconds by the clock and the most memory of one process.
"""

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from kgraph.build import collect


def main() -> None:
    """Print what each command took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--new", type=int, default=100)
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        work = arguments.keep or Path(folder)
        graph, first, new = work / "graph", work / "first", work / "new"
        if not graph.exists():
            part(arguments.sources, first, new, arguments.new)
            run("a build", [first, "-o", graph], arguments.model)
        run(f"adding {count(new)} papers", [new, "--into", graph], arguments.model)
        run("adding what is there", [new, "--into", graph], arguments.model)
        run("making all anew", [new, "--into", graph, "--refresh"], arguments.model)


def part(sources: list[Path], first: Path, new: Path, papers: int) -> None:
    """Link all files into one folder, but some with so many papers between them, which go into another."""
    files = [file for source in sources for file in ([source] if source.is_file() else source.rglob("*"))]
    sizes = Counter(paper.origin.file for paper in collect(sources).papers)
    left = papers
    for folder in (first, new):
        folder.mkdir(parents=True)
    for file in sorted(file for file in files if file.is_file()):
        size = sizes[file.name]
        # Every third file that still fits, so that those added are of many years.
        is_new = 0 < size <= left and hash_of(file.name) % 3 == 0
        left -= size * is_new
        ((new if is_new else first) / file.name).symlink_to(file.resolve())


def hash_of(name: str) -> int:
    """A number that is the same in every process."""
    return sum(name.encode())


def count(folder: Path) -> int:
    """The papers in a folder of sources."""
    return len(collect([folder]).papers)


def run(what: str, arguments: list[object], model: bool) -> None:
    """Run `kgraph build` and print what it took."""
    command = [sys.executable, "-m", "kgraph", "build", *map(str, arguments)] + ["--no-model"] * (not model)
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - started
    processor, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 2**20
    told = f"{taken:8.1f} s by the clock, {processor:8.1f} s of processors, {memory:5.2f} GB"
    print(f"{what:24}{told}", flush=True)
    if process.returncode:
        raise SystemExit(process.returncode)


if __name__ == "__main__":
    main()
