r"""The registered identifiers of a BibTeX entry, from the many fields that writers put them in."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from kgraph.sources.bibtex_syntax import Entry
from kgraph.sources.latex import unescape
from kgraph.sources.record import identifiers_of

_ARXIV = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf)/|[:\s./]+(?:e-?prints?\s*)?(?:arxiv:)?)\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})"
    r"|\babs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})",
    re.IGNORECASE,
)
_ARXIV_NUMBER = re.compile(r"(?:arXiv:)?(\d{4}\.\d{4,5})(?:v\d+)?", re.IGNORECASE)
# A DOI in an address: of the resolver, of a publisher's page, or as a parameter.
_DOI_IN_URL = re.compile(
    r"doi(?:\.org/|=|:\s*|/(?:abs/|full/|e?pdf/|book/|ref/)?)(10\.\d{4,9}/[^\s?#&\"<>}]+)", re.I
)
_PMID_IN_URL = re.compile(r"pubmed(?:\.ncbi\.nlm\.nih\.gov)?/(\d+)")
_PMCID_IN_URL = re.compile(r"/pmc/articles/(PMC\d+)", re.IGNORECASE)
_ACL_IN_URL = re.compile(
    r"(?:aclanthology\.org|aclweb\.org/anthology)/(?:papers/\w/\w+/)?([\w.-]+?)(?:\.pdf)?/?(?:\s|$)"
)
_SCOPUS_IN_URL = re.compile(r"scopus\.com/\S*[?&]eid=(2-s2\.0-\d+)")
_OPENALEX_IN_URL = re.compile(r"openalex\.org/(?:works/)?([Ww]\d+)")
_DBLP = re.compile(r"DBLP:(\S+)", re.IGNORECASE)
_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]")
# Fields that hold addresses and remarks, and those that name an archive in passing.
_ADDRESSES = ("url", "ee", "bdsk-url-1", "howpublished", "note")
_MENTIONS_OF_ARXIV = ("journal", "journaltitle", "volume", "number", *_ADDRESSES, "doi")


def identifiers(entry: Entry, *, whole: bool) -> list[str]:
    """The identifiers of a work. An ISBN counts for a `whole` volume only: a chapter's is its book's.

    >>> entry = Entry("misc", "k", {"eprint": "2212.08073v1", "url": "https://doi.org/10.1/X"}, 1, "")
    >>> identifiers(entry, whole=False)
    ['arxiv:2212.08073']
    """
    fields = {name: unescape(value) for name, value in entry.fields.items() if name in _USED}
    addresses = " ".join(fields[name] for name in _ADDRESSES if name in fields)
    archive = (fields.get("eprinttype") or fields.get("archiveprefix") or "").lower()
    eprint = fields.get("eprint")
    wos = (fields.get("unique-id") or fields.get("ut") or "").replace("ISI:", "WOS:")
    found = identifiers_of(
        doi=fields.get("doi") or fields.get("article-doi") or _find(_DOI_IN_URL, addresses),
        arxiv=_arxiv(fields, archive),
        pmid=fields.get("pmid") or (eprint if archive == "pubmed" else _find(_PMID_IN_URL, addresses)),
        pmcid=fields.get("pmcid") or fields.get("pmc") or _find(_PMCID_IN_URL, addresses),
        acl=_find(_ACL_IN_URL, addresses),
        scopus=_find(_SCOPUS_IN_URL, addresses),
        openalex=fields.get("openalex") or _find(_OPENALEX_IN_URL, addresses),
        dblp=_find(_DBLP, entry.key),
        wos=wos if wos.startswith("WOS:") else None,
    )
    return [*found, *(_isbns(fields) if whole else ())]


_USED = frozenset({
    *_MENTIONS_OF_ARXIV, "eprint", "eprinttype", "archiveprefix", "pmid", "pmcid", "pmc", "openalex",
    "unique-id", "ut", "isbn", "article-doi", "arxivid", "arxiv",
})  # fmt: skip


def _arxiv(fields: Mapping[str, str], archive: str) -> str | None:
    own = fields.get("arxivid") or fields.get("arxiv")
    eprint = fields.get("eprint")
    if own or (eprint and archive == "arxiv"):
        return own or eprint
    if eprint and not archive and (found := _ARXIV_NUMBER.fullmatch(eprint)):
        return found[1]
    for name in _MENTIONS_OF_ARXIV:
        if name in fields and (found := _ARXIV.search(fields[name])):
            return found[1] or found[2]
    return None


def _find(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return unquote(found[1]) if found else None


def _isbns(fields: Mapping[str, str]) -> Iterator[str]:
    text = re.sub(r"[-‐–\s]", "", fields.get("isbn", "").upper())
    return (f"isbn:{number}" for number in _ISBN.findall(text))
