import gzip
import hashlib
import itertools
import os
from pathlib import Path

import pytest

from kgraph.errors import SourceError
from kgraph.records import Origin, Paper, Rejected
from kgraph.sources import find_files, read

KNOWN = (
    "kgraph reads listings (a line of archive code and date, one of title and authors, an abstract) "
    "and RDF that it wrote itself"
)

RECORD = "LGMay 1, 2020\nCounting the Heads of SheepJane Roe, John Doe\nWe count.\n"
UNKNOWN = "Dear reader,\nthis is no listing.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with records in two files, one unreadable file, and hidden ones."""
    for name, text in {
        "b.txt": RECORD,
        "deep/er/a.txt": RECORD,
        "notes.md": UNKNOWN + "x" * 300,
        ".hidden.txt": RECORD,
        ".git/c.txt": RECORD,
    }.items():
        file = tmp_path / "library" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "library"


def origins(*paths: str | Path) -> list[tuple[str, int, str]]:
    return [(r.origin.file, r.origin.line, type(r).__name__) for r in read(paths)]


def test_a_single_file_is_known_by_its_name(library: Path) -> None:
    assert origins(library / "deep" / "er" / "a.txt") == [("a.txt", 1, "Paper")]
    assert [r.origin.file for r in read(str(library / "b.txt"))] == ["b.txt"]


def test_a_folder_is_walked_in_order_without_what_is_hidden(library: Path) -> None:
    assert origins(library) == [
        ("b.txt", 1, "Paper"),
        ("deep/er/a.txt", 1, "Paper"),
        ("notes.md", 1, "Rejected"),
    ]
    (rejected,) = [r for r in read([library]) if isinstance(r, Rejected)]
    assert rejected == Rejected(
        Origin("notes.md", 1),
        f"the file is in no known format: {KNOWN}",
        (UNKNOWN + "x" * 300)[:200],
    )


def test_order_of_arguments_and_current_folder_do_not_matter(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [library, library / "b.txt", library / "deep", library / "deep" / "er" / ".." / "er" / "a.txt"]
    expected = list(read(paths))
    assert [r.origin.file for r in expected] == ["b.txt", "deep/er/a.txt", "notes.md"]
    for order in itertools.permutations(paths):
        assert list(read(order)) == expected
    monkeypatch.chdir(library / "deep")
    assert list(read(["..", "../b.txt", "."])) == expected


def test_a_hidden_file_is_read_if_it_is_given(library: Path) -> None:
    assert origins(library / ".hidden.txt") == [(".hidden.txt", 1, "Paper")]


def test_a_file_reached_by_a_link_is_read_once(library: Path) -> None:
    (library / "a-link.txt").symlink_to(library / "b.txt")
    (library / "loop").symlink_to(library, target_is_directory=True)
    assert [name for name, _, _ in origins(library)] == ["a-link.txt", "deep/er/a.txt", "notes.md"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "x"
    file.write_bytes("LGMay 1, 2020\r\nCounting SheepZoë Roe\r\n“Naïve” – we count.".encode(encoding))
    (paper,) = read([file])
    assert isinstance(paper, Paper)
    assert (paper.mentions[0].name, paper.abstract) == ("Zoë Roe", "“Naïve” – we count.")


def test_a_letter_cut_by_the_look_at_the_head_is_no_harm(tmp_path: Path) -> None:
    for padding in range(4):
        file = tmp_path / f"{padding}.txt"
        file.write_text(RECORD + "x" * padding + "語" * 30_000, encoding="utf-8")
        (paper,) = read([file])
        assert isinstance(paper, Paper)
        assert paper.abstract == "We count. " + "x" * padding + "語" * 30_000


def test_nothing_is_read_before_all_paths_are_found_good(library: Path) -> None:
    with pytest.raises(SourceError):
        read([library / "b.txt", library / "missing.txt"])


def message(*paths: Path) -> str:
    with pytest.raises(SourceError) as error:
        read(paths)
    text = str(error.value)
    assert "\n" not in text
    assert ": " in text
    return text


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" \n\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (tmp_path / "packed.gz").write_bytes(gzip.compress(b"x", mtime=1_600_000_000))
    (tmp_path / "letter.txt").write_text(UNKNOWN)
    (tmp_path / "void").mkdir()
    assert message() == "no files to read: name at least one file, or a folder that holds some"
    assert message(tmp_path / "gone") == f"{tmp_path}/gone does not exist: check the path"
    assert (
        message(tmp_path / "empty.txt")
        == f"{tmp_path}/empty.txt is empty: name a file that holds paper records"
    )
    for name in ("picture.png", "packed.gz"):
        assert message(tmp_path / name) == (
            f"{tmp_path}/{name} is a binary file: export its records as text and name that file"
        )
    assert message(tmp_path / "letter.txt") == f"{tmp_path}/letter.txt is in no known format: {KNOWN}"
    assert message(tmp_path / "void") == f"{tmp_path}/void holds no files: name a folder with paper records"
    assert message(tmp_path) == (f"{tmp_path} holds no file of paper records in a known format: {KNOWN}")


def test_every_folder_must_hold_records(library: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text(UNKNOWN)
    assert message(library, tmp_path / "letters").startswith(
        f"{tmp_path}/letters holds no file of paper records"
    )


def test_what_is_no_use_inside_a_folder_is_rejected_without_the_machines_paths(library: Path) -> None:
    (library / "empty.txt").write_text("")
    (library / "picture.png").write_bytes(b"\x00\x01")
    (library / "to-nowhere").symlink_to(library / "nowhere")
    rejected = [r for r in read([library]) if isinstance(r, Rejected)]
    assert [(r.origin, r.reason) for r in rejected[:1] + rejected[2:]] == [
        (Origin("empty.txt", 1), "the file is empty: name a file that holds paper records"),
        (
            Origin("picture.png", 1),
            "the file is a binary file: export its records as text and name that file",
        ),
        (Origin("to-nowhere", 1), "the file is not a file: name a file or folder of paper records"),
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="everything may be read by this user")
def test_permissions(library: Path) -> None:
    (library / "b.txt").chmod(0)
    assert (
        message(library / "b.txt")
        == f"{library}/b.txt cannot be read (Permission denied): check its permissions"
    )
    assert ("b.txt", 1, "Rejected") in origins(library)
    (library / "deep").chmod(0)
    try:
        assert message(library).endswith("cannot be listed (Permission denied): check its permissions")
    finally:
        (library / "deep").chmod(0o700)


def test_damage_far_behind_the_beginning(library: Path) -> None:
    (library / "b.txt").write_bytes(RECORD.encode() + b"x" * 70_000 + b"\x00")
    assert origins(library)[0] == ("b.txt", 1, "Rejected")
    with pytest.raises(SourceError, match="is a binary file"):
        list(read([library / "b.txt"]))


def test_files_are_found_with_their_hashes(library: Path) -> None:
    found = find_files([library / "b.txt", library])
    assert [(file.name, file.given, file.folders) for file in found] == [
        ("b.txt", True, (library,)),
        ("deep/er/a.txt", False, (library,)),
        ("notes.md", False, (library,)),
    ]
    assert found[0].sha256() == hashlib.sha256(RECORD.encode()).hexdigest()
