"""Files read in further processes give what files read here give."""

from pathlib import Path

import pytest

from kgraph.records import Paper, Rejected
from kgraph.sources import apart, open_sources, read
from kgraph.sources.apart import read_apart

BIB = (
    "@article{a, title={On the tides of %d}, author={Lee, Ann}, year={2019}}\n@article{b, author={Nobody}}\n"
)


def test_many_files_in_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        (tmp_path / f"{number}.bib").write_text(BIB % number, "utf-8")
    (tmp_path / "notes").write_bytes(b"\x00\x01")
    (tmp_path / "t.csv").write_text("Titel,year\nOn it,2020\n", "utf-8")
    columns = {"title": "Titel"}
    expected = read([tmp_path], columns=columns)
    records = list(expected)
    told: list[tuple[int, int | None]] = []
    monkeypatch.setattr(apart, "_FEWEST", 1)
    monkeypatch.setattr(apart, "_TOGETHER", 100)
    opened = open_sources([tmp_path], columns=columns)
    found = list(read_apart(opened, columns, lambda *read: told.append(read), processes=2))
    assert len(found) > 3
    assert [paper for papers, _, _ in found for paper in papers] == [
        record for record in records if isinstance(record, Paper)
    ]
    assert [each for _, rejected, _ in found for each in rejected] == [
        record for record in records if isinstance(record, Rejected)
    ]
    assert [file for _, _, inputs in found for file in inputs] == list(expected.inputs)
    total = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert told[-1] == (total, total)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
