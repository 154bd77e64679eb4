"""The report in a few sentences, each leading to the table that it is drawn from."""

from collections.abc import Iterator, Sequence

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
        if key in tables:
            names = [str(row[1]) for row in tables[key].rows[:_NAMED]]
            shown = map(quote, names) if key == "papers" else names
            yield ("The most ", Link(f"central {many}", key), f": {listed(list(shown))}.")


def _communities(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "communities-topics" in tables:
        table = tables["communities-topics"]
        names = [str(row[1]) for row in table.rows[:_NAMED]]
        number = max(table.total, len(table.rows))
        many = counted(number, "community", "communities")
        yield ("Topics fall into ", Link(many, "communities-topics"), f", the largest of {'; '.join(names)}.")


def _bridges(tables: dict[str, Table]) -> Iterator[Sentence]:
    if "bridges" in tables:
        names = [str(row[1]) for row in tables["bridges"].rows[:_NAMED]]
        yield ("Those who most ", Link("bridge themes", "bridges"), f": {listed(names)}.")


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
        ends = [f"{quote(str(row[1]))} ({row[0]})" for row in (rows[0], rows[-1])]
        yield (
            "The ",
            Link("main path", "main-path"),
            f" of {len(rows)} papers leads from {ends[0]} to {ends[1]}.",
        )
