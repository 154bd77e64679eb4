r"""What the fields of a BibTeX entry say, whichever of several names a writer gave them.

Every function takes the fields of one entry as LaTeX, and where it matters the CSL type of the work.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from kgraph.records import Mention
from kgraph.sources.bibtex_names import read_names
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.latex import decode
from kgraph.sources.record import identifiers_of

_Fields = Mapping[str, str]

# Types of works that are whole volumes: an ISBN is theirs, and their editors stand for authors.
VOLUMES = frozenset({"book", "pamphlet", "periodical", "thesis", "report"})

_OPEN_END = (".", "?", "!", ":")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_ANNOTATION = re.compile(r"(\d+)\s*=\s*\"?([^\";]+)")
# Web of Science prints the authors of each address before it, in brackets or not.
_END_OF_ADDRESS = re.compile(r"\.\s*(?=\n|\Z|\[)")
_AUTHORS_OF_ADDRESS = re.compile(
    r"\[[^\]]*\]\s*|.*?\((?:reprint|corresponding) author\)[,;]\s*", re.IGNORECASE
)


def first(fields: _Fields, *names: str) -> str | None:
    """The first of the named fields that says something."""
    for name in names:
        value = fields.get(name)
        if value and not value.isspace():
            return value
    return None


def text(fields: _Fields, *names: str) -> str | None:
    """The first of the named fields that says something, as plain text."""
    for name in names:
        value = fields.get(name)
        if value and not value.isspace():
            return decode(value)
    return None


def title(fields: _Fields, kind: str | None) -> str | None:
    """The title with its subtitle; of a volume or chapter without one, the title that it goes by.

    >>> title({"title": "Who?", "subtitle": "A {DNA} story"}, "book")
    'Who? A DNA story'
    """
    own = text(fields, "title", "maintitle", "shorttitle", "titleaddon")
    if own is None and (kind in VOLUMES or kind == "chapter"):
        return text(fields, "booktitle", "issuetitle", "journaltitle")
    return _with_subtitle(own, text(fields, "subtitle"))


def authors(fields: _Fields, kind: str | None) -> list[Mention]:
    """The authors with their ORCIDs; of a volume without authors, or a work of no known type, the editors."""
    is_volume = kind in VOLUMES or kind is None
    value = first(fields, "author", *(("editor", "editora", "director") if is_volume else ()))
    names = read_names(value or "")
    annotation = fields.get("author+an:orcid")
    if annotation is None:
        return [Mention(name, 0) for name in names]
    orcids = {int(place): identifiers_of(orcid=orcid) for place, orcid in _ANNOTATION.findall(annotation)}
    return [Mention(name, 0, orcids.get(place, ())) for place, name in enumerate(names, start=1)]


def date(fields: _Fields) -> str | None:
    """The date of publication, or else that of the event.

    >>> date({"date": "2004-04-25/2005"}), date({"year": "1999", "month": "5~jun"}), date({"year": "n.d."})
    ('2004-04-25', '1999-06-05', None)
    """
    printed = text(fields, "date")
    if printed and (found := read_date(printed)):
        return found
    year, month, day = text(fields, "year"), text(fields, "month"), text(fields, "day")
    if year and year.isdecimal() and (not month or month.strip().isalnum()):
        return iso_date(year, month, day)
    found = read_date(year)
    if found is None:
        return read_date(text(fields, "eventdate"))
    if len(found) > len("2004") or not month:
        return found
    return read_date(f"{found} {month} {day or ''}")


def venue(fields: _Fields, kind: str | None) -> str | None:
    """Where the work appeared: a journal, the volume that it is part of, a school or institution."""
    journal = text(fields, "journaltitle", "journal")
    if journal:
        return journal
    if kind in {"thesis", "report"}:
        return text(fields, "institution", "school")
    if kind in VOLUMES:
        return None
    book = _with_subtitle(text(fields, "booktitle"), text(fields, "booksubtitle"))
    return book or text(fields, "shortjournal", "maintitle", "eventtitle", "venue")


def categories(fields: _Fields) -> list[str]:
    """The subjects of the archive or index that the work is in."""
    names = ("primaryclass", "eprintclass"), ("web-of-science-categories", "wc")
    return [subject for group in names for subject in _split_list(text(fields, *group))]


def keywords(fields: _Fields) -> list[str]:
    """The authors' keywords, split at semicolons or else at commas."""
    # The keywords of Scopus are those of its index; the authors' have a field of their own.
    is_indexed = "author_keywords" in fields or (fields.get("source") or "").lower() == "scopus"
    return _split_list(text(fields, *(("author_keywords",) if is_indexed else ("keywords", "keyword"))))


def organizations(fields: _Fields) -> list[str]:
    r"""The affiliations, which no author is named with.

    >>> organizations({"affiliation": "[Roe, J; Doe, K] Univ X, Town.\n   Poe, E, Univ Y.", "ut": "1"})
    ['Univ X, Town', 'Univ Y']
    """
    plain = text(fields, "affiliations", "affiliation")
    if plain is None:
        return []
    if "affiliations" in fields or not {"unique-id", "ut"} & fields.keys():
        return _split(unescape(plain), ";")
    return [_place(address) for address in _END_OF_ADDRESS.split(plain) if address]


def references(fields: _Fields) -> Iterator[str]:
    """Yield what the work cites, a DOI or the printed text each."""
    is_wos = "cited-references" in fields
    printed = text(fields, "cited-references", "references")
    if not printed:
        return
    for line in printed.split("\n") if is_wos else unescape(printed).split(";"):
        words = " ".join(line.split())
        doi = _DOI.search(words) if "10." in words else None
        named = identifiers_of(doi=doi[0].rstrip("])}.")) if doi else ()
        if named:
            yield named[0]
        elif len(words) > len("2004"):
            yield words


def _with_subtitle(main: str | None, subtitle: str | None) -> str | None:
    if not main or not subtitle:
        return main
    return f"{main} {subtitle}" if main.rstrip().endswith(_OPEN_END) else f"{main}: {subtitle}"


def _split_list(plain: str | None) -> list[str]:
    if not plain:
        return []
    plain = unescape(plain)
    return _split(plain, ";" if ";" in plain else ",")


def _split(plain: str, mark: str) -> list[str]:
    return [part.strip() for part in plain.split(mark)]


def _place(address: str) -> str:
    words = " ".join(address.split())
    rest = _AUTHORS_OF_ADDRESS.sub("", words, count=1)
    # Without a mark: `Roe, Jane; Doe, Jo, Univ X, Town`.
    return rest if rest != words else ", ".join(words.rpartition("; ")[2].split(", ")[2:])
