"""The XML files of the ACL Anthology: a collection of volumes, each with its editors and its papers.

What is said of a volume (`<meta>`) holds for its papers: where and when they were published, and whether it
is a journal. Editors of a volume are not the authors of its papers, and its front matter is no paper.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Safe here: only the type; `kgraph.sources.xml` parses.
from xml.etree.ElementTree import Element  # noqa: S405

from kgraph.identifiers import external_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.record import full_name, identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

_INSIDE = re.compile(r"""\s[^<>]*?id=["'][^<>]*>\s*(?:<!--.*?-->\s*)*<(?:volume|event)\s""", re.DOTALL)
_OLD_COLLECTION = re.compile(r"[A-Z]\d{2}")
# The title of a journal's issue is the journal's name and what this matches.
_ISSUE = re.compile(r"[,.]?\s+(?:Volume|Formerly|\(\w+ \d{4}\)).*")


@dataclass(frozen=True, slots=True)
class _Volume:
    """What a volume says of its papers; `element` tells which volume it is."""

    element: Element | None = None
    venue: str = ""
    year: str = ""
    month: str = ""


def recognises(head: str) -> bool:
    """Whether a text begins as a collection of the Anthology does.

    >>> recognises('<collection id="P18"><volume id="1">'), recognises('<collection xmlns="marc"><record>')
    (True, False)
    """
    name, behind = root_of(head)
    return name == "collection" and _INSIDE.match(behind) is not None


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a collection in order, with the Anthology's own identifiers.

    >>> paper = ['<collection id="P18"><volume id="1" type="proceedings">', '<paper id="7"><title>A</title>']
    >>> [(found.identifiers, found.origin.line) for found in parse([*paper, "</paper></volume></collection>"], "")]
    [(('acl:P18-1007',), 2)]
    """
    volume = _Volume()

    def read(found: Found, origin: Origin) -> Paper | Rejected | None:
        nonlocal volume
        around = found.parents[-1] if found.parents else None
        if around is None or around.tag != "volume":
            return None  # the programme of an event
        if found.element.tag == "meta":
            volume = _volume(found.element, around)
            return None
        collection = found.parents[-2].get("id", "") if len(found.parents) > 1 else ""
        own = volume if volume.element is around else _Volume(around)
        return _paper(found.element, own, collection, around, origin)

    return read_records(lines, file, ("meta", "paper"), read)


def _volume(meta: Element, around: Element) -> _Volume:
    venue = text_of(meta, "booktitle")
    if around.get("type") == "journal":
        venue = text_of(meta, "journal-title") or _ISSUE.sub("", venue)
    return _Volume(around, venue, text_of(meta, "year"), text_of(meta, "month"))


def _paper(paper: Element, volume: _Volume, collection: str, around: Element, origin: Origin) -> Paper | Rejected:
    number = _anthology_id(collection, around.get("id", ""), paper.get("id", ""))
    year, month = text_of(paper, "year") or volume.year, text_of(paper, "month") or volume.month
    return make_paper(
        origin,
        "",
        title=text_of(paper, "title"),
        authors=[_author(author) for author in paper.iterfind("author")],
        date=iso_date(year, month) if month.isdecimal() else read_date(f"{month} {year}"),
        abstract=text_of(paper, "abstract"),
        venue=text_of(paper, "journal") or volume.venue,
        identifiers=identifiers_of(acl=number, doi=text_of(paper, "doi")),
        type="article-journal" if around.get("type") == "journal" else "paper-conference",
    )


def _author(author: Element) -> Mention:
    # An identifier is only given where a name alone is ambiguous.
    person = external_id("aclperson", author.get("id", ""))
    name = full_name(text_of(author, "first"), text_of(author, "last"), text_of(author, "suffix"))
    return Mention(name, 0, (person,) if person else (), tuple(texts_of(author, "affiliation")))


def _anthology_id(collection: str, volume: str, paper: str) -> str:
    """`2020.acl-main.1`; in collections before 2020 four digits, of which one or two say the volume."""
    if not (_OLD_COLLECTION.fullmatch(collection) and volume.isdecimal() and paper.isdecimal()):
        return f"{collection}-{volume}.{paper}"
    workshops = collection[0] == "W" or collection == "C69" or (collection == "D19" and int(volume) >= 5)
    if workshops:
        return f"{collection}-{int(volume):02}{int(paper):02}"
    return f"{collection}-{int(volume)}{int(paper):03}"
