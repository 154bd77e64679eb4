"""Web of Science: plain text (`FN Clarivate`, `PT J`, …, `ER`), and tab-delimited text with the same tags."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from kgraph.identifiers import external_id, fold
from kgraph.names import parse as parse_name
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import read_date
from kgraph.sources.identifier_search import find_arxiv, find_doi, find_isbn
from kgraph.sources.natural import from_index
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.references import read_reference
from kgraph.sources.tagged import Entry, Grammar, first_lines, read_entries, read_records
from kgraph.sources.work_types import csl_type

_GRAMMAR = Grammar(
    field=re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?: +(?P<value>.*)|$)"),
    begins=lambda tag, *_: tag in {"FN", "PT"},
    end="ER",
)
# What stands before the records and behind them.
_FRAME = frozenset({"FN", "VR", "EF"})
_HEADING_LINES = 10
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_MARKS_OF_PLAIN = frozenset({"AU", "TI", "SO", "UT", "AF", "CA", "BE", "AN", "TY"})
# Lists that the plain form gives one to a line, and the tab-delimited one between semicolons.
_LISTS = frozenset({"AU", "AF", "CR", "CA", "BA", "BF"})
_ADDRESS = re.compile(r"\[(?P<names>[^\]]*)\]\s*(?P<place>.*)")
_UT = re.compile(r"(?:WOS|ISI|CCC|BCI|KJD|SCIELO|RSCI|DRCI|MEDLINE|INSPEC|BIOSIS|CABI|PPRN|ZOOREC):\S+")


def recognises(head: str) -> bool:
    """Whether a text begins as an export of Web of Science does, plain or tab-delimited.

    >>> recognises("FN Clarivate\\nVR 1.0\\nPT J\\nAU Roe, J"), recognises("PT\\tAU\\tTI\\tSO\\tUT\\nJ")
    (True, True)
    """
    lines = first_lines(head, _HEADING_LINES)
    if lines and _columns(lines[0]):
        return True
    tags = [found["tag"] if (found := _GRAMMAR.field.match(line)) else "" for line in lines]
    return tags[:1] in (["FN"], ["VR"], ["PT"]) and not _MARKS_OF_PLAIN.isdisjoint(tags)


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of an export in order, one at a time.

    >>> next(parse(["PT J", "AU Roe, JB", "TI A", "   title", "PY 1999", "ER"], "a.txt")).title
    'A title'
    """
    lines = iter(lines)
    first = next(lines, "")
    columns = _columns(first.removeprefix("\ufeff"))
    entries = _rows(lines, columns) if columns else read_entries(chain([first], lines), _GRAMMAR)
    return read_records((entry for entry in entries if not _is_frame(entry)), file, _read)


def _columns(line: str) -> list[str]:
    """The tags of the head line of the tab-delimited form; none if it is no such line."""
    tags = [cell.strip() for cell in line.split("\t")]
    is_head = len(tags) > 4 and {"PT", "TI"} <= set(tags) and all(_TAG.fullmatch(tag) for tag in tags if tag)
    return tags if is_head else []


def _rows(lines: Iterable[str], columns: list[str]) -> Iterator[Entry]:
    """The rows of the tab-delimited form, with the lists broken into lines as in the plain form."""
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        fields = []
        for tag, cell in zip(columns, line.split("\t"), strict=False):
            value = cell.strip()
            if tag in _LISTS:
                value = re.sub(r";\s*", "\n", value)
            elif tag == "C1":
                value = re.sub(r";\s*(?=\[)" if "[" in value else r";\s*", ".\n", value)
            fields.append((tag, value))
        yield Entry(number, tuple(fields), line)


def _is_frame(entry: Entry) -> bool:
    tags = {tag for tag, _ in entry.fields}
    return bool(tags) and tags <= _FRAME


