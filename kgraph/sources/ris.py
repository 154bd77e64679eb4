"""RIS, as reference managers and databases export it: `TY  - JOUR` to `ER  - `, a tag and a value a line.

The dialects differ in which tag holds what (`TI` or `T1`, `AU` or `A1`, `PY`, `Y1` or `DA`), so each field is
looked for under all of its tags. rispy is not used: it gives no line numbers, merges two records where
`ER` is missing between them, and drops the last one where it is missing at the end.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape

from kgraph.identifiers import fold
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.author_lists import affiliations
from kgraph.sources.dates import most_precise, read_date
from kgraph.sources.identifier_search import find_arxiv, find_doi, find_isbn
from kgraph.sources.natural import from_index
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.references import read_reference
from kgraph.sources.tagged import Entry, Grammar, first_lines, read_entries, read_records
from kgraph.sources.work_types import csl_type

# A tag stands two spaces or a tab before its dash. One space will do for the commonest, not for all: a
# wrapped abstract may go on with `US - China relations`.
_COMMON = "TY|ER|T[123I]|A[12BDU]|PY|Y1|DO|KW|JO|UR"
_GRAMMAR = Grammar(
    field=re.compile(
        rf"\s{{0,3}}(?P<tag>[A-Z][A-Z0-9](?=  +-| ?\t)|(?:{_COMMON})(?= -))\s*-[ \t]*(?P<value>.*)"
    ),
    # A second type begins a record whose predecessor was not ended; but a record may start with several.
    begins=lambda tag, tags, _: tag == "TY" and "TY" in tags and len(tags) > 1,
    end="ER",
    furniture=re.compile(r"\s*(?:\d+\.|<\d+>|EF|Record #\d+ of \d+|[A-Z][A-Za-z ]{2,30}:.*)\s*$"),
)
_TYPE = re.compile(r"\s{0,3}TY[ \t]+-(?:[ \t]|$)")
# How far down the first record may begin: behind a heading or a search history.
_HEADING_LINES = 30
_TITLES = ("TI", "T1", "CT", "BT", "ST", "TT")
_PMID = re.compile(r"(\d{1,8})\s*\[pmid\]")
_PMCID = re.compile(r"(?<!\w)(PMC\d+)\b")
_WOS = re.compile(r"(?:WOS|ISI|CCC|MEDLINE|BCI|INSPEC):\w+")
_EID = re.compile(r"\beid=(2-s2\.0-\d+)")
# Scopus prints the cited works into a note.
_REFERENCES = "References:"


def recognises(head: str) -> bool:
    """Whether a text begins as RIS does: with `TY  - `, or with other tags of a record that `ER  - ` ends.

    >>> recognises("TY  - JOUR\\nTI  - A title"), recognises("PMID- 1\\nTI  - A title")
    (True, False)
    """
    start = first_lines(head, _HEADING_LINES)
    tags = [found["tag"] for line in start if (found := _GRAMMAR.field.match(line))]
    if any(_TYPE.match(line) for line in start):
        return len(tags) > 1
    return "ER" in tags and len(tags) > 2


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a RIS text in order, one at a time; an origin's line is that of the first tag.

    >>> next(parse(["TY  - JOUR", "T1  - AI safety via debate", "A1  - Irving, G.", "ER  - "], "a.ris")).title
    'AI safety via debate'
    """
    return read_records(read_entries(lines, _GRAMMAR), file, _read)


def _read(entry: Entry, origin: Origin) -> Paper | Rejected:
    kind = _type(entry)
    authors = entry.values("AU", "A1")
    if not authors and kind == "book":
        authors = entry.values("ED", "A2")
    names = [from_index(name) for value in authors for name in re.split(r"[\n;]", _unescaped(value))]
    # Ovid says whose address it is: `Roe, Jane: University of A`.
    known = {fold(name) for name in names}
    addresses = [_owned(line, known) for value in entry.values("AD") for line in value.split("\n")]
    return make_paper(
        origin,
        entry.raw,
        title=entry.first(*_TITLES),
        authors=[
            Mention(name, 0, (), tuple(affiliations(place for owner, place in addresses if owner == key)))
            for name, key in zip(names, map(fold, names), strict=True)
            if name
        ],
        date=_date(entry),
        abstract=entry.first("AB", "N2"),
        organizations=affiliations(place for owner, place in addresses if not owner),
        keywords=_keywords(entry),
        venue=_venue(entry, kind),
        identifiers=_identifiers(entry, kind),
        references=_references(entry),
        type=kind,
    )


