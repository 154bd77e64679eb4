r"""BibTeX and BibLaTeX, as reference managers and publishers write them.

    @article{roe2020, title = {On {DNA}}, author = "Roe, Jane and M{\"u}ller, Jo", year = 2020}

Fields are read by the meaning they have in BibTeX, BibLaTeX, and the exports of Scopus, Web of Science, DBLP
and the ACL Anthology.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape as unescape_html

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.bibtex_identifiers import identifiers
from kgraph.sources.bibtex_inheritance import inherit
from kgraph.sources.bibtex_names import read_names
from kgraph.sources.bibtex_syntax import Broken, Entry, split
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.latex import decode
from kgraph.sources.record import identifiers_of, make_paper

_Fields = Mapping[str, str]

# An entry with a key or a first field, or a macro, at the start of a line; text before it is a comment to
# BibTeX. Behind a space it counts only at the very start, so that what quotes BibTeX is not taken for it.
_ENTRY = re.compile(
    r"(?:\A\s*|\n)@(?:string\s*[{(]\s*[^\s={}]+\s*=|(?:preamble|comment)\s*[{(]"
    r"|\w+\s*\{\s*(?:[^\s,{}()=\"#@]*\s*(?:,\s*(?:[\w+:-]+\s*=|%|\}|\Z)|\})|[\w-]+\s*=\s*[\"{])"
    r"|(?:article|book|booklet|conference|in\w+|manual|\w*thesis|misc|online|proceedings|\w*report|unpublished)"
    r"\s*\(\s*[^\s,{}()=\"#@]*\s*,\s*[\w+:-]+\s*=)",
    re.IGNORECASE,
)

_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "review": "review",
    "inproceedings": "paper-conference", "conference": "paper-conference", "talk": "speech",
    "presentation": "speech", "book": "book", "mvbook": "book", "proceedings": "book",
    "mvproceedings": "book", "collection": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "bookinbook": "book", "manual": "book", "booklet": "pamphlet", "periodical": "periodical",
    "inbook": "chapter", "incollection": "chapter", "inreference": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "bachelorthesis": "thesis", "techreport": "report", "report": "report", "standard": "standard",
    "patent": "patent", "online": "webpage", "electronic": "webpage", "www": "webpage",
    "software": "software", "softwareversion": "software", "softwaremodule": "software",
    "codefragment": "software", "dataset": "dataset", "data": "dataset", "unpublished": "manuscript",
    "letter": "personal_communication", "legislation": "legislation", "jurisdiction": "legal_case",
    "movie": "motion_picture", "video": "motion_picture", "film": "motion_picture", "audio": "song",
    "music": "song", "image": "graphic", "artwork": "graphic", "preprint": "preprint",
}  # fmt: skip
# Types of works that are whole volumes: an ISBN is theirs, and their editors stand for authors.
_VOLUMES = frozenset({"book", "pamphlet", "periodical", "thesis", "report"})
# Types of an entry that is a preprint if an archive holds it and no journal or volume.
_MAYBE_PREPRINTS = frozenset({"article-journal", "webpage", "manuscript", "report", None})
_ARCHIVE = re.compile(r"\s*(?:arxiv\b.*|corr|(?:bio|med|chem)rxiv\b.*)", re.IGNORECASE)
_OPEN_END = (".", "?", "!", ":")
_LIST = {True: re.compile(r"\s*;\s*"), False: re.compile(r"\s*,\s*")}
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_MONTH_NUMBER = re.compile(r"\s*\d{1,2}\s*")


def recognises(head: str) -> bool:
    r"""Whether the beginning of a text looks like BibTeX: a line begins an entry, and no markup the text.

    >>> recognises("% my papers\n@book{x, title = {Y}}"), recognises("@media {a: b}")
    (True, False)
    """
    return head.lstrip("\ufeff \t\r\n")[:1] not in {"<", "{", "["} and bool(_ENTRY.search(head))


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the entries in order, and a `Rejected` for each block that is broken or has no title.

    The whole file is read first, because what an entry inherits (`crossref`) stands behind it.

    >>> [paper] = parse(["@misc{k, title={{AI} safety via debate}, eprint={1805.00899}, year=2018}"], "x.bib")
    >>> paper.title, paper.identifiers, paper.type
    ('AI safety via debate', ('arxiv:1805.00899',), 'preprint')
    """
    empty = True
    for record in inherit(list(split("\n".join(lines)))):
        empty = False
        origin = Origin(file, record.line)
        if isinstance(record, Broken):
            yield Rejected(origin, record.reason, record.raw)
        else:
            yield _paper(record, origin)
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


