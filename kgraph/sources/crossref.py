"""Works of Crossref: answers of its REST API, lists of works, and partial records."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.csl import TYPES, Date, date_of
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper, plain

_MARKS = frozenset({
    "indexed", "deposited", "is-referenced-by-count", "reference-count", "references-count", "prefix",
    "member", "container-title", "published-print", "published-online", "content-domain",
})  # fmt: skip
# Crossref's types by the names of CSL; some are the same in both.
_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "posted-content": "preprint", "book-chapter": "chapter", "book-section": "chapter",
    "book-part": "chapter", "book-track": "chapter", "edited-book": "book", "reference-book": "book",
    "monograph": "book",
    "proceedings": "book", "dissertation": "thesis", "report-component": "report", "report-series": "report",
    "reference-entry": "entry", "peer-review": "review",
}  # fmt: skip
_HEADING = re.compile(r"<jats:title>\s*(?:abstract|summary)\.?\s*</jats:title>", re.IGNORECASE)
_EDITED = frozenset({"book", "edited-book", "reference-book", "monograph", "proceedings"})


class _Affiliation(msgspec.Struct):
    name: str | None = None


class _Name(msgspec.Struct):
    given: str | None = None
    family: str | None = None
    suffix: str | None = None
    name: str | None = None
    literal: str | None = None
    orcid: str | None = msgspec.field(default=None, name="ORCID")
    affiliation: list[_Affiliation] | None = None


class _Reference(msgspec.Struct, rename="kebab"):
    doi: str | None = msgspec.field(default=None, name="DOI")
    article_title: str | None = None
    volume_title: str | None = None
    year: str | None = None
    unstructured: str | None = None


class _Work(msgspec.Struct, rename="kebab"):
    title: list[str] | str | None = None
    subtitle: list[str] | str | None = None
    container_title: list[str] | str | None = None
    author: list[_Name] | None = None
    editor: list[_Name] | None = None
    published_print: Date | None = None
    published_online: Date | None = None
    published: Date | None = None
    issued: Date | None = None
    posted: Date | None = None
    created: Date | None = None
    abstract: str | None = None
    type: str | None = None
    subject: list[str] | None = None
    reference: list[_Reference] | None = None
    doi: str | None = msgspec.field(default=None, name="DOI")
    isbn: list[str] | str | None = msgspec.field(default=None, name="ISBN")


def recognises(head: str) -> bool:
    """Whether a text begins with works of Crossref.

    >>> recognises('{"message": {"DOI": "10.1000/1", "title": ["T"]}}'), recognises('[{"DOI": "10.1000/1"}]')
    (True, False)
    """
    return any(
        "DOI" in record and (isinstance(record.get("title"), list) or len(_MARKS & record.keys()) > 1)
        for record in head_records(head)
    )


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the works; the date is the earliest of those printed and online, else that of the issue."""
    return read_records(lines, file, _Work, _paper)


def _paper(work: _Work, origin: Origin, raw: str) -> Paper | Rejected:
    names = work.author or (work.editor if work.type in _EDITED else None) or ()
    kind = _TYPES.get(work.type or "", work.type)
    isbn = _texts(work.isbn)
    return make_paper(
        origin,
        raw,
        title=_title(work),
        authors=map(_mention, names),
        date=_date(work),
        abstract=_HEADING.sub("", work.abstract) if work.abstract else None,
        categories=work.subject or (),
        venue=next(iter(_texts(work.container_title)), None),
        identifiers=[
            *identifiers_of(doi=work.doi, isbn=isbn[0] if isbn else None),
            find_arxiv(work.doi),
        ],
        references=map(_reference, work.reference or ()),
        type=kind if kind in TYPES or kind == "preprint" else None,
    )


def _title(work: _Work) -> str | None:
    title, subtitle = (next(iter(_texts(value)), "") for value in (work.title, work.subtitle))
    # Others give both as one title.
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title


def _texts(value: list[str] | str | None) -> list[str]:
    texts = [value] if isinstance(value, str) else value or []
    return [text for text in texts if text.strip()]


def _date(work: _Work) -> str | None:
    published = [date_of(date) for date in (work.published_print, work.published_online, work.published)]
    # The most precise comes first, and of those the earliest.
    known = sorted((date for date in published if date), key=lambda date: (-len(date), date))
    return next(iter(known), None) or date_of(work.issued) or date_of(work.posted) or date_of(work.created)


def _mention(name: _Name) -> Mention:
    printed = join_name(name.given, name.family, None, name.suffix) or name.name or name.literal or ""
    places = (plain(place.name) for place in name.affiliation or ())
    organizations = tuple(dict.fromkeys(place for place in places if place))
    return Mention(printed, 0, identifiers_of(orcid=name.orcid), organizations)


def _reference(reference: _Reference) -> str | None:
    if found := identifiers_of(doi=reference.doi):
        return found[0]
    title = plain(reference.article_title or reference.volume_title)
    if title:
        return f"{title} ({reference.year})" if reference.year else title
    return plain(reference.unstructured) or None
