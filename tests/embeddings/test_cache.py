"""The cache only saves time: whatever happens to its file, nothing is lost but time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.embeddings.cache import open_cache

PAIRS = [(b"a", b"12"), (b"b", b"34")]


def fill(path: Path) -> None:
    with open_cache(path, 2) as cache:
        cache.put(PAIRS)


def held(path: Path) -> list[bytes | None]:
    with open_cache(path, 2) as cache:
        return [cache.get(key) for key in (b"a", b"b", b"c")]


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "x.sqlite"
    fill(path)
    assert held(path) == [b"12", b"34", None]


def test_a_value_that_was_changed_is_not_given(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    fill(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE vectors SET value = zeroblob(length(value)) WHERE key = ?", (b"a",))
    assert held(path) == [None, b"34", None]
    fill(path)
    assert held(path) == [b"12", b"34", None]


def test_a_value_of_another_size_is_not_given(tmp_path: Path) -> None:
    fill(tmp_path / "x.sqlite")
    with open_cache(tmp_path / "x.sqlite", 3) as cache:
        assert cache.get(b"a") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"not a database, but longer than the header of one is " * 4,
        lambda content: content[: len(content) // 2],
        lambda content: content[:100] + bytes(1000) + content[1100:],
        lambda content: content[:4096] + b"\xff" * 4096 + content[8192:],
        lambda content: content[:-4096] + bytes(4096),
        lambda content: b"",
    ],
    ids=["rubbish", "cut off", "overwritten", "a page lost", "the last page lost", "empty"],
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "x.sqlite"
    fill(path)
    path.write_bytes(damage(path.read_bytes()))
    assert held(path) == [None, None, None]
    fill(path)
    assert held(path) == [b"12", b"34", None]


@settings(max_examples=50)
@given(st.integers(0, 12_287), st.binary(min_size=1, max_size=400))
def test_no_damage_gives_a_wrong_value_or_stays(place: int, noise: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        fill(path)
        content = path.read_bytes()
        path.write_bytes(content[:place] + noise + content[place + len(noise) :])
        for found, right in zip(held(path), (b"12", b"34", None), strict=True):
            assert found in {None, right}
        fill(path)  # may find more of the damage
        fill(path)
        assert held(path) == [b"12", b"34", None]


def test_where_no_file_can_be_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with open_cache(tmp_path / "file" / "x.sqlite", 2) as cache:
        cache.put(PAIRS)
        assert cache.get(b"a") == b"12"
    assert held(tmp_path / "file" / "x.sqlite") == [None, None, None]


def test_a_file_that_another_holds_is_read_but_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.sqlite"
    fill(path)
    monkeypatch.setattr("kgraph.embeddings.cache._PATIENCE", 0)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_cache(path, 2) as cache:
            cache.put([(b"c", b"56")])
            assert cache.get(b"a") == b"12"
    assert held(path) == [b"12", b"34", None]
