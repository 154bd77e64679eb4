"""The research listing: papers as copied from a reading-list page, three lines each.

    CLDec 15, 2022
    Title glued to its authorsJane Roe, John Doe et al. · some-lab, some-university
    The abstract, which may be missing, and may be wrapped over several lines.

The first line, the header, is an archive code glued to a date, or the date alone; behind a code the title
line may be glued to it. Blank lines, indentation, CRLF and a byte-order mark do not matter. A record that
cannot be read becomes a `Rejected` and the rest goes on; every line that is not blank belongs to exactly one
record.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.boundary import NO_CONTEXT, Context, Split, context_of, split_title
from kgraph.sources.names import are_full_names

# Any capitalised word may stand for the month, so that a misspelt one is rejected and not taken for text.
_HEADER = re.compile(
    r"(?P<code>[A-Za-z][A-Za-z.-]*?)? ?(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,3}), ?(?P<year>\d{4})"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
# A header with the title line glued to it. Only behind a code: text, too, may begin with a date.
_ONE_LINE = re.compile(r"((?:[A-Z]{2}|[a-z-]+\.[A-Z]{2}) ?[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}) ?(\D.*)")
_ARCHIVES = {code: f"cs.{code}" for code in ("AI", "CL", "CV", "CY", "HC", "LG")} | {"ML": "stat.ML"}
_ET_AL = re.compile(r",? et al\.?\Z")
_DOT = " · "

# How sure a cut must be (its margin over "there are no authors", in log-odds), measured on 6,000 held-out
# Anthology lines. In a record's second line: at 0, .07 % of them are rejected and 1.2 % of bare titles cut.
_SURE_OF_AUTHORS = 0.0
# With `et al.` or organisations there are authors, be they a team (OpenAI): nearly any cut will do.
_SURE_IF_NAMED = -10.0
# A later line is another record that lost its header, if it has `et al.` or organisations ...
_SURE_OF_NAMED_STRAY = 1.0
# ... or is short and ends in full names: 97 % of title lines do, none of 34,780 lines of wrapped abstracts.
_SURE_OF_STRAY = 5.0
_LONGEST_STRAY = 600


@dataclass(frozen=True, slots=True)
class _Record:
    """The lines of one record, blank ones left out. The first is the header, if it matches."""

    place: int
    lines: tuple[str, ...]

    @property
    def header(self) -> re.Match[str] | None:
        return _HEADER.fullmatch(self.lines[0])

    @property
    def byline(self) -> "_Byline | None":
        return _read_byline(self.lines[1]) if self.header and len(self.lines) > 1 else None

    @property
    def abstract(self) -> str:
        return " ".join(self.lines[2:])


@dataclass(frozen=True, slots=True)
class _Byline:
    """The second line of a record: the title with the authors still glued to it, and what came behind."""

    glued: str
    truncated: bool
    organizations: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether the line says by its form that it names authors."""
        return self.truncated or bool(self.organizations)

    def split(self, context: Context = NO_CONTEXT) -> Split | None:
        split = split_title(self.glued, context)
        least = _SURE_IF_NAMED if self.is_named else _SURE_OF_AUTHORS
        return split if split and split.margin > least else None


