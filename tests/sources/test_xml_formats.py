"""The readers of XML on the files in the wild: which they take, and how much they find in each."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from kgraph.errors import SourceError
from kgraph.records import Paper, Rejected
from kgraph.sources import acl, arxiv_atom, endnote_xml, oai, pubmed_xml
from kgraph.sources.xml import find_elements

from .texts import head_of, lines_of

READERS = {"acl": acl, "arxiv-atom": arxiv_atom, "endnote": endnote_xml, "oai": oai, "pubmed": pubmed_xml}

pytestmark = pytest.mark.shared_data


def count(records: Iterable[Paper | Rejected]) -> tuple[int, int]:
    kinds = Counter(type(record) for record in records)
    return kinds[Paper], kinds[Rejected]


def test_the_files_in_the_wild(shared_data: Path) -> None:
    folder = shared_data / "formats"
    # By folder and reader: files, papers, rejected records.
    found: Counter[tuple[str, str, str]] = Counter()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            head = head_of(path)
        except SourceError:
            continue
        names = [name for name, reader in READERS.items() if reader.recognises(head)]
        assert len(names) < 2, path
        for name in names:
            papers, rejected = count(READERS[name].parse(lines_of(path), path.name))
            assert papers + rejected > 0, path
            place = path.relative_to(folder).parts[0]
            found.update({(place, name, "files"): 1, (place, name, "papers"): papers})
            found.update({(place, name, "rejected"): rejected})
    assert found == {
        ("arxiv-oai", "oai", "files"): 15,
        ("arxiv-oai", "oai", "papers"): 30,
        ("arxiv-oai", "oai", "rejected"): 0,
        ("jabref", "endnote", "files"): 9,
        ("jabref", "endnote", "papers"): 14,
        ("jabref", "endnote", "rejected"): 0,
        ("jabref", "pubmed", "files"): 11,
        ("jabref", "pubmed", "papers"): 10,
        ("jabref", "pubmed", "rejected"): 3,
    }


def test_answers_of_the_arxiv_api(shared_data: Path) -> None:
    folder = shared_data / "formats" / "arxiv" / "tests" / "fixtures"
    bodies = [json.loads(path.read_text("utf-8"))["body"] for path in sorted(folder.glob("*.json"))]
    assert [[name for name, reader in READERS.items() if reader.recognises(body)] for body in bodies] == [
        ["arxiv-atom"]
    ] * 20
    records = [record for body in bodies for record in arxiv_atom.parse(iter(body.split("\n")), "feed")]
    papers = [record for record in records if isinstance(record, Paper)]
    # An error, and two answers without entries.
    assert (len(papers), len(records) - len(papers)) == (221, 3)
    assert sum(body.count("<entry>") for body in bodies) == 222
    assert all(paper.identifiers[0].startswith("arxiv:") for paper in papers)
    assert all(paper.mentions and paper.abstract and paper.date and paper.categories for paper in papers)
    assert sum(paper.doi is not None for paper in papers) == sum(body.count("<arxiv:doi>") for body in bodies)


def test_the_whole_anthology(shared_data: Path) -> None:
    """What the reader gives, held against the elements that the parser below it sees."""
    found: Counter[str] = Counter()
    for path in sorted((shared_data / "acl" / "xml").glob("*.xml")):
        assert [name for name, reader in READERS.items() if reader.recognises(head_of(path))] == ["acl"]
        records = acl.parse(lines_of(path), path.name)
        for one in find_elements(lines_of(path), ["paper"]):
            record = next(records)
            assert isinstance(record, Paper)
            assert record.origin.line == one.line
            assert len(record.mentions) == len(one.element.findall("author"))
            printed = one.element.findtext("url", "http")
            if not printed.startswith("http"):
                found[
                    "same identifier" if f"acl:{printed}" in record.identifiers else "other identifier"
                ] += 1
            found["<abstract>"] += one.element.find("abstract") is not None
            found["<fixed-case>"] += len(one.element.findall("title//fixed-case"))
            found["papers"] += 1
            found["mentions"] += len(record.mentions)
            found["known people"] += sum(bool(mention.identifiers) for mention in record.mentions)
            found["abstracts"] += record.abstract is not None
            found["dated"] += record.date is not None
            found["acl"] += record.identifiers[0].startswith("acl:")
            found[record.type or "none"] += 1
        found["files"] += 1
        found.update(getattr(record, "reason", "another paper") for record in records)
    assert found == {
        "files": 1_438,
        "papers": 104_188,
        "mentions": 367_593,
        "known people": 1_927,
        "<fixed-case>": 98_496,
        "<abstract>": 60_617,
        "abstracts": 60_452,  # 165 are empty
        "dated": 104_188,
        "acl": 104_188,
        "same identifier": 98_973,
        "other identifier": 2,  # slips of the files
        "paper-conference": 101_153,
        "article-journal": 3_035,
        "the file holds no records": 136,  # only the programme of an event
    }
