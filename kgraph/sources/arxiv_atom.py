"""Atom feeds as the arXiv API answers them: one entry a paper.

The date is that of the first version. An entry that stands for an error of the API is a `Rejected`.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.arxiv_authors import read_author
from kgraph.sources.dates import read_date
from kgraph.sources.latex import decode_accents
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

_SAYS_ARXIV = ("http://arxiv.org/schemas/atom", "//arxiv.org/api/", "//export.arxiv.org/api/")


def recognises(head: str) -> bool:
    """Whether a text begins as an answer of the arXiv API does; other Atom feeds hold no papers.

    >>> recognises('<feed xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'), recognises("<feed><entry>")
    (True, False)
    """
    name, behind = root_of(head)
    return name in ("feed", "entry") and any(sign in behind for sign in _SAYS_ARXIV)


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a feed in order.

    >>> feed = ["<feed>", "<entry><id>http://arxiv.org/abs/1805.00899v2</id><title>AI safety via debate"]
    >>> [found.identifiers for found in parse([*feed, "</title></entry></feed>"], "a.xml")]
    [('arxiv:1805.00899',)]
    """
    return read_records(lines, file, ("entry",), _read)


def _read(found: Found, origin: Origin) -> Paper | Rejected:
    entry = found.element
    address = text_of(entry, "id")
    if "/api/errors" in address:
        return Rejected(origin, f"the archive reports an error: {text_of(entry, 'summary')}", "")
    return make_paper(
        origin,
        "",
        title=decode_accents(text_of(entry, "title")),
        authors=[_author(author) for author in entry.iterfind("author")],
        date=read_date(text_of(entry, "published")),
        abstract=decode_accents(text_of(entry, "summary")),
        categories=[category.get("term", "") for category in entry.iterfind("category")],
        venue=text_of(entry, "journal_ref"),
        identifiers=[
            *identifiers_of(arxiv=address),
            # A paper that appeared twice has both in one field.
            *(name for doi in text_of(entry, "doi").split() for name in identifiers_of(doi=doi)),
        ],
        type="preprint",
    )


def _author(author: Element) -> Mention:
    return read_author(decode_accents(text_of(author, "name")), texts_of(author, "affiliation"))
