"""Author lists as exports print them: where one name ends, and each name in natural order."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kgraph.sources.names import split_names

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd)\.?", re.IGNORECASE)
_DOCTOR = re.compile(r"Ph\.? ?D\.?|D\.?Phil\.?", re.IGNORECASE)
# By itself behind a comma each may be a given name: `Rahman, Md`.
_DEGREE = re.compile(r"M\.?D\.?|M\.?Sc\.?|RN|FAAN|Esq\.?", re.IGNORECASE)
_COMPANY = re.compile(r"(?:Inc|Ltd|LLC|GmbH|Corp|Co)\.?", re.IGNORECASE)
_EAST_ASIAN = 0x2E80
# Scopus prints `Roe Jr., J.` and `Roe Jr. J.`, which are one name.
_INNER_SUFFIX = re.compile(r"(?<=\w) (Jr\.?|Sr\.?|II|III|IV)(?:,|(?= (?:[^\W\d_]\.)))")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[-‐ ]?)+(?:[^\W\d_](?:-[^\W\d_])?)?")
_BARE_INITIALS = re.compile(r"[^\W\d_](?:-?[^\W\d_]){0,3}")
# Of two capitals a consonant pair is initials (`Roe JB`); one with a vowel may be a surname (`Jian XU`).
_VOWELS = frozenset("AEIOUY")
_NOBODY = frozenset({"anonymous", "anon", "no author name available", "author unknown", "nan", "none", "n/a"})
_CUT = re.compile(r"(?<![\s,;])[\s,;]*(?:…|\.\.\.|(?<![^\s,;])et\.? al\b\.?|\band others)\s*$", re.IGNORECASE)
_OTHERS = "et al."
_CONTACT = re.compile(
    r"\s*(?:Electronic address|E-?mail)(?: address)?:.*$|(?:^|\s+)[^\s@;,:]+@[^\s@]+\s*$", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|&)\s+", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def natural_order(name: str, *, initials_end: bool = False) -> str:
    """A name with its surname last, however it is printed; empty for a name that stands for nobody.

    With `initials_end` capitals at the end are initials even without points (`Xu LI`), as in PubMed.

    >>> [natural_order(name) for name in ("Roe, Jane", "Roe, John, Jr.", "van der Berg J.-H.", "Roe JB")]
    ['Jane Roe', 'John Roe, Jr.', 'J.-H. van der Berg', 'JB Roe']
    >>> natural_order("Jane Roe"), natural_order("[Anonymous]")
    ('Jane Roe', '')
    """
    name = " ".join(name.split())
    if name.strip("[].() ").lower() in _NOBODY:
        return ""
    if _CUT.fullmatch(f" {name}"):
        return _OTHERS
    parts = [part.strip() for part in _INNER_SUFFIX.sub(r", \1,", name).split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    names = [part for part in parts if part not in suffixes and not _DOCTOR.fullmatch(part)]
    if not names:  # a suffix or a degree, and whose it is is not said
        return parts[0] if parts else ""
    if len(names) > 2:
        names = [part for part in names if not _DEGREE.fullmatch(part)]
    if len(names) == 1:
        found = _surname_first(names[0], initials_end)
    elif len(names) == 2 and not _COMPANY.fullmatch(names[1]):
        # East Asian script has the surname first, with a comma or without.
        turned = names if all(ord(letter) >= _EAST_ASIAN for letter in names[0]) else names[::-1]
        found = " ".join(turned)
    else:  # an organisation, or what nobody can tell
        return name
    return ", ".join([found, *suffixes])


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
    listed = [*_names(_CUT.sub("", text)), *([_OTHERS] if _CUT.search(text) else [])]
    names = (natural_order(name, initials_end=initials_end) for name in listed)
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
    rest = [part for part in parts if not _SUFFIX.fullmatch(part)]
    given = rest[1::2]
    if len(rest) % 2 == 0 and (
        all(_is_initials(part) for part in given) or all(" " not in part for part in rest)
    ):
        return _pairs(parts)
    return split_names(text)


def _is_pair(piece: str) -> bool:
    """Whether `Roe, Jane` is one name, which `Jane Roe, John Doe` is not."""
    surname, _, given = piece.partition(",")
    return " " not in surname.strip() or _is_initials(given.strip()) or surname.strip()[:1].islower()


def _pairs(parts: list[str]) -> list[str]:
    names: list[str] = []
    surname = ""
    for part in parts:
        if names and not surname and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}"
        elif surname:
            names.append(f"{surname}, {part}")
            surname = ""
        else:
            surname = part
    return names


def _is_initials(part: str) -> bool:
    return bool(_INITIALS.fullmatch(part)) or (part.isupper() and bool(_BARE_INITIALS.fullmatch(part)))


def _surname_first(name: str, initials_end: bool) -> str:
    """Put initials behind a surname (`Roe J.B.`) before it."""
    words = name.split(" ")
    start = len(words)
    while start > 1 and _INITIALS.fullmatch(words[start - 1]):
        start -= 1
    last = words[-1]
    if start == len(words) and last.isupper() and _BARE_INITIALS.fullmatch(last):
        single = len(last) == 1
        sure = initials_end or single or (len(last) < 4 and _VOWELS.isdisjoint(last))
        start -= sure and not _SUFFIX.fullmatch(last)
    dotted = bool(_INITIALS.fullmatch(last))
    leads = _INITIALS.fullmatch(words[0]) if dotted else _is_initials(words[0])
    if leads or not 0 < start < len(words):
        return name
    return " ".join([*words[start:], *words[:start]])
