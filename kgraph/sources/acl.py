"""The XML files of the ACL Anthology: a collection of volumes, each with its editors and its papers.

What is said of a volume (`<meta>`) holds for its papers: where and when they were published, and whether it
is a journal. Editors of a volume are not the authors of its papers, and its front matter is no paper.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from kgraph.identifiers import external_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper
from kgraph.sources.xml import Found, read_records, root_of, text_of, texts_of

_INSIDE = re.compile(r"[^<>]*+>\s*+(?:<!--.*?-->\s*+)*+<(?:volume|event)\s", re.DOTALL)
_OLD_NUMBERS = re.compile(r"([A-Z][0-9]{2}) ([0-9]{1,3}) ([0-9]{1,4})")
# The title of a journal's issue is the journal's name and what this matches.
_ISSUE = re.compile(r"[,.]?\s+(?:Volume|Formerly|\(\w+ \d{4}\)).*")


@dataclass(frozen=True, slots=True)
class _Volume:
    """What a volume says of its papers; `element` tells which volume it is."""

    element: Element
    venue: str = ""
    year: str = ""
    month: str = ""

    @property
    def is_journal(self) -> bool:
        return self.element.get("type") == "journal"


def recognises(head: str) -> bool:
    """Whether a text begins as a collection of the Anthology does.

    >>> recognises('<collection id="P18"><volume id="1">'), recognises('<collection xmlns="marc"><record>')
    (True, False)
    """
    name, behind = root_of(head)
    return name == "collection" and _INSIDE.match(behind) is not None


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a collection in order, with the Anthology's own identifiers.

    >>> text = ['<collection id="P18"><volume id="1">', '<paper id="7"><title>A</title></paper>']
    >>> [found.identifiers for found in parse([*text, "</volume></collection>"], "P18.xml")]
    [('acl:P18-1007',)]
    """
    volume = _Volume(Element(""))

    def read(found: Found, origin: Origin) -> Paper | Rejected | None:
        nonlocal volume
        around = found.parents[-1] if found.parents else None
        if around is None or around.tag != "volume":
            return None  # the programme of an event
        if found.element.tag == "meta":
            volume = _volume(found.element, around)
            return None
        collection = found.parents[0].get("id", "")
        return _paper(
            found.element, volume if volume.element is around else _Volume(around), collection, origin
        )

    return read_records(lines, file, ("meta", "paper"), read)


def _volume(meta: Element, around: Element) -> _Volume:
    volume = _Volume(around, text_of(meta, "booktitle"), text_of(meta, "year"), text_of(meta, "month"))
    if not volume.is_journal:
        return volume
    return replace(volume, venue=text_of(meta, "journal-title") or _ISSUE.sub("", volume.venue))


def _paper(paper: Element, volume: _Volume, collection: str, origin: Origin) -> Paper | Rejected:
    number = _anthology_id(collection, volume.element.get("id", ""), paper.get("id", ""))
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
        type="article-journal" if volume.is_journal else "paper-conference",
    )


def _author(author: Element) -> Mention:
    # An identifier is only given where a name alone is ambiguous.
    person = external_id("aclperson", author.attrib["id"]) if "id" in author.attrib else None
    name = join_name(text_of(author, "first"), text_of(author, "last"), None, text_of(author, "suffix"))
    return Mention(name, 0, (person,) if person else (), tuple(texts_of(author, "affiliation")))


def _anthology_id(collection: str, volume: str, paper: str) -> str:
    """`2020.acl-main.1`; in collections before 2020 four digits, of which one or two say the volume."""
    if not _OLD_NUMBERS.fullmatch(f"{collection} {volume} {paper}"):
        return f"{collection}-{volume}.{paper}"
    of_workshop = collection[0] == "W" or collection == "C69" or (collection == "D19" and int(volume) >= 5)
    if of_workshop:
        return f"{collection}-{int(volume):02}{int(paper):02}"
    return f"{collection}-{int(volume)}{int(paper):03}"
