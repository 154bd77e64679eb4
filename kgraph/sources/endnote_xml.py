"""EndNote's XML export, which other reference managers write as well; its texts come in runs of `<style>`."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.natural import natural_order
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

_RECORDS = re.compile(r"\s*+>\s*+(?:<!--.*?-->\s*+)*+<records[\s/>]", re.DOTALL)
# The names of EndNote's reference types.
_TYPES = {
    "journal article": "article-journal",
    "electronic article": "article-journal",
    "magazine article": "article-magazine",
    "newspaper article": "article-newspaper",
    "book": "book",
    "edited book": "book",
    "electronic book": "book",
    "book section": "chapter",
    "electronic book section": "chapter",
    "conference": "paper-conference",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "thesis": "thesis",
    "report": "report",
    "government document": "report",
    "dataset": "dataset",
    "computer program": "software",
    "web page": "webpage",
    "patent": "patent",
}
_BOOKS = frozenset({"book", "thesis", "report"})
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# Records that come from PubMed have the publisher's own number before the DOI.
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_PUBMED = re.compile(r"https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|www\.ncbi\.nlm\.nih\.gov/pubmed)/(\d+)")
_ARXIV = re.compile(r"https?://(?:www\.)?arxiv\.org/(?:abs|pdf)/(\S+)")
_ISBN = re.compile(r"97[89](?:[- ]?\d){10}|\d(?:[- ]?\d){8}[- ]?[\dXx]")
# What EndNote separates by a line end; a line that was wrapped goes on with an indent.
_PARTS = re.compile(r"\r|\n(?=\S)|;\s")


def recognises(head: str) -> bool:
    """Whether a text begins as an export of EndNote does.

    >>> recognises('<?xml version="1.0"?><xml><records><record>'), recognises("<xml><library>")
    (True, False)
    """
    name, behind = root_of(head)
    return name == "xml" and _RECORDS.match(behind) is not None


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the records in order.

    >>> title = "<title><style face='italic'>In</style><style> vivo</style></title>"
    >>> text = f"<xml><records><record><titles>{title}</titles></record></records></xml>"
    >>> [found.title for found in parse([text], "library.xml")]
    ['In vivo']
    """
    return read_records(lines, file, ("record",), _read)


def _read(found: Found, origin: Origin) -> Paper | Rejected:
    record = found.element
    kind = record.find("ref-type")
    type_ = _TYPES.get(kind.get("name", "").lower()) if kind is not None else None
    return make_paper(
        origin,
        "",
        title=text_of(record, "titles/title"),
        authors=[Mention(natural_order(name), 0) for name in texts_of(record, "contributors/authors/author")],
        date=_date(record),
        abstract=text_of(record, "abstract"),
        organizations=_parts(record, "auth-address"),
        keywords=_parts(record, "keywords/keyword"),
        venue=text_of(record, "periodical/full-title") or text_of(record, "titles/secondary-title"),
        identifiers=_identifiers(record, type_),
        type=type_,
    )


def _identifiers(record: Element, type_: str | None) -> list[str]:
    number = text_of(record, "accession-num")
    addresses = list(texts_of(record, "urls/*/url"))
    pubmed = next((found[1] for text in addresses if (found := _PUBMED.match(text))), None)
    arxiv = next((found[1] for text in addresses if (found := _ARXIV.match(text))), None)
    doi = _DOI.search(text_of(record, "electronic-resource-num"))
    isbn = _ISBN.match(text_of(record, "isbn")) if type_ in _BOOKS else None
    return list(
        identifiers_of(
            doi=doi[0] if doi else None,
            arxiv=arxiv,
            pmid=pubmed or (number if _is_pubmed(record) else None),
            pmcid=next((text for path in ("custom2", "user16") if (text := text_of(record, path))), None),
            wos=number if number.startswith("WOS:") else None,
            isbn=isbn[0].replace("-", "").replace(" ", "") if isbn else None,
        )
    )


def _is_pubmed(record: Element) -> bool:
    """Whether the record's number is that of PubMed."""
    sources = (text_of(record, f"remote-database-{part}").lower() for part in ("name", "provider"))
    return any(name in source for source in sources for name in ("pubmed", "medline", "nlm"))


def _date(record: Element) -> str | None:
    year = text_of(record, "dates/year")
    day = text_of(record, "dates/pub-dates/date")
    if day and (_YEAR.search(day) or year):
        printed = read_date(day if _YEAR.search(day) else f"{day} {year}")
        if printed and (not _YEAR.search(year) or printed[:4] in year):
            return printed
    return iso_date(year, text_of(record, "dates/month")) or read_date(year)


def _parts(record: Element, path: str) -> list[str]:
    """The texts at `path`; one may hold several."""
    texts = ("".join(found.itertext()).strip() for found in record.iterfind(path))
    return [part for text in texts for part in _PARTS.split(text)]
