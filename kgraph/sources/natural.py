"""Puts the parts of a name in natural order: `Jane Roe`, `Ludwig van Beethoven`, `John Smith, Jr.`"""

import re
from collections.abc import Sequence

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
# Vancouver style: surname, then the initials without points, then a suffix if there is one.
_SURNAME_FIRST = re.compile(
    r"(?P<surname>.+?)\s(?P<initials>(?:[^\W\d_]-?){1,5})(?:\s(?P<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th))?\.?"
)
_VOWELS = frozenset("AEIOUY")
# The share of names that must be so before a list is: collectives and single words stand among them.
_SHARE_TURNED = 0.7


def join_name(
    given: str | None, surname: str | None, particle: str | None = None, suffix: str | None = None
) -> str:
    """Join the parts of a name; a name in East Asian script keeps its surname before.

    >>> join_name("Ludwig", "Beethoven", "van"), join_name("小明", "王"), join_name("J.", "Roe", None, "Jr.")
    ('Ludwig van Beethoven', '王 小明', 'J. Roe, Jr.')
    """
    first, last = _clean(given), _clean(surname)
    if first and last and all(ord(letter) >= 0x2E80 for letter in first + last):
        return f"{last} {first}"
    before = _clean(particle)
    if before and last:
        last = before + last if before.endswith(_APOSTROPHES) else f"{before} {last}"
    name = f"{first} {last}".strip()
    behind = _clean(suffix)
    return f"{name}, {behind}" if name and behind else name


def natural_order(printed: str) -> str:
    """Turn `Roe, Jane` round; a suffix behind a comma stays where it is.

    >>> natural_order("van Roe, Jane"), natural_order("Smith, Jr., John"), natural_order("John Smith, Jr.")
    ('Jane van Roe', 'John Smith, Jr.', 'John Smith, Jr.')
    """
    if "," not in printed:
        return _clean(printed)
    parts = [part for part in map(_clean, printed.split(",")) if part]
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), None)
    names = [part for part in parts if part is not suffix]
    if len(names) == 2:
        return join_name(names[1], names[0], None, suffix)
    return _clean(printed) if len(names) != 1 else join_name(None, names[0], None, suffix)


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


def _initials(name: str) -> re.Match[str] | None:
    match = _SURNAME_FIRST.fullmatch(name)
    if match and "," not in name and match["initials"].isupper() and not match["surname"].isupper():
        return match
    return None


def _clean(part: str | None) -> str:
    return " ".join((part or "").split())
