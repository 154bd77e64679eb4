"""Finds the number of an arXiv preprint in the fields where sources put it."""

import re

from kgraph.identifiers import external_id

_NUMBER = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV = re.compile(
    r"(?:arxiv\s?(?:preprint)?\s?:?\s?(?:arxiv\s?:)?\s?|arxiv\.org/(?:abs|pdf)/|10\.48550/arxiv\.)" + _NUMBER,
    re.IGNORECASE,
)


def find_arxiv(*texts: str | None) -> str | None:
    """The first arXiv number that a text names as such, as `arxiv:2212.08073`; None if there is none.

    >>> find_arxiv(None, "https://doi.org/10.48550/arXiv.2212.08073"), find_arxiv("10.1000/2212.08073")
    ('arxiv:2212.08073', None)
    """
    for text in texts:
        if text and "rxiv" in text.lower() and (found := _ARXIV.search(text)):
            return external_id("arxiv", found[1].lower() if "." not in found[1] else found[1])
    return None
