"""Tables of papers: CSV, TSV and their like, whose first line names the columns.

The columns are known by the names that Scopus, Web of Science, PubMed, Dimensions, Lens, IEEE, OpenAlex,
Zotero and Publish or Perish give them, and by those that people use (`kgraph.sources.columns`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from kgraph.records import Origin, Paper, Rejected
from kgraph.sources.author_lists import affiliations
from kgraph.sources.columns import delimiter_of, find_columns, is_head
from kgraph.sources.dates import iso_date, most_precise, read_date
from kgraph.sources.identifier_search import find_arxiv, find_doi, find_isbn
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.references import read_reference, split_commas
from kgraph.sources.rows import Row, read_rows
from kgraph.sources.table_authors import authors_of, listed
from kgraph.sources.work_types import csl_type

# Dimensions says in a line above the table what was searched; spreadsheets say `sep=;`.
_LINES_ABOVE = 5
# JSON, XML, BibTeX and comments, which may hold the same words between commas.
_OTHER_FORMATS = ("{", "[", "<", "@", "%", "#")
# What programs write into a cell that has nothing to say.
_EMPTY = frozenset({"nan", "none", "null", "na", "n/a", "[]", "-", "not available"})
_NO_ABSTRACT = re.compile(r"\[?No abstract available\.?\]?\.?\s*$", re.IGNORECASE)
# Embase: `Cancer (2004) 102:3 (120-124). Date of Publication: 25 Jun 2004`.
_VENUE_WITH_YEAR = re.compile(r"(?P<venue>[^()]+?) \((?P<year>(?:19|20)\d{2})\) \S*\d")
_RAW_CHARACTERS = 2_000
_ARXIV_CODES = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?(?: [a-z-]+(?:\.[A-Za-z-]+)+)+")
_ARXIV_NUMBER = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")
_EID = re.compile(r"2-s2\.0-\d+")
_WOS = re.compile(r"(?:WOS|ISI|BCI|MEDLINE|CCC|INSPEC|PPRN|KJD|SCIELO):\S+")


def recognises(head: str) -> bool:
    """Whether a text begins with the head line of a table of papers: a title and something else.

    >>> recognises("Title,Authors,Year\\n"), recognises("Id;Title;Rank\\n"), recognises("A title, and a year")
    (True, False, False)
    """
    if head.lstrip("\ufeff \t\n").startswith(_OTHER_FORMATS):
        return False
    return any(_head_cells(line, {}) for line in head.split("\n", _LINES_ABOVE)[:_LINES_ABOVE])


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a table in order, one at a time; an origin's line is that on which the row begins.

    >>> next(parse(["Title;Authors", "A title;Roe, Jane"], "a.csv")).mentions[0].name
    'Jane Roe'
    """
    return parse_table(lines, file, {})


def parse_table(lines: Iterable[str], file: str, columns: Mapping[str, str]) -> Iterator[Paper | Rejected]:
    """Yield the papers of a table some of whose columns are named by hand.

    `columns` maps a field of ours (a key of `kgraph.sources.columns.COLUMNS`) to the name of its column,
    whatever its case; the other fields are found by their usual names.

    >>> next(parse_table(["Name,Year", "A title,1999"], "a.csv", {"title": "name"})).year
    1999
    """
    lines = iter(lines)
    start = list(islice(lines, _LINES_ABOVE))
    heads = ((place, cells) for place, line in enumerate(start) if (cells := _head_cells(line, columns)))
    place, head = next(heads, (0, []))
    if not head:
        raw = "\n".join(start)[:_RAW_CHARACTERS]
        yield Rejected(Origin(file, 1), "no line names the columns of a table of papers", raw)
        return
    found = find_columns(head, columns)
    rows = read_rows(
        chain(start[place + 1 :], lines), delimiter_of(start[place]), first=place + 2, width=len(head)
    )
    empty = True
    for row in rows:
        empty = False
        yield _read(row, found, file)
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


