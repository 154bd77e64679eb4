"""The records as litstudy wants them: what it reads of files has no references, so its class is filled."""

import json
from pathlib import Path

from litstudy.types import Author, Document, DocumentIdentifier, DocumentSet


class NamedAuthor(Author):
    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        return self._name


class Record(Document):
    def __init__(self, record: dict) -> None:
        super().__init__(DocumentIdentifier(record["title"], doi=record["id"]))
        self._title = record["title"]
        self._authors = [NamedAuthor(name) for name in record["authors"]]
        self._references = [DocumentIdentifier(None, doi=doi) for doi in record["references"]]

    @property
    def title(self) -> str:
        return self._title

    @property
    def authors(self) -> list[NamedAuthor]:
        return self._authors

    @property
    def references(self) -> list[DocumentIdentifier]:
        return self._references


def read_records(path: Path) -> DocumentSet:
    """The documents of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        return DocumentSet([Record(json.loads(line)) for line in file])
