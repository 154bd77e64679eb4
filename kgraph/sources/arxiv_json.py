"""arXiv's metadata snapshot (JSONL), and unarXive, which adds what a paper cites to its entries."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.latex import decode_accents
from kgraph.sources.names import split_names
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper, plain

_MARKS = frozenset({"authors_parsed", "journal-ref", "report-no", "versions", "update_date"})
# 0704.0001 and hep-th/9901001 say the month in which a paper was sent in.
_MONTH_IN_NUMBER = re.compile(r"(?:.*/)?(\d\d)(\d\d)")
_FIRST_YEAR = 91  # of the last century; arXiv began in 1991
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/\S+")


class _Version(msgspec.Struct):
    created: str | None = None


class _Entry(msgspec.Struct):
    id: str | None = None
    authors: str | list[str] | None = None
    authors_parsed: list[list[str | None]] | None = None
    title: str | None = None
    categories: str | list[str] | None = None
    abstract: str | None = None
    versions: list[_Version] | None = None
    doi: str | None = None
    journal_ref: str | None = msgspec.field(default=None, name="journal-ref")


class _CitedIds(msgspec.Struct):
    doi: str | None = None
    open_alex_id: str | None = None
    pubmed_id: str | int | None = None


class _Link(msgspec.Struct):
    id: str | None = None
    url: str | None = None


class _Cited(msgspec.Struct):
    bib_entry_raw: str | None = None
    contained_arxiv_ids: list[_Link] | None = msgspec.field(default=None, name="contained_arXiv_ids")
    contained_links: list[_Link] | None = None
    ids: _CitedIds | None = None


class _Text(msgspec.Struct):
    text: str | None = None


class _Record(_Entry):
    # unarXive
    paper_id: str | None = None
    metadata: _Entry | None = None
    abstract: str | _Text | None = None  # type: ignore[assignment]  # a text in one, an object in the other
    bib_entries: dict[str, _Cited] | None = None


def recognises(head: str) -> bool:
    """Whether a text begins with entries of arXiv's snapshot or of unarXive.

    >>> recognises('{"id": "0704.0001", "title": "T", "categories": "hep-ph", "versions": []}')
    True
    >>> recognises('{"id": 1, "title": "T"}')
    False
    """
    return any(
        ("title" in record and "categories" in record and _MARKS & record.keys())
        or "authors_parsed" in record
        or ("paper_id" in record and isinstance(record.get("metadata"), dict) and "_source_hash" in record)
        or ("paper_id" in record and "bib_entries" in record)
        for record in head_records(head)
    )


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the entries; the date is that of the first version, else the month that the number says."""
    return read_records(lines, file, _Record, _paper)


def _paper(record: _Record, origin: Origin, raw: str) -> Paper | Rejected:
    entry = record.metadata or record
    abstract = record.abstract.text if isinstance(record.abstract, _Text) else record.abstract
    number = entry.id or record.paper_id
    categories = entry.categories if isinstance(entry.categories, list) else [entry.categories or ""]
    # Of several DOIs the first is the paper's own.
    doi = (entry.doi or "").partition(" ")[0]
    return make_paper(
        origin,
        raw,
        title=decode_accents(entry.title or ""),
        authors=_authors(entry),
        date=_date(entry, number or ""),
        abstract=decode_accents(abstract or (entry.abstract if isinstance(entry.abstract, str) else "")),
        categories=[code for text in categories for code in text.split()],
        venue=entry.journal_ref,
        identifiers=identifiers_of(arxiv=number, doi=doi),
        references=map(_reference, (record.bib_entries or {}).values()),
        type="preprint",
    )


def _authors(entry: _Entry) -> Iterator[Mention]:
    if entry.authors_parsed:
        for parts in entry.authors_parsed:
            surname, given, suffix, *places = [*(part or "" for part in parts), "", "", ""][
                : max(3, len(parts))
            ]
            name = decode_accents(join_name(given, surname, None, suffix))
            organizations = tuple(dict.fromkeys(place for place in map(plain, places) if place))
            yield Mention(name, 0, (), organizations)
        return
    names = entry.authors if isinstance(entry.authors, list) else split_names(entry.authors or "")
    for name in names:
        yield Mention(decode_accents(name), 0)


def _date(entry: _Entry, number: str) -> str | None:
    for version in (entry.versions or ())[:1]:
        if found := read_date(version.created):
            return found
    if month := _MONTH_IN_NUMBER.match(number):
        century = 1900 if int(month[1]) >= _FIRST_YEAR else 2000
        return iso_date(century + int(month[1]), month[2])
    return None


def _reference(cited: _Cited) -> str | None:
    ids = cited.ids or _CitedIds()
    links = [link.url or "" for link in cited.contained_links or ()]
    address = next((link for link in links if _DOI_ADDRESS.match(link)), None)
    arxiv = next((link.id for link in cited.contained_arxiv_ids or () if link.id), None)
    found = (
        *identifiers_of(doi=ids.doi),
        *identifiers_of(doi=address, arxiv=arxiv),
        find_arxiv(*links),
        *identifiers_of(openalex=ids.open_alex_id, pmid=str(ids.pubmed_id or "")),
        plain(cited.bib_entry_raw),
    )
    return next((name for name in found if name), None)
