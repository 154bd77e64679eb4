"""How records are found in JSON texts of every outline, broken ones included."""

import json
from collections.abc import Iterator
from itertools import islice

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.records import Origin, Paper, Rejected
from kgraph.sources.json_heads import complete, head_records, is_one_a_line, wrapper_of
from kgraph.sources.json_lenient import read_leniently
from kgraph.sources.json_records import read_records
from kgraph.sources.record import make_paper


class Record(msgspec.Struct):
    title: str | None = None
    year: int | None = None
    names: list[str] | None = None


def make(record: Record, origin: Origin, raw: str) -> Paper | Rejected | None:
    if record.title == "no record":
        return None
    return make_paper(origin, raw, title=record.title, date=str(record.year) if record.year else None)


def read(text: str) -> list[tuple[int, str]]:
    """The line of each record, with its title or why it was rejected."""
    found = read_records(iter(text.split("\n")), "f.json", Record, make)
    return [(one.origin.line, one.title if isinstance(one, Paper) else f"! {one.reason}") for one in found]


NOTHING = [(1, "! the file holds no records")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"title": "A"}, {"title": "B"}]', [(1, "A"), (1, "B")]),
        ('\n[\n {"title": "A"},\n\n {\n "title": "B"}\n]', [(3, "A"), (5, "B")]),
        ('{"title": "A"}', [(1, "A")]),
        ('\n{\n "title":\n "A"\n}\n', [(2, "A")]),
        ('{"title": "A"}\n\n{"title": "B"}\n', [(1, "A"), (3, "B")]),
        ('{"message": {"total": 2,\n "items": [\n{"title": "A"},\n{"title": "B"}]}}', [(3, "A"), (4, "B")]),
        ('{"message":\n {"title": "A"}}', [(2, "A")]),
        ('{"meta": {"count": 1},\n"results": [{"title": "A"}]}', [(2, "A")]),
        ('{"results": [{"title": "A"}]}\n{"results": [{"title": "B"}]}', [(1, "A"), (2, "B")]),
        ('[{"key": "K", "data": {"title": "A"}},\n{"data": {"title": "B"}}]', [(1, "A"), (2, "B")]),
        ('{"title": "A", "references": [{"title": "B"}]}', [(1, "A")]),
        ('{\n"title": "A"\n}\n{\n"title": "B"\n}', [(1, "A"), (4, "B")]),
        ('{"title": "no record"}\n{"title": "B"}', [(2, "B")]),
        ('{"title": "no record"}', NOTHING),
        ("[]", NOTHING),
        ('{"results": []}', NOTHING),
        ("", NOTHING),
        ('[{"title": "A"}, null, 3]', [
            (1, "A"), (1, "! a JSON value that is no record"), (1, "! a JSON value that is no record"),
        ]),
        ('{"year": 2}', [(1, "! a record without a title")]),
    ],
)  # fmt: skip
def test_every_outline_is_read_with_the_lines_of_its_records(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[\n{"title": "A"},\n{"title": "B', [(2, "A"), (3, "! no valid JSON: …")]),
        ('[\n{"title": "A"},\n', [(2, "A"), (2, "! no valid JSON: …")]),
        ('{"results": [\n{"title": "A"},\n{"ti', [(2, "A"), (3, "! no valid JSON: …")]),
        ('{"message": {"items": [\n{"title": "A"}\n]', [(2, "A"), (3, "! no valid JSON: …")]),
        ('{"title": "A", "references": [{"title": "B"}, {', [(1, "! no valid JSON: …")]),
        ('{"title": "A"}\n{"title": \n{"title": "C"}', [(1, "A"), (2, "! no valid JSON: …"), (3, "C")]),
        ('{"title": "\n{"title": "B"}', [(1, "! no valid JSON: …"), (2, "B")]),
        ('[{"title": "A"}] and more', [(1, "A"), (1, "! no valid JSON: …")]),
        ("{", [(1, "! no valid JSON: …")]),
    ],
)
def test_a_broken_text_gives_its_good_records_and_one_reason(
    text: str, expected: list[tuple[int, str]]
) -> None:
    assert [(line, said[:17] + "…" if said[0] == "!" else said) for line, said in read(text)] == expected


def test_what_python_writes_and_json_does_not_know_is_read() -> None:
    assert read('[{"title": "A", "year": NaN},\n {"title": "B"}]') == [(1, "A"), (2, "B")]
    assert read('{"title": "A\\ud83d", "x": Infinity}\n{"title": "\\ud83d\\ude00"}') == [
        (1, "A\ufffd"),
        (2, "😀"),
    ]


def test_a_value_of_a_wrong_type_spoils_neither_its_record_nor_another() -> None:
    text = '[{"title": 7, "year": "2020"}, {"title": {"a": 1}, "year": 1}, {"title": "C", "year": [2]}]'
    records = list(read_records([text], "f", Record, make))
    assert [(one.title, one.date) if isinstance(one, Paper) else one.reason for one in records] == [
        ("7", "2020"), "a record without a title", ("C", None),
    ]  # fmt: skip


def test_deep_nesting_is_rejected() -> None:
    deep = '{"title": "A", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert len(read(deep)) == 1
    assert len(read(f"[{deep}]")) == 1
    assert head_records("[" * 60_000) == ()


def test_an_object_a_line_is_read_without_holding_the_file() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield '{"title": "A"}'

    assert len(list(islice(read_records(endless(), "f", Record, make), 1000))) == 1000


def test_a_rejected_record_keeps_at_most_2000_characters() -> None:
    (rejected,) = read_records(['{"title": "' + "x" * 5000], "f", Record, make)
    assert isinstance(rejected, Rejected)
    assert len(rejected.raw) == 2000


@given(st.integers(1, 200))
def test_a_head_may_be_cut_anywhere(length: int) -> None:
    records = [
        {"title": 'A "b", {c} [d]\n', "names": ["x", "y"], "more": {"z": [1, {"w": None}]}},
        {"title": "B"},
    ]
    for text in (json.dumps(records), json.dumps({"results": records}, indent=1)):
        for record in head_records(text[:length]):
            assert record.keys() <= {"title", "names", "more", "meta", "results"}
            assert record.get("title", "B") in ("B", 'A "b", {c} [d]\n')
    assert head_records(json.dumps(records)) == tuple(records)


def test_heads() -> None:
    assert head_records("Title: no JSON") == ()
    assert head_records("") == ()
    assert head_records('{"a": 1\n{"title": "B"}\n{"title": "C') == ({}, {"title": "B"}, {})
    assert complete('{"a": "unfinished, [') == {}
    assert wrapper_of(["Title", "data"]) is None
    assert not is_one_a_line(["[{}]", "{}"])


def test_lenient_reading() -> None:
    assert read_leniently({"title": 1.5, "names": "x"}, Record) == Record("1.5", None, ["x"])
    assert read_leniently({"title": True, "names": [1, None, {}]}, Record) == Record(None, None, ["1"])
    assert read_leniently([2020, None, "5"], list[int | None]) == [2020, None, 5]
    assert read_leniently(3, Record) is msgspec.UNSET
    assert read_leniently({"a": 1}, int | dict[str, str]) == {"a": "1"}
