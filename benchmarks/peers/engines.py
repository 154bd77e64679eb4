"""The engines that facts are asked of: kgraph's and the peers', each in a process of its own."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from environments import Missing
from processes import Failure, Served

OWN = ("kgraph", "kgraph on disk")
# The same questions without SPARQL, and which of them it has been told to answer.
TABLES = "kgraph's tables"
TABLED = ("filter", "group-by", "group-by-joined", "join-of-all", "negation", "pairs")
ENGINES = (*OWN, TABLES, "rdflib", "oxigraph", "maplib")


class Engines:
    """Processes by the names of `ENGINES`, each started when it is first asked, or anew with `start`."""

    def __init__(self, pythons: Mapping[str, Path | Missing], patience: float) -> None:
        self._pythons, self._patience = pythons, patience
        self._running: dict[str, Served | Failure] = {}

    def start(self, name: str) -> None:
        """Start an engine; one of that name which runs is ended."""
        self.end(name)
        self._running[name] = self._begin(name)

    def order(self, name: str, what: str, given: str, patience: float = 0.0) -> dict[str, Any] | Failure:
        """Have an engine load, ask or export."""
        if name not in self._running:
            self.start(name)
        engine = self._running[name]
        return (
            engine if isinstance(engine, Failure) else engine.order(what, given, patience or self._patience)
        )

    def end(self, *names: str) -> None:
        """End engines, without names all of them."""
        for name in names or tuple(self._running):
            engine = self._running.pop(name, None)
            if isinstance(engine, Served):
                engine.end()

    def _begin(self, name: str) -> Served | Failure:
        ours = Path(sys.executable)
        if name in OWN:
            return Served(ours, "rdf_kgraph.py", ["disk"] if name == OWN[1] else [])
        if name == TABLES:
            return Served(ours, "rdf_polars_kgraph.py")
        python = self._pythons[name]
        if isinstance(python, Missing):
            return Failure(f"not installed: {python.reason}")
        return Served(python, f"rdf_{name}.py")
