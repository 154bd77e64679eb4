"""kgraph's own plain records: JSON objects with a title and whatever else is known, under common names.

{"id": …, "title": …, "abstract": …, "authors": [… or {"name", "orcid", "affiliations"}], "date" or "year": …,
 "venue": …, "keywords": …, "references": […], "doi": …, "arxiv": …, "organizations": …, "categories": …,
 "type": …}
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.names import split_names
from kgraph.sources.natural import initials_first, join_name, natural_order
from kgraph.sources.plain_fields import FIELDS, list_of, named_fields, squeeze, text_of, texts_of
from kgraph.sources.record import identifiers_of, make_paper, plain

# With a title these tell a paper from a page, a feed or a program …
_TELLING = ("abstract", "authors", "doi", "arxiv", "pmid")
_ANYBODYS = frozenset({"description", "summary", "creator", "creators"})
_TELLING_NAMES = frozenset(name for field in _TELLING for name in FIELDS[field]) - _ANYBODYS
# … and these tell a program, a schema or a map from a paper, if there is nothing surer.
_NO_PAPER = frozenset({
    "$schema", "scripts", "dependencies", "devdependencies", "main", "jsonrpc", "openapi", "swagger",
    "homepage", "license", "licenses", "geometry", "properties", "homepageurl", "@context",
})  # fmt: skip
_SURE = frozenset({"abstract", "doi", "arxiv", "arxivid", "pmid"})
_SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "openalex", "acl", "s2", "dblp", "wos", "scopus", "isbn")
_BARE_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")
# `NeurIPS 2024`: where a collection gives no date, the conference's name often says its year.
_YEAR_OF_VENUE = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_CODED = re.compile(r".*\(([a-z-]+(?:\.[A-Za-z-]+)?)\)")
_CODE = re.compile(r"[a-z-]+\.[A-Za-z-]+")
_TYPES = {
    "article": "article-journal", "journalarticle": "article-journal", "conferencepaper": "paper-conference",
    "inproceedings": "paper-conference", "bookchapter": "chapter", "incollection": "chapter",
    "phdthesis": "thesis", "dissertation": "thesis", "techreport": "report", "preprint": "preprint",
    "articlejournal": "article-journal", "paperconference": "paper-conference", "book": "book",
    "chapter": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "software": "software",
}  # fmt: skip

_Fields = Mapping[str, object]


def recognises(head: str) -> bool:
    """Whether a text begins with objects that have a title and what only a paper has.

    >>> recognises('{"Title": "T", "Author": "Roe"}'), recognises('{"title": "T", "description": "D"}')
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
        return _paper(named_fields(record, columns), origin, raw)

    return read_records(lines, file, dict[str, object], make)


def _is_paper(record: _Fields) -> bool:
    names = {squeeze(name) for name, value in record.items() if value not in (None, "", [], {})}
    if not _TELLING_NAMES & names or (_NO_PAPER & {name.lower() for name in record} and not _SURE & names):
        return False
    return any(squeeze(name) in FIELDS["title"] and isinstance(value, str) for name, value in record.items())


def _paper(fields: _Fields, origin: Origin, raw: str) -> Paper | Rejected:
    title = fields["title"]
    year = text_of(fields["year"])
    date = read_date(text_of(fields["date"])) or iso_date(year) or read_date(year)
    venue = text_of(fields["venue"])
    if not date and (printed := _YEAR_OF_VENUE.search(venue)):
        date = iso_date(printed[0])
    names = {
        scheme: text_of(fields.get(scheme)) for scheme in ("doi", "arxiv", "pmid", "pmcid", "openalex", "acl")
    }
    kind = squeeze(text_of(fields["type"]))
    return make_paper(
        origin,
        raw,
        title=text_of(title),
        authors=_authors(fields["authors"]),
        date=date,
        abstract=text_of(fields["abstract"]),
        organizations=texts_of(fields["organizations"], ";"),
        categories=_categories(fields["categories"]),
        keywords=texts_of(fields["keywords"], ";,"),
        venue=venue,
        identifiers=[
            *identifiers_of(**names),
            _own_name(text_of(fields["id"])),
            find_arxiv(names["doi"], text_of(fields["url"])),
        ],
        references=map(_reference, list_of(fields["references"])),
        type=_TYPES.get(kind),
    )


def _categories(value: object) -> list[str]:
    """Subject codes: `cs.CL cs.LG`, a list, or `Machine Learning (cs.LG); …`, of which the code is read."""
    if isinstance(value, str) and all(_CODE.fullmatch(word) for word in value.split()):
        return value.split()
    texts = [text for text in texts_of(value, ";,") if text]
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
            yield _mention(named_fields(person, {}))


def split_authors(text: str) -> list[str]:
    """Split an author list in one text, at semicolons, or at `and` as BibTeX has it, or at commas.

    >>> split_authors("Roe, Jane; Doe, John"), split_authors("Roe, Jane and Doe, John")
    (['Roe, Jane', 'Doe, John'], ['Roe, Jane', 'Doe, John'])
    >>> split_authors("Jane Roe, John Doe and Ann Poe")
    ['Jane Roe', 'John Doe', 'Ann Poe']
    """
    if ";" in text:
        return [name for part in text.split(";") if (name := part.strip())]
    pieces = [piece.strip() for piece in " ".join(text.split()).split(" and ")]
    commas = {piece.count(",") for piece in pieces}
    # One comma, one word before it: a surname. In a list of whole names two words stand there.
    if commas == {1} and (len(pieces) > 1 or len(pieces[0].partition(",")[0].split()) == 1):
        return pieces
    return split_names(text)


def _mention(fields: _Fields) -> Mention:
    name = join_name(text_of(fields["given"]), text_of(fields["family"])) or natural_order(
        text_of(fields["name"])
    )
    places = (plain(place) for place in texts_of(fields["organizations"], ";"))
    identifiers = identifiers_of(orcid=text_of(fields["orcid"]), openalex=text_of(fields["openalex"]))
    return Mention(name, 0, identifiers, tuple(dict.fromkeys(place for place in places if place)))


def _reference(value: object) -> str | None:
    if not isinstance(value, dict):
        text = plain(text_of(value))
        return _registered(text) or text or None
    fields = named_fields(value, {})
    schemes = ("doi", "arxiv", "pmid", "openalex", "acl")
    if found := identifiers_of(**{scheme: text_of(fields[scheme]) for scheme in schemes}):
        return found[0]
    title, year = plain(text_of(fields["title"])), text_of(fields["year"])[:4]
    if title:
        return f"{title} ({year})" if year else title
    return _registered(text_of(fields["id"])) or plain(text_of(value)) or None


def _own_name(text: str) -> str | None:
    """What a record is called: as it is registered, or as the references of its own file may call it."""
    return _registered(text) or (f"id:{text}" if text and " " not in text else None)


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
