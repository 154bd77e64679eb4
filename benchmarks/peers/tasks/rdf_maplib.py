"""maplib: what it answers is a Polars data frame."""

import re

import maplib
from served import serve

# In a column of several kinds terms are printed as in Turtle, in one of literals alone they are not.
_TERM = re.compile(r'<([^<>]*)>|"(.*)"(?:\^\^<[^>]*>|@[\w-]+)?', re.DOTALL)


class Maplib:
    def __init__(self) -> None:
        self._model = maplib.Model()

    def load(self, path: str) -> None:
        self._model = maplib.Model()
        self._model.read(path, format="ntriples")

    def ask(self, text: str):
        return self._model.query(text)

    def rows(self, answer) -> list:
        return list(zip(*(_bare(column.to_list()) for column in answer.iter_columns()), strict=True))

    def export(self, path: str) -> None:
        self._model.write(path, format="ntriples")


def _bare(column: list) -> list[str]:
    """What is written of each term, without the signs around it."""
    texts = ["" if value is None else str(value) for value in column]
    found = [_TERM.fullmatch(text) for text in texts]
    if not all(term or not text for term, text in zip(found, texts, strict=True)):
        return texts
    return [(term[1] or term[2] or "") if term else "" for term in found]


serve(Maplib())