def recognises(head: str) -> bool:
    """Whether the beginning of a text looks like a listing.

    Some line is an archive code glued to a date, or the first is a date and the second a title with authors.

    >>> recognises("CLDec 15, 2022\\nA TitleJane Roe"), recognises("Dear reader,")
    (True, False)
    """
    lines = [line for raw in head.split("\n") for line in _parted(_clean(raw)) if line]
    headers = [header for line in lines if (header := _HEADER.fullmatch(line)) and _month(header["month"])]
    if any(header["code"] for header in headers):
        return True
    begins = bool(headers) and headers[0].string == lines[0] and len(lines) > 1
    return begins and _read_byline(lines[1]).split() is not None


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a listing in order, and a `Rejected` for each record that cannot be read.

    `file` is what the origins say; an origin's line is that of the header, or of the first line there is.
    All lines are taken in before the first record is given, because where a title ends is easier to tell
    with the names and words of the other records.

    >>> next(parse(["MLMay 2, 2018", "AI safety via debateGeoffrey Irving, Paul Christiano"], "x.txt")).title
    'AI safety via debate'
    """
    records = list(_records(lines))
    context = context_of(
        (split, record.abstract)
        for record in records
        if (byline := record.byline) and (split := byline.split())
    )
    for record in records:
        yield _read(record, Origin(file, record.place), context)


def _records(lines: Iterable[str]) -> Iterator[_Record]:
    place, kept = 0, list[str]()
    numbered = ((number, line) for number, raw in enumerate(lines, start=1) for line in _parted(_clean(raw)))
    for number, line in numbered:
        if not line:
            continue
        behind_title_line = len(kept) > 1 or (kept and not _HEADER.fullmatch(kept[0]))
        if kept and (_HEADER.fullmatch(line) or (behind_title_line and _is_stray(line))):
            yield _Record(place, tuple(kept))
            kept = []
        place = place if kept else number
        kept.append(line)
    if kept:
        yield _Record(place, tuple(kept))


def _parted(line: str) -> tuple[str, ...]:
    """A line, or a header and the title line that is glued to it."""
    glued = _ONE_LINE.fullmatch(line)
    return (glued[1], glued[2]) if glued and not _HEADER.fullmatch(line) else (line,)


def _clean(line: str) -> str:
    return " ".join(line.replace("\ufeff", "").split())


def _is_stray(line: str) -> bool:
    """Whether a line is the title line of a record that lost its header."""
    byline = _read_byline(line)
    if not byline.is_named and len(line) > _LONGEST_STRAY:
        return False
    split = byline.split()
    if split is None:
        return False
    if byline.is_named:
        return split.margin > _SURE_OF_NAMED_STRAY
    return split.margin > _SURE_OF_STRAY and ". " not in split.title and are_full_names(split.names)


def _read_byline(line: str) -> _Byline:
    """Cut ` et al.` and ` · organisations` off the end of a title line.

    A middle dot inside a title is left alone: before it nobody is named.
    """
    organizations: tuple[str, ...] = ()
    before, dot, behind = f"{line} ".rpartition(_DOT)
    if dot and (_ET_AL.search(before) or _Byline(before, False, ()).split()):
        line = before
        organizations = tuple(name for part in behind.split(",") if (name := part.strip()))
    et_al = _ET_AL.search(line)
    return _Byline(line[: et_al.start()] if et_al else line, et_al is not None, organizations)


def _read(record: _Record, origin: Origin, context: Context) -> Paper | Rejected:
    raw = "\n".join(record.lines)
    header, byline = record.header, record.byline
    if header is None and _is_stray(record.lines[0]):
        return Rejected(origin, "a title with authors, but no line of archive code and date before it", raw)
    if header is None:
        return Rejected(origin, "text before the first line of archive code and date", raw)
    day = _day(header)
    if day is None:
        return Rejected(origin, f"no such date: {header['month']} {header['day']}, {header['year']}", raw)
    if byline is None:
        return Rejected(origin, "a line of archive code and date, but no title behind it", raw)
    split = byline.split(context)
    if split is None:
        return Rejected(origin, "no authors found behind the title", raw)
    code = header["code"]
    return Paper(
        id=paper_id(split.title, str(day.year), split.names[0]),
        title=split.title,
        origin=origin,
        mentions=tuple(Mention(name, position) for position, name in enumerate(split.names, start=1)),
        abstract=record.abstract or None,
        date=day.isoformat(),
        authors_truncated=byline.truncated,
        organizations=byline.organizations,
        categories=(_ARCHIVES.get(code, code),) if code else (),
    )


def _day(header: re.Match[str]) -> date | None:
    try:
        return date(int(header["year"]), _month(header["month"]), int(header["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month by its English name or an abbreviation of it; 0 if it is none."""
    found = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return next(found, 0)
