"""People who are kept: with what is new looked at alone, everybody is whom one look at all finds."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.corrections import Corrections, Decision
from kgraph.people import identify_corrected, identify_kept
from kgraph.people.kept import part_off, read_people
from kgraph.records import Mention, Origin, Paper
from tests.people.test_blocks import papers

NONE = Corrections()


def paper(key: str, *names: str) -> Paper:
    mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    return Paper(f"paper:{key}", key, Origin("f", 1), mentions=mentions)


@settings(max_examples=60)
@given(papers(), papers(), st.integers(0, 7))
def test_what_is_kept_makes_no_difference(first: list[Paper], second: list[Paper], common: int) -> None:
    now = [*second[:common], *first[common:]]  # some are changed, some gone, some new
    with TemporaryDirectory() as name:
        assert identify_kept(first, NONE, keep=Path(name)) == identify_corrected(first, NONE)
        assert identify_kept(now, NONE, earlier=Path(name)) == identify_corrected(now, NONE)


def test_only_what_is_touched_is_looked_at(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee", "Bo Ek"), paper("b", "A. Lee", "Cy Ott")]
    identify_kept(before, NONE, keep=tmp_path)
    kept = read_people(tmp_path)
    assert kept
    stay, blocks = part_off([*before, paper("c", "Anna Lee")], kept)
    assert [person.name for person in stay] == ["Bo Ek", "Cy Ott"]
    assert [[place.name for place in block.places] for block in blocks] == [["Ann Lee", "A. Lee", "Anna Lee"]]


def test_decisions_look_at_everybody(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee"), paper("b", "Ann Berg")]
    identify_kept(before, NONE, keep=tmp_path)
    married = Corrections((Decision("merge", "Ann Lee", "Ann Berg", "people.toml:1"),))
    assert identify_kept(before, married, earlier=tmp_path) == identify_corrected(before, married)


def test_damaged_files_are_as_if_they_were_not_there(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee")]
    identify_kept(before, NONE, keep=tmp_path)
    (tmp_path / "people.msgpack").write_bytes(b"\xc1")
    assert read_people(tmp_path) is None
    assert identify_kept(before, NONE, earlier=tmp_path) == identify_corrected(before, NONE)
    assert read_people(None) is None
