"""What a figure is, once drawn: SVG to be put into a page, and the rows it shows."""

import csv
import io
from dataclasses import dataclass

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn figure: an SVG element for an HTML page, in words for those who cannot see it, and its data.

    `svg` takes its text colour from the page (`currentColor`) and its ground from the custom property
    `--paper`, else white; it needs nothing else, and all its ids begin with `kg-` and `name`.
    `note` says what is not drawn and how to read it, or is empty. `rows` hold what is drawn and no more.
    All texts are on one line and hold nothing that XML forbids.
    """

    name: str
    title: str
    alt: str
    note: str
    svg: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """Something with a value by year, such as the papers of a theme; a year without a value has 0.

    `group` parts the lines of `draw_trends` into panels, such as "rising" and "falling".
    """

    id: str
    label: str
    values: tuple[tuple[int, float], ...]
    group: str = ""


def write_csv(figure: Figure) -> str:
    r"""The rows of a figure as CSV, with a line of names; an absent value is an empty field.

    >>> write_csv(Figure("f", "F", "", "", "", ("theme", "papers"), (("a, b", 3), ("c", None))))
    'theme,papers\n"a, b",3\nc,\n'
    """
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(figure.columns)
    writer.writerows(figure.rows)
    return output.getvalue()
