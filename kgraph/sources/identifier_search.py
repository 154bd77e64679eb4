"""Finds registered identifiers inside printed text: notes, links, lists of works cited."""

import re

from kgraph.identifiers import external_id

# Brackets, commas and semicolons are letters of some DOIs (SICI), but not before another DOI of a list.
_DOI = re.compile(r"\b10\.\d{4,9}/(?:<[^\s<>]*>|[,;|](?!\s*10\.\d)|[^\s\"<>,;|])+")
_ARXIV = re.compile(
    r"\barxiv(?:\.org/(?:abs|pdf)/|[:\s]+)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
# Ten or thirteen digits with hyphens or spaces between.
_ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx](?![\d-])")
_CLOSES = {")": "(", "]": "[", "}": "{"}


def find_doi(text: str) -> str | None:
    """The first DOI in a text as `doi:…`, without the point or bracket that ends the sentence around it.

    >>> find_doi("(see https://doi.org/10.1016/0030-4018(73)90041-2).")
    'doi:10.1016/0030-4018(73)90041-2'
    """
    found = _DOI.search(text)
    if found is None:
        return None
    value = found[0].rstrip(".,;:'’”")
    while value and (opening := _CLOSES.get(value[-1])) and value.count(opening) < value.count(value[-1]):
        value = value[:-1].rstrip(".,;:")
    return external_id("doi", value)


def find_arxiv(text: str) -> str | None:
    """The first arXiv identifier in a text that says that it is one, as `arxiv:…`.

    >>> find_arxiv("arXiv:2212.08073v1"), find_arxiv("2212.08073")
    ('arxiv:2212.08073', None)
    """
    found = _ARXIV.search(text)
    return external_id("arxiv", found[1]) if found else None


def find_isbn(text: str) -> str | None:
    """The first ISBN in a text as `isbn:…`, without hyphens; an ISSN is none.

    >>> find_isbn("ISBN 978-3-86490-311-3 (pbk.)"), find_isbn("1932-6208")
    ('isbn:9783864903113', None)
    """
    found = _ISBN.search(text)
    return external_id("isbn", re.sub("[- ]", "", found[0]).upper()) if found else None
