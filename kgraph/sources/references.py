"""What a printed reference is: a registered identifier where it holds one, else a title with its year."""

import re

from kgraph.identifiers import external_id
from kgraph.sources.identifier_search import find_arxiv, find_doi
from kgraph.sources.record import plain

# `Roe, J.A., Doe, B., A title, with commas (2015) Journal of Things, 28, pp. 1-2`, as Scopus printed it.
_AUTHORS = re.compile(r"(?:[^,.()\d]+, (?:\w\.[-\s]?)+(?:, (?:Jr\.|Sr\.|II|III))?, (?:et al\., )?)+")
_ALONE = {
    "pmid": ("pmid:", "https://pubmed.ncbi.nlm.nih.gov/"),
    "openalex": ("openalex:", "https://openalex.org/"),
}
_YEAR = re.compile(r" \((\d{4})[a-z]?\)")
# `Roe J.A., Doe B., A title, with commas, Journal of Things, 28, 4, pp. 1-2, (2015)`, as it prints it now.
_AUTHORS_NOW = re.compile(r"(?:[^,.()\d]+ (?:\w\.[-\s]?)+(?:,? (?:Jr\.|Sr\.|II|III))?, (?:et al\., )?)+")
_YEAR_NOW = re.compile(r", \((\d{4})\)[.;]?$")
_LONGEST_PLACE = 40
_PLACE_IN_VOLUME = re.compile(r"(?:pp?\. ?)?[\w.-]*\d[\w.–-]*(?: (?:Suppl\.?|SUPPL\.?|PART|Pt)\.? ?\w*)?")


def read_reference(text: str) -> str:
    """A printed reference as an identifier, as `Title (2019)`, or as it is.

    >>> read_reference("ARNAUD JA, 1975, J OPT SOC AM, V65, P174, DOI 10.1364/JOSA.65.000174")
    'doi:10.1364/josa.65.000174'
    >>> read_reference("Roe, J., Doe, B.A., A theory of things (2015) J. Things, 28 (4), pp. 1-2")
    'A theory of things (2015)'
    >>> read_reference("Roe J., Doe B.A., On things, and more, Journal of Things, 28, 4, pp. 1-2, (2015)")
    'On things, and more (2015)'
    >>> read_reference(" Bell E. T.,  1940, DEV MATH")
    'Bell E. T., 1940, DEV MATH'
    """
    text = " ".join(text.split())
    if name := find_doi(text) or find_arxiv(text) or _registered(text):
        return name
    text = plain(text)
    return _title_and_year(text) or text


def split_commas(text: str) -> list[str]:
    """The parts between commas, of which those in brackets part nothing.

    >>> split_commas("cyst (diagnosis, surgery), fog")
    ['cyst (diagnosis, surgery)', 'fog']
    """
    parts: list[str] = []
    depth = 0
    for part in text.split(","):
        if depth > 0 and parts:
            parts[-1] += f",{part}"
        else:
            parts.append(part)
        depth += part.count("(") - part.count(")")
    return [part.strip() for part in parts]


def _title_and_year(text: str) -> str | None:
    """The title and year of a reference in one of the two styles of Scopus."""
    if (authors := _AUTHORS.match(text)) and (year := _YEAR.search(text, authors.end())):
        return f"{text[authors.end() : year.start()]} ({year[1]})"
    if (authors := _AUTHORS_NOW.match(text)) and (year := _YEAR_NOW.search(text, authors.end() - 2)):
        pieces = split_commas(text[authors.end() : year.start()])
        while len(pieces) > 1 and len(pieces[-1]) < _LONGEST_PLACE and _PLACE_IN_VOLUME.fullmatch(pieces[-1]):
            pieces.pop()
        title = ", ".join(pieces[:-1] or pieces).strip()
        return f"{title} ({year[1]})" if title else None
    return None


def _registered(text: str) -> str | None:
    """An identifier that stands by itself, such as `PMID: 123` or a link to OpenAlex."""
    scheme = next((scheme for scheme in _ALONE if text.lower().startswith(_ALONE[scheme])), None)
    return external_id(scheme, text) if scheme else None
