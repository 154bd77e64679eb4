"""PubMed's XML: articles and books as its site and its yearly files give them.

What a paper cites is among its references by DOI or PubMed number where PubMed knows it, and else as printed.
A number that PubMed says to delete is a `Rejected`.
"""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kgraph.identifiers import external_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

_ROOTS = frozenset({
    "PubmedArticleSet", "PubmedArticle", "PubmedBookArticleSet", "PubmedBookArticle", "MedlineCitationSet",
    "MedlineCitation",
})  # fmt: skip
_TYPES = {
    "preprint": "preprint",
    "dataset": "dataset",
    "technical report": "report",
    "academic dissertation": "thesis",
}
# The labels of the parts of an abstract that are none.
_NO_LABELS = frozenset({"", "UNLABELLED", "UNASSIGNED"})
# What PubMed puts for a title that it has not translated.
_NO_TITLE = re.compile(r"\[?not available\]?\.?", re.IGNORECASE)
_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])\s*/?$")
_PARTS = re.compile(r";\s+")


def recognises(head: str) -> bool:
    """Whether a text begins as PubMed's XML does.

    >>> recognises('<?xml version="1.0"?><!DOCTYPE PubmedArticleSet SYSTEM "pubmed.dtd"><PubmedArticleSet>')
    True
    """
    return root_of(head)[0] in _ROOTS


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the articles and books in order.

    >>> article = "<PMID>7</PMID><Article><ArticleTitle>A</ArticleTitle></Article>"
    >>> [found.identifiers for found in parse([f"<MedlineCitation>{article}</MedlineCitation>"], "a.xml")]
    [('pmid:7',)]
    """
    tags = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation")
    return read_records(lines, file, tags, _read)


def _read(found: Found, origin: Origin) -> Paper | Rejected:
    record = found.element
    match record.tag:
        case "DeleteCitation":
            return Rejected(origin, "deleted by PubMed", "")
        case "PubmedBookArticle":
            return _book(record, origin)
        case "MedlineCitation":
            return _article(record, record, origin)
    citation = record.find("MedlineCitation")
    return _article(record if citation is None else citation, record, origin)


def _article(citation: Element, record: Element, origin: Origin) -> Paper | Rejected:
    article = citation.find("Article")
    if article is None:
        return Rejected(origin, "a record without an article", "")
    title = text_of(article, "ArticleTitle")
    if not title or _NO_TITLE.fullmatch(title):
        title = text_of(article, "VernacularTitle") or title
    numbers = _numbers(record, "PubmedData/ArticleIdList/ArticleId")
    return make_paper(
        origin,
        "",
        title=title,
        authors=_authors(article),
        authors_truncated=article.find("AuthorList[@CompleteYN='N']") is not None,
        # The day on which it appeared online, if it did, is known to the day and comes first.
        date=_date(article.find("ArticleDate")) or _date(article.find("Journal/JournalIssue/PubDate")),
        abstract=_abstract(article),
        categories=texts_of(citation, "MeshHeadingList/MeshHeading/DescriptorName"),
        keywords=texts_of(citation, "KeywordList/Keyword"),
        venue=text_of(article, "Journal/Title") or text_of(article, "Journal/ISOAbbreviation"),
        identifiers=identifiers_of(
            pmid=text_of(citation, "PMID") or numbers.get("pubmed"),
            doi=numbers.get("doi") or text_of(article, "ELocationID[@EIdType='doi']"),
            pmcid=numbers.get("pmc"),
        ),
        references=_references(citation, record),
        type=_type(texts_of(article, "PublicationTypeList/PublicationType"), "article-journal"),
    )


def _book(record: Element, origin: Origin) -> Paper | Rejected:
    """A book, or a chapter if it has a title of its own."""
    book = record.find("BookDocument")
    if book is None:
        return Rejected(origin, "a record without a book", "")
    title, whole = text_of(book, "ArticleTitle"), text_of(book, "Book/BookTitle")
    is_chapter = bool(title) and title != whole
    numbers = _numbers(record, "PubmedBookData/ArticleIdList/ArticleId")
    return make_paper(
        origin,
        "",
        title=title or whole,
        authors=list(_authors(book)) or [one for part in book.iterfind("Book") for one in _authors(part)],
        date=_date(book.find("Book/PubDate")) or _date(book.find("ContributionDate")),
        abstract=_abstract(book),
        keywords=texts_of(book, "KeywordList/Keyword"),
        venue=whole if is_chapter else None,
        identifiers=identifiers_of(
            pmid=text_of(book, "PMID") or numbers.get("pubmed"),
            doi=numbers.get("doi") or text_of(book, "Book/ELocationID[@EIdType='doi']"),
            pmcid=numbers.get("pmc"),
            isbn=None if is_chapter else text_of(book, "Book/Isbn"),
        ),
        references=_cited(book),
        type=_type(texts_of(book, "PublicationType"), "chapter" if is_chapter else "book"),
    )


def _authors(element: Element) -> Iterator[Mention]:
    for authors in element.iterfind("AuthorList"):
        if authors.get("Type") != "editors":
            yield from map(_author, authors.iterfind("Author"))


def _author(author: Element) -> Mention:
    given = text_of(author, "ForeName") or text_of(author, "FirstName") or text_of(author, "Initials")
    name = join_name(given, text_of(author, "LastName"), None, text_of(author, "Suffix"))
    orcids = (_ORCID.search(text) for text in texts_of(author, "Identifier[@Source='ORCID']"))
    known = (external_id("orcid", "-".join(found.groups())) for found in orcids if found)
    places = (*texts_of(author, "AffiliationInfo/Affiliation"), *texts_of(author, "Affiliation"))
    organizations = (_organization(part) for place in places for part in _PARTS.split(place))
    return Mention(
        name or text_of(author, "CollectiveName"),
        0,
        tuple(identifier for identifier in known if identifier),
        tuple(dict.fromkeys(name for name in organizations if name)),
    )


def _organization(printed: str) -> str:
    """An affiliation without the address of the author that may stand behind it."""
    before, _, last = printed.rpartition(" ")
    name = before.strip().removesuffix("Electronic address:") if "@" in last else printed
    return name.strip(" .,")


def _abstract(element: Element) -> str:
    parts = ((part.get("Label", ""), text_of(part)) for part in element.iterfind("Abstract/AbstractText"))
    return " ".join(text if label in _NO_LABELS else f"{label}: {text}" for label, text in parts if text)


def _date(date: Element | None) -> str | None:
    if date is None:
        return None
    printed = iso_date(text_of(date, "Year"), text_of(date, "Month"), text_of(date, "Day"))
    return printed or read_date(text_of(date, "MedlineDate"))


def _numbers(element: Element, path: str) -> dict[str, str]:
    """The identifiers at `path` by their kind, of each the first."""
    found: dict[str, str] = {}
    for number in element.iterfind(path):
        found.setdefault(number.get("IdType", ""), text_of(number))
    return found


def _references(citation: Element, record: Element) -> list[str]:
    if listed := list(_cited(record.find("PubmedData"))):
        return listed
    older = citation.iterfind("CommentsCorrectionsList/CommentsCorrections[@RefType='Cites']")
    return [
        next(iter(identifiers_of(pmid=text_of(cited, "PMID"))), text_of(cited, "RefSource"))
        for cited in older
    ]


def _cited(element: Element | None) -> Iterator[str]:
    for reference in element.iter("Reference") if element is not None else ():
        numbers = _numbers(reference, "ArticleIdList/ArticleId")
        known = identifiers_of(doi=numbers.get("doi"), pmid=numbers.get("pubmed"), pmcid=numbers.get("pmc"))
        yield known[0] if known else text_of(reference, "Citation")


def _type(printed: Iterable[str], usual: str) -> str:
    return next((_TYPES[name] for text in printed if (name := text.lower()) in _TYPES), usual)
