"""People who are kept: with what is new looked at alone, everybody is whom one look at all finds."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.corrections import Corrections, Decision
from kgraph.people import describe_people, identify_added, identify_corrected, identify_kept, places_of
from kgraph.people.kept import part_off, read_people, tabulate_places
from kgraph.records import Mention, Origin, Paper, Person
from tests.people.test_blocks import papers

NONE = Corrections()


def paper(key: str, *names: str) -> Paper:
    mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    return Paper(f"paper:{key}", key, Origin("f", 1), mentions=mentions)


def everybody(papers: list[Paper], earlier: Path) -> tuple[list[object], set[object]]:
    """What a graph says of all people, and where they are meant."""
    found = identify_added(tabulate_places(places_of(papers)), NONE, earlier)
    rows, mentions = told(found.people, papers)
    stay = [(*row[:2], tuple(row[2]), tuple(row[3] or ()), row[4]) for row in found.stay.rows()]
    return sorted([*rows, *stay], key=str), mentions | set(found.mentions.rows())


def told(people: Iterable[Person], papers: list[Paper]) -> tuple[list[object], set[object]]:
    known = {(p.id, m.position): m.identifiers for p in papers for m in p.mentions}
    rows = zip(*describe_people(tuple(people), known).values(), strict=True)
    mentions = {(*mention, person.id) for person in people for mention in person.mentions}
    return sorted(((*row[:3], tuple(row[3] or ()), row[4]) for row in rows), key=str), mentions


@settings(max_examples=60)
@given(papers(), papers(), st.integers(0, 7))
def test_what_is_kept_makes_no_difference(first: list[Paper], second: list[Paper], common: int) -> None:
    now = [*second[:common], *first[common:]]  # some are changed, some gone, some new
    with TemporaryDirectory() as name:
        assert identify_kept(first, NONE, keep=Path(name)) == identify_corrected(first, NONE)
        assert everybody(now, Path(name)) == told(identify_corrected(now, NONE)[0], now)


def test_only_what_is_touched_is_looked_at(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee", "Bo Ek"), paper("b", "A. Lee", "Cy Ott")]
    identify_kept(before, NONE, keep=tmp_path)
    kept = read_people(tmp_path)
    assert kept
    now = [*before, paper("c", "Anna Lee", "Cy Ött")]
    parted = part_off(tabulate_places(places_of(now)), kept)
    assert parted.stay["label"].to_list() == ["Bo Ek"]
    assert parted.mentions.rows() == [("paper:a", 2, "person:bo-ek")]
    assert [[place.name for place in block.places] for block in parted.blocks] == [
        ["Ann Lee", "A. Lee", "Anna Lee"],
        ["Cy Ott", "Cy Ött"],
    ]
    assert parted.namesakes == ()


def test_a_namesake_may_get_another_number(tmp_path: Path) -> None:
    before = [paper("b", "Ann Lee"), paper("c", "Ann Lee (2)")]
    identify_kept(before, NONE, keep=tmp_path)
    now = [paper("a", "Ann Lee", "Ann Lee"), *before]
    assert everybody(now, tmp_path) == told(identify_corrected(now, NONE)[0], now)


def test_decisions_look_at_everybody(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee"), paper("b", "Ann Berg")]
    identify_kept(before, NONE, keep=tmp_path)
    married = Corrections((Decision("merge", "Ann Lee", "Ann Berg", "people.toml:1"),))
    found = identify_added(tabulate_places(places_of(before)), married, tmp_path)
    assert (found.people, found.notes) == identify_corrected(before, married)
    assert (found.stay.height, found.mentions.height) == (0, 0)


def test_damaged_files_are_as_if_they_were_not_there(tmp_path: Path) -> None:
    before = [paper("a", "Ann Lee")]
    identify_kept(before, NONE, keep=tmp_path)
    (tmp_path / "people.parquet").write_bytes(b"\xc1")
    assert read_people(tmp_path) is None
    assert everybody(before, tmp_path) == told(identify_corrected(before, NONE)[0], before)
    assert read_people(None) is None
