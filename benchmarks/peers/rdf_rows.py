"""RDF of the graph: loaded, asked and written by kgraph, rdflib, Oxigraph and maplib."""

import shutil
import statistics
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from environments import Missing
from processes import Failure, Served

import kgraph
from kgraph import rdf, store
from kgraph.iris import node_iri

QUERIES = Path(__file__).parent / "queries"
OWN = ("kgraph", "kgraph on disk")
# The same questions without SPARQL, and which of them it has been told to answer.
TABLES, TABLED = (
    "kgraph's tables",
    ("filter", "group-by", "group-by-joined", "join-of-all", "negation", "pairs"),
)
ENGINES = (*OWN, TABLES, "rdflib", "oxigraph", "maplib")
# rdflib takes a minute to load, a hundred times what the others take.
ONCE = ("rdflib",)
LOADS = 2

# Of so many times the median is taken: (up to seconds, times).
TIMES = ((1.0, 9), (5.0, 3), (float("inf"), 1))
# The seconds that a query may take: rdflib takes minutes for some.
QUERY_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds, the median of so many runs, and of an answer its rows and their digest."""

    seconds: float
    runs: int
    rows: int = 0
    digest: str = ""


Results = dict[str, dict[str, Timed | Failure]]


class Field:
    """The engines, each in a process of its own, and where their files are."""

    def __init__(
        self, graph: Path, work: Path, pythons: Mapping[str, Path | Missing], patience: float
    ) -> None:
        self._work, self._patience, self._pythons = work, patience, pythons
        opened = kgraph.open(graph)
        self._triples, self._quads = work / "facts.nt", work / "facts.nq"
        # So that filling it is measured, too.
        shutil.rmtree(graph / store.STORE, ignore_errors=True)
        rdf.write(opened, self._triples)
        rdf.write(opened, self._quads)
        self._graph = graph
        self._names = {
            "$PAPER": leading(opened, "papers"),
            "$PERSON": leading(opened, "authors"),
        }
        self._engines: dict[str, Served | Failure] = {}

    def measure(self) -> tuple[Results, Results]:
        """Times of loading and writing, and of each query."""
        files: Results = {"fill the store": self._fill(), "load": self._load()}
        files["load N-Quads"] = self._load_quads()
        questions = {path.stem: self._ask(path) for path in sorted(QUERIES.glob("*.rq"))}
        files["export"] = self._export()
        for engine in self._engines.values():
            if isinstance(engine, Served):
                engine.end()
        return files, questions

    def _fill(self) -> dict[str, Timed | Failure]:
        """Fill kgraph's store on disk, which is done once for a graph and is opened from then on."""
        engine = Served(Path(sys.executable), "rdf_kgraph.py", ["disk"])
        told = engine.order("load", str(self._graph), self._patience)
        engine.end()
        return {OWN[1]: told if isinstance(told, Failure) else Timed(told["seconds"], 1)}

    def _load(self) -> dict[str, Timed | Failure]:
        """Load in turns, each time in a new process; the last of each stays."""
        times: dict[str, list[float]] = {name: [] for name in ENGINES}
        failures: dict[str, Failure] = {}
        for number in range(LOADS):
            for name in ENGINES:
                if name in failures or (number and name in ONCE):
                    continue
                self._end(name)
                engine = self._engines[name] = self._start(name)
                told = self._order(
                    name, "load", str(self._graph if name in (*OWN, TABLES) else self._triples)
                )
                print(f"load {name}", told, file=sys.stderr, flush=True)
                if isinstance(told, Failure) or isinstance(engine, Failure):
                    failures[name] = told if isinstance(told, Failure) else engine
                else:
                    times[name].append(told["seconds"])
        return {
            name: failures.get(name) or Timed(statistics.median(times[name]), len(times[name]))
            for name in ENGINES
        }

    def _load_quads(self) -> dict[str, Timed | Failure]:
        """Of the peers Oxigraph alone is asked: maplib reads no N-Quads, and rdflib takes another minute."""
        engine = self._start("oxigraph")
        if isinstance(engine, Failure):
            return {"oxigraph": engine}
        told = engine.order("load", str(self._quads), self._patience)
        engine.end()
        return {"oxigraph": told if isinstance(told, Failure) else Timed(told["seconds"], 1)}

    def _ask(self, path: Path) -> dict[str, Timed | Failure]:
        """Ask all engines in turns. Failures are results."""
        text = path.read_text(encoding="utf-8")
        for name, iri in self._names.items():
            text = text.replace(name, iri)
        engines = [name for name in ENGINES if name != TABLES or path.stem in TABLED]
        asked: dict[str, list[Timed]] = {name: [] for name in engines}
        results: dict[str, Timed | Failure] = {}
        for number in range(TIMES[0][1]):
            for name in engines:
                if name in results or (asked[name] and number >= often(asked[name][0].seconds)):
                    continue
                told = self._order(name, "ask", path.stem if name == TABLES else text, QUERY_PATIENCE)
                if isinstance(told, Failure):
                    results[name] = told
                else:
                    asked[name].append(Timed(told["seconds"], 1, told["rows"], told["digest"]))
        print(path.stem, file=sys.stderr, flush=True)
        for name in engines:
            if name not in results:
                middle = statistics.median(each.seconds for each in asked[name])
                first = asked[name][0]
                results[name] = Timed(middle, len(asked[name]), first.rows, first.digest)
        return {name: results[name] for name in engines}

    def _export(self) -> dict[str, Timed | Failure]:
        """Write N-Triples in turns, from what is loaded; kgraph on disk opens its tables, as kgraph does."""
        times: dict[str, list[float]] = {name: [] for name in ENGINES if name not in (OWN[1], TABLES)}
        failures: dict[str, Failure] = {}
        for number in range(LOADS):
            for name, made in times.items():
                if name in failures or (number and name in ONCE):
                    continue
                told = self._order(name, "export", str(self._work / f"{name}.nt"))
                if isinstance(told, Failure):
                    failures[name] = told
                else:
                    made.append(told["seconds"])
        results: dict[str, Timed | Failure] = {}
        for name, made in times.items():
            path = self._work / f"{name}.nt"
            lines = count_lines(path) if path.exists() else 0
            results[name] = failures.get(name) or Timed(statistics.median(made), len(made), lines)
            path.unlink(missing_ok=True)
        return results

    def _order(self, name: str, what: str, given: str, patience: float | None = None) -> dict | Failure:
        engine = self._engines[name]
        if isinstance(engine, Failure):
            return engine
        return engine.order(what, given, patience or self._patience)

    def _start(self, name: str) -> Served | Failure:
        if name in OWN:
            return Served(Path(sys.executable), "rdf_kgraph.py", ["disk"] if name == OWN[1] else [])
        if name == TABLES:
            return Served(Path(sys.executable), "rdf_polars_kgraph.py")
        python = self._pythons[name]
        if isinstance(python, Missing):
            return Failure(f"not installed: {python.reason}")
        return Served(python, f"rdf_{name}.py")

    def _end(self, name: str) -> None:
        engine = self._engines.get(name)
        if isinstance(engine, Served):
            engine.end()


def often(seconds: float) -> int:
    """How often a query is asked that took so many seconds the first time."""
    return next(times for most, times in TIMES if seconds <= most)


def leading(graph: kgraph.Graph, network: str) -> str:
    """The IRI of the node of highest PageRank in a network."""
    ranks = graph.scores.filter((pl.col("measure") == "pagerank") & (pl.col("network") == network))
    return node_iri(ranks.sort("value", "id", descending=[True, False])["id"][0], graph.base)


def count_lines(path: Path) -> int:
    """The lines of a file, which are its facts."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))
