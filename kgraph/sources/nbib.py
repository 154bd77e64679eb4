"""PubMed's tagged text (MEDLINE, `.nbib`): `PMID- 26524502`, `TI  - …`, wrapped lines indented."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kgraph.identifiers import external_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.author_lists import affiliations
from kgraph.sources.dates import most_precise, read_date
from kgraph.sources.identifier_search import find_doi, find_isbn
from kgraph.sources.natural import from_index
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.tagged import Entry, Grammar, first_lines, read_entries, read_records
from kgraph.sources.work_types import csl_type

_GRAMMAR = Grammar(
    field=re.compile(r"(?P<tag>[A-Z]{2,4}) {0,2}-(?P<value>.*)"),
    begins=lambda tag, _, blank: tag == "PMID" or blank,
)
_FIRST = re.compile(r"PMID ?- ?\d+\s*$|PMC -|PMCR-")
_HEADING_LINES = 30
_ORCID = re.compile(r"(\d{4}-?\d{4}-?\d{4}-?\d{3}[\dXx])$")
# Most records are journal articles, and something besides (`News`, `Congress`, `Comment`); these are not.
_TYPES = frozenset({"preprint", "book", "chapter", "dataset", "report", "thesis"})
# A title of another language stands in brackets, and each ends in a full stop, which is PubMed's own.
_TITLE = re.compile(r"\[?(?P<title>.*?)\]?\.?(?:\]\.?)?")


def recognises(head: str) -> bool:
    """Whether a text begins as PubMed's tagged text does: with a PMID, and another field behind it.

    >>> recognises("PMID- 26524502\\nOWN - NLM\\nTI  - A title"), recognises("TY  - JOUR\\nTI  - A title")
    (True, False)
    """
    start = first_lines(head, _HEADING_LINES)
    first = next((place for place, line in enumerate(start) if _FIRST.match(line)), None)
    return first is not None and any(_GRAMMAR.field.match(line) for line in start[first + 1 : first + 4])


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a PubMed export in order, one at a time.

    >>> next(parse(["PMID- 1", "TI  - A trial.", "FAU - Roe, Jane B"], "a.nbib")).mentions[0].name
    'Jane B Roe'
    """
    return read_records(read_entries(lines, _GRAMMAR), file, _read)


def _read(entry: Entry, origin: Origin) -> Paper | Rejected:
    date = most_precise(*(read_date(entry.first(tag)) for tag in ("DP", "DEP")))
    return make_paper(
        origin,
        entry.raw,
        title=_title(entry),
        authors=_authors(entry),
        date=date,
        abstract=entry.first("AB", "OAB"),
        categories=[heading.split("/")[0].strip("* ") for heading in entry.values("MH")],
        keywords=[keyword.strip("* ") for keyword in entry.values("OT")],
        venue=entry.first("JT", "TA", "BTI", "CTI"),
        identifiers=_identifiers(entry),
        type=_type(entry),
    )


def _title(entry: Entry) -> str:
    for tag in ("TI", "TT", "BTI"):
        found = _TITLE.fullmatch(" ".join(" ".join(entry.values(tag)).split()))
        if found and found["title"] not in {"", "Not Available"}:
            return found["title"]
    return ""


def _authors(entry: Entry) -> list[Mention]:
    """The authors with what stands behind each: affiliations and identifiers belong to the name before."""
    full = bool(entry.values("FAU"))
    found: list[Mention] = []
    for tag, printed in entry.fields:
        value = " ".join(printed.split())
        if tag == ("FAU" if full else "AU"):
            found.append(Mention(from_index(value, initials_end=True), 0))
        elif tag == "CN":
            found.append(Mention(value, 0))
        elif tag == "AD" and found:
            found[-1] = replace(found[-1], organizations=(*found[-1].organizations, *affiliations([value])))
        elif tag == "AUID" and found and (orcid := _orcid(value)):
            found[-1] = replace(found[-1], identifiers=(*found[-1].identifiers, orcid))
    return [mention for mention in found if mention.name]


def _orcid(printed: str) -> str | None:
    found = _ORCID.search(printed)
    digits = found[1].replace("-", "") if found else ""
    return external_id("orcid", "-".join(digits[place : place + 4] for place in range(0, 16, 4)))


def _identifiers(entry: Entry) -> tuple[str | None, ...]:
    located = (value for value in entry.values("LID", "AID", "SO") if "doi" in value.lower())
    doi = next((name for value in located if (name := find_doi(value))), None)
    isbn = find_isbn(entry.first("ISBN")) if entry.values("BTI") else None
    return (doi, *identifiers_of(pmid=_line(entry.first("PMID")), pmcid=_line(entry.first("PMC"))), isbn)


def _type(entry: Entry) -> str | None:
    if entry.values("BTI"):  # the title of a book, beside which TI is that of a chapter
        return "chapter" if entry.values("TI") else "book"
    known = [name for value in entry.values("PT") if (name := csl_type(value))]
    return next((name for name in known if name in _TYPES), "article-journal" if known else None)


def _line(value: str) -> str:
    """The first line of a value that takes no more."""
    return value.split("\n", maxsplit=1)[0]
