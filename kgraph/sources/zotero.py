"""Items of Zotero: Better BibTeX's JSON exports and the answers of Zotero's API."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper

# What hangs on items and is no work itself.
_NO_WORKS = frozenset({"attachment", "note", "annotation"})
# Who counts as an author where nobody is called one, by item type; then whoever is no contributor of a part.
_AUTHORS = ("author", "editor")

_TYPES = {
    "journalArticle": "article-journal", "conferencePaper": "paper-conference", "preprint": "preprint",
    "book": "book", "bookSection": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "computerProgram": "software", "manuscript": "manuscript", "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper", "webpage": "webpage", "blogPost": "post-weblog",
    "presentation": "speech", "encyclopediaArticle": "entry-encyclopedia", "patent": "patent",
    "document": "document", "standard": "standard",
}  # fmt: skip
_NOTED = re.compile(r"^[ \t]*(doi|pmid|pmcid)[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


class _Creator(msgspec.Struct, rename="camel"):
    creator_type: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    name: str | None = None


class _Tag(msgspec.Struct):
    tag: str | None = None


class _Item(msgspec.Struct, rename="camel"):
    item_type: str | None = None
    title: str | None = None
    creators: list[_Creator] | None = None
    date: str | None = None
    abstract_note: str | None = None
    publication_title: str | None = None
    proceedings_title: str | None = None
    book_title: str | None = None
    conference_name: str | None = None
    repository: str | None = None
    university: str | None = None
    tags: list[_Tag | str] | None = None
    extra: str | None = None
    url: str | None = None
    archive_id: str | None = msgspec.field(default=None, name="archiveID")
    doi: str | None = msgspec.field(default=None, name="DOI")
    isbn: str | None = msgspec.field(default=None, name="ISBN")


def recognises(head: str) -> bool:
    """Whether a text begins with items of Zotero.

    >>> recognises('{"config": {}, "items": [{"itemType": "book", "creators": []}]}'), recognises('{}')
    (True, False)
    """
    return any(
        isinstance(record.get("itemType"), str) and {"creators", "itemID", "key", "libraryID"} & record.keys()
        for record in head_records(head)
    )


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the items without notes and attachments; an item without authors has its editors as such."""
    return read_records(lines, file, _Item, _paper)


def _paper(item: _Item, origin: Origin, raw: str) -> Paper | Rejected | None:
    if item.item_type in _NO_WORKS:
        return None
    noted = {scheme.lower(): value for scheme, value in _NOTED.findall(item.extra or "")}
    doi = item.doi or noted.get("doi")
    venues = (item.publication_title, item.proceedings_title, item.book_title, item.conference_name)
    return make_paper(
        origin,
        raw,
        title=item.title,
        authors=_authors(item.creators or []),
        date=read_date(item.date),
        abstract=item.abstract_note,
        keywords=[(tag if isinstance(tag, str) else tag.tag) or "" for tag in item.tags or ()],
        venue=next(filter(None, (*venues, item.repository)), None),
        organizations=[item.university] if item.university else (),
        identifiers=[
            *identifiers_of(
                doi=doi,
                pmid=noted.get("pmid"),
                pmcid=noted.get("pmcid"),
                isbn=(item.isbn or "").partition(" ")[0],
            ),
            find_arxiv(doi, item.archive_id, item.url, item.extra),
        ],
        type=_TYPES.get(item.item_type or ""),
    )


def _authors(creators: list[_Creator]) -> Iterator[Mention]:
    types = {creator.creator_type for creator in creators}
    # Nobody called author or editor: a programmer, a presenter, an inventor; whoever comes first.
    chosen = next(
        (kind for kind in _AUTHORS if kind in types), creators[0].creator_type if creators else None
    )
    for creator in creators:
        if creator.creator_type == chosen:
            yield Mention(creator.name or join_name(creator.first_name, creator.last_name), 0)