def _read(entry: Entry, origin: Origin) -> Paper | Rejected:
    authors = _names("\n".join(entry.values("AF") or entry.values("AU")))
    by_author, elsewhere = _organizations(entry, authors)
    orcids = _orcids(entry, authors)
    teams = [name.strip() for value in entry.values("CA") for name in value.split("\n")]
    year = entry.first("PY")
    return make_paper(
        origin,
        entry.raw,
        title=entry.first("TI"),
        authors=[
            *(Mention(name, 0, orcids.get(name, ()), by_author.get(name, ())) for name in authors),
            *(Mention(name, 0) for name in teams),
        ],
        date=read_date(f"{year} {entry.first('PD')}") if year else read_date(entry.first("EA")),
        abstract=entry.first("AB"),
        organizations=elsewhere,
        categories=_split(entry.first("WC") or entry.first("SC")),
        keywords=_split(entry.first("DE")),
        venue=entry.first("SO"),
        identifiers=_identifiers(entry),
        references=[read_reference(line) for value in entry.values("CR") for line in value.split("\n")],
        type=_type(entry),
    )


def _names(text: str) -> list[str]:
    names = (from_index(name, initials_end=True) for name in re.split(r"[\n;]", text))
    return [name for name in names if name]


def _split(text: str) -> list[str]:
    return [part.strip() for part in " ".join(text.split()).split(";")]


def _organizations(entry: Entry, authors: list[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """The organisations of each author, and those that name no author: the address up to its first comma."""
    known = {fold(name): name for name in authors}
    short = {_key(name): name for name in authors}
    by_author: dict[str, list[str]] = {}
    elsewhere: list[str] = []
    for address in _addresses(entry.values("C1")):
        found = _ADDRESS.match(address)
        # INSPEC prints the names before the address, a semicolon behind each.
        place = (found["place"] if found else address.rpartition(";")[2]).split(",")[0].strip(" .")
        named = _names(found["names"] if found else "")
        owners = [known.get(fold(name)) or short.get(_key(name)) for name in named]
        for owner in filter(None, owners):
            by_author.setdefault(owner, []).append(place)
        if not any(owners):
            elsewhere.append(place)
    return {name: tuple(dict.fromkeys(places)) for name, places in by_author.items()}, elsewhere


def _addresses(values: Iterable[str]) -> Iterator[str]:
    """Addresses, one each: an old export wraps them, and ends them with a point."""
    for value in values:
        address = ""
        for line in value.split("\n"):
            if address.endswith(".") or (address and line.startswith("[")):
                yield address
                address = ""
            address = f"{address} {line}".strip()
        if address:
            yield address


def _key(name: str) -> tuple[str, str]:
    """Surname and first initial: the authors of one paper are told apart by them well enough."""
    read = parse_name(name)
    return read.surname, "".join(read.given)[:1]


def _orcids(entry: Entry, authors: list[str]) -> dict[str, tuple[str, ...]]:
    """The ORCID iDs of `OI` and `RI` (`Roe, Jane/0000-…`) by author, where the name fits exactly one."""
    keys = [_key(name) for name in authors]
    found: dict[str, tuple[str, ...]] = {}
    for value in entry.values("OI", "RI"):
        for person in _split(value):
            printed, _, number = person.partition("/")
            orcid = external_id("orcid", number)
            key = _key(from_index(printed))
            if orcid and keys.count(key) == 1:
                name = authors[keys.index(key)]
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), orcid)))
    return found


def _identifiers(entry: Entry) -> tuple[str | None, ...]:
    number = _UT.match(entry.first("UT"))
    book = entry.first("PT")[:1] in {"B", "S"}
    return (
        find_doi(entry.first("DI", "D2")),
        find_arxiv(entry.first("AR")),
        *identifiers_of(wos=number[0] if number else None, pmid=entry.first("PM")),
        find_isbn(entry.first("BN")) if book else None,
    )


def _type(entry: Entry) -> str | None:
    words = [csl_type(word) for word in _split(entry.first("DT", "TY"))]
    if "chapter" in words or "book" in words:
        return "chapter" if "chapter" in words else "book"
    # A proceedings paper that came out in a journal has both words, and PT J.
    if entry.first("PT")[:1] == "J":
        return next((word for word in words if word in {"preprint", "dataset"}), "article-journal")
    return next((word for word in words if word), None)
