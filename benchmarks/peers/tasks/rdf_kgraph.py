"""kgraph: from its own tables, to Oxigraph in memory, or (`disk`) to the store beside the graph."""

import sys
from pathlib import Path

import polars as pl
import pyoxigraph
from served import serve

import kgraph
from kgraph import rdf, sparql, store


class Kgraph:
    def __init__(self, on_disk: bool) -> None:
        self._on_disk = on_disk

    def load(self, path: str) -> None:
        self._path = Path(path)
        self._engine = store.open_engine(path) if self._on_disk else store.engine_of(kgraph.open(path))
        # Filled now, and not by the first question that needs it.
        self._facts = self._engine.store

    def ask(self, text: str) -> pl.DataFrame:
        self._text = text
        return sparql.query_table(self._engine, text)

    def rows(self, _answer: pl.DataFrame) -> list:
        # Its own rows have short names, which a peer has not: they are asked again, whole.
        written = sparql.query_as(self._engine, self._text, "tsv")
        found = pyoxigraph.parse_query_results(written, pyoxigraph.QueryResultsFormat.TSV)
        return [["" if term is None else term.value for term in row] for row in found]

    def export(self, path: str) -> None:
        rdf.write(kgraph.open(self._path), path)


serve(Kgraph(on_disk=sys.argv[1:] == ["disk"]))
