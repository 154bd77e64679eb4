"""Reads paper records from files and folders; the format is told from the content, not from the file's name.

A reader is a module of this package with two functions, and one line in the registry below:

    recognises(head)     does the beginning of a text look like this format?
    parse(lines, file)   yield a `Paper` or a `Rejected` for each record; `file` is what its origin says
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from kgraph.errors import SourceError
from kgraph.records import Origin, Paper, Rejected
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
from kgraph.sources.files import SourceFile, find_files, read_head, read_text

__all__ = ["Reader", "SourceFile", "find_files", "read"]


class Reader(Protocol):
    """What a module must offer to read a format."""

    def recognises(self, head: str) -> bool:
        """Whether the beginning of a text looks like this format."""
        ...

    def parse(self, lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
        """Yield the records in order, each with its line in `file`."""
        ...


# Asked in this order; the first that recognises a file reads it. Plain records come last, for they ask least
# of a JSON text, and CSL-JSON behind Crossref, whose records are much like it.
_READERS: dict[str, Reader] = {
    "acl": acl,
    "arxiv-atom": arxiv_atom,
    "oai-pmh": oai,
    "pubmed-xml": pubmed_xml,
    "endnote-xml": endnote_xml,
    "listing": listing,
    "rdf": rdf,
    "wos": wos,
    "nbib": nbib,
    "ris": ris,
    "endnote": endnote,
    "bibtex": bibtex,
    "table": table,
    "openalex": openalex,
    "crossref": crossref,
    "semantic scholar": semantic_scholar,
    "arxiv snapshot": arxiv_json,
    "zotero": zotero,
    "csl-json": csl,
    "plain": plain,
}

_KNOWN = (
    "kgraph reads listings (a line of archive code and date, one of title and authors, an abstract) "
    "and RDF that it wrote itself"
)
_RAW_CHARACTERS = 200


def read(paths: Iterable[str | Path]) -> Iterator[Paper | Rejected]:
    """Read every record of the given files and folders, file by file in the order of their names.

    Folders are walked whole, hidden files skipped; a file that is reached twice is read once. The result is
    the same whatever the order of `paths` and the current folder. Inside a folder a file that cannot be used
    becomes a `Rejected` with its first 200 characters.

    Raises `SourceError` at once, before any record is read, for a path that is missing, for a named file that
    is empty, binary, unreadable or in no known format, and for a folder without any file that holds records.

        for record in read(["papers.txt", "exports/"]): ...
    """
    opened = [(file, _open(file)) for file in find_files(paths)]
    folders = {folder for file, _ in opened for folder in file.folders}
    for folder in sorted(folders):
        if all(isinstance(reader, Rejected) for file, reader in opened if folder in file.folders):
            raise SourceError(f"{folder} holds no file of paper records in a known format: {_KNOWN}")
    return _records(opened)


def _records(opened: Iterable[tuple[SourceFile, Reader | Rejected]]) -> Iterator[Paper | Rejected]:
    for file, reader in opened:
        if isinstance(reader, Rejected):
            yield reader
            continue
        try:
            text = read_text(file.path)
        except SourceError as error:  # what the head did not show
            yield _reject(file, error, "")
        else:
            yield from reader.parse(text.split("\n"), file.name)


def _open(file: SourceFile) -> Reader | Rejected:
    """The reader that recognises a file, or what becomes of the file if none does."""
    head = ""
    try:
        head = read_head(file.path)
        for reader in _READERS.values():
            if reader.recognises(head):
                return reader
        raise SourceError(f"{file.path} is in no known format: {_KNOWN}")
    except SourceError as error:
        return _reject(file, error, head)


def _reject(file: SourceFile, error: SourceError, head: str) -> Rejected:
    """Reject a file that was found in a folder; a file that the user named is an error."""
    if file.given:
        raise error
    # The origin says which file it is; a machine's path has no place in a result.
    reason = str(error).removeprefix(f"{file.path} ")
    return Rejected(Origin(file.name, 1), f"the file {reason}", head[:_RAW_CHARACTERS])
