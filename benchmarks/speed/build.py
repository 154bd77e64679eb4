"""How long each stage of a build takes, in what memory, and how both grow with the number of papers.

    python benchmarks/speed/build.py SOURCE... [--papers 1000 5000 25000 0] [--model]

A process for each number of papers (0: all), which are every so-manieth of the sources. Prints processor
seconds and seconds by the clock of each stage, the most memory in it (with that of further processes), the
floor of two stages (reading the XML alone, the tokeniser alone), and the exponents: the slope of the
logarithm between the two largest sizes. Linux only: memory is read from /proc.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import spacy

import kgraph
from kgraph.archive import Records
from kgraph.build import Choices, build_records, collect
from kgraph.cycles import uncollected
from kgraph.page import render_page
from kgraph.report import compute_report, write_report
from kgraph.storage import save
from kgraph.vocabulary import Kind

# Stages that take less than this in the largest build have no exponent worth the name.
_SHORT = 0.5


def main() -> None:
    """Print the stages of each build, then the exponents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--papers", type=int, nargs="+", default=[1_000, 5_000, 25_000, 0])
    parser.add_argument("--model", action="store_true")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one is not None:
        print(json.dumps(run(arguments.sources, arguments.one, arguments.model)))
        return
    runs = []
    for papers in arguments.papers:
        command = [sys.executable, __file__, *arguments.sources, "--one", str(papers)]
        done = subprocess.run(
            command + ["--model"] * arguments.model, stdout=subprocess.PIPE, check=True, text=True
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
        show(runs[-1])
    if len(runs) > 1:
        show_growth(runs[-2], runs[-1])


def run(sources: list[str], papers: int, model: bool) -> dict:
    """Build from some of the papers, write all views, and tell what each stage took."""
    clock = Clock()
    clock("reading")
    graph = build_records(choose(collect(sources), papers), Choices(model=model), clock)
    clock("saving")
    with TemporaryDirectory() as folder, uncollected():
        save(graph, Path(folder))
        clock("page")
        (Path(folder) / "graph.html").write_text(render_page(graph), "utf-8")
        clock("report")
        write_report(compute_report(graph), Path(folder))
        clock("opening")
        kgraph.open(folder)
    clock("floor: tokeniser")
    blank = spacy.blank("en")
    for title, abstract in graph.of_kind(Kind.PAPER).select("label", "abstract").iter_rows():
        blank.make_doc(f"{title}. {abstract or ''}")
    clock("floor: XML")
    for source in map(Path, sources):
        for file in sorted(source.rglob("*.xml")) if source.is_dir() else ():
            for _ in ElementTree.iterparse(file):
                pass
    clock("")
    return {"papers": graph.count(Kind.PAPER), "stages": clock.stages}


def choose(records: Records, papers: int) -> Records:
    """Every so-manieth record; all with 0."""
    if not papers:
        return records
    return replace(records, papers=records.papers[:: max(1, len(records.papers) // papers)][:papers])


class Clock:
    """Called with the name of each stage as it starts; looks five times a second at the memory in use."""

    def __init__(self) -> None:
        self.stages: dict[str, list[float]] = {}
        self._name = ""
        self._start = (0.0, 0.0)
        self._most = 0.0
        threading.Thread(target=self._watch, daemon=True).start()

    def __call__(self, name: str) -> None:
        if self._name:
            cpu, wall = processor(), time.perf_counter()
            self.stages[self._name] = [cpu - self._start[0], wall - self._start[1], self._most]
        self._most = memory()
        self._name, self._start = name, (processor(), time.perf_counter())

    def _watch(self) -> None:
        while True:
            self._most = max(self._most, memory())
            time.sleep(0.2)


def processor() -> float:
    """Processor seconds of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def memory() -> float:
    """What this process and those it started hold, in GB; what they share counts for each."""
    pages = 0
    children = (task / "children" for task in Path("/proc/self/task").iterdir())
    for pid in ["self", *(pid for file in children for pid in read(file).split())]:
        pages += int((read(Path(f"/proc/{pid}/statm")).split() or ["0", "0"])[1])
    return pages * resource.getpagesize() / 2**30


def read(file: Path) -> str:
    """The text of a file that may be gone by now."""
    try:
        return file.read_text()
    except OSError:
        return ""


def show(told: dict) -> None:
    """Print the stages of one build."""
    print(f"\n{told['papers']:,} papers{'':12}processor s{'':6}clock s{'':6}GB")
    for name, (cpu, wall, memory) in told["stages"].items():
        print(f"{name:24}{cpu:10.1f}{wall:13.1f}{memory:9.2f}")
    own = [values for name, values in told["stages"].items() if name != "opening" and "floor" not in name]
    cpu, wall = (sum(values[place] for values in own) for place in (0, 1))
    print(f"{'all but opening, floors':24}{cpu:10.1f}{wall:13.1f}{max(v[2] for v in own):9.2f}", flush=True)


def show_growth(small: dict, large: dict) -> None:
    """Print the exponents of processor time and memory between two builds."""
    ratio = math.log(large["papers"] / small["papers"])
    print(f"\nexponent from {small['papers']:,} to {large['papers']:,} papers: processor, memory")
    for name, (cpu, _, memory) in large["stages"].items():
        before = small["stages"][name]
        if cpu > _SHORT and name != "reading" and "XML" not in name:
            slopes = (math.log(now / then) / ratio for now, then in ((cpu, before[0]), (memory, before[2])))
            print(f"{name:24}{next(slopes):10.2f}{next(slopes):13.2f}")


if __name__ == "__main__":
    main()
