import gzip
import hashlib
import io
import itertools
import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from kgraph.errors import SourceError, UnknownNameError
from kgraph.records import Origin, Paper, Rejected
from kgraph.sources import read

KNOWN = (
    "kgraph reads the ACL Anthology's XML, arXiv's Atom, OAI-PMH, PubMed XML, EndNote XML, listings, "
    "kgraph's own RDF, Web of Science text, PubMed text (nbib), RIS, EndNote text, BibTeX, tables (CSV, "
    "TSV), JSON of OpenAlex, Crossref, Semantic Scholar, arXiv, Zotero, CSL and plain JSON records"
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
    (tmp_path / "packed.gz").write_bytes(gzip.compress(b"\x00", mtime=1_600_000_000))
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
    assert message(tmp_path / "*.ris") == f"{tmp_path}/*.ris matches no file: check the pattern"
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


def papers_and_rejected(*paths: str | Path) -> tuple[list[str], list[Rejected]]:
    records = list(read(paths))
    return (
        [r.title for r in records if isinstance(r, Paper)],
        [r for r in records if isinstance(r, Rejected)],
    )


def jsonl(count: int) -> bytes:
    """Plain records of some 200 bytes, a line each."""
    records = (
        {"title": f"Counting {n}", "abstract": "x" * 100, "authors": ["Jane Roe"]} for n in range(count)
    )
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def test_a_byte_that_no_text_holds_ends_a_file_behind_its_good_records(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(1_000) + b'{"title": "\0"}\n' + jsonl(1))
    titles, rejected = papers_and_rejected(file)
    assert titles == [f"Counting {n}" for n in range(1_000)]
    reason = "the file holds a byte that no text holds: what follows is not read, so mend the file there"
    assert [(r.origin, r.reason.partition(" (")[0], r.raw) for r in rejected] == [
        (Origin("a.jsonl", 1_001), reason, '{"title": "')
    ]


def test_damage_to_a_listing_leaves_its_records(library: Path) -> None:
    (library / "b.txt").write_bytes(RECORD.encode() + b"x" * 70_000 + b"\n\0\n")
    assert origins(library / "b.txt") == [("b.txt", 1, "Paper"), ("b.txt", 4, "Rejected")]


def test_gzip_is_told_from_its_bytes(tmp_path: Path) -> None:
    packed = gzip.compress(jsonl(400), mtime=0) + gzip.compress(jsonl(1), mtime=0)  # as `cat a.gz b.gz`
    (tmp_path / "a.jsonl").write_bytes(packed)
    reading = read([tmp_path / "a.jsonl"])
    titles = [record.title for record in reading if isinstance(record, Paper)]
    assert titles == [*(f"Counting {n}" for n in range(400)), "Counting 0"]
    assert reading.inputs == (("a.jsonl", hashlib.sha256(packed).hexdigest()),)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda packed: packed[: len(packed) // 2], "Compressed file ended before the end-of-stream marker"),
        (lambda packed: packed + b"no archive", "Not a gzipped file (b'no')"),
        (lambda packed: packed[:-8] + b"\0" * 8, "CRC check failed"),
    ],
)
def test_a_broken_archive_gives_what_it_holds_and_one_rejected(
    tmp_path: Path, damage: Callable[[bytes], bytes], reason: str
) -> None:
    noise = "".join(hashlib.sha256(n.to_bytes(2)).hexdigest() for n in range(4_000))
    lines = [json.dumps({"title": f"Sheep {n}", "abstract": noise[n * 60 :][:60]}) for n in range(4_000)]
    packed = gzip.compress("\n".join(lines).encode(), mtime=0)
    (tmp_path / "a.gz").write_bytes(damage(packed))
    titles, rejected = papers_and_rejected(tmp_path / "a.gz")
    assert titles == [f"Sheep {n}" for n in range(len(titles))]
    assert len(titles) > 1_900
    assert [r.reason.startswith(f"the file is a broken gzip archive ({reason}") for r in rejected] == [True]
    # The line that was cut, or the last.
    assert rejected[0].origin.line == min(len(titles) + 1, 4_000)


