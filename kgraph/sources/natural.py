"""Puts names in natural order, however they are printed: `Ludwig van Beethoven`, `John Smith, Jr.`"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

# What says at the end of a list that it was cut, and how that is said here.
CUT = re.compile(r"(?<![\s,;])[\s,;]*(?:…|\.\.\.|(?<![^\s,;])et\.? al\b\.?|\band others)\s*$", re.IGNORECASE)
OTHERS = "et al."

_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|2nd|3rd|[4-9]th)\.?", re.IGNORECASE)
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
_APOSTROPHES = ("'", "’")
# Vancouver style: surname, then the initials without points, then a suffix if there is one.
_SURNAME_FIRST = re.compile(
    r"(?P<surname>.+?)\s(?P<initials>(?:[^\W\d_]-?){1,5})(?:\s(?P<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th))?\.?"
)
# The share of names that must be so before a list is: collectives and single words stand among them.
_SHARE_TURNED = 0.7


# Authors come again and again: of the 367,593 of the Anthology, read in two parts, two of three.
@lru_cache(maxsize=1 << 16)
def join_name(
    given: str | None, surname: str | None, particle: str | None = None, suffix: str | None = None
) -> str:
    """Join the parts of a name; a name in East Asian script keeps its surname before.

    >>> join_name("Ludwig", "Beethoven", "van"), join_name("小明", "王"), join_name("J.", "Roe", None, "Jr.")
    ('Ludwig van Beethoven', '王 小明', 'J. Roe, Jr.')
    """
    first, last = _clean(given), _clean(surname)
    if first and last and all(ord(letter) >= _EAST_ASIAN for letter in first + last):
        return f"{last} {first}"
    before = _clean(particle)
    if before and last:
        last = before + last if before.endswith(_APOSTROPHES) else f"{before} {last}"
    name = f"{first} {last}".strip()
    behind = _clean(suffix)
    return f"{name}, {behind}" if name and behind else name


def natural_order(name: str) -> str:
    """A name with its surname last if a comma says which that is; empty for a name that stands for nobody.

    >>> [natural_order(name) for name in ("Roe, Jane", "Roe, Jr., John", "IsoQuest, Inc.", "Weinan E")]
    ['Jane Roe', 'John Roe, Jr.', 'IsoQuest, Inc.', 'Weinan E']
    """
    return _ordered(name, _as_printed)


@lru_cache(maxsize=1 << 16)
def from_index(name: str, *, initials_end: bool = False) -> str:
    """A name as bibliographic indexes print it, with a comma or with initials behind the surname.

    With `initials_end` capitals at the end are initials even without points (`Xu LI`), as in PubMed.

    >>> [from_index(name) for name in ("Roe, Jane", "Roe, John, Jr.", "van der Berg J.-H.", "Roe JB")]
    ['Jane Roe', 'John Roe, Jr.', 'J.-H. van der Berg', 'JB Roe']
    >>> from_index("Jane Roe"), from_index("[Anonymous]")
    ('Jane Roe', '')
    """
    return _ordered(name, partial(_surname_first, initials_end=initials_end))


def _ordered(name: str, turn: Callable[[str], str]) -> str:
    """Order a name by its commas; `turn` does so for one without."""
    name = " ".join(name.split())
    if name.strip("[].() ").lower() in _NOBODY:
        return ""
    if CUT.fullmatch(f" {name}"):
        return OTHERS
    parts = [part.strip() for part in _INNER_SUFFIX.sub(r", \1,", name).split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if is_suffix(part)]
    names = [part for part in parts if part not in suffixes and not _DOCTOR.fullmatch(part)]
    if not names:  # a suffix or a degree, and whose it is is not said
        return parts[0] if parts else ""
    if len(names) > 2:
        names = [part for part in names if not _DEGREE.fullmatch(part)]
    if len(names) == 1:
        found = turn(names[0])
    elif len(names) == 2 and not _COMPANY.fullmatch(names[1]):
        # East Asian script has the surname first, with a comma or without.
        turned = names if all(ord(letter) >= _EAST_ASIAN for letter in names[0]) else names[::-1]
        found = " ".join(turned)
    else:  # an organisation, or what nobody can tell
        return name
    return ", ".join([found, *suffixes])


def _as_printed(name: str) -> str:
    return name


def initials_first(names: Sequence[str]) -> list[str]:
    """Turn a list of names in Vancouver style round; any other list stays as it is.

    Most names must end in a short run of capitals, and one of these must be no surname (a single letter, or
    without a vowel), or several names must all be so.

    >>> initials_first(["Hebert JS", "van Boser ÍA", "Smith J Jr"]), initials_first(["Wei LI", "Jane Roe"])
    (['JS Hebert', 'ÍA van Boser', 'J Smith, Jr'], ['Wei LI', 'Jane Roe'])
    """
    found = [_initials(name) for name in names]
    runs = [match["initials"] for match in found if match]
    sure = any(len(run) == 1 or _VOWELS.isdisjoint(run) for run in runs) or 1 < len(runs) == len(names)
    if not sure or len(runs) < _SHARE_TURNED * len(names):
        return list(names)
    return [
        join_name(match["initials"], match["surname"], None, match["suffix"]) if match else name
        for name, match in zip(names, found, strict=True)
    ]


def is_suffix(part: str) -> bool:
    """Whether a part of a name says the generation: `Jr.`, `III`."""
    return _SUFFIX.fullmatch(part) is not None


def is_initials(part: str) -> bool:
    """Whether a part of a name is initials, with points (`J.-P.`) or in capitals (`JP`)."""
    return bool(_INITIALS.fullmatch(part)) or (part.isupper() and bool(_BARE_INITIALS.fullmatch(part)))


def _initials(name: str) -> re.Match[str] | None:
    match = _SURNAME_FIRST.fullmatch(name)
    if match and "," not in name and match["initials"].isupper() and not match["surname"].isupper():
        return match
    return None


def _surname_first(name: str, initials_end: bool) -> str:
    """Put initials behind a surname (`Roe J.B.`) before it."""
    words = name.split(" ")
    start = len(words)
    while start > 1 and _INITIALS.fullmatch(words[start - 1]) and not is_suffix(words[start - 1]):
        start -= 1
    last = words[-1]
    if start == len(words) and last.isupper() and _BARE_INITIALS.fullmatch(last):
        single = len(last) == 1
        sure = initials_end or single or (len(last) < 4 and _VOWELS.isdisjoint(last))
        start -= sure and not is_suffix(last)
    dotted = bool(_INITIALS.fullmatch(last))
    leads = _INITIALS.fullmatch(words[0]) if dotted else is_initials(words[0])
    if leads or not 0 < start < len(words):
        return name
    return " ".join([*words[start:], *words[:start]])


def _clean(part: str | None) -> str:
    return " ".join((part or "").split()).strip(" ,")
