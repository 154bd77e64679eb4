"""Entries of tagged text, whatever the tags."""

import re

import pytest

from kgraph.records import Origin, Rejected
from kgraph.sources import tagged
from kgraph.sources.tagged import Entry, Grammar, first_lines, read_entries, read_records

GRAMMAR = Grammar(
    field=re.compile(r"(?P<tag>[A-Z]{2}) (?P<value>.*)"),
    begins=lambda tag, tags, blank: tag == "PT",
    end="ER",
    furniture=re.compile(r"-+$"),
)


def test_entries_and_what_stands_between_them() -> None:
    lines = [
        "---",
        "stray",
        "",
        "more",
        "PT J",
        "TI One ",
        "  two",
        "\ufeff",
        " three",
        "ER ",
        "--",
        "ER x",
        "PT B",
    ]
    assert list(read_entries(lines, GRAMMAR)) == [
        Entry(2, (), "stray\nmore"),
        Entry(5, (("PT", "J"), ("TI", "One\ntwo\nthree"), ("ER", "")), "PT J\nTI One \n  two\n three\nER "),
        Entry(13, (("PT", "B"),), "PT B"),
    ]


def test_values_by_tag() -> None:
    entry = Entry(1, (("AU", "Roe"), ("TI", " "), ("AU", "Doe"), ("T1", "Fog")), "")
    assert entry.values("AU", "T1") == ["Roe", "Doe", "Fog"]
    assert entry.first("TI", "T1") == "Fog"
    assert entry.first("XX") == ""


def test_an_entry_that_is_never_closed_is_given_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagged, "_MOST_LINES", 3)
    lines = ["PT J", *["AU Roe"] * 4]
    assert [len(entry.fields) for entry in read_entries(lines, GRAMMAR)] == [3, 2]


def test_stray_text_is_rejected() -> None:
    assert list(read_records([Entry(3, (), "stray")], "a", lambda entry, origin: pytest.fail(entry.raw))) == [
        Rejected(Origin("a", 3), "text outside the records", "stray")
    ]


def test_first_lines() -> None:
    assert first_lines("\ufeff\n\n a\n\nb\nc", 2) == [" a", "b"]
    assert first_lines("", 2) == []
