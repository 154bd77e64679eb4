"""Bytes as lines: encodings, line ends and marks, however the bytes are cut into pieces."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.errors import SourceError
from kgraph.sources.decoding import Lines, read_head


def read(data: bytes, *cuts: int) -> list[str]:
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    return list(Lines(data[start:end] for start, end in pairwise(places)))


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\r\nb\rc\n\nd", ["a", "b", "c", "", "d"]),
        (b"\r\n\r\n", ["", ""]),
        (b"a\x0bb\x0cc\xc2\x85d\xe2\x80\xa8e", ["a\x0bb\x0cc\x85d\u2028e"]),  # none of these ends a line
        (b"\xef\xbb\xbfa\n\xef\xbb\xbfb \xef\xbb\xbf", ["a", "b \ufeff"]),
        ("“ü”".encode("cp1252"), ["“ü”"]),
        (b"na\xefve\nna\xc3\xafve\n", ["naïve", "naïve"]),
        (b"\x81\x8d\xe9", ["\x81\x8dé"]),
        ("ü\r\n語".encode("utf-16"), ["ü", "語"]),
        ("über\rsheep".encode("utf-16-le"), ["über", "sheep"]),
        ("über\rsheep".encode("utf-16-be"), ["über", "sheep"]),
        ("𝒳 is\na set".encode("utf-16-le"), ["𝒳 is", "a set"]),
    ],
)
def test_lines(data: bytes, lines: list[str]) -> None:
    assert read(data) == lines


@given(
    st.text(st.sampled_from("aü語𝒳\r\n\ufeff"), max_size=30),
    st.sampled_from(["utf-8", "utf-16"]),
    st.lists(st.integers(2, 60), max_size=5),
)
def test_pieces_do_not_matter(text: str, encoding: str, cuts: list[int]) -> None:
    printed = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line.removeprefix("\ufeff") for line in printed]
    assert read(text.encode(encoding), *cuts) == (lines if lines[-1] else lines[:-1])


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    lines = Lines([data])
    found = list(lines)
    assert not any("\n" in line or "\r" in line or "\0" in line for line in found)
    assert lines.place == len(found)
    # Bytes with zeros that come through are UTF-16.
    if not lines.damage and data.isascii() and 0 not in data:
        assert "".join(found).encode() == data.translate(None, b"\r\n")


@pytest.mark.parametrize(
    ("data", "good"),
    [
        (b"a\nb\0c\nd\n", ["a", "b"]),
        (b"a\n\xff\x01\nb", ["a"]),  # neither encoding has such a line
        ("a\0b".encode("utf-16"), ["a"]),
    ],
)
def test_damage(data: bytes, good: list[str]) -> None:
    lines = Lines([data])
    assert (list(lines), lines.place, lines.damage.partition(":")[0]) == (
        good,
        len(good),
        "holds a byte that no text holds",
    )


def test_an_error_of_the_source_ends_the_text() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a\nb"
        raise SourceError("is gone")

    lines = Lines(pieces())
    assert (list(lines), lines.place, lines.damage) == (["a", "b"], 2, "is gone")


@pytest.mark.parametrize(
    ("data", "head"),
    [
        ("Schäf".encode()[:4], "Sch"),
        ("Sch語".encode()[:5], "Sch"),
        ("Sch𝒳".encode()[:6], "Sch"),
        ("Schä".encode("utf-16")[:-1], "Sch�"),
    ],
)
def test_a_head_may_end_inside_a_letter(data: bytes, head: str) -> None:
    assert read_head(data) == head


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.5\n%\xd0\xd4\xc5\xd8\x03\n",
        bytes(range(0, 256, 2)),
        b"\1\0\2\0\3\0\4\0",
        "text".encode("utf-32"),
    ],
)
def test_binary_heads(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^is a binary file: export its records as text"):
        read_head(data)
