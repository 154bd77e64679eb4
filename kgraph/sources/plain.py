"""kgraph's own plain records: JSON objects with a title and whatever else is known, under common names.

{"id": …, "title": …, "abstract": …, "authors": [… or {"name", "orcid", "affiliations"}], "date" or "year": …,
 "venue": …, "keywords": …, "references": […], "doi": …, "arxiv": …, "organizations": …, "categories": …,
 "type": …}
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.arxiv_numbers import find_arxiv
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.json_records import head_records, read_records
from kgraph.sources.names import split_names
from kgraph.sources.natural import initials_first, join_name, natural_order
from kgraph.sources.record import identifiers_of, make_paper, plain

# Our fields, and what they are called elsewhere; compared without case, spaces, hyphens and underscores.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "paperid", "identifier", "uid", "key"),
    "title": ("title", "papertitle", "articletitle", "displayname"),
    "abstract": ("abstract", "abstracttext", "summary", "description"),
    "authors": ("authors", "author", "authornames", "authorlist", "authorstring", "creators", "creator"),
    "date": ("date", "publicationdate", "publisheddate", "published", "pubdate", "issued"),
    "year": ("year", "publicationyear", "pubyear", "publishedyear"),
    "venue": (
        "venue", "journal", "conference", "booktitle", "containertitle", "publicationtitle", "journaltitle",
        "publication",
    ),
    "keywords": ("keywords", "keyword", "authorkeywords", "keyphrases", "tags"),
    "references": ("references", "bibliography", "citedworks", "cites", "reference"),
    "organizations": ("organizations", "organisations", "affiliations", "affiliation", "institutions"),
    "categories": ("categories", "category", "subjects", "subject", "fieldsofstudy"),
    "type": ("type", "documenttype", "publicationtype"),
    "doi": ("doi",),
    "arxiv": ("arxiv", "arxivid"),
    "pmid": ("pmid", "pubmed", "pubmedid"),
    "pmcid": ("pmcid", "pmc"),
    "openalex": ("openalex", "openalexid"),
    "acl": ("acl", "aclid"),
    "orcid": ("orcid",),
    "name": ("name", "fullname", "literal", "displayname"),
    "given": ("given", "givenname", "first", "firstname"),
    "family": ("family", "familyname", "last", "lastname", "surname"),
    "url": ("url", "link"),
}  # fmt: skip
_FIELD_OF = {field: {name: place for place, name in enumerate(names)} for field, names in FIELDS.items()}
# With a title these tell a paper from a page, a feed or a program …
_TELLING = ("abstract", "authors", "keywords", "doi", "arxiv", "pmid", "year")
_TELLING_NAMES = frozenset(name for field in _TELLING for name in FIELDS[field]) - {"description", "tags"}
# … and these tell a program, a schema or a map from a paper.
_NO_PAPER = frozenset({
    "$schema", "scripts", "dependencies", "devdependencies", "main", "jsonrpc", "openapi", "swagger",
    "homepage", "license", "licenses", "geometry", "properties", "homepageurl", "@context",
})  # fmt: skip
_SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "openalex", "acl", "s2", "dblp", "wos", "scopus", "isbn")
_BARE_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")
# `NeurIPS 2024`: where a collection gives no date, the conference's name often says its year.
_YEAR_OF_VENUE = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_CODED = re.compile(r".*\(([a-z-]+(?:\.[A-Za-z-]+)?)\)")
_CODE = re.compile(r"[a-z-]+\.[A-Za-z-]+")
_TYPES = {
    "article": "article-journal", "journalarticle": "article-journal", "conferencepaper": "paper-conference",
    "inproceedings": "paper-conference", "bookchapter": "chapter", "incollection": "chapter",
    "phdthesis": "thesis", "dissertation": "thesis", "techreport": "report", "articlejournal": "article-journal",
    "paperconference": "paper-conference", "preprint": "preprint", "book": "book", "chapter": "chapter",
    "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software",
}  # fmt: skip

_Fields = Mapping[str, object]


def recognises(head: str) -> bool:
    """Whether a text begins with objects that have a title and what only a paper has.

    >>> recognises('{"Title": "T", "Year": 2020}'), recognises('{"title": "T", "description": "D"}')
    (True, False)
    """
    return any(map(_is_paper, head_records(head)))


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the records; a name of a field is read in any case and by its common synonyms."""
    return parse_fields(lines, file, {})


def parse_fields(lines: Iterable[str], file: str, columns: Mapping[str, str]) -> Iterator[Paper | Rejected]:
    """Yield the records of JSON whose fields have other names: `columns` says ours and theirs.

    A field that `columns` does not name is found as `parse` finds it.

        parse_fields(lines, "papers.jsonl", {"title": "Titel", "authors": "Autoren"})
    """

    def make(record: dict[str, object], origin: Origin, raw: str) -> Paper | Rejected:
        return _paper(_named(record, columns), origin, raw)

    return read_records(lines, file, dict[str, object], make)


def _is_paper(record: _Fields) -> bool:
    names = {_squeeze(name) for name, value in record.items() if value not in (None, "", [], {})}
    if _NO_PAPER & {name.lower() for name in record} or not _TELLING_NAMES & names:
        return False
    return any(
        _squeeze(name) in _FIELD_OF["title"] and isinstance(value, str) for name, value in record.items()
    )


