"""Author lists as exports print them: where one name ends, and each name in natural order."""

import re
from collections.abc import Iterable

from kgraph.sources.names import split_names
from kgraph.sources.natural import CUT, OTHERS, from_index, is_initials, is_suffix

_CONTACT = re.compile(
    r"\s*(?:Electronic address|E-?mail)(?: address)?:.*$|(?:^|\s+)[^\s@;,:]+@[^\s@]+\s*$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)


def split_authors(text: str, *, initials_end: bool = False) -> list[str]:
    """The names of a printed author list in natural order.

    A semicolon or a bar parts names where there is one, else `and`, else commas: between `Last, F.` pairs, or
    between names.

    >>> split_authors("Roe, Jane; Doe, J.")
    ['Jane Roe', 'J. Doe']
    >>> split_authors("Roe, J., van Doe, A.-B., Poe, E.A.")
    ['J. Roe', 'A.-B. van Doe', 'E.A. Poe']
    >>> split_authors("Jane Roe, John Doe and E. A. Poe"), split_authors("Roe J., Doe A.B.")
    (['Jane Roe', 'John Doe', 'E. A. Poe'], ['J. Roe', 'A.B. Doe'])
    """
    text = " ".join(text.split())
    listed = [*_names(CUT.sub("", text)), *([OTHERS] if CUT.search(text) else [])]
    names = (from_index(name, initials_end=initials_end) for name in listed)
    return [name for name in names if name]


def affiliations(printed: Iterable[str]) -> list[str]:
    """Affiliations as they are printed, without footnote marks, addresses of mail and the full stop.

    >>> affiliations(["Uni A, City. Electronic address: roe@a.edu.", " ", "b@b.org"])
    ['Uni A, City']
    """
    places = (_CONTACT.sub("", " ".join(text.split())).strip(" .,;*†‡§¶") for text in printed)
    # Where the mail was all there was, whose it is may be left over: `Roe, Jane:`.
    return [place for place in places if place and not place.endswith(":")]


def _names(text: str) -> list[str]:
    for mark in (";", "|"):
        if mark in text:
            return [part.strip(" ,") for part in text.split(mark) if part.strip(" ,")]
    pieces = [piece.strip(" ,") for piece in _AND.split(text) if piece.strip(" ,")]
    if len(pieces) > 1 and all(piece.count(",") == 1 and _is_pair(piece) for piece in pieces):
        return pieces
    return [name for piece in pieces for name in _by_commas(piece)]


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    rest = [part for part in parts if not is_suffix(part)]
    given = rest[1::2]
    if len(rest) % 2 == 0 and (
        all(is_initials(part) for part in given) or all(" " not in part for part in rest)
    ):
        return _pairs(parts)
    return split_names(text)


def _is_pair(piece: str) -> bool:
    """Whether `Roe, Jane` is one name, which `Jane Roe, John Doe` is not."""
    surname, _, given = piece.partition(",")
    return " " not in surname.strip() or is_initials(given.strip()) or surname.strip()[:1].islower()


def _pairs(parts: list[str]) -> list[str]:
    names: list[str] = []
    surname = ""
    for part in parts:
        if names and not surname and is_suffix(part):
            names[-1] += f", {part}"
        elif surname:
            names.append(f"{surname}, {part}")
            surname = ""
        else:
            surname = part
    return names
