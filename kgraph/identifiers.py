"""Identifiers that are the same in every build: readable, derived from the facts, never counted up.

A node is named `kind:local`, for example `person:tom-b-brown` or `paper:bai-2022-4c1f0a9e77`. The same
string names it in the tables, in NetworkX, in the page and, behind the base, in its IRI.
"""

import hashlib
import re
import unicodedata

from kgraph.vocabulary import Kind

# 40 bits behind a surname and a year: at 104,188 papers the largest (surname, year) group has under
# 1,000 members, so a chance clash is below one in a million.
_HASH_DIGITS = 10


def fold(text: str) -> str:
    """Reduce `text` to lower-case letters and digits without accents, words separated by one space.

    >>> fold("Kamilė  Lukošiūtė-Ø")
    'kamile lukosiute o'
    """
    if text.isascii():  # the same, ten times as fast
        return " ".join(_WORD.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSABLE)).casefold()
    # Marks are dropped only behind Latin letters: in other scripts they are part of the spelling.
    kept = _LATIN_MARKS.sub("", decomposed)
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", kept)))


_WORD = re.compile(r"[^\W_]+")
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
# Latin letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSABLE = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "AE"}
)


def slug(text: str) -> str:
    """Turn a label into a local name: folded words joined by hyphens, `x` plus a hash if none is left.

    >>> slug("Tom B. Brown")
    'tom-b-brown'
    """
    return fold(text).replace(" ", "-") or f"x{_digest(text)}"


def node_id(kind: Kind, local: str) -> str:
    """Join a node kind and a local name: `node_id(Kind.THEME, "scaling-laws")` is `theme:scaling-laws`."""
    return f"{kind.value}:{local}"


def local_name(identifier: str) -> str:
    """The part of a node identifier behind its kind."""
    return identifier.partition(":")[2]


def paper_id(title: str, year: str | None, first_author: str | None) -> str:
    """Name a paper that has no DOI or other registered identifier, from what is printed on it.

    >>> paper_id("AI safety via debate", "2018", "Geoffrey Irving")
    'paper:irving-2018-aa1930cc47'
    """
    author, printed_year = fold(first_author or ""), year or ""
    digest = _digest("\n".join((fold(title), printed_year, author)))
    surname = author.split(" ")[-1]
    return node_id(Kind.PAPER, "-".join(part for part in (surname, printed_year, digest) if part))


# What an identifier of each scheme looks like once its resolver's address and its label are off.
_SCHEMES = {
    "doi": re.compile(r"10\.\d{4,9}/\S+"),
    "arxiv": re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}"),
    "orcid": re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
    "pmid": re.compile(r"[1-9]\d{0,8}"),
    "pmcid": re.compile(r"PMC\d+"),
    "openalex": re.compile(r"[A-Z]\d+"),
    "acl": re.compile(r"[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"),
}
_OTHER = re.compile(r"\S+")
# The forms that nearly all sources print, which need no second look.
_USUAL = {
    "doi": re.compile(r"(?:https://doi\.org/)?(10\.\d{4,9}/[^\s:/]*[^\s:/.,;])"),
    "orcid": re.compile(r"(?:https://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])"),
    "openalex": re.compile(r"(?:https://openalex\.org/)?([A-Z]\d+)"),
}
_RESOLVER = re.compile(
    r"(?:https?://)?(?:dx\.)?(?:doi\.org|(?:www\.)?arxiv\.org/(?:abs|pdf)|orcid\.org|openalex\.org|(?:www\.)?"
    r"aclanthology\.org|pubmed\.ncbi\.nlm\.nih\.gov)/",
    re.IGNORECASE,
)
_ARXIV_VERSION = re.compile(r"(?:v\d+)?(?:\.pdf)?(?:\s*\[[^\]]*\])?$")


def external_id(scheme: str, text: str) -> str | None:
    """A registered identifier as `scheme:value`, the same for every way to print it; None if it is none.

    The schemes are doi, arxiv, orcid, pmid, pmcid, openalex and acl, whose form is checked, and any other
    (`s2`, `dblp`, `wos`, `scopus`, `isbn`), of which only a run without spaces is asked.

    >>> external_id("doi", "https://doi.org/10.1000/ABC.1")
    'doi:10.1000/abc.1'
    >>> external_id("arxiv", "arXiv:2212.08073v2 [cs.CL]")
    'arxiv:2212.08073'
    >>> external_id("doi", "not yet known") is None
    True
    """
    if (usual := _USUAL.get(scheme)) and (found := usual.fullmatch(text)):
        return f"{scheme}:{found[1].lower() if scheme == 'doi' else found[1]}"
    value = _RESOLVER.sub("", text.strip(), count=1)
    head, colon, rest = value.partition(":")
    if colon and head.strip().lower() == scheme:
        value = rest.strip()
    match scheme:
        case "doi":
            value = value.rstrip(".,;").lower()
        case "arxiv":
            value = _ARXIV_VERSION.sub("", value)
        case "orcid" | "pmcid":
            value = value.upper().rstrip("/")
        case "acl":
            value = value.rstrip("/")
    return f"{scheme}:{value}" if _SCHEMES.get(scheme, _OTHER).fullmatch(value) else None


def work_identifier(identifier: str) -> str:
    """The one identifier for a work's registration under two names: the DOI of an arXiv paper is its number.

    >>> work_identifier("doi:10.48550/arxiv.2212.08073"), work_identifier("doi:10.1000/182")
    ('arxiv:2212.08073', 'doi:10.1000/182')
    """
    if identifier.startswith(_ARXIV_DOI):
        return external_id("arxiv", identifier.removeprefix(_ARXIV_DOI)) or identifier
    return identifier


_ARXIV_DOI = "doi:10.48550/arxiv."


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