def _squeeze(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _named(record: _Fields, columns: Mapping[str, str]) -> dict[str, object]:
    """The values of a record by our names; of several synonyms the first that has a value."""
    squeezed: dict[str, object] = {}
    for name, value in record.items():
        if value not in (None, "", [], {}):
            squeezed.setdefault(_squeeze(name), value)
    named = {
        field: next((squeezed[name] for name in names if name in squeezed), None)
        for field, names in FIELDS.items()
    }
    return named | {field: record.get(name) for field, name in columns.items()}


def _paper(fields: _Fields, origin: Origin, raw: str) -> Paper | Rejected:
    title = fields["title"]
    year = _text(fields["year"])
    date = read_date(_text(fields["date"])) or iso_date(year) or read_date(year)
    venue = _text(fields["venue"])
    if not date and (printed := _YEAR_OF_VENUE.search(venue)):
        date = iso_date(printed[0])
    names = {
        scheme: _text(fields.get(scheme)) for scheme in ("doi", "arxiv", "pmid", "pmcid", "openalex", "acl")
    }
    kind = _squeeze(_text(fields["type"]))
    return make_paper(
        origin,
        raw,
        title=_text(title),
        authors=_authors(fields["authors"]),
        date=date,
        abstract=_text(fields["abstract"]),
        organizations=_texts(fields["organizations"], ";"),
        categories=_categories(fields["categories"]),
        keywords=_texts(fields["keywords"], ";,"),
        venue=venue,
        identifiers=[
            *identifiers_of(**names),
            _registered(_text(fields["id"])),
            find_arxiv(names["doi"], _text(fields["url"])),
        ],
        references=map(_reference, _list(fields["references"])),
        type=_TYPES.get(kind),
    )


def _list(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        separator = "\n" if "\n" in value else ";"
        return [part.strip() for part in value.split(separator)]
    return [] if value is None else [value]


def _text(value: object) -> str:
    """A value as text: of a list the first, of an object its name or text."""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, dict):
        return _text(
            next((value[name] for name in ("name", "text", "value", "title", "$date") if name in value), None)
        )
    if isinstance(value, bool) or value is None:
        return ""
    # Tables that were made with pandas have their years as 2019.0.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _texts(value: object, separators: str) -> list[str]:
    """A list of texts; a text by itself is split at the first of the separators that it holds."""
    # A list of one text is often the list as somebody typed it.
    if isinstance(value, list) and len(value) == 1:
        value, separators = value[0], separators[:1]
    if isinstance(value, str):
        separator = next((sign for sign in separators if sign in value), separators[0])
        return [part.strip() for part in value.split(separator)]
    return [_text(element) for element in (value if isinstance(value, list) else [value])]


def _categories(value: object) -> list[str]:
    """Subject codes: `cs.CL cs.LG`, a list, or `Machine Learning (cs.LG); …`, of which the code is read."""
    if isinstance(value, str) and all(_CODE.fullmatch(word) for word in value.split()):
        return value.split()
    texts = [text for text in _texts(value, ";,") if text]
    coded = [_CODED.fullmatch(text) for text in texts]
    return [match[1] if match else text for match, text in zip(coded, texts, strict=True)]


def _authors(value: object) -> Iterator[Mention]:
    people = split_authors(value) if isinstance(value, str) else value if isinstance(value, list) else [value]
    printed = [person for person in people if isinstance(person, str)]
    turned = iter(initials_first([" ".join(name.split()) for name in printed]))
    for person in people:
        if isinstance(person, str):
            yield Mention(natural_order(next(turned)), 0)
        elif isinstance(person, dict):
            yield _mention(_named(person, {}))


def split_authors(text: str) -> list[str]:
    """Split an author list in one text, at semicolons, or at `and` as BibTeX has it, or at commas.

    >>> split_authors("Roe, Jane; Doe, John"), split_authors("Roe, Jane and Doe, John"), split_authors("Roe, J.")
    (['Roe, Jane', 'Doe, John'], ['Roe, Jane', 'Doe, John'], ['Roe, J.'])
    >>> split_authors("Jane Roe, John Doe and Ann Poe")
    ['Jane Roe', 'John Doe', 'Ann Poe']
    """
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())]
    pieces = [piece.strip() for piece in re.split(r"\s+and\s+", text)]
    commas = {piece.count(",") for piece in pieces}
    # One comma, one word before it: a surname. In a list of whole names two words stand there.
    if commas == {1} and (len(pieces) > 1 or len(pieces[0].partition(",")[0].split()) == 1):
        return pieces
    return split_names(text)


def _mention(fields: _Fields) -> Mention:
    name = join_name(_text(fields["given"]), _text(fields["family"])) or natural_order(_text(fields["name"]))
    places = (plain(place) for place in _texts(fields["organizations"], ";"))
    identifiers = identifiers_of(orcid=_text(fields["orcid"]), openalex=_text(fields["openalex"]))
    return Mention(name, 0, identifiers, tuple(dict.fromkeys(place for place in places if place)))


def _reference(value: object) -> str | None:
    if not isinstance(value, dict):
        text = plain(_text(value))
        return _registered(text) or text or None
    fields = _named(value, {})
    schemes = ("doi", "arxiv", "pmid", "openalex", "acl")
    if found := identifiers_of(**{scheme: _text(fields[scheme]) for scheme in schemes}):
        return found[0]
    title, year = plain(_text(fields["title"])), _text(fields["year"])[:4]
    if title:
        return f"{title} ({year})" if year else title
    return _registered(_text(fields["id"])) or plain(_text(value)) or None


def _registered(text: str) -> str | None:
    """A registered identifier as people write it: `doi:10…`, `10…`, an address, `arXiv:…`, `2212.08073`."""
    if " " in text or not text:
        return None
    scheme = text.partition(":")[0].lower()
    if scheme in _SCHEMES and scheme != text.lower():
        return next(iter(identifiers_of(**{scheme: text})), None)
    if _BARE_ARXIV.fullmatch(text):
        return next(iter(identifiers_of(arxiv=text)), None)
    known = identifiers_of(doi=text, openalex=text if "openalex.org/W" in text else None)
    return next(iter(known), None) or find_arxiv(text)
