"""What is found of files, folders and patterns."""

from pathlib import Path

import pytest

from kgraph.errors import SourceError
from kgraph.sources.files import find_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.ris", "b.ris", ".c.ris", "deep/d.ris", "deep/e.bib", "x[1].ris"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


def test_files_and_folders(folder: Path) -> None:
    found = find_files([folder / "a.ris", folder / "deep", folder])
    assert [(file.name, file.given, file.folders, file.size) for file in found] == [
        ("a.ris", True, (folder,), 1),
        ("b.ris", False, (folder,), 1),
        ("deep/d.ris", False, (folder, folder / "deep"), 1),
        ("deep/e.bib", False, (folder, folder / "deep"), 1),
        ("x[1].ris", False, (folder,), 1),
    ]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.ris", ["a.ris", "b.ris", "x[1].ris"]),
        ("**/*.ris", ["a.ris", "b.ris", "deep/d.ris", "x[1].ris"]),
        ("[ab].ris", ["a.ris", "b.ris"]),
        ("x[1].ris", ["x[1].ris"]),
        ("de*", ["d.ris", "e.bib"]),
    ],
)
def test_patterns(folder: Path, monkeypatch: pytest.MonkeyPatch, pattern: str, names: list[str]) -> None:
    monkeypatch.chdir(folder)
    for path in (pattern, folder / pattern):
        assert [file.name for file in find_files([path])] == names


def test_a_pattern_that_matches_nothing(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"\*\.csv matches no file: check the pattern$"):
        find_files([folder / "*.csv", folder])
