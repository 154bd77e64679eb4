"""RDF of the graph: loaded, asked and written by kgraph, rdflib, Oxigraph and maplib."""

import shutil
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from engines import ENGINES, OWN, TABLED, TABLES, Engines
from environments import Missing
from processes import Failure

import kgraph
from kgraph import rdf, store
from kgraph.iris import node_iri

QUERIES = Path(__file__).parent / "queries"

# What takes up to so many seconds the first time is done so many times, and the median taken. rdflib takes a
# minute to load, a hundred times what the others take.
Times = Sequence[tuple[float, int]]
FILE_TIMES: Times = ((40.0, 2), (float("inf"), 1))
QUERY_TIMES: Times = ((1.0, 9), (5.0, 3), (float("inf"), 1))
# The seconds that a file and a query may take: rdflib takes minutes for some queries.
FILE_PATIENCE, QUERY_PATIENCE = 240.0, 20.0


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds, the median of so many runs, and of an answer its rows and their digest."""

    seconds: float
    runs: int
    rows: int = 0
    digest: str = ""


Row = dict[str, Timed | Failure]
Results = dict[str, Row]


def measure_rdf(
    graph: Path, work: Path, pythons: Mapping[str, Path | Missing]
) -> tuple[Results, Results, int]:
    """Times of loading and writing, and of each query; and how many facts there are.

    `work` is where files are written; the store beside the graph is filled anew.
    """
    opened = kgraph.open(graph)
    triples, quads = work / "facts.nt", work / "facts.nq"
    shutil.rmtree(graph / store.STORE, ignore_errors=True)
    rdf.write(opened, triples)
    rdf.write(opened, quads)
    names = {"$PAPER": leading(opened, "papers"), "$PERSON": leading(opened, "authors")}
    engines = Engines(pythons, FILE_PATIENCE)

    def load(name: str) -> dict[str, Any] | Failure:
        print(f"load {name}", file=sys.stderr, flush=True)
        engines.start(name)
        return engines.order(name, "load", str(graph if name in (*OWN, TABLES) else triples))

    def export(name: str) -> dict[str, Any] | Failure:
        path = work / f"{name}.nt"
        told = engines.order(name, "export", str(path))
        if not isinstance(told, Failure):
            told["rows"] = count_lines(path)
        path.unlink(missing_ok=True)
        return told

    # maplib reads no N-Quads, and rdflib takes another minute. The first to open the store fills it.
    files = {
        "N-Quads": in_turns(
            ["oxigraph"], ((float("inf"), 1),), lambda name: engines.order(name, "load", str(quads))
        ),
        "fill the store": in_turns([OWN[1]], ((float("inf"), 1),), load),
        "load": in_turns(ENGINES, FILE_TIMES, load),
    }
    questions = {path.stem: ask(engines, path, names) for path in sorted(QUERIES.glob("*.rq"))}
    writers = [name for name in ENGINES if name not in (OWN[1], TABLES)]
    files["export"] = in_turns(writers, FILE_TIMES, export)
    engines.end()
    return files, questions, count_lines(triples)


def ask(engines: Engines, path: Path, names: Mapping[str, str]) -> Row:
    """Ask all engines a query of `queries/`, with IRIs for its names."""
    text = path.read_text(encoding="utf-8")
    for name, iri in names.items():
        text = text.replace(name, iri)
    asked = [name for name in ENGINES if name != TABLES or path.stem in TABLED]
    print(path.stem, file=sys.stderr, flush=True)
    return in_turns(
        asked,
        QUERY_TIMES,
        lambda name: engines.order(name, "ask", path.stem if name == TABLES else text, QUERY_PATIENCE),
    )


def in_turns(names: Sequence[str], times: Times, order: Callable[[str], dict[str, Any] | Failure]) -> Row:
    """Have each engine do the same, then all again, as often as the first time of each allows.

    An engine that fails is not asked again, and its failure is its result.
    """
    made: dict[str, list[Timed]] = {name: [] for name in names}
    failures: dict[str, Failure] = {}
    for number in range(times[0][1]):
        for name in names:
            if name in failures or (made[name] and number >= often(times, made[name][0].seconds)):
                continue
            told = order(name)
            if isinstance(told, Failure):
                failures[name] = told
            else:
                made[name].append(Timed(told["seconds"], 1, told.get("rows", 0), told.get("digest", "")))
    return {name: failures.get(name) or middle(made[name]) for name in names}


def often(times: Times, seconds: float) -> int:
    """How often a thing is done that took so many seconds the first time."""
    return next(runs for most, runs in times if seconds <= most)


def middle(made: Sequence[Timed]) -> Timed:
    """The median of the runs of an engine, whose answer is the first's."""
    seconds = statistics.median(each.seconds for each in made)
    return Timed(seconds, len(made), made[0].rows, made[0].digest)


def leading(graph: kgraph.Graph, network: str) -> str:
    """The IRI of the node of highest PageRank in a network."""
    ranks = graph.scores.filter((pl.col("measure") == "pagerank") & (pl.col("network") == network))
    return node_iri(ranks.sort("value", "id", descending=[True, False])["id"][0], graph.base)


def count_lines(path: Path) -> int:
    """The lines of a file, which are its facts."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))
