"""Finds registered identifiers inside printed text: notes, links, lists of works cited."""

import re

from kgraph.identifiers import external_id

# Brackets, commas and semicolons are letters of some DOIs (SICI), but not before another DOI of a list.
_DOI = re.compile(r"\b10\.\d{4,9}/(?:<[^\s<>]*>|[,;|](?!\s*10\.\d)|[^\s\"<>,;|])+")
_NUMBER = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV = re.compile(
    r"(?:arxiv\s?(?:preprint)?\s?:?\s?(?:arxiv\s?:)?\s?|arxiv\.org/(?:abs|pdf)/|10\.48550/arxiv\.)" + _NUMBER,
    re.IGNORECASE,
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


def find_arxiv(*texts: str | None) -> str | None:
    """The first arXiv number that a text names as such, as `arxiv:2212.08073`; None if there is none.

    >>> find_arxiv(None, "https://doi.org/10.48550/arXiv.2212.08073"), find_arxiv("10.1000/2212.08073")
    ('arxiv:2212.08073', None)
    """
    for text in texts:
        if text and "rxiv" in text.lower() and (found := _ARXIV.search(text)):
            return external_id("arxiv", found[1].lower() if "." not in found[1] else found[1])
    return None


def find_isbn(text: str) -> str | None:
    """The first ISBN in a text as `isbn:…`, without hyphens; an ISSN is none.

    >>> find_isbn("ISBN 978-3-86490-311-3 (pbk.)"), find_isbn("1932-6208")
    ('isbn:9783864903113', None)
    """
    found = _ISBN.search(text)
    return external_id("isbn", re.sub("[- ]", "", found[0]).upper()) if found else None
