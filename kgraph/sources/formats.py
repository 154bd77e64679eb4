"""The formats that are known, and which of them a text is in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kgraph.records import Paper, Rejected
from kgraph.sources import (
    acl,
    arxiv_atom,
    arxiv_json,
    bibtex,
    crossref,
    csl,
    endnote,
    endnote_xml,
    listing,
    nbib,
    oai,
    openalex,
    plain,
    pubmed_xml,
    rdf,
    ris,
    semantic_scholar,
    table,
    wos,
    zotero,
)
from kgraph.sources.mapped import find_mapped


class Reader(Protocol):
    """What a module must offer to read a format."""

    def recognises(self, head: str) -> bool:
        """Whether the beginning of a text looks like this format."""
        ...

    def parse(self, lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
        """Yield the records in order, each with its line in `file`."""
        ...


# Asked in this order; the first that recognises a text reads it. Plain records come last, for they ask least
# of a JSON text, and CSL-JSON behind Crossref, whose records are much like it. XML formats are told by their
# first element, tagged text by its first tag.
READERS: dict[str, Reader] = {
    "the ACL Anthology's XML": acl,
    "arXiv's Atom": arxiv_atom,
    "OAI-PMH": oai,
    "PubMed XML": pubmed_xml,
    "EndNote XML": endnote_xml,
    "listings": listing,
    "kgraph's own RDF": rdf,
    "Web of Science text": wos,
    "PubMed text (nbib)": nbib,
    "RIS": ris,
    "EndNote text": endnote,
    "BibTeX": bibtex,
    "tables (CSV, TSV)": table,
    "JSON of OpenAlex": openalex,
    "Crossref": crossref,
    "Semantic Scholar": semantic_scholar,
    "arXiv": arxiv_json,
    "Zotero": zotero,
    "CSL": csl,
    "plain JSON records": plain,
}
KNOWN = f"kgraph reads {', '.join(list(READERS)[:-1])} and {list(READERS)[-1]}"


def find_reader(head: str, columns: Mapping[str, str]) -> Reader | None:
    """The reader for a text that begins so; `columns` are names of the user for tables and plain JSON.

    >>> find_reader("@misc{k, title = {T}}", {}) is bibtex
    True
    """
    reader = next((reader for reader in READERS.values() if reader.recognises(head)), None)
    if columns and reader in (None, table, plain):
        return find_mapped(head, columns) or reader
    return reader
