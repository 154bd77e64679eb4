"""What Oxigraph answers to a SELECT query, as columns of words to read."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

import pyoxigraph as ox

from kgraph.iris import short_name

# What a literal may not hold as it is in the W3C's format of tab-separated values.
_ESCAPED = re.compile(r"\\(.)")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


def readable(result: ox.QuerySolutions, base: str) -> dict[str, list[str | None]]:
    """The columns of an answer by name: IRIs shortened, literals without quotes and types, `None` where
    nothing is bound. There must be one column at least. Raises what the engine raises at a row.
    """
    names = [variable.value for variable in result.variables]
    # All rows as one text: to have a term of each cell from the engine takes four times as long.
    text = str(result.serialize(format=ox.QueryResultsFormat.TSV) or b"", "utf-8")
    # The names of the columns come first; nothing stands behind the last line.
    cells = text.replace("\n", "\t").split("\t")[len(names) : -1]
    word = _reader(base)
    return {name: list(map(word, cells[place :: len(names)])) for place, name in enumerate(names)}


@cache
def _reader(base: str) -> Callable[[str], str | None]:
    """What makes the words of a cell; those of the last are kept, at most 10 MB if all are abstracts."""

    @lru_cache(maxsize=1 << 12)
    def word(cell: str) -> str | None:
        if cell.startswith('"'):
            literal = cell[1 : cell.rindex('"')]
            return _ESCAPED.sub(_unescape, literal) if "\\" in literal else literal
        if cell.startswith("<") and not cell.startswith("<<"):
            return short_name(cell[1:-1], base)
        return cell.removeprefix("_:") or None

    return word


def _unescape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[1], found[1])
