"""EndNote's tagged text (`.enw`) and its parent refer/BibIX: `%T A title`, `%A Roe, Jane`, a tag a line."""

import re
from collections.abc import Iterable, Iterator

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.author_lists import affiliations
from kgraph.sources.dates import most_precise, read_date
from kgraph.sources.identifier_search import find_arxiv, find_doi, find_isbn
from kgraph.sources.natural import from_index
from kgraph.sources.record import make_paper
from kgraph.sources.tagged import Entry, Grammar, read_entries, read_records
from kgraph.sources.work_types import csl_type

_GRAMMAR = Grammar(
    field=re.compile(r"%(?P<tag>[A-Z0-9@!#$&*()^~<>?=+\[\]|:])(?: +(?P<value>.*)|$)"),
    # refer knows no type and parts its records by blank lines, which an abstract of EndNote may hold.
    begins=lambda tag, tags, blank: tag == "0" or (blank and "0" not in tags),
)
_TELLING = re.compile(r"%[0TAE](?: |$)", re.MULTILINE)


def recognises(head: str) -> bool:
    """Whether a text begins with a tag of EndNote and holds a type, a title or a name.

    >>> recognises("%0 Book\\n%T A title"), recognises("% A comment")
    (True, False)
    """
    start = head.removeprefix("\ufeff").lstrip()
    return _GRAMMAR.field.match(start.split("\n", 1)[0]) is not None and _TELLING.search(start) is not None


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of an EndNote text in order, one at a time.

    >>> next(parse(["%0 Book", "%T Git", "%A Roe, Jane", "%D 2016"], "a.enw")).type
    'book'
    """
    return read_records(read_entries(lines, _GRAMMAR), file, _read)


def _read(entry: Entry, origin: Origin) -> Paper | Rejected:
    kind = csl_type(entry.first("0"))
    names = [from_index(name) for value in entry.values("A") for name in value.split(";")]
    year = read_date(entry.first("D"))
    return make_paper(
        origin,
        entry.raw,
        title=entry.first("T"),
        authors=[Mention(name, 0) for name in names if name],
        date=most_precise(year, read_date(entry.first("8")), read_date(f"{year} {entry.first('8')}")),
        abstract=entry.first("X"),
        organizations=affiliations(entry.first("+").split("\n")),
        keywords=[part for value in entry.values("K") for part in re.split(r"[\n;]", value)],
        venue=entry.first("J", "B"),
        identifiers=(
            find_doi("\n".join(entry.values("R", "U"))),
            find_arxiv("\n".join(entry.values("U", "R", "M"))),
            find_isbn(entry.first("@")) if kind in {"book", "chapter"} else None,
        ),
        type=kind,
    )
