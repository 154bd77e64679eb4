"""How numbers, lists and spans of years are put into sentences."""

from collections.abc import Sequence

from kgraph.evidence import shorten

# A title in a sentence is cut to so many characters.
_TITLE = 90


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "paper"), counted(1200, "person", "people")
    ('1 paper', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """Items as they stand in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def span(years: Sequence[int]) -> str:
    """The first and last of some years, or nothing.

    >>> span([2020, 2018]), span([2020]), span([])
    ('2018–2020', '2020', '')
    """
    return "–".join(map(str, sorted({min(years), max(years)}))) if years else ""


def quoted(title: str) -> str:
    """A title in quotation marks, cut if it is long."""
    return f"“{shorten(title, _TITLE)}”"


def percent(share: float) -> str:
    """A share of 1 as a percentage.

    >>> percent(0.123), percent(1.0)
    ('12.3 %', '100.0 %')
    """
    return f"{100 * share:.1f} %"
