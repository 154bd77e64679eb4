"""The report in a few sentences, each leading to the table that it is drawn from."""

from collections.abc import Callable, Iterator, Sequence

from kgraph.evidence import quote
from kgraph.report.document import Link, Section, Sentence, Table
from kgraph.wording import counted, listed, percent

_NAMED = 3


def describe_in_short(sections: Sequence[Section]) -> Section:
    """What a reader should know after ten seconds, from the tables of the other sections."""
    tables = {table.key: table for section in sections for table in section.tables}
    return Section("in-short", "In short", tuple(_sentences(tables)))


def _sentences(tables: dict[str, Table]) -> Iterator[Sentence]:
    yield from _missing(tables)
    yield from _central(tables)
    yield from _communities(tables)
    yield from _rising(tables)
    yield from _bridges(tables)
    yield from _path(tables)


def _missing(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "missing" in tables:
        lacks = [f"{row[0]} ({percent(float(str(row[2])))} of the papers)" for row in tables["missing"].rows]
        yield ("What is ", Link("missing", "missing"), f": {listed(lacks)}.")


def _central(tables: dict[str, Table]) -> Iterator[Sentence]:
    said = {"people": "people", "papers": "papers", "topics": "topics"}
    for key, many in said.items():
        if key in tables and len(tables[key].rows) > 1:  # one alone is not the most of anything
            first = _first(tables[key], as_title=quote if key == "papers" else str)
            yield ("The most ", Link(f"central {many}", key), f": {first}.")


def _first(table: Table, as_title: Callable[[str], str] = str) -> str:
    """The first of a ranking by name, and whether those left out rank as high as the last of them."""
    named, rest = table.rows[:_NAMED], table.rows[_NAMED:]
    tied = ", others equal with the last" if rest and rest[0][0] == named[-1][0] else ""
    return listed([as_title(str(row[1])) for row in named]) + tied


def _communities(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "communities-topics" in tables:
        table = tables["communities-topics"]
        names = [str(row[1]) for row in table.rows[:_NAMED]]
        number = max(table.total, len(table.rows))
        if number == 1:
            return
        many = counted(number, "community", "communities")
        yield ("Topics fall into ", Link(many, "communities-topics"), f", the largest of {'; '.join(names)}.")


def _bridges(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "bridges" in tables:
        yield ("Those who most ", Link("bridge themes", "bridges"), f": {_first(tables['bridges'])}.")


def _rising(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "rising" in tables:
        rows = tables["rising"].rows
        for way in ("rising", "falling"):
            names = [str(row[0]) for row in rows if row[2] == way][:_NAMED]
            if names:
                yield (Link(way.capitalize(), "rising"), f": {listed(names)}.")


def _path(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "main-path" in tables:
        rows = tables["main-path"].rows
        ends = [f"{quote(str(row[1]))} ({row[0] or 'undated'})" for row in (rows[0], rows[-1])]
        yield (
            "The ",
            Link("main path", "main-path"),
            f" of {len(rows)} papers leads from {ends[0]} to {ends[1]}.",
        )
