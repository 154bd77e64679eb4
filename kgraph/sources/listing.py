"""The research listing: papers as copied from a reading-list page, three lines each.

    CLDec 15, 2022
    Title glued to authorsJane Roe, John Doe et al. · some-lab, some-university
    The abstract, which may be missing, and may be wrapped over several lines.

The first line is an archive code glued to a date. Blank lines, indentation, CRLF and a byte-order mark do
not matter. A record that cannot be read becomes a `Rejected` and the rest goes on; every line that is not
blank belongs to exactly one record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.boundary import NO_CONTEXT, Context, Split, context_of, split_title

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HEADER = re.compile(
    r"(?P<code>\S*?) ?(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.? (?P<day>\d{1,2}), ?(?P<year>\d{4})"
)
_ARCHIVES = {code: f"cs.{code}" for code in ("AI", "CL", "CV", "CY", "HC", "LG")} | {"ML": "stat.ML"}

_ET_AL = re.compile(r",?\s+et al\.?\Z")
_ORGANIZATIONS = re.compile(r"\s+·\s+(?!.*\s·\s)(?P<names>.+)\Z")

# A line inside an abstract that names authors `et al.` or organisations is a record without its header if
# its cut beats "no authors" by this margin. Measured on SEE BELOW
_STRAY_MARGIN = 2.0


@dataclass(slots=True)
class _Record:
    """The lines of one record, from its header (if it has one) to the next."""

    line: int
    header: re.Match[str] | None
    body: list[str] = field(default_factory=list)
    stray: bool = False


@dataclass(frozen=True, slots=True)
class _Byline:
    """The second line of a record, without the names that are still glued to the title."""

    glued: str
    truncated: bool
    organizations: tuple[str, ...]


def recognises(head: str) -> bool:
    """Whether the beginning of a text looks like a listing: one of its lines is an archive code and a date.

    >>> recognises("CLDec 15, 2022\\nTitleJane Roe")
    True
    """
    return any(_HEADER.fullmatch(_clean(line)) for line in head.splitlines())


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a listing in order, and a `Rejected` for each record that cannot be read.

    `file` is what the origins say. The whole file is taken in first, because where a title ends is easier
    to tell with the names and words of the other records.

    >>> next(parse(["MLMay 2, 2018", "AI safety via debateGeoffrey Irving, Paul Christiano"], "x.txt")).title
    'AI safety via debate'
    """
    records = list(_records(lines))
    context = context_of(_certain_splits(records))
    for record in records:
        yield _read(record, file, context)


def _records(lines: Iterable[str]) -> Iterator[_Record]:
    record: _Record | None = None
    for number, raw in enumerate((part for line in lines for part in line.splitlines() or [""]), start=1):
        line = _clean(raw)
        header = _HEADER.fullmatch(line)
        if header:
            if record:
                yield record
            record = _Record(number, header)
        elif line and record is None:
            record = _Record(number, None, [line])
        elif line and record:
            if record.body and record.header and _is_stray(line):
                yield record
                record = _Record(number, None, [line], stray=True)
            else:
                record.body.append(line)
    if record:
        yield record


def _clean(line: str) -> str:
    return " ".join(line.replace("\ufeff", "").split())


def _is_stray(line: str) -> bool:
    byline = _byline(line)
    if not (byline.truncated or byline.organizations):
        return False
    split = split_title(byline.glued)
    return split is not None and split.margin > _STRAY_MARGIN


def _certain_splits(records: list[_Record]) -> Iterator[tuple[Split, str]]:
    for record in records:
        if record.header and record.body:
            split = split_title(_byline(record.body[0]).glued)
            if split:
                yield split, " ".join(record.body[1:])


def _byline(line: str) -> _Byline:
    """Cut ` et al.` and ` · organisations` off the end of a title line.

    A middle dot in a title is left alone: nobody is named before it.
    """
    organizations: tuple[str, ...] = ()
    dot = _ORGANIZATIONS.search(line)
    if dot and (_ET_AL.search(line, 0, dot.start()) or split_title(line[: dot.start()])):
        organizations = tuple(name for part in dot["names"].split(",") if (name := part.strip()))
        line = line[: dot.start()]
    et_al = _ET_AL.search(line)
    return _Byline(line[: et_al.start()] if et_al else line, et_al is not None, organizations)


def _read(record: _Record, file: str, context: Context) -> Paper | Rejected:
    origin = Origin(file, record.line)
    header = record.header
    raw = "\n".join(([header.group()] if header else []) + record.body)
    if header is None:
        reason = "a title and authors without a line of archive code and date before them" if record.stray else ""
        return Rejected(origin, reason or "text before the first line of archive code and date", raw)
    day = _day(header)
    if day is None:
        return Rejected(origin, f"no such date: {header['month']} {header['day']}, {header['year']}", raw)
    if not record.body:
        return Rejected(origin, "a line of archive code and date without a title line behind it", raw)
    byline = _byline(record.body[0])
    split = split_title(byline.glued, context)
    if split is None:
        return Rejected(origin, "no authors found behind the title", raw)
    code = header["code"]
    return Paper(
        id=paper_id(split.title, str(day.year), split.names[0]),
        title=split.title,
        origin=origin,
        mentions=tuple(Mention(name, position) for position, name in enumerate(split.names, start=1)),
        abstract=" ".join(record.body[1:]) or None,
        date=day.isoformat(),
        authors_truncated=byline.truncated,
        organizations=byline.organizations,
        categories=(_ARCHIVES.get(code, code),) if code else (),
    )


def _day(header: re.Match[str]) -> date | None:
    try:
        return date(int(header["year"]), _MONTHS.index(header["month"][:3].lower()) + 1, int(header["day"]))
    except ValueError:
        return None
