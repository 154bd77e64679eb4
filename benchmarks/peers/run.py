"""The peers of kgraph beside it, on the same records, in one run: a table in Markdown for each part.

    python benchmarks/peers/run.py [--data FOLDER] [--only networks centrality rdf] > peers.md

FOLDER holds m3925.jsonl and m3925.csv. Each peer is installed once, in an environment of its own under
`--cache`; so is the graph that kgraph builds of the records, without the language model. Tools run in turns:
kgraph, a peer, the next peer, kgraph again. Needs the network for the first run, and then none.
"""

import argparse
import hashlib
import os
import platform
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import centrality_rows
import network_rows
from environments import CACHE, PINS, Missing, prepare
from processes import Failure, Run
from rdf_rows import measure_rdf
from rdf_tables import file_table, query_table
from rounds import ROUNDS, Medians, summarize
from tables import HEAD, markdown, task_rows

import kgraph

DATA = Path(__file__).parents[2] / "../shared/data/bench"
NEEDED = ("m3925.jsonl", "m3925.csv")
PARTS = ("networks", "centrality", "rdf")
PEERS = {
    "networks": ("litstudy", "biblium", "pybibx"),
    "centrality": ("networkx", "igraph"),
    "rdf": ("rdflib", "oxigraph", "maplib"),
}
PATIENCE = 90.0

Results = dict[str, dict[str, Medians | Failure]]


def main() -> None:
    """Install, run, and print the tables."""
    options = read_options()
    data = options.data.resolve()
    if missing := [name for name in NEEDED if not (data / name).exists()]:
        print(f"nothing to measure: no {' and no '.join(missing)} in the folder of --data")
        return
    peers = [peer for part in options.only for peer in PEERS[part]]
    pythons = {peer: prepare(peer, options.cache) for peer in peers}
    graph = build_graph(data, options.cache)
    started = time.perf_counter()
    print(heading(pythons))
    with tempfile.TemporaryDirectory(dir=options.cache) as folder:
        tables = measure_tasks(options, data, graph, Path(folder), pythons)
        for part, results in tables.items():
            rows = [row for task, found in results.items() for row in task_rows(task, found)]
            print(f"\n{part.capitalize()}\n\n{markdown(HEAD, rows)}", flush=True)
        if "rdf" in options.only:
            files, questions, facts = measure_rdf(graph, Path(folder), pythons)
            print(f"\nRDF\n\n{file_table(files, facts)}\n\n{query_table(questions)}")
    print(f"\nmeasured in {(time.perf_counter() - started) / 60:.1f} minutes, {load()} at the end")


def read_options() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the records")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where environments and the graph are kept")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="the parts to run")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each tool runs, at most")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that a run may take")
    parser.add_argument("--no-slow", dest="slow", action="store_false", help="leave out what takes minutes")
    return parser.parse_args()


def measure_tasks(
    options: argparse.Namespace, data: Path, graph: Path, work: Path, pythons: dict[str, Path | Missing]
) -> dict[str, Results]:
    """Networks and centrality, first what is quick; then, once and on all cores, what may not end."""
    results: dict[str, Results] = {}
    limits = (options.rounds, options.patience)
    if "networks" in options.only:
        results["networks"] = network_rows.measure_networks(data, graph, pythons, *limits)
    if "centrality" in options.only:
        place = work / "authors.json"
        results["centrality"] = centrality_rows.measure_centrality(graph, place, pythons, *limits)
    if "networks" in options.only and options.slow:
        run_slow(network_rows.plan_slow(data, pythons, options.patience), results["networks"])
    return results


def run_slow(plan: network_rows.Plan, results: Results) -> None:
    """Run once what may take minutes, a process a core, and put it with the other results."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        begun = [(task, peer, pool.submit(run)) for task, runs in plan.items() for peer, run in runs.items()]
        for task, peer, future in begun:
            found = future.result()
            print(task, peer, found, file=sys.stderr, flush=True)
            results[task][peer] = summarize([found]) if isinstance(found, Run) else found


def build_graph(data: Path, cache: Path) -> Path:
    """The graph of the records, built once for each state of records and package."""
    digest = hashlib.sha256((data / "m3925.jsonl").read_bytes())
    for path in sorted(Path(str(kgraph.__file__)).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    place = cache / f"graph-{digest.hexdigest()[:12]}"
    if not (place / "build.json").exists():
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob("graph-*"):
            shutil.rmtree(old)
        started = time.perf_counter()
        kgraph.save(kgraph.build([data / "m3925.jsonl"], model=False), place)
        print(f"kgraph build took {time.perf_counter() - started:.0f} s", file=sys.stderr)
    return place


def heading(pythons: dict[str, Path | Missing]) -> str:
    """When, with what, and on what."""
    versions = ", ".join(
        f"{pin} (not installed: {python.reason})" if isinstance(python, Missing) else pin
        for peer, python in pythons.items()
        for pin in PINS[peer][:1]
    )
    day = datetime.now(UTC).strftime("%d %B %Y")
    cores = len(os.sched_getaffinity(0))
    return (
        f"{day}, Python {platform.python_version()}, {cores} cores, {load()} at the start; "
        f"kgraph {version('kgraph')}, {versions}"
    )


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
