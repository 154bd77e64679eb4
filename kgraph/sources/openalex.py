"""Works of OpenAlex: pages of its API, lists, and the parts of its snapshot (JSONL)."""

import re
from collections.abc import Iterable, Iterator
from itertools import count

import msgspec

from kgraph.identifiers import external_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.record import identifiers_of, make_paper

_SITE = "https://openalex.org/"
_is_number = re.compile(r"[0-9]+").fullmatch
_MARKS = frozenset({"authorships", "abstract_inverted_index", "referenced_works"})

# OpenAlex's types by the names of CSL; what is not here is left out.
_TYPES = {
    "article": "article-journal", "review": "article-journal", "letter": "article-journal",
    "editorial": "article-journal", "erratum": "article-journal", "retraction": "article-journal",
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "posted-content": "preprint", "preprint": "preprint", "book": "book", "monograph": "book",
    "book-chapter": "chapter", "dissertation": "thesis", "report": "report", "dataset": "dataset",
    "standard": "standard", "software": "software", "reference-entry": "entry-encyclopedia",
    "peer-review": "review",
}  # fmt: skip


class _Named(msgspec.Struct, gc=False):
    display_name: str | None = None


class _Author(msgspec.Struct, gc=False):
    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class _Authorship(msgspec.Struct, gc=False):
    author: _Author | None = None
    institutions: list[_Named] | None = None
    raw_author_name: str | None = None
    raw_affiliation_strings: list[str] | None = None


class _Location(msgspec.Struct, gc=False):
    landing_page_url: str | None = None
    pdf_url: str | None = None
    source: _Named | None = None


class _Work(msgspec.Struct, gc=False):
    id: str | None = None
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_date: str | None = None
    publication_year: int | None = None
    ids: dict[str, str | int | None] | None = None
    type: str | None = None
    type_crossref: str | None = None
    authorships: list[_Authorship] | None = None
    primary_location: _Location | None = None
    locations: list[_Location] | None = None
    primary_topic: _Named | None = None
    referenced_works: list[str] | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None


def recognises(head: str) -> bool:
    """Whether a text begins with works of OpenAlex.

    >>> recognises('{"results": [{"id": "https://openalex.org/W1", "title": "T"}'), recognises('{"id": 1}')
    (True, False)
    """
    return any(
        _MARKS & record.keys() or str(record.get("id")).startswith(f"{_SITE}W")
        for record in head_records(head)
    )


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the works; keywords and concepts, which OpenAlex computes, are not an author's and left out."""
    return read_records(lines, file, _Work, _paper)


def _paper(work: _Work, origin: Origin, raw: str) -> Paper | Rejected:
    places = [*([work.primary_location] if work.primary_location else ()), *(work.locations or ())]
    source = next((place.source.display_name for place in places[:1] if place.source), None)
    kind = work.type_crossref if work.type == "article" and work.type_crossref else work.type
    return make_paper(
        origin,
        raw,
        title=work.title or work.display_name,
        authors=map(_mention, work.authorships or (), count(1)),
        date=read_date(work.publication_date) or iso_date(work.publication_year),
        abstract=_abstract(work.abstract_inverted_index),
        categories=[work.primary_topic.display_name or ""] if work.primary_topic else (),
        venue=source,
        identifiers=_identifiers(work, places),
        references=_references(work.referenced_works or []),
        type=_TYPES.get(kind or ""),
    )


def _identifiers(work: _Work, places: list[_Location]) -> Iterator[str | None]:
    ids = {name: str(value) for name, value in (work.ids or {}).items() if value}
    pmcid = ids.get("pmcid")
    yield from identifiers_of(
        doi=work.doi or ids.get("doi"),
        openalex=work.id or ids.get("openalex"),
        pmid=ids.get("pmid"),
        # Printed as an address that ends with the number, with or without its letters.
        pmcid=f"PMC{pmcid.rstrip('/').rpartition('/')[2].upper().removeprefix('PMC')}" if pmcid else None,
    )
    urls = (
        url for place in places for url in (place.landing_page_url, place.pdf_url) if url and "rxiv" in url
    )
    yield find_arxiv(work.doi, *urls)


def _mention(authorship: _Authorship, position: int) -> Mention:
    author = authorship.author or _Author()
    name = authorship.raw_author_name or ""
    # Some are printed with the surname first; the name that OpenAlex shows is in natural order.
    if not name or "," in name:
        name = author.display_name or name
    found = (
        author.id and external_id("openalex", author.id),
        author.orcid and external_id("orcid", author.orcid),
    )
    organizations = [place.display_name for place in authorship.institutions or () if place.display_name]
    return Mention(
        name,
        position,
        tuple([identifier for identifier in found if identifier]),
        tuple(dict.fromkeys(organizations or authorship.raw_affiliation_strings or ())),
    )


def _references(addresses: list[str]) -> list[str | None]:
    """Addresses of OpenAlex as identifiers."""
    # All at once, because a work cites dozens, and one by one they would cost more than all the rest.
    first, *numbers = ("\n" + "\n".join(addresses)).split(f"\n{_SITE}W")
    if not first and all(map(_is_number, numbers)):
        return [f"openalex:W{number}" for number in numbers]
    return [external_id("openalex", address) for address in addresses]


def _abstract(index: dict[str, list[int]] | None) -> str | None:
    """The words of an inverted index in their order."""
    if not index:
        return None
    length = sum(map(len, index.values()))
    words = [""] * (2 * length)  # places are left out: one abstract in eight has a gap
    try:
        for word, places in index.items():
            for place in places:
                words[place] = word
    except IndexError:
        words = []
    found = words[:length]
    if "" in found:
        found = [word for word in words if word]
    if len(found) != length:  # a place holds two words, or lies far behind
        found = [word for _, word in sorted((place, word) for word in index for place in index[word])]
    return " ".join(found)