def _head_cells(line: str, columns: Mapping[str, str]) -> list[str]:
    """The names of the columns if this is a head line; else none."""
    line = line.removeprefix("\ufeff")
    row = (
        None
        if line.lstrip().startswith(_OTHER_FORMATS)
        else next(read_rows([line], delimiter_of(line)), None)
    )
    found = find_columns(row.cells, columns) if row else {}
    is_it = "title" in found and columns.keys() <= found.keys() if columns else row and is_head(row.cells)
    return row.cells if row and is_it else []


def _read(row: Row, columns: Mapping[str, int], file: str) -> Paper | Rejected:
    cells = {field: _cell(row.cells, place) for field, place in columns.items()}
    kind = csl_type(cells.get("type", ""))
    authors = authors_of(cells)
    venue = cells.get("venue", "")
    # What stands with an author need not be said again of the paper.
    tied = any(author.organizations for author in authors)
    places = () if tied else affiliations(cells.get("affiliations", "").split(";"))
    dated = _VENUE_WITH_YEAR.match(venue)
    return make_paper(
        Origin(file, row.line),
        row.raw,
        title=cells.get("title"),
        authors=authors,
        date=_date(cells) or (dated and dated["year"]),
        abstract=_NO_ABSTRACT.sub("", cells.get("abstract", "")),
        organizations=places,
        categories=_categories(cells.get("categories", "")),
        keywords=_keywords(cells.get("keywords", "")),
        venue=dated["venue"] if dated else venue,
        identifiers=_identifiers(cells, kind),
        references=map(read_reference, _references(cells.get("references", ""))),
        type=kind,
    )


def _cell(cells: list[str], place: int) -> str:
    """A cell; empty where the row is too short, or where a program wrote its word for nothing."""
    text = cells[place].strip() if place < len(cells) else ""
    return "" if text.lower() in _EMPTY else text


def _date(cells: Mapping[str, str]) -> str | None:
    year, printed = read_date(cells.get("year")), read_date(cells.get("date"))
    base = year or printed
    if base is None:
        return None
    # Web of Science gives the day without its year: `JUN 14`.
    within = read_date(f"{base[:4]} {cells.get('date', '')}") if printed is None else None
    return most_precise(base, printed, within, iso_date(base[:4], cells.get("month")))


def _keywords(text: str) -> list[str]:
    found = listed(text)
    if len(found) == 1 and found[0] == text:  # commas, but not those in brackets
        return split_commas(text)
    return found


def _categories(text: str) -> list[str]:
    """The members of a list; arXiv has spaces between its codes."""
    return text.split(" ") if _ARXIV_CODES.fullmatch(text) else listed(text)


def _references(text: str) -> list[str]:
    if text.startswith("[") and "];[" in text:  # Dimensions: a list in brackets for each
        return [part.replace("|", " ").strip("[] ") for part in text.split("];[")]
    # A semicolon without a space may stand inside a DOI.
    found = re.split(r";\s+", text) if "; " in text else listed(text)
    return [part for one in found for part in _list_of_dois(one)]


def _list_of_dois(text: str) -> list[str]:
    """The parts between commas if each is a DOI; else the text."""
    parts = re.split(r",\s*", text)
    return parts if all(map(find_doi, parts)) else [text]


def _identifiers(cells: Mapping[str, str], kind: str | None) -> tuple[str | None, ...]:
    url = cells.get("url", "")
    number = cells.get("openalex", "")  # which is called `id`, as are numbers of any other kind
    eid, wos = _EID.search(cells.get("scopus", "") or url), _WOS.search(cells.get("wos", ""))
    return (
        find_doi(cells.get("doi", "")) or (find_doi(url) if "doi.org/" in url else None),
        *identifiers_of(
            arxiv=cells.get("arxiv") or (number if _ARXIV_NUMBER.fullmatch(number) else None),
            pmid=cells.get("pmid", "").removesuffix(".0"),
            pmcid=cells.get("pmcid"),
            scopus=eid and eid[0],
            wos=wos and wos[0],
            openalex=number if "openalex.org/" in number else None,
            s2=cells.get("s2"),
            acl=cells.get("acl"),
            dblp=cells.get("dblp"),
        ),
        find_arxiv(url),
        find_isbn(cells.get("isbn", "")) if kind in {"book", "chapter"} else None,
    )
