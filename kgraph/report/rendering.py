"""The forms of a report: HTML, Markdown, JSON, and a CSV for each table and figure. All say the same."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment

from kgraph.markup import escape_markdown, html_environment, markdown_environment
from kgraph.report.document import Cell, Column, Form, Link, Report, Table, flatten
from kgraph.report.wording import percent
from kgraph.scores import write_number

# The folder for the CSV files, beside the report.
FOLDER = "report"
# The page shows so many rows behind a number, since they are most of it: 2.6 MB with 100 for 3,925 papers.
MOST_SHOWN = 20
# Markdown has no pictures: it gives the rows of a figure, unless they are many.
MOST_IN_MARKDOWN = 30
_NUMERIC = {Form.COUNT, Form.DATE, Form.YEAR, Form.NUMBER, Form.PERCENT}


def write_report(report: Report, folder: Path) -> None:
    """Write `report.html`, `report.md`, `report.json` and the CSV files in `report/` into a folder."""
    (folder / FOLDER).mkdir(exist_ok=True)
    texts = {
        "report.html": render_html(report),
        "report.md": render_markdown(report),
        "report.json": render_json(report),
        **{f"{FOLDER}/{name}": text for name, text in render_tables(report).items()},
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def render_html(report: Report) -> str:
    """Render the report as one HTML file that needs nothing else."""
    return _with_filters(html_environment()).get_template("report.html").render(report=report, folder=FOLDER)


def render_markdown(report: Report) -> str:
    """Render the report as Markdown; titles and names are escaped, so they show as they are."""
    return (
        _with_filters(markdown_environment())
        .get_template("report.md")
        .render(report=report, folder=FOLDER, most_rows=MOST_IN_MARKDOWN)
    )


def render_json(report: Report) -> str:
    """Render the report as JSON: the sections in order, each row an object with its columns as keys."""
    content = {
        "title": report.title,
        "subtitle": report.subtitle,
        "kgraph": report.version,
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                "sentences": [flatten(sentence) for sentence in section.sentences],
                "figures": {
                    figure.name: {"title": figure.title, "alt": figure.alt} for figure in section.figures
                },
                "tables": {table.key: _table_as_json(table) for table in section.tables},
            }
            for section in report.sections
        ],
        "rows": {table.key: _table_as_json(table) for table in report.rows},
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def render_tables(report: Report) -> Mapping[str, str]:
    """The CSV of each table and each figure, by file name."""
    tables = {f"{table.key}.csv": _csv(names(table), table.rows) for table in report.tables()}
    figures = {f"figure-{figure.name}.csv": _csv(figure.columns, figure.rows) for figure in report.figures()}
    return {**tables, **figures}


def names(table: Table) -> tuple[str, ...]:
    """The names of the columns of a table."""
    return tuple(column.name for column in table.columns)


def plain(value: Cell, form: Form = Form.TEXT) -> str | int | float | None:
    """A cell as data: a sentence as its text, a number as reports write it.

    >>> plain((Link("1,200", "papers"),), Form.COUNT), plain(0.123456)
    (1200, 0.1235)
    """
    if isinstance(value, tuple):
        text = flatten(value)
        return int(text.replace(",", "")) if form is Form.COUNT else text
    return float(write_number(value)) if isinstance(value, float) else value


def write_cell(value: Cell, column: Column) -> str:
    """A cell as it is printed; a sentence is not (its links are a matter of the format).

    >>> write_cell(1200, Column("papers", Form.COUNT)), write_cell(0.12345, Column("share", Form.PERCENT))
    ('1,200', '12.3 %')
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return flatten(value)
    if isinstance(value, str):
        return value
    match column.form:
        case Form.COUNT:
            return f"{value:,}"
        case Form.PERCENT:
            return percent(value)
        case Form.NUMBER:
            return write_number(value)
        case _:
            return str(value)


def _escape_part(text: str) -> str:
    """A part of a sentence: the spaces at its ends are kept."""
    start, end = " " * (text[:1] == " "), " " * (text[-1:] == " " and len(text) > 1)
    return f"{start}{escape_markdown(text)}{end}"


def _table_as_json(table: Table) -> dict[str, Any]:
    forms = [column.form for column in table.columns]
    rows = [dict(zip(names(table), map(plain, row, forms), strict=True)) for row in table.rows]
    return {"title": table.title, "note": table.note, "total": table.total or len(rows), "rows": rows}


def _csv(columns: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else plain(value) for value in row] for row in rows)
    return text.getvalue()


def _with_filters(environment: Environment) -> Environment:
    environment.filters |= {"md_part": _escape_part, "anchor": anchor, "cell": write_cell}
    environment.tests["link"] = lambda part: isinstance(part, Link)
    environment.tests["sentence"] = lambda value: isinstance(value, tuple)
    environment.tests["numeric"] = lambda column: column.form in _NUMERIC
    environment.globals["grouped"] = _grouped
    return environment


def anchor(link: Link) -> str:
    """The id of the rows that a link leads to: letters, digits and dashes, whatever the name of the node."""
    return f"rows-{link.table}" + (f"-{_hex(link.group)}" if link.group else "")


def _hex(group: str) -> str:
    return re.sub(r"[^a-z0-9-]", lambda found: f"_{ord(found[0]):x}_", group)


def _grouped(table: Table) -> Iterator[tuple[Link, list[tuple[Cell, ...]], int]]:
    """The rows of a table behind numbers, a group at a time: the link to them, those shown, how many more."""
    pairs = zip(table.groups, table.rows, strict=True)
    for group, rows in groupby(pairs, key=lambda pair: pair[0]):
        all_rows = [row for _, row in rows]
        yield Link("", table.key, group), all_rows[:MOST_SHOWN], max(len(all_rows) - MOST_SHOWN, 0)
