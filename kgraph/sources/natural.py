"""Puts the parts of a name in natural order: `Jane Roe`, `Ludwig van Beethoven`, `John Smith, Jr.`."""

import re

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
_APOSTROPHES = ("'", "’")
# Vancouver style: surname, then the initials without points.
_SURNAME_FIRST = re.compile(r"(?P<surname>\S*[^\W\d_A-Z]\S*(?: \S+)*) (?P<initials>[A-Z]{1,3})")
_NO_VOWEL = re.compile(r"[^AEIOU]+|[AEIOU]")


def join_name(
    given: str | None, surname: str | None, particle: str | None = None, suffix: str | None = None
) -> str:
    """Join the parts of a name; a name in East Asian script keeps its surname before.

    >>> join_name("Ludwig", "Beethoven", "van"), join_name("小明", "王"), join_name("John", "Smith", None, "Jr.")
    ('Ludwig van Beethoven', '王 小明', 'John Smith, Jr.')
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
    parts = [part for part in map(_clean, printed.split(",")) if part]
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), None)
    names = [part for part in parts if part is not suffix]
    if len(names) == 2:
        return join_name(names[1], names[0], None, suffix)
    return _clean(printed) if len(names) != 1 else join_name(None, names[0], None, suffix)


def initials_first(names: list[str]) -> list[str]:
    """Turn a list of names in Vancouver style round; any other list stays as it is.

    The initials must show as such: every name ends with up to three capitals, in one of them they are a
    single letter or have no vowel.

    >>> initials_first(["Hebert JS", "van Boser QA"]), initials_first(["Wei LI"])
    (['JS Hebert', 'QA van Boser'], ['Wei LI'])
    """
    found = [_SURNAME_FIRST.fullmatch(name) for name in names]
    sure = any(match and _NO_VOWEL.fullmatch(match["initials"]) for match in found)
    if not sure:
        return names
    turned = [f"{match['initials']} {match['surname']}" for match in found if match]
    return turned if len(turned) == len(names) else names


def _clean(part: str | None) -> str:
    return " ".join((part or "").split())
