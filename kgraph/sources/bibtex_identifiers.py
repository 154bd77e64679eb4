r"""The registered identifiers of a BibTeX entry, from the many fields that writers put them in."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from kgraph.sources.bibtex_syntax import Entry
from kgraph.sources.latex import unescape
from kgraph.sources.record import identifiers_of

_ARXIV_ID = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
_ARXIV_NUMBER = re.compile(r"(?:arXiv:)?(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]")
_KEY_OF_DBLP = re.compile(r"DBLP:(\S+)", re.IGNORECASE)

# Fields with addresses and remarks, or that name an archive in passing (`CoRR abs/1706.03762`).
_REMARKS = ("journal", "journaltitle", "volume", "number", "url", "ee", "bdsk-url-1", "howpublished", "note")
_OTHERS = (
    "doi", "article-doi", "eprint", "eprinttype", "archiveprefix", "arxivid", "arxiv", "pmid", "pmcid", "pmc",
    "openalex", "unique-id", "ut", "isbn",
)  # fmt: skip
# A scheme, a word without which its pattern cannot be found, and the pattern.
_IN_REMARKS = tuple(
    (scheme, word, re.compile(pattern, re.IGNORECASE))
    for scheme, word, pattern in (
        ("doi", "doi", r"doi(?:\.org/|=|:\s*|/(?:[a-z]+/)?)(10\.\d{4,9}/[^\s?#&\"<>}]+)"),
        ("arxiv", "arxiv", rf"arxiv(?:\.org/(?:abs|pdf)/|[:\s./]+(?:arxiv:)?)\s*{_ARXIV_ID}"),
        ("arxiv", "abs/", rf"\babs/{_ARXIV_ID}"),
        ("pmid", "pubmed", r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d+)"),
        ("pmcid", "pmc", r"/articles/(PMC\d+)"),
        ("acl", "aclanthology", r"aclanthology\.org/([\w.-]+?)(?:\.pdf|/|\s|$)"),
        ("acl", "aclweb", r"aclweb\.org/anthology/(?:papers/[\w/]+/)?([\w.-]+?)(?:\.pdf|/|\s|$)"),
        ("scopus", "scopus", r"scopus\.com/\S*[?&]eid=(2-s2\.0-\d+)"),
        ("openalex", "openalex", r"openalex\.org/(?:works/)?(W\d+)"),
    )
)


def identifiers(entry: Entry, *, whole: bool) -> list[str]:
    """The identifiers of a work. An ISBN counts for a `whole` volume only: a chapter's is its book's.

    >>> entry = Entry("misc", "k", {"eprint": "2212.08073v1", "url": "https://doi.org/10.1000/X"}, 1, "")
    >>> identifiers(entry, whole=False)
    ['doi:10.1000/x', 'arxiv:2212.08073']
    """
    fields = {name: unescape(value) for name in _OTHERS if (value := entry.fields.get(name))}
    found = _in_remarks(" ".join(unescape(entry.fields[name]) for name in _REMARKS if name in entry.fields))
    archive = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    doi = fields.get("doi") or fields.get("article-doi") or found.get("doi")
    arxiv = _arxiv(fields, archive) or found.get("arxiv")
    if arxiv is None and doi and _ARXIV_DOI in doi.lower():
        arxiv = doi.lower().partition(_ARXIV_DOI)[2]
    wos = (fields.get("unique-id") or fields.get("ut") or "").replace("ISI:", "WOS:")
    dblp = _KEY_OF_DBLP.fullmatch(entry.key)
    names = identifiers_of(
        doi=doi,
        arxiv=arxiv,
        pmid=fields.get("pmid") or (fields.get("eprint") if archive == "pubmed" else found.get("pmid")),
        pmcid=fields.get("pmcid") or fields.get("pmc") or found.get("pmcid"),
        acl=found.get("acl"),
        scopus=found.get("scopus"),
        openalex=fields.get("openalex") or found.get("openalex"),
        dblp=dblp[1] if dblp else None,
        wos=wos if wos.startswith("WOS:") else None,
    )
    return [*names, *(_isbns(fields) if whole else ())]


def _in_remarks(text: str) -> dict[str, str]:
    """The first identifier of each scheme in a text."""
    found: dict[str, str] = {}
    lower = text.lower()
    for scheme, word, pattern in _IN_REMARKS:
        if word in lower and scheme not in found and (match := pattern.search(text)):
            found[scheme] = unquote(match[1])
    return found


def _arxiv(fields: Mapping[str, str], archive: str) -> str | None:
    """What the fields for it say; a bare number in `eprint` has the form of no other archive."""
    own, eprint = fields.get("arxivid") or fields.get("arxiv"), fields.get("eprint")
    if own or archive == "arxiv":
        return own or eprint
    number = _ARXIV_NUMBER.fullmatch(eprint) if eprint and not archive else None
    return number[1] if number else None


def _isbns(fields: Mapping[str, str]) -> Iterator[str]:
    text = re.sub(r"[-‐–\s]", "", fields.get("isbn", "").upper())
    return (f"isbn:{number}" for number in _ISBN.findall(text))
