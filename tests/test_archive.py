"""Records that are kept, and added to."""

import io
from pathlib import Path

import polars as pl
import pytest

from kgraph.archive import FILE, NONE, Records, read_records, write_records
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
    write_records(NONE.add(ONE), tmp_path)
    found = read_records(tmp_path)
    assert found.records() == ONE
    assert found.table["is_new"].to_list() == [False, False, False]
    written = (tmp_path / FILE).read_bytes()
    write_records(found, tmp_path)
    assert (tmp_path / FILE).read_bytes() == written


def test_a_row_says_by_what_a_record_is_compared_and_what_it_lacks() -> None:
    rows = NONE.add(ONE).table.select("file", "line", "id", "keys", "lacks").rows()
    assert rows == [
        ("b.bib", 1, "paper:b", "title b\nid paper:b", "abstract"),
        ("b.bib", 5, "paper:c", "title c\nid paper:c", "abstract"),
        ("b.bib", 9, None, "", ""),
    ]


def test_the_order_in_which_records_are_added_does_not_matter() -> None:
    both = Records(
        (record("a", "a.bib", 1), record("b", "b.bib", 1), record("c", "b.bib", 5)),
        (rejected("b.bib"),),
        (("a.bib", "1a"), ("b.bib", "1b")),
    )
    assert NONE.add(ONE).add(TWO).records() == both
    assert NONE.add(TWO).add(ONE).records() == both


def test_a_file_that_is_added_again_counts_once(tmp_path: Path) -> None:
    write_records(NONE.add(ONE), tmp_path)
    one = read_records(tmp_path)
    assert one.add(ONE).table.equals(one.table)
    added = one.add(Records((record("d", "b.bib", 1),), (), (("b.bib", "2b"),)))
    assert [paper.title for paper in added.papers()] == ["b", "d", "c"]
    assert added.table["is_new"].to_list() == [False, True, False, False]
    assert [paper.title for paper in added.papers(pl.Series([2, 1]))] == ["c", "d"]
    assert added.inputs == (("b.bib", "1b"), ("b.bib", "2b"))


def test_damaged_records_say_what_to_do(tmp_path: Path) -> None:
    other = pl.DataFrame({"file": ["a"]})
    for damage in (b"", b"no table", table(other), table(other, inputs="[]")):
        (tmp_path / FILE).write_bytes(damage)
        with pytest.raises(GraphError, match=r"are damaged .*: build it again"):
            read_records(tmp_path)


def table(rows: pl.DataFrame, **metadata: str) -> bytes:
    file = io.BytesIO()
    rows.write_parquet(file, metadata=metadata)
    return file.getvalue()


def test_a_folder_without_records_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no records to add to: build it again, with all files"):
        read_records(tmp_path)
