"""The readers of XML on the files in the wild: which they take, and how much they find in each."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from kgraph.records import Paper, Rejected
from kgraph.sources import acl, arxiv_atom, endnote_xml, oai, pubmed_xml
from kgraph.sources.files import read_text

READERS = {"acl": acl, "arxiv-atom": arxiv_atom, "endnote": endnote_xml, "oai": oai, "pubmed": pubmed_xml}

pytestmark = pytest.mark.shared_data


def count(records: Iterable[Paper | Rejected]) -> tuple[int, int]:
    kinds = Counter(type(record) for record in records)
    return kinds[Paper], kinds[Rejected]


def test_the_files_in_the_wild(shared_data: Path) -> None:
    folder = shared_data / "formats"
    found: dict[tuple[str, str], list[int]] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.stat().st_size == 0 or path.suffix in (".pdf", ".png", ".zip"):
            continue
        try:
            text = read_text(path)
        except Exception:
            continue
        names = [name for name, reader in READERS.items() if reader.recognises(text[: 1 << 16])]
        if not names:
            continue
        (name,) = names
        papers, rejected = count(READERS[name].parse(iter(text.split("\n")), path.name))
        print(name, path, papers, rejected)
        row = found.setdefault((path.relative_to(folder).parts[0], name), [0, 0, 0])
        row[:] = [row[0] + 1, row[1] + papers, row[2] + rejected]
    assert found == {}
