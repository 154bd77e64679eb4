"""What every reader does with the fields it has read: one `Paper`, or one `Rejected` that says why not."""

import re
from collections.abc import Iterable
from contextlib import suppress
from html import unescape

from kgraph.identifiers import external_id, paper_id
from kgraph.records import Mention, Origin, Paper, Rejected

_RAW_CHARACTERS = 2_000
# The markup that exports leave in titles and abstracts: HTML, JATS and MathML tags by name. Other words in
# angle brackets are text: 33 titles and abstracts of the ACL Anthology speak of a <mask>, a <pad>, a <topic>.
_TAG = re.compile(
    r"</?(?:(?:jats:|xhtml:)?(?P<inline>a|abbr|b|big|bold|em|font|i|inf|italic|roman|sc|scp|small|span|strong"
    r"|sub|sup|tt|u)|(?:jats|mml|xhtml):[a-zA-Z0-9-]+|br|center|code|div|h[1-6]|hr|inline-formula|li|math"
    r"|m(?:i|n|o|row)|ol|p|pre|sec|table|tbody|td|tex-math|th|tr|ul)"
    r"(?:\s+[\w:-]+\s*=[^<>]*)?\s*/?>",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_BEGINS_ET_AL = frozenset("eEaAoO")
_ET_AL = re.compile(r"(?:et\s+al\.?|and\s+others|others)", re.IGNORECASE)


def plain(text: str | None) -> str:
    """A field as one line of text, without markup and character references.

    >>> plain(" <i>E. coli</i> &amp; a<b and c>d, <mask><br />\\n"), plain("H<sub>2</sub>O<br/>again")
    ('E. coli & a<b and c>d, <mask>', 'H2O again')
    """
    if not text:
        return ""
    if "<" in text or "&" in text:
        with suppress(ValueError):  # of a character's number with thousands of digits
            text = unescape(text)
        # What changes the look of letters parts no words; anything else does.
        text = _TAG.sub(lambda tag: "" if tag["inline"] else " ", text)
    if text.isprintable() and "  " not in text:  # the same, in a third of the time
        return text.strip(" ")
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
        if name[:1] in _BEGINS_ET_AL and _ET_AL.fullmatch(name):
            truncated = True
        elif _LETTER.search(name):  # a lone colon or dash is no name
            position = len(kept) + 1
            if position != author.position or name != author.name:
                author = Mention(name, position, author.identifiers, author.organizations)  # noqa: PLW2901
            kept.append(author)
    return tuple(kept), truncated


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))
