"""maplib: what it answers is a Polars data frame."""

import re

import maplib
from served import serve

# In a column of several kinds terms are printed as in Turtle.
_LITERAL = re.compile(r'"(.*)"(\^\^<[^>]*>|@[\w-]+)?', re.DOTALL)


class Maplib:
    def __init__(self) -> None:
        self._model = maplib.Model()

    def load(self, path: str) -> None:
        self._model = maplib.Model()
        self._model.read(path, format="ntriples")

    def ask(self, text: str):
        return self._model.query(text)

    def rows(self, answer) -> list:
        return [[_bare(value) for value in row] for row in answer.iter_rows()]

    def export(self, path: str) -> None:
        self._model.write(path, format="ntriples")


def _bare(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if text.startswith("<") and text.endswith(">"):
        return text[1:-1]
    if found := _LITERAL.fullmatch(text):
        return found[1]
    return text


serve(Maplib())
