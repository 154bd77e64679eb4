"""Answers of OAI-PMH: records in the formats `oai_dc`, which every archive gives, and arXiv's own two.

A record that the archive has deleted is a `Rejected`, as is one in another format.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.arxiv_authors import read_author, read_authors
from kgraph.sources.dates import read_date
from kgraph.sources.latex import decode_accents
from kgraph.sources.natural import join_name, natural_order
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

# Words of dc:type, in the vocabularies of COAR, info:eu-repo and DSpace, in the order they are looked for.
_TYPES = (
    ("preprint", "preprint"),
    ("conference", "paper-conference"),
    ("bookreview", "review-book"),
    ("bookpart", "chapter"),
    ("book part", "chapter"),
    ("chapter", "chapter"),
    ("thesis", "thesis"),
    ("dissertation", "thesis"),
    ("report", "report"),
    ("dataset", "dataset"),
    ("book", "book"),
    ("article", "article-journal"),
)
# The identifiers among what dc:identifier holds, by their schemes.
_IDENTIFIERS = {
    "arxiv": re.compile(r"(?i:https?://(?:\w+\.)?arxiv\.org/(?:abs|pdf)/|oai:arxiv\.org:|arxiv:)(\S+)"),
    "doi": re.compile(r"(?i:doi:|https?://(?:dx\.)?doi\.org/|info:doi/)\s*(10\.\S+)"),
    "pmid": re.compile(r"(?i:pmid:|info:pmid/|https?://pubmed\.ncbi\.nlm\.nih\.gov/)(\d+)"),
}
# arXiv's second description is what the authors say of the paper, not what the paper says.
_COMMENT = re.compile(r"Comments?:\s")


def recognises(head: str) -> bool:
    """Whether a text begins as an answer of OAI-PMH does.

    >>> recognises('<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>')
    True
    """
    return root_of(head)[0] == "OAI-PMH"


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the records of an answer in order.

    >>> answer = ["<OAI-PMH><GetRecord>", "<record><metadata><dc><title>A</title></dc></metadata></record>"]
    >>> [(found.title, found.origin.line) for found in parse([*answer, "</GetRecord></OAI-PMH>"], "a.xml")]
    [('A', 2)]
    """
    return read_records(lines, file, ("record", "error"), _read)


def _read(found: Found, origin: Origin) -> Paper | Rejected:
    record = found.element
    if record.tag == "error":
        return Rejected(origin, f"the archive reports an error: {text_of(record) or record.get('code')}", "")
    header = record.find("header")
    if header is not None and header.get("status") == "deleted":
        return Rejected(origin, "deleted by the archive", "")
    for metadata in record.iterfind("metadata/*"):
        match metadata.tag:
            case "arXiv":
                return _arxiv(metadata, origin, map(_author, metadata.iterfind("authors/author")))
            case "arXivRaw":
                return _arxiv(metadata, origin, read_authors(decode_accents(text_of(metadata, "authors"))))
            case "dc":
                return _dublin_core(metadata, text_of(record, "header/identifier"), origin)
            case other:
                return Rejected(origin, f"metadata in a format that is not read: {other}", "")
    return Rejected(origin, "a record without metadata", "")


def _arxiv(metadata: Element, origin: Origin, authors: Iterable[Mention]) -> Paper | Rejected:
    dois = text_of(metadata, "doi").split()
    return make_paper(
        origin,
        "",
        title=decode_accents(text_of(metadata, "title")),
        authors=authors,
        date=read_date(text_of(metadata, "created") or text_of(metadata, "version/date")),
        abstract=decode_accents(text_of(metadata, "abstract")),
        categories=text_of(metadata, "categories").split(),
        venue=text_of(metadata, "journal-ref"),
        identifiers=[
            *identifiers_of(arxiv=text_of(metadata, "id")),
            *(name for doi in dois for name in identifiers_of(doi=doi)),
        ],
        type="preprint",
    )


def _author(author: Element) -> Mention:
    forenames, keyname = text_of(author, "forenames"), text_of(author, "keyname")
    name = join_name(forenames, keyname, None, text_of(author, "suffix"))
    return read_author(decode_accents(name), texts_of(author, "affiliation"))


def _dublin_core(metadata: Element, number: str, origin: Origin) -> Paper | Rejected:
    identifiers = _identifiers([number, *texts_of(metadata, "identifier")])
    is_arxiv = any(name.startswith("arxiv:") for name in identifiers)
    subjects = list(texts_of(metadata, "subject"))
    descriptions = [text for text in texts_of(metadata, "description") if not _COMMENT.match(text)]
    return make_paper(
        origin,
        "",
        title=decode_accents(text_of(metadata, "title")),
        authors=[Mention(natural_order(decode_accents(name)), 0) for name in texts_of(metadata, "creator")],
        date=_first_date(texts_of(metadata, "date")),
        # Archives also describe what the file is; the abstract is the longest.
        abstract=decode_accents(max(descriptions, key=len, default="")),
        categories=subjects if is_arxiv else (),
        keywords=() if is_arxiv else subjects,
        venue=text_of(metadata, "source").partition(";")[0],
        identifiers=identifiers,
        type=_type(texts_of(metadata, "type")) or ("preprint" if is_arxiv else None),
    )


def _identifiers(printed: Iterable[str]) -> list[str]:
    found: list[str] = []
    for text in printed:
        for scheme, pattern in _IDENTIFIERS.items():
            if match := pattern.match(text):
                found += identifiers_of(**{scheme: match[1]})
    return found


def _first_date(printed: Iterable[str]) -> str | None:
    """The earliest date, of one year the most precise: archives give those of every change as well."""
    dates = [date for text in printed if (date := read_date(text))]
    return min(dates, key=lambda date: (date[:4], -len(date), date), default=None)


def _type(printed: Iterable[str]) -> str | None:
    words = " ".join(printed).lower()
    return next((name for word, name in _TYPES if word in words), None)
