"""Every file of other tools' test suites: read, or rejected with a reason; none crashes, none is lost."""

from collections import Counter
from pathlib import Path

import pytest

import kgraph

# Of each folder of files in the wild: papers, and records or whole files that are none. Rejected as a whole
# are settings of those tools (JSON, YAML, prose) and formats that are not read.
EXPECTED = {
    "arxiv": (0, 22),
    "arxiv-oai": (37, 10),
    "asreview": (487, 87),
    "better-bibtex": (2533, 1478),
    "biber": (6256, 276),
    "bibtexparser": (1, 2),
    "citation-js": (191, 40),
    "csl": (0, 1707),
    "jabref": (963, 204),
    "metaknowledge": (499, 31),
    "rispy": (20, 7),
    "semantic-scholar": (63, 55),
    "unarxive": (0, 6),
}


@pytest.mark.shared_data
def test_every_file_is_read_or_rejected_with_a_reason(shared_data: Path) -> None:
    folder = shared_data / "formats"
    papers: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    told = set()
    for record in kgraph.read([folder]):
        top = record.origin.file.partition("/")[0]
        told.add(record.origin.file)
        if isinstance(record, kgraph.Rejected):
            assert record.reason
            rejected[top] += 1
        else:
            assert record.title
            papers[top] += 1
    assert {top: (papers[top], rejected[top]) for top in sorted({*papers, *rejected})} == EXPECTED
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    visible = {name for name in files if not any(part.startswith(".") for part in name.split("/"))}
    assert told == visible
