"""What every reader does with the fields it has read: one `Paper`, or one `Rejected` that says why not."""

import re
from collections.abc import Iterable
from html import unescape

from kgraph.identifiers import external_id, paper_id
from kgraph.records import Mention, Origin, Paper, Rejected

_RAW_CHARACTERS = 2_000
# The markup that exports leave in titles and abstracts: HTML and JATS tags, never a lone "<" of a formula.
_TAG = re.compile(r"</?(?:jats:)?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ET_AL = re.compile(r"(?:et\s+al\.?|and\s+others|others)", re.IGNORECASE)


def plain(text: str | None) -> str:
    """A field as one line of text, without markup and character references.

    >>> plain(" <i>E. coli</i> &amp; x < y\\n")
    'E. coli & x < y'
    """
    if not text:
        return ""
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", unescape(text))
    return " ".join(text.split())


def make_paper(
    origin: Origin,
    raw: str,
    *,
    title: str | None,
    authors: Iterable[Mention] = (),
    date: str | None = None,
    abstract: str | None = None,
    authors_truncated: bool = False,
    organizations: Iterable[str] = (),
    categories: Iterable[str] = (),
    keywords: Iterable[str] = (),
    venue: str | None = None,
    identifiers: Iterable[str | None] = (),
    references: Iterable[str | None] = (),
    type: str | None = None,  # noqa: A002  (the field's name in the records)
) -> Paper | Rejected:
    """Make a record from the fields of a source; without a title it is a `Rejected` that keeps `raw`.

    Texts are cleaned (`plain`), empty and repeated values left out, authors numbered in their order. A name
    `et al.` or `others` is no author: it says that the list was cut.
    """
    title = plain(title)
    if not title:
        return Rejected(origin, "a record without a title", raw[:_RAW_CHARACTERS])
    mentions, truncated = _mentions(authors)
    names = _distinct(identifiers)
    return Paper(
        id=paper_id(title, date[:4] if date else None, mentions[0].name if mentions else None),
        title=title,
        origin=origin,
        mentions=mentions,
        abstract=plain(abstract) or None,
        date=date,
        authors_truncated=authors_truncated or truncated,
        organizations=_distinct(map(plain, organizations)),
        categories=_distinct(map(plain, categories)),
        keywords=_distinct(map(plain, keywords)),
        venue=plain(venue) or None,
        doi=next((name.removeprefix("doi:") for name in names if name.startswith("doi:")), None),
        references=_distinct(references),
        identifiers=names,
        type=type,
    )


def identifiers_of(**texts: str | None) -> tuple[str, ...]:
    """The registered identifiers among what a source gives by scheme; what is no such identifier is left out.

    >>> identifiers_of(doi="https://doi.org/10.1000/182", arxiv=None, pmid="none")
    ('doi:10.1000/182',)
    """
    found = (external_id(scheme, text) for scheme, text in texts.items() if text)
    return tuple(name for name in found if name)


def _mentions(authors: Iterable[Mention]) -> tuple[tuple[Mention, ...], bool]:
    kept: list[Mention] = []
    truncated = False
    for author in authors:
        name = plain(author.name)
        if _ET_AL.fullmatch(name):
            truncated = True
        elif name:
            kept.append(Mention(name, len(kept) + 1, author.identifiers, author.organizations))
    return tuple(kept), truncated


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
