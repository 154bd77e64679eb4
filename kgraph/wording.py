"""Numbers, lists and years as they stand in a sentence."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """A number with what it counts.

    >>> counted(1, "paper"), counted(1200, "person", "people")
    ('1 paper', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ordinal(number: int) -> str:
    """A place in an order.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 112, 1021)]
    ['1st', '2nd', '3rd', '4th', '11th', '112th', '1,021st']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def listed(items: Sequence[str]) -> str:
    """Items as a list.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join((", ".join(items[:-1]), items[-1])) if len(items) > 1 else "".join(items)


def shown(items: Sequence[str], most: int) -> list[str]:
    """The first items, and how many more there are if that is not all.

    >>> shown(["a", "b", "c"], 2), shown(["a", "b"], 2)
    (['a', 'b', '1 more'], ['a', 'b'])
    """
    return [*items[:most], *([f"{len(items) - most:,} more"] if len(items) > most else [])]


def percent(share: float) -> str:
    """A share of 1 as a percentage.

    >>> percent(0.123), percent(1.0)
    ('12.3 %', '100.0 %')
    """
    return f"{100 * share:.1f} %"


def span(first: int | None, last: int | None) -> str:
    """From when to when, in words.

    >>> span(2018, 2020), span(2018, 2018), span(None, None)
    ('from 2018 to 2020', 'in 2018', 'without a date')
    """
    if first is None:
        return "without a date"
    return f"in {first}" if first == last else f"from {first} to {last}"


def between(years: Sequence[int]) -> str:
    """The first and last of some years, or nothing.

    >>> between([2020, 2018]), between([2020]), between([])
    ('2018–2020', '2020', '')
    """
    return "–".join(map(str, sorted({min(years), max(years)}))) if years else ""
