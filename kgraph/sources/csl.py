"""CSL-JSON, which Zotero, Mendeley, pandoc and citation processors write."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper

# The item types of CSL 1.0.2.
TYPES = frozenset({
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast",
    "chapter", "classic", "collection", "dataset", "document", "entry", "entry-dictionary",
    "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview", "legal_case", "legislation",
    "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
    "review", "review-book", "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
})  # fmt: skip
# Whole works, whose editors stand for authors where there are none; of a chapter they are not its authors.
_EDITED = frozenset({"book", "collection", "periodical", "report", "document", "dataset"})
_NAME_PARTS = frozenset({"family", "given", "literal"})
_DATE_PARTS = frozenset({"date-parts", "raw", "literal", "season"})
# What the plain form and OpenAlex have and CSL has not.
_NOT_CSL = frozenset({"authors", "year", "authorships", "display_name", "publication_year"})
_BOOKISH = frozenset({"book", "chapter", "thesis"})
_BIBLIOGRAPHIC = frozenset({"container-title", "DOI", "ISBN", "ISSN", "publisher", "volume", "page"})

_NOTED = re.compile(r"^[ \t]*(arxiv|doi|pmid|pmcid)[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_ET_AL = re.compile(r"\s*\bet\s+al\.?\s*$", re.IGNORECASE)


class Name(msgspec.Struct, rename="kebab"):
    """A name as CSL parts it."""

    family: str | None = None
    given: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    suffix: str | None = None
    literal: str | None = None


class Date(msgspec.Struct, rename="kebab"):
    """A date as CSL writes it: numbers or texts, of a range the beginning comes first."""

    date_parts: list[list[int | str | None] | None] | None = None
    raw: str | None = None
    literal: str | None = None


class _Item(msgspec.Struct, rename="kebab"):
    id: str | int | None = None
    type: str | None = None
    title: str | None = None
    author: list[Name] | None = None
    editor: list[Name] | None = None
    issued: Date | str | int | None = None
    abstract: str | None = None
    container_title: str | None = None
    event_title: str | None = None
    keyword: str | list[str] | None = None
    note: str | None = None
    number: str | int | None = None
    archive_location: str | None = msgspec.field(default=None, name="archive_location")
    doi: str | None = msgspec.field(default=None, name="DOI")
    pmid: str | int | None = msgspec.field(default=None, name="PMID")
    pmcid: str | None = msgspec.field(default=None, name="PMCID")
    isbn: str | None = msgspec.field(default=None, name="ISBN")
    url: str | None = msgspec.field(default=None, name="URL")


def recognises(head: str) -> bool:
    """Whether a text begins with items of CSL-JSON.

    >>> recognises('[{"id": "a", "type": "book", "title": "T"}]'), recognises('{"type": "module"}')
    (True, False)
    """
    return any(map(_is_item, head_records(head)))


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the items; `note` may hold identifiers a line each, such as `PMID: 123`."""
    return read_records(lines, file, _Item, _paper)


def name_of(name: Name) -> str:
    """A name in natural order.

    >>> name_of(Name(family="Beethoven", given="Ludwig", non_dropping_particle="van"))
    'Ludwig van Beethoven'
    """
    if name.literal:
        return name.literal
    particles = f"{name.dropping_particle or ''} {name.non_dropping_particle or ''}"
    return join_name(name.given, name.family, particles, name.suffix)


def date_of(date: Date | str | int | None) -> str | None:
    """A date as ISO 8601.

    >>> date_of(Date(date_parts=[["2020", 2], [2021]])), date_of(Date(raw="5 May 2020")), date_of(1999)
    ('2020-02', '2020-05-05', '1999')
    """
    if not isinstance(date, Date):
        return read_date(str(date)) if date else None
    for parts in (date.date_parts or ())[:1]:
        if found := iso_date(*(parts or [None])[:3]):
            return found
    return read_date(date.raw) or read_date(date.literal)


def _is_item(record: dict[str, object]) -> bool:
    if _NOT_CSL & record.keys():
        return False
    authors, issued = record.get("author"), record.get("issued")
    is_named = isinstance(authors, list) and any(
        isinstance(name, dict) and _NAME_PARTS & name.keys() for name in authors
    )
    is_dated = isinstance(issued, dict) and bool(_DATE_PARTS & issued.keys())
    kind = record.get("type")
    is_typed = (
        {"id", "citation-key"} & record.keys()
        and "title" in record
        and isinstance(kind, str)
        and kind in TYPES
        # Others have documents, events and maps, too.
        and ("-" in kind or kind in _BOOKISH or _BIBLIOGRAPHIC & record.keys())
    )
    return is_named or is_dated or bool(is_typed)


def _paper(item: _Item, origin: Origin, raw: str) -> Paper | Rejected:
    noted = {scheme.lower(): value for scheme, value in _NOTED.findall(item.note or "")}
    names = item.author or (item.editor if item.type in _EDITED else None) or ()
    keywords = item.keyword if isinstance(item.keyword, list) else re.split(r"[;,]", item.keyword or "")
    doi = item.doi or noted.get("doi")
    number = str(item.number) if item.number else None
    arxiv = find_arxiv(doi, item.url, number, item.archive_location, item.note)
    return make_paper(
        origin,
        raw,
        title=item.title,
        authors=(mention for name in names for mention in _mentions(name)),
        date=date_of(item.issued),
        abstract=item.abstract,
        keywords=keywords,
        venue=item.container_title or item.event_title,
        identifiers=[
            *identifiers_of(
                doi=doi,
                pmid=str(item.pmid or noted.get("pmid") or ""),
                pmcid=item.pmcid or noted.get("pmcid"),
                isbn=item.isbn,
            ),
            arxiv,
        ],
        type="preprint" if item.type == "article" and arxiv else item.type if item.type in TYPES else None,
    )


def _mentions(name: Name) -> Iterator[Mention]:
    given = _ET_AL.sub("", name.given or "")
    printed = Name(
        name.family, given, name.dropping_particle, name.non_dropping_particle, name.suffix, name.literal
    )
    yield Mention(name_of(printed), 0)
    if given != (name.given or ""):
        yield Mention("et al.", 0)