def _paper(entry: Entry, origin: Origin) -> Paper | Rejected:
    fields, kind = entry.fields, _TYPES.get(entry.type)
    names = identifiers(entry, whole=kind in _VOLUMES)
    venue = _venue(fields, kind)
    if kind in _MAYBE_PREPRINTS and (venue is None or _ARCHIVE.fullmatch(venue)):
        kind = "preprint" if venue or any(name.startswith("arxiv:") for name in names) else kind
    return make_paper(
        origin,
        entry.raw,
        title=_title(fields, kind),
        authors=_authors(fields, kind),
        date=_date(fields),
        abstract=_text(fields, "abstract"),
        organizations=_organizations(fields),
        categories=[
            *_split_list(_text(fields, "primaryclass", "eprintclass")),
            *_split_list(_text(fields, "web-of-science-categories")),
        ],
        keywords=_keywords(fields),
        venue="arXiv" if venue and venue.lower().startswith("arxiv") else venue,
        identifiers=names,
        references=_references(fields),
        type=kind,
    )


def _first(fields: _Fields, *names: str) -> str | None:
    """The first field that says something."""
    return next((value for name in names if (value := fields.get(name)) and not value.isspace()), None)


def _text(fields: _Fields, *names: str) -> str | None:
    value = _first(fields, *names)
    return decode(value) if value else None


def _title(fields: _Fields, kind: str | None) -> str | None:
    title = _text(fields, "title", "maintitle")
    if title is None and (kind in _VOLUMES or kind == "chapter"):
        return _text(fields, "booktitle", "issuetitle", "journaltitle")
    return _with_subtitle(title, _text(fields, "subtitle"))


def _with_subtitle(title: str | None, subtitle: str | None) -> str | None:
    if not title or not subtitle:
        return title
    return f"{title} {subtitle}" if title.rstrip().endswith(_OPEN_END) else f"{title}: {subtitle}"


def _authors(fields: _Fields, kind: str | None) -> Iterator[Mention]:
    volume = kind in _VOLUMES or kind is None
    value = _first(fields, "author", *(("editor", "editora", "director") if volume else ()))
    return (Mention(name, 0) for name in read_names(value or ""))


def _date(fields: _Fields) -> str | None:
    date = _text(fields, "date")
    if date and (read := read_date(date)):
        return read
    year = read_date(_text(fields, "year"))
    month = _text(fields, "month")
    if year is None or len(year) > 4 or not month:
        return year
    if _MONTH_NUMBER.fullmatch(month):
        return iso_date(year, month, _text(fields, "day"))
    return read_date(f"{year} {month} {_text(fields, 'day') or ''}")


def _venue(fields: _Fields, kind: str | None) -> str | None:
    journal = _text(fields, "journaltitle", "journal")
    if journal:
        return journal
    if kind not in _VOLUMES:
        book = _with_subtitle(_text(fields, "booktitle"), _text(fields, "booksubtitle"))
        if book or _text(fields, "shortjournal", "maintitle", "eventtitle"):
            return book or _text(fields, "shortjournal", "maintitle", "eventtitle")
    return _text(fields, "institution", "school") if kind in {"thesis", "report"} else None


def _keywords(fields: _Fields) -> list[str]:
    # The keywords of Scopus are those of its index; the authors' have a field of their own.
    indexed = "author_keywords" in fields or (fields.get("source") or "").lower() == "scopus"
    return _split_list(_text(fields, "author_keywords" if indexed else "keywords", "keyword"))


def _split_list(text: str | None) -> list[str]:
    return _LIST[";" in text].split(unescape_html(text).strip()) if text else []


def _organizations(fields: _Fields) -> list[str]:
    text = _text(fields, "affiliations", "affiliation")
    if text is None:
        return []
    if "unique-id" in fields and "affiliations" not in fields:
        return [place for line in text.split("\n") if (place := _place_of(line))]
    return re.split(r"\s*;\s*", unescape_html(text))


def _place_of(line: str) -> str:
    """The address in a line of Web of Science: `Roe, J; Doe, K (Corresponding Author), Univ X, Town.`"""
    return ", ".join(line.strip().rstrip(".").rpartition(";")[2].split(", ")[2:])


def _references(fields: _Fields) -> Iterator[str]:
    text = _text(fields, "cited-references", "references") or ""
    lines = text.split("\n") if "cited-references" in fields else unescape_html(text).split(";")
    for line in lines:
        printed = " ".join(line.split())
        doi = _DOI.search(printed)
        named = identifiers_of(doi=doi[0].rstrip("])}.")) if doi else ()
        if named or any(map(str.isalpha, printed)):
            yield named[0] if named else printed
