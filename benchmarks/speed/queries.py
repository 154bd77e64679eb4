"""Every named query on Oxigraph and on rdflib's own engine, over the same facts, in one run.

    python benchmarks/speed/queries.py papers.jsonl --papers 10000

The graph is built without the language model. Oxigraph answers from memory, as `kgraph.query(graph, …)`
does, and from the store on disk, as `kgraph query` does: the median of five times. rdflib answers from its
memory, in a process that is ended after `--seconds`; such a query counts with that time, so its ratio is a
lower bound. Parameters are the most central nodes.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import polars as pl
import rdflib

import kgraph
from kgraph import library, quads, sparql, store
from kgraph.build import link
from kgraph.ledger import reconcile
from kgraph.sources import read
from kgraph.storage import save

_TIMES = 5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("source", type=Path)
    arguments.add_argument("--papers", type=int, default=10_000, help="how many of the source's papers")
    arguments.add_argument(
        "--seconds", type=float, default=60, help="the most that rdflib may take for a query"
    )
    given = arguments.parse_args()
    graph = _build(given.source, given.papers)
    with tempfile.TemporaryDirectory() as folder:
        save(graph, folder)
        started = time.perf_counter()
        engine = store.open_engine(folder)
        print(f"papers: {graph.count(kgraph.Kind.PAPER)}, facts: {len(engine.store)}")
        print(f"filling the store: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        memory = store.engine_of(graph)
        print(f"loading into memory: {time.perf_counter() - started:.1f} s")
        started = time.perf_counter()
        reference = rdflib.Graph()
        for triples in quads.triple_lines(graph):
            reference.parse(data=triples.decode(), format="nt")
        list(reference.query("SELECT ?s { ?s a <http://example.org/> }"))  # its grammar is made on first use
        print(f"loading rdflib: {time.perf_counter() - started:.1f} s")
        ratios = [
            _compare(query, graph, (memory, engine), reference, given.seconds)
            for query in library.library().values()
        ]
    for place, found in zip(("memory", "disk"), zip(*ratios, strict=True), strict=True):
        print(f"{place}: median ratio {statistics.median(found):.0f}, least {min(found):.1f}")


def _build(source: Path, papers: int) -> kgraph.Graph:
    kept, ledger = reconcile(read([source]))
    return link(kept[:papers], ledger, model=False)


def _compare(
    query: Any,
    graph: kgraph.Graph,
    engines: tuple[store.Engine, ...],
    reference: rdflib.Graph,
    seconds: float,
) -> tuple[float, ...]:
    """How many times longer rdflib takes than each engine."""
    text = sparql.prepare(engines[0], query.name, _parameters(query, graph))
    times = [_median_time(engine, text) for engine in engines]
    rows = sum(1 for _ in sparql.ask(engines[0].store, text, engines[0].base))
    theirs, same = _rdflib_time(reference, text, rows, seconds)
    ratios = tuple(theirs / ours for ours in times)
    ours = "  ".join(f"{taken:9.4f} s {ratio:7.0f}x" for taken, ratio in zip(times, ratios, strict=True))
    print(f"{query.name:26} {rows:6} rows  rdflib {theirs:8.3f} s  {ours}  {same}", flush=True)
    return ratios


def _median_time(engine: store.Engine, text: str) -> float:
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        for _ in sparql.ask(engine.store, text, engine.base):
            pass
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def _rdflib_time(reference: rdflib.Graph, text: str, rows: int, seconds: float) -> tuple[float, str]:
    """Time a query in a copy of this process, which can be ended."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)

    def ask() -> None:
        started = time.perf_counter()
        found = sum(1 for _ in reference.query(text))
        send.send((time.perf_counter() - started, found))

    process = context.Process(target=ask)
    process.start()
    answered = receive.poll(seconds)
    if not answered:
        process.kill()
        process.join()
        return seconds, "ended"
    taken, found = receive.recv()
    process.join()
    return taken, "same number of rows" if found == rows else f"{found} ROWS"


def _parameters(query: Any, graph: kgraph.Graph) -> dict[str, str]:
    """The most central nodes of the kinds asked for; parameters of one kind get different ones."""
    ranks = graph.scores.filter(pl.col("measure") == "pagerank").sort("value", "id", descending=True)["id"]
    used: set[str] = set()
    chosen = {}
    for parameter in query.parameters:
        if parameter.kinds:
            fits = (node for node in ranks if node.partition(":")[0] in parameter.kinds and node not in used)
            chosen[parameter.name] = next(fits)
            used.add(chosen[parameter.name])
    return chosen


if __name__ == "__main__":
    main()
