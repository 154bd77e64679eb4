"""Oxigraph alone, in memory. N-Triples or N-Quads, whose graphs are asked as one."""

import pyoxigraph as ox
from served import serve


class Oxigraph:
    def __init__(self) -> None:
        self._store = ox.Store()

    def load(self, path: str) -> None:
        self._store = ox.Store()
        self._store.bulk_load(path=path, lenient=True)
        self._store.optimize()

    def ask(self, text: str) -> list:
        # It makes no term before a row is read, and kgraph and rdflib give rows that are read.
        found = self._store.query(text, use_default_graph_as_union=True)
        return [tuple("" if term is None else term.value for term in row) for row in found]

    def rows(self, answer: list) -> list:
        return answer

    def export(self, path: str) -> None:
        self._store.dump(path, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())


serve(Oxigraph())
