"""The authors in a row of a table, with the identifiers and affiliations that other columns give them."""

import ast
import re
import warnings
from collections.abc import Mapping, Sequence

from kgraph.identifiers import external_id, fold
from kgraph.records import Mention
from kgraph.sources.author_lists import affiliations, split_authors
from kgraph.sources.natural import from_index

_AUTHOR_ID = re.compile(r"(?<!\s)\s*\((\d{5,})\)(?=\s*(?:;|$))")
# A name takes up to three of the pieces between commas: `Roe, J., Jr.`.
_NAME_PIECES = 3
# A longer text in brackets is an abstract or a list of works cited, and slow to take for Python.
_LONGEST_LITERAL = 200_000


def authors_of(cells: Mapping[str, str]) -> list[Mention]:
    """The authors of a row, given as its cells by our names for the columns."""
    text = cells.get("authors", "") or cells.get("short_authors", "")
    numbers = _AUTHOR_ID.findall(text)
    names = names_in(_AUTHOR_ID.sub("", text))
    short = names_in(cells.get("short_authors", ""))
    places = _affiliations(cells, short if len(short) == len(names) else names)
    identifiers = zip(
        _parallel([external_id("scopus", number) for number in numbers], names),
        _parallel([external_id("orcid", one) for one in listed(cells.get("author_orcids", ""))], names),
        _parallel([external_id("openalex", one) for one in listed(cells.get("author_openalex", ""))], names),
        strict=True,
    )
    return [
        Mention(name, 0, tuple(one for one in known if one), tuple(places.get(place, ())))
        for place, (name, known) in enumerate(zip(names, identifiers, strict=True))
    ]


def names_in(text: str) -> list[str]:
    """The names of an author list in natural order.

    >>> names_in("['Roe, Jane', 'Doe, John']"), names_in("J Roe, JB Doe")
    (['Jane Roe', 'John Doe'], ['J Roe', 'JB Doe'])
    """
    written = _literal(text)
    return [name for one in written if (name := from_index(one))] if written else split_authors(text)


def listed(text: str) -> list[str]:
    """The members of a list that is written into one cell.

    >>> listed("a; b;;c"), listed("a|b"), listed("['a', 'b, c']"), listed("a, b")
    (['a', 'b', 'c'], ['a', 'b'], ['a', 'b, c'], ['a, b'])
    """
    if written := _literal(text):
        return written
    mark = next((mark for mark in (";", "|", "\n") if mark in text), "\n")
    return [part.strip() for part in text.split(mark) if part.strip()]


def _literal(text: str) -> list[str]:
    """A list as Python or JSON writes it, of texts or of objects that have a name; empty if it is none."""
    if not (text.startswith("[") and text.endswith("]") and len(text) < _LONGEST_LITERAL):
        return []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a backslash in a text is no fault of the user's
            members = ast.literal_eval(text)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return []
    named = [one.get("name") if isinstance(one, dict) else one for one in members]
    return [one.strip() for one in named if isinstance(one, str)]


def _parallel(values: Sequence[str | None], names: Sequence[str]) -> Sequence[str | None]:
    """Values of which there is one for each name; nothing where the two lists do not match."""
    return values if len(values) == len(names) else [None] * len(names)


def _affiliations(cells: Mapping[str, str], names: Sequence[str]) -> dict[int, list[str]]:
    """The affiliations by place in the author list, from `Roe, J., Univ A, City; Doe, B., Univ B, City`."""
    known = listed(cells.get("affiliations", ""))
    # The two columns may print a name in another order and with other commas.
    places: dict[tuple[str, ...], list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(_words(name), []).append(place)
    found: dict[int, list[str]] = {}
    for entry in cells.get("authors_with_affiliations", "").split(";"):
        pieces = [piece.strip() for piece in entry.split(",")]
        for taken in range(1, min(_NAME_PIECES, len(pieces) - 1) + 1):
            if same := places.get(_words(" ".join(pieces[:taken]))):
                rest = ", ".join(pieces[taken:])
                # Several affiliations of one author stand behind each other, with commas between.
                several = [] if rest in known else [one for one in known if one in rest]
                found[same.pop(0)] = affiliations(several or [rest])
                break
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name).split()))