def test_an_archive_of_nothing_but_size_is_not_unpacked_whole(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.gz", "wb") as file:
        file.write(RECORD.encode())
        for _ in range(100):
            file.write(b"x" * (1 << 20))
    titles, rejected = papers_and_rejected(tmp_path / "bomb.gz")
    assert titles == ["Counting the Heads of Sheep"]
    assert [r.reason.partition(",")[0] for r in rejected] == [
        "the file is a gzip archive of more than 500 times its size"
    ]


def test_memory_does_not_grow_with_a_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        (tmp_path / "a.jsonl").write_bytes(jsonl(count))
        tracemalloc.start()
        assert sum(1 for _ in read([tmp_path / "a.jsonl"])) == count
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(20_000) < peak(5_000) * 1.2


class Pipe(io.BytesIO):
    """Bytes that can be read once."""

    def seek(self, *_: int) -> int:
        raise io.UnsupportedOperation("seek")


def test_standard_input_is_read_once_as_it_comes(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(jsonl(30_000), mtime=0)
    assert len(packed) > 1 << 16
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Pipe(packed)))
    reading = read(["-", library / "b.txt", "-"])
    assert [(r.origin.file, r.origin.line) for r in reading] == [
        ("b.txt", 1),
        *(("stdin", n) for n in range(1, 30_001)),
    ]
    assert reading.inputs == (
        ("b.txt", hashlib.sha256(RECORD.encode()).hexdigest()),
        ("stdin", hashlib.sha256(packed).hexdigest()),
    )


def test_standard_input_without_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Pipe(b"")))
    with pytest.raises(SourceError, match=r"^standard input is empty: name a file that holds paper records$"):
        read(["-"])


def test_every_file_is_told_with_its_hash(library: Path) -> None:
    reading = read([library])
    assert reading.inputs == ()
    list(reading)
    digest = hashlib.sha256(RECORD.encode()).hexdigest()
    unknown = hashlib.sha256((UNKNOWN + "x" * 300).encode()).hexdigest()
    assert reading.inputs == (("b.txt", digest), ("deep/er/a.txt", digest), ("notes.md", unknown))


def test_a_meter_sees_every_byte(library: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    list(read([library], meter=lambda done, total: seen.append((done, total))))
    total = 2 * len(RECORD.encode()) + len(UNKNOWN) + 300
    assert {total for _, total in seen} == {total}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == total


def test_columns_are_mapped_where_a_file_has_them(library: Path) -> None:
    (library / "a.csv").write_text("Nom;Verfasser;Ort\nSchafe;Roe, Jane;Weide\n")
    (library / "b.csv").write_text("Title,Verfasser\nSheep,Jane Roe and John Doe\n")
    (library / "c.jsonl").write_text('{"Nom": "Moutons", "Verfasser": ["Jane Roe"], "doi": "10.1000/x"}\n')
    columns = {"title": "Nom", "authors": "Verfasser", "organizations": "ort"}
    papers = [r for r in read([library], columns=columns) if isinstance(r, Paper)]
    assert [(p.origin.file, p.title, [m.name for m in p.mentions], p.organizations) for p in papers] == [
        ("a.csv", "Schafe", ["Jane Roe"], ("Weide",)),
        ("b.csv", "Sheep", ["Jane Roe", "John Doe"], ()),
        ("b.txt", "Counting the Heads of Sheep", ["Jane Roe", "John Doe"], ()),
        ("c.jsonl", "Moutons", ["Jane Roe"], ()),
        ("deep/er/a.txt", "Counting the Heads of Sheep", ["Jane Roe", "John Doe"], ()),
    ]


def test_columns_that_are_nowhere_are_errors(library: Path) -> None:
    (library / "a.csv").write_text("Title;Authors\nSchafe;Roe, Jane\n")
    with pytest.raises(SourceError, match="no table or JSON file has a column 'Nom' for venue: check how"):
        read([library], columns={"title": "Title", "venue": "Nom"})
    with pytest.raises(
        UnknownNameError, match="no field is called 'titel': map one of title, authors, abstr"
    ):
        read([library], columns={"titel": "Title"})
