"""rdflib with its own store and its own engine."""

import rdflib
from served import serve


class Rdflib:
    def __init__(self) -> None:
        self._graph = rdflib.Graph()
        list(
            self._graph.query("SELECT ?s { ?s a <http://example.org/> }")
        )  # its grammar is made on first use

    def load(self, path: str) -> None:
        self._graph.parse(path, format="nt")

    def ask(self, text: str) -> list:
        return list(self._graph.query(text))

    def rows(self, answer: list) -> list:
        return [["" if term is None else str(term) for term in row] for row in answer]

    def export(self, path: str) -> None:
        self._graph.serialize(path, format="nt", encoding="utf-8")


serve(Rdflib())
