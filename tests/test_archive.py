"""Records that are kept, and added to."""

import gzip
from pathlib import Path

import pytest

from kgraph.archive import FILE, Records, read_records, write_records
from kgraph.errors import GraphError
from kgraph.records import Mention, Origin, Paper, Rejected


def record(title: str, file: str, line: int) -> Paper:
    mentions = (Mention("Ann Lee", 1, ("orcid:0000-0002-1825-0097",), ("Uni O",)),)
    return Paper(f"paper:{title}", title, Origin(file, line), mentions, references=("A (2019)",), date="2020")


def rejected(file: str) -> Rejected:
    return Rejected(Origin(file, 9), "no title", "{\u2028}")


ONE = Records((record("b", "b.bib", 1), record("c", "b.bib", 5)), (rejected("b.bib"),), (("b.bib", "1b"),))
TWO = Records((record("a", "a.bib", 1),), (), (("a.bib", "1a"),))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_records(ONE, tmp_path)
    assert read_records(tmp_path) == ONE
    written = (tmp_path / FILE).read_bytes()
    write_records(ONE, tmp_path)
    assert (tmp_path / FILE).read_bytes() == written


def test_the_order_in_which_records_are_added_does_not_matter() -> None:
    both = Records(
        (record("a", "a.bib", 1), record("b", "b.bib", 1), record("c", "b.bib", 5)),
        (rejected("b.bib"),),
        (("a.bib", "1a"), ("b.bib", "1b")),
    )
    assert both == ONE + TWO
    assert both == TWO + ONE


def test_a_file_that_is_added_again_counts_once() -> None:
    assert ONE + ONE == ONE
    changed = Records((record("d", "b.bib", 1),), (), (("b.bib", "2b"),))
    added = ONE + changed
    assert [paper.title for paper in added.papers] == ["b", "d", "c"]
    assert added.inputs == (("b.bib", "1b"), ("b.bib", "2b"))


@pytest.mark.parametrize("damage", [b"", b"no gzip", gzip.compress(b"\xc1")])
def test_damaged_records_say_what_to_do(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(damage)
    with pytest.raises(GraphError, match=r"are damaged .*: build it again"):
        read_records(tmp_path)


def test_a_folder_without_records_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no records to add to: build it again, with all files"):
        read_records(tmp_path)
