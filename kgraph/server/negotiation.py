"""Which format an answer has: what the request asks for, of what there is."""

from collections.abc import Mapping, Sequence

import mimeparse

from kgraph.errors import UnknownNameError
from kgraph.results import ROWS, TRIPLES, Format

HTML = "text/html"

# Other names that formats go by: in `Accept`, and as the parameter `format` of clients that send that.
_MEDIA_TYPES = {
    "application/json": ("json", "jsonld"),
    "application/xml": ("xml", "rdf"),
    "text/xml": ("xml", "rdf"),
    "text/plain": ("nt",),
    "application/x-turtle": ("ttl",),
    "text/n3": ("ttl",),
}
_NAMES = {
    "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "rdf+xml": "rdf", "rdfxml": "rdf",
    "json-ld": "jsonld", "xml": "rdf", "json": "jsonld",
}  # fmt: skip


def choose(accept: str, name: str, formats: Mapping[str, Format]) -> str:
    """The name of the format to write: `name` if it is one, else the best by `accept`, `*/*` being the first.

    Raises `UnknownNameError` if `accept` admits none.

    >>> choose("text/csv;q=0.5, application/json", "", ROWS), choose("*/*", "", TRIPLES)
    ('json', 'ttl')
    >>> choose("*/*", "tsv", ROWS)
    'tsv'
    """
    if name in formats:
        return name
    if _NAMES.get(name) in formats:
        return _NAMES[name]
    offered = {found.media_type: name for name, found in formats.items()}
    for other in formats:
        offered |= {media_type: other for media_type, names in _MEDIA_TYPES.items() if other in names}
    # Of equals the last is taken.
    best = _best(accept, [*sorted(offered.keys() - _first(formats)), *_first(formats)])
    if not best:
        known = ", ".join(found.media_type for found in formats.values())
        raise UnknownNameError(f"nothing here has the media type {accept!r}: choose one of {known}")
    return offered[best]


def prefers_html(accept: str) -> bool:
    """Whether a request would rather have a page than data, as browsers do.

    >>> prefers_html("text/html,application/xhtml+xml,*/*;q=0.8"), prefers_html("*/*")
    (True, False)
    """
    data = [found.media_type for found in (*ROWS.values(), *TRIPLES.values())]
    return _best(accept, [HTML, *_MEDIA_TYPES, *data]) == HTML


def _best(accept: str, offered: Sequence[str]) -> str:
    try:
        return str(mimeparse.best_match(offered, accept.strip() or "*/*"))
    except mimeparse.MimeTypeParseException:
        return ""


def _first(formats: Mapping[str, Format]) -> list[str]:
    return [next(iter(formats.values())).media_type]
