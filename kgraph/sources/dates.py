"""Dates as sources print them, as ISO 8601 as far as they are known."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d{2}|20\d{2})(?!\d)")
_MONTH = re.compile(r"(?<![^\W\d_])(" + "|".join(_MONTHS) + r")[^\W\d_]*", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")


def iso_date(
    year: int | str | None, month: int | str | None = None, day: int | str | None = None
) -> str | None:
    """Join the parts of a date; a month may be a number or an English name. What is no date is left out.

    >>> iso_date(2022, "Dec", "15"), iso_date("2022", 13), iso_date(2022, 2, 30), iso_date("n.d.")
    ('2022-12-15', '2022', '2022-02', None)
    """
    number = _whole(year)
    if not 1400 <= number <= 2999:
        return None
    month_number = _month(month)
    if not month_number:
        return f"{number:04}"
    try:
        return date(number, month_number, _whole(day)).isoformat()
    except ValueError:
        return f"{number:04}-{month_number:02}"


def read_date(text: str | None) -> str | None:
    """Read a printed date: ISO 8601 and EDTF (of a range the beginning), `2020 Jan 5`, `5 January 2020`.

    A number that could be a day or a month (`05/06/2020`) leaves the year alone.

    >>> [read_date(text) for text in ("2020-05/2021", "5th January 2020", "2020 Jan-Feb", "3/2020", "1999")]
    ['2020-05', '2020-01-05', '2020-01', '2020', '1999']
    """
    text = (text or "").strip()
    if found := _COMPACT.match(text) or _ISO.match(text):
        return iso_date(*found.groups())
    year = _YEAR.search(text)
    if year is None:
        return None
    rest = text[: year.start()] + " " + text[year.end() :]
    month = _MONTH.search(rest)
    day = _DAY.search(rest) if month else None
    return iso_date(year[1], month and month[1], day and day[1])


def most_precise(*dates: str | None) -> str | None:
    """The first of some dates, or the one among the others that says the same with more detail.

    >>> most_precise(None, "2016", "2015-10-31", "2016-04", "2016-04-19")
    '2016-04-19'
    """
    known = [date for date in dates if date]
    return max((date for date in known if date.startswith(known[0])), key=len, default=None)


def _month(month: int | str | None) -> int:
    if isinstance(month, str) and (name := month.strip().lower()[:3]) in _MONTHS:
        return _MONTHS.index(name) + 1
    number = _whole(month)
    return number if 1 <= number <= 12 else 0


def _whole(value: int | str | None) -> int:
    digits = str(value if value is not None else "").strip()
    return int(digits) if digits.isdecimal() and len(digits) <= 4 else 0
