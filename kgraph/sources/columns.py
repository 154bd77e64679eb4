"""What the columns of a table of papers are called, and which of them stand in a head line."""

from collections.abc import Mapping, Sequence

from kgraph.identifiers import fold

# Our field: the names that exports and hand-made tables give it, the most telling first.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": (
        "title", "article title", "document title", "paper title", "primary title", "item title",
        "publication name title", "paper", "display name", "title of paper", "work title", "titel", "titre",
    ),
    "authors": (
        "author full names", "author full name", "authors", "author", "author names", "author name",
        "author/s", "author(s)", "first authors", "authors list", "authors names", "creator", "creators",
        "authors full names", "authorships.author.display_name", "author list", "autoren", "auteurs",
    ),
    "short_authors": ("authors",),
    "abstract": (
        "abstract", "summary", "abstract note", "abstract text", "notes abstract", "abstracts", "description",
        "zusammenfassung",
    ),
    "year": (
        "year", "publication year", "pub year", "pubyear", "year published", "published year", "py", "jahr",
        "year of publication", "annee",
    ),
    "date": (
        "publication date", "date", "date published", "published", "pub date", "published date",
        "date of publication", "publication date online", "datum", "issued", "cover date", "submitted",
    ),
    "month": ("publication month", "month"),
    "venue": (
        "source title", "publication title", "journal", "journal/book", "venue", "journal name",
        "journal title", "container title", "conference", "book title", "journal book", "booktitle",
        "primary_location.source.display_name", "publication name", "publication", "periodical",
        "conference name", "journal ref", "source", "alternate title3",
    ),
    "doi": ("doi", "digital object identifier", "doi link", "doi number", "doi url"),
    "arxiv": ("arxiv", "arxiv id", "arxiv identifier", "eprint"),
    "pmid": ("pmid", "pubmed id", "pubmed", "medline pmid", "ids.pmid"),
    "pmcid": ("pmcid", "pmc id", "ids.pmcid"),
    "scopus": ("eid", "scopus id"),
    "wos": ("ut (unique wos id)", "ut unique wos id", "accession number", "wos id"),
    "openalex": ("openalex id", "openalex", "ids.openalex", "id"),
    "s2": ("paperid", "s2 id", "semantic scholar id"),
    "acl": ("acl id", "acl anthology id", "anthology id"),
    "dblp": ("dblp key", "dblp"),
    "isbn": ("isbn", "isbns"),
    "keywords": (
        "author keywords", "keywords", "keyword", "manual tags", "tags", "author keyword", "key words",
        "schlagworter",
    ),
    "categories": (
        "wos categories", "web of science categories", "categories", "category", "subjects", "subject",
        "arxiv categories", "fields of study", "mesh terms", "primary_topic.display_name",
    ),
    "references": (
        "references", "cited references", "bibliography", "referenced_works", "reference list",
    ),
    "affiliations": (
        "affiliations", "affiliation", "author affiliations", "authors affiliations", "institutions",
        "addresses", "research organizations - standardized", "institution", "organizations", "organization",
        "authorships.institutions.display_name", "author address",
    ),
    "authors_with_affiliations": ("authors with affiliations", "authors (raw affiliation)"),
    "author_orcids": ("authorships.author.orcid",),
    "author_openalex": ("authorships.author.id",),
    "type": (
        "document type", "item type", "publication type", "type", "type of reference", "doc type",
        "reference type", "entry type",
    ),
    "url": ("url", "link", "urls", "external url", "article url", "articleurl", "source url"),
}  # fmt: skip

# Columns that tables of other things have, too: conference rankings, bookmarks, files.
_WEAK = frozenset({"openalex", "type", "url", "categories", "isbn", "acl", "dblp"})
_WEAK_NAMES = frozenset({"source", "description", "publication", "subject", "tags", "date"})
# The longest name above has 37 characters; a line of prose or of a log has cells far longer.
_LONGEST_NAME = 80
_DELIMITERS = (",", "\t", ";", "|")


def letters(name: str) -> str:
    """The name of a column by its letters alone: `Author(s)`, `authors` and `AUTHORS ` are one.

    >>> letters("publication_year ") == letters("Publication Year") == letters("publicationYear")
    True
    """
    return fold(name).replace(" ", "")


def find_columns(head: Sequence[str], given: Mapping[str, str]) -> dict[str, int]:
    """The place of each of our fields in a head line; `given` names columns that are known beforehand, and
    a field that it names is looked for nowhere else.

    Of several columns for one field the one named first in `COLUMNS` counts, then the first in the table.

    >>> find_columns(["ID", "Article Title", "Authors", "Year"], {"venue": "id"})["venue"]
    0
    """
    places: dict[str, int] = {}
    for place, name in enumerate(head):
        places.setdefault(letters(name), place)
    found = {
        field: next(places[letters(name)] for name in names if letters(name) in places)
        for field, names in COLUMNS.items()
        if field not in given and any(letters(name) in places for name in names)
    }
    return found | {field: places[letters(name)] for field, name in given.items() if letters(name) in places}


def is_head(head: Sequence[str]) -> bool:
    """Whether a row names the columns of a table of papers: a title, and something else that papers have.

    >>> is_head(["Title", "Year"]), is_head(["Id", "Title", "Source", "Rank"])
    (True, False)
    """
    if any(len(name) > _LONGEST_NAME for name in head):
        return False
    found = find_columns(head, {})
    strong = (field for field, place in found.items() if letters(head[place]) not in _WEAK_NAMES)
    return "title" in found and not _WEAK.union({"title"}).issuperset(strong)


def delimiter_of(line: str) -> str:
    """The mark that parts a head line into the most cells."""
    return max(_DELIMITERS, key=line.count)
