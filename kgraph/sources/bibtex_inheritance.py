"""What an entry takes over from others: `crossref` from the volume it is in, `xdata` from shared data.

The rules are Biber's defaults, without the fields that name the parent itself (its DOI, ISBN, address).
"""

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
_VOLUMES = frozenset({"book", "collection", "proceedings", "reference"})


def inherit(records: Sequence[Entry | Broken]) -> Iterator[Entry | Broken]:
    """Yield the records in order, entries with the fields that they inherit, containers left out.

    A parent may stand anywhere; one that is missing, or a circle of parents, adds nothing.
    """
    by_key: dict[str, Entry] = {}
    for record in records:
        if isinstance(record, Entry) and record.key:
            by_key.setdefault(record.key, record)
            by_key.setdefault(record.key.lower(), record)
    for record in records:
        if isinstance(record, Broken):
            yield record
        elif record.type not in _CONTAINERS:
            yield _complete(record, by_key, ())


def _complete(entry: Entry, by_key: Mapping[str, Entry], below: tuple[str, ...]) -> Entry:
    fields = entry.fields
    if "crossref" not in fields and "xdata" not in fields:
        return entry
    below = (*below, entry.key.lower())
    fields = dict(fields)
    for key in [*fields.get("xdata", "").split(","), fields.get("crossref", "")]:
        name = key.strip()
        parent = by_key.get(name) or by_key.get(name.lower())
        if parent is None or parent.key.lower() in below:
            continue
        parent = _complete(parent, by_key, below)
        is_data = parent.type == "xdata"
        for field, value in (parent.fields if is_data else _handed_down(parent, entry.type)).items():
            if not fields.get(field):
                fields[field] = value
    return replace(entry, fields=fields)


def _handed_down(parent: Entry, kind: str) -> dict[str, str]:
    """What a work takes from the volume, series or journal that it is in."""
    if parent.type in {"periodical", "article"}:
        title = "journaltitle"
    elif kind in _VOLUMES and parent.type.startswith("mv"):
        title = "maintitle"
    else:
        title = "booktitle"
    fields = {name: value for name, value in parent.fields.items() if name not in _OF_THE_PARENT}
    for name in ("title", "subtitle"):
        if parent.fields.get(name):
            fields.setdefault(title.replace("title", name), parent.fields[name])
    return fields
