"""The names that collections give the fields of a record, and their values, whatever type they have."""

import re
from collections.abc import Mapping
from functools import lru_cache

# Our fields, and what they are called elsewhere; compared without case, spaces, hyphens and underscores.
FIELDS: dict[str, tuple[str, ...]] = {
    "id": ("id", "paperid", "identifier", "uid", "key"),
    "title": ("title", "papertitle", "articletitle", "displayname"),
    "abstract": ("abstract", "abstracttext", "summary", "description"),
    "authors": ("authors", "author", "authornames", "authorlist", "authorstring", "creators", "creator"),
    "date": ("date", "publicationdate", "publisheddate", "published", "pubdate", "datepublished", "issued"),
    "year": ("year", "publicationyear", "pubyear", "publishedyear", "yearpublished"),
    "venue": (
        "venue", "journal", "conference", "booktitle", "containertitle", "publicationtitle", "journaltitle",
        "journalname", "sourcetitle", "publication",
    ),
    "keywords": ("keywords", "keyword", "authorkeywords", "keyphrases", "tags"),
    "references": ("references", "bibliography", "citedworks", "cites", "reference"),
    "organizations": ("organizations", "organisations", "affiliations", "affiliation", "institutions"),
    "categories": ("categories", "category", "subjects", "subject", "fieldsofstudy", "primarycategory"),
    "type": ("type", "documenttype", "publicationtype"),
    "doi": ("doi",),
    "arxiv": ("arxiv", "arxivid", "eprint"),
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
# Where an object says what it is called.
_TEXT_IN = ("name", "text", "value", "title", "$date")


@lru_cache(maxsize=1 << 12)  # the records of a file have the same names
def squeeze(name: str) -> str:
    """A name of a field as it is compared.

    >>> squeeze("Publication Year"), squeeze("publication_year")
    ('publicationyear', 'publicationyear')
    """
    return re.sub(r"[\W_]", "", name).lower()


def named_fields(record: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The values of a record by our names; of several synonyms the first that has a value.

    `columns` maps our names to those of the file, where these are none of the synonyms.
    """
    squeezed: dict[str, object] = {}
    for name, value in record.items():
        if value not in (None, "", [], {}):
            squeezed.setdefault(squeeze(name), value)
    named = {
        field: next((squeezed[name] for name in names if name in squeezed), None)
        for field, names in FIELDS.items()
    }
    return named | {field: record.get(name) for field, name in columns.items()}


def list_of(value: object) -> list[object]:
    """A value as a list; a text by itself is split into its lines, or at semicolons."""
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        separator = "\n" if "\n" in value else ";"
        return [part.strip() for part in value.split(separator)]
    return [] if value is None else [value]


def text_of(value: object) -> str:
    """A value as text: of a list the first, of an object its name or text.

    >>> text_of(2019.0), text_of([{"name": "ACL"}]), text_of(None)
    ('2019', 'ACL', '')
    """
    while isinstance(value, list | dict):
        if isinstance(value, list):
            value = value[0] if value else None
        else:
            value = next((value[name] for name in _TEXT_IN if name in value), None)
    if isinstance(value, bool) or value is None:
        return ""
    # Tables that were made with pandas have their years as 2019.0.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def texts_of(value: object, separators: str) -> list[str]:
    """A list of texts; a text by itself is split at the first of the separators that it holds.

    >>> texts_of("a, b; c", ";,"), texts_of(["a, b", "c"], ";,")
    (['a, b', 'c'], ['a, b', 'c'])
    """
    # A list of one text is often the list as somebody typed it.
    if isinstance(value, list) and len(value) == 1:
        value, separators = value[0], separators[:1]
    if isinstance(value, str):
        separator = next((sign for sign in separators if sign in value), separators[0])
        return [part.strip() for part in value.split(separator)]
    return [text_of(element) for element in (value if isinstance(value, list) else [value])]
