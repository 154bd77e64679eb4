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
        return list(self._store.query(text, use_default_graph_as_union=True))

    def rows(self, answer: list) -> list:
        return [["" if term is None else term.value for term in row] for row in answer]

    def export(self, path: str) -> None:
        self._store.dump(path, format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())


serve(Oxigraph())
