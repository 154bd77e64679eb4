"""What an entry takes over from others: `crossref` from the volume it is in, `xdata` from shared data.

`xdata=key-field-2` inside a value stands for the second name of that field of `key`.

The rules are Biber's defaults, without the fields that name the parent itself (its DOI, ISBN, address).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kgraph.sources.bibtex_syntax import Broken, Entry

# Entries that hold data for others and are no works themselves.
_CONTAINERS = frozenset({"xdata", "set"})
_OF_THE_PARENT = frozenset({
    "ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options",
    "presort", "related", "relatedtype", "shorthand", "sortkey", "title", "subtitle", "titleaddon",
    "shorttitle", "sorttitle", "indextitle", "doi", "url", "eprint", "eprinttype", "eprintclass",
    "archiveprefix", "primaryclass", "isbn", "issn", "pmid", "pmcid", "abstract", "keywords",
    "author_keywords", "pages", "pagetotal", "file", "references", "cited-references", "unique-id",
})  # fmt: skip
_POINTER = re.compile(r"xdata=([^\s{},]+)-([A-Za-z]+)(?:-(\d{1,4}))?(?![\w-])")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
# Parents of parents are followed this far: mvbook, book, inbook, and data of each.
_DEEPEST = 5
_VOLUMES = frozenset({"book", "collection", "proceedings", "reference"})


def inherit(records: Sequence[Entry | Broken]) -> Iterator[Entry | Broken]:
    """Yield the records in order, entries with the fields that they inherit, containers left out.

    A parent may stand anywhere; one that is missing, or a circle of parents, adds nothing.
    """
    by_key: dict[str, Entry] = {}
    for record in records:
        if isinstance(record, Entry):
            for key in (record.key, record.key.lower(), *record.fields.get("ids", "").split(",")):
                by_key.setdefault(key.strip(), record)
    by_key.pop("", None)
    for record in records:
        if isinstance(record, Broken):
            yield record
        elif record.type not in _CONTAINERS:
            yield _complete(record, by_key, ())


def _complete(entry: Entry, by_key: Mapping[str, Entry], below: tuple[str, ...]) -> Entry:
    fields = entry.fields
    if "crossref" not in fields and "xdata" not in fields and "xdata=" not in entry.raw:
        return entry
    below = (*below, entry.key.lower())
    fields = {
        name: _POINTER.sub(lambda found: _pointed_at(found, by_key), value) for name, value in fields.items()
    }
    for key in [*fields.get("xdata", "").split(","), fields.get("crossref", "")]:
        name = key.strip()
        parent = by_key.get(name) or by_key.get(name.lower())
        if parent is None or parent.key.lower() in below or len(below) > _DEEPEST:
            continue
        parent = _complete(parent, by_key, below)
        is_data = parent.type == "xdata"
        for field, value in (parent.fields if is_data else _handed_down(parent, entry.type)).items():
            if not fields.get(field):
                fields[field] = value
    return replace(entry, fields=fields)


def _pointed_at(found: re.Match[str], by_key: Mapping[str, Entry]) -> str:
    """What a pointer stands for; one that leads nowhere, or to a pointer, stands for itself."""
    target = by_key.get(found[1])
    value = target.fields.get(found[2].lower()) if target else None
    values = _AND.split(value or "") if found[3] else [value or ""]
    place = int(found[3] or 1) - 1
    return values[place] if place < len(values) and values[place] else found[0]


def _handed_down(parent: Entry, kind: str) -> dict[str, str]:
    """What a work takes from the volume, series or journal that it is in."""
    if parent.type in {"periodical", "article"}:
        title = "journaltitle"
    elif kind in _VOLUMES and parent.type.startswith("mv"):
        title = "maintitle"
    elif parent.type.startswith("software"):
        title = "title"
    else:
        title = "booktitle"
    fields = {name: value for name, value in parent.fields.items() if name not in _OF_THE_PARENT}
    for name in ("title", "subtitle"):
        if parent.fields.get(name):
            fields.setdefault(title.replace("title", name), parent.fields[name])
    return fields