def _owned(line: str, known: set[str]) -> tuple[str, str]:
    """An address and, folded, the author who is named before it; no name if nobody is."""
    before, colon, address = line.partition(":")
    owner = fold(from_index(before))
    return (owner, address) if colon and owner in known else ("", line)


def _type(entry: Entry) -> str | None:
    if "preprint" in entry.first("M3").lower():
        return "preprint"
    known = (csl_type(value) for value in entry.values("TY"))
    return next((name for name in known if name), None)


def _date(entry: Entry) -> str | None:
    year = read_date(entry.first("PY")) or read_date(entry.first("Y1"))
    days = entry.values("PY", "Y1", "DA")
    # Web of Science and EndNote give the day without its year: `DA  - JUN 14`.
    return most_precise(year, *map(read_date, days), *(read_date(f"{year} {day}") for day in days if year))


def _keywords(entry: Entry) -> list[str]:
    values = [part for value in entry.values("KW") for part in re.split(r"[\n;]", _unescaped(value))]
    if len(values) == 1 and values[0].count(",") > 1:
        values = values[0].split(",")
    # Embase and Ovid mark the main subjects with a star.
    return [value.strip().strip("*") for value in values]


def _unescaped(text: str) -> str:
    """A value without character references, whose semicolons part nothing."""
    with suppress(ValueError):  # of a character's number with thousands of digits
        return unescape(text)
    return text


def _venue(entry: Entry, kind: str | None) -> str:
    if kind in {"book", "thesis", "report"}:
        return entry.first("JF", "T2", "JO")
    # ScienceDirect gives the journal as JO and the title of a special issue as T2; elsewhere JO is the
    # abbreviation of T2.
    journal = entry.first("JO")
    full = entry.first("JF") or ("" if "." in journal else journal)
    return full or entry.first("T2", "JO", "BT", "JA", "J2", "J1")


def _identifiers(entry: Entry, kind: str | None) -> tuple[str | None, ...]:
    """What the record is registered as: in its own field, or in one that a database uses for it."""
    links = "\n".join(entry.values("UR", "L1", "L2", "L3", "LK"))
    notes = "\n".join(entry.values("U1", "U2", "C2", "AN", "N1", "M1", "C1"))
    resolved = [link for link in links.split() if "doi.org/" in link]
    doi = [find_doi(text) for text in (*entry.values("DO", "DI", "M3"), *resolved)]
    noted = [find_doi(note) for note in entry.values("N1") if note.lower().startswith("doi")]
    number = entry.first("AN")
    pubmed = entry.first("DB").lower().startswith(("pubmed", "medline")) or "ncbi.nlm.nih.gov/pubmed" in links
    pmid = _PMID.search(notes) or re.search(r"pubmed\.ncbi\.nlm\.nih\.gov/(\d+)", links)
    pmcid = _PMCID.search(f"{notes}\n{links}")
    eid = _EID.search(links)
    wos = _WOS.match(number)
    return (
        *[name for name in (*doi, *noted) if name][:1],
        find_arxiv("\n".join([links, *entry.values("M1", "AN", "C7", "DO", "ID")])),
        *identifiers_of(
            pmid=pmid[1] if pmid else number if pubmed else None,
            pmcid=pmcid[1] if pmcid else None,
            wos=wos[0] if wos else None,
            scopus=eid[1] if eid else None,
        ),
        find_isbn(entry.first("SN")) if kind in {"book", "chapter"} else None,
    )


def _references(entry: Entry) -> Iterator[str]:
    """The list that Scopus puts into a note."""
    for note in entry.values("N1"):
        if note.startswith(_REFERENCES):
            yield from map(read_reference, note.removeprefix(_REFERENCES).split(";"))
