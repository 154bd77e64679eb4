"""Groups of records are closed: merged one by one they give what all records give at once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kgraph.duplicates import Closed, close_groups, keys_of, merge_duplicates, merge_group, refer_to_kept
from kgraph.records import Mention, Origin, Paper

TELLING = ("On the origin of reward models", "ON THE ORIGIN of reward models", "Another story of the reward")
TITLES = st.sampled_from([*TELLING, "A third story of rewards", "Preface", "preface", "!", "?", "孤"])
# Many records of one number, and few numbers for many records.
NUMBERS = st.sampled_from(["scopus:1", "scopus:1", "doi:10.1000/1", "doi:10.1000/2", "arxiv:1912.00001"])
IDS = st.sampled_from(["paper:a", "paper:b", "paper:c", "paper:d", "paper:e", "paper:f"])
NAMES = st.sampled_from(["Ann Lee", "A. Lee", "Zoe Lee", "Bo Ek"])


@st.composite
def records(draw: st.DrawFn) -> Paper:
    names = draw(st.lists(NAMES, max_size=2))
    return Paper(
        id=draw(IDS),
        title=draw(TITLES),
        origin=Origin("f", draw(st.integers(1, 99))),
        mentions=tuple(Mention(name, place) for place, name in enumerate(names, start=1)),
        date=draw(st.sampled_from([None, "2019", "2020", "2021"])),
        venue=draw(st.sampled_from([None, "Mind", "Nature"])),
        doi=draw(st.sampled_from([None, "10.1000/3"])),
        references=tuple(draw(st.lists(IDS, max_size=3))),
        identifiers=tuple(draw(st.lists(NUMBERS, max_size=2, unique=True))),
        type=draw(st.sampled_from([None, "preprint"])),
    )


def merged_by_one(batch: list[Paper]) -> tuple[tuple[Paper, ...], tuple[object, ...]]:
    """All records looked at as one group."""
    whole = merge_group(batch)
    papers = sorted(refer_to_kept(whole.papers, dict(whole.moved)), key=lambda paper: paper.id)
    return tuple(papers), tuple(sorted(whole.merges, key=lambda each: (each.paper, each.merged, each.rule)))


@given(st.lists(records(), max_size=14))
def test_groups_give_what_all_records_give(batch: list[Paper]) -> None:
    assert merge_duplicates(batch) == merged_by_one(batch)


@given(st.lists(records(), max_size=14))
def test_a_united_record_has_no_new_key(batch: list[Paper]) -> None:
    closed = close_groups([keys_of(paper) for paper in batch])
    for group in closed.groups:
        known = {key for place in group for key in keys_of(batch[place])}
        merged = merge_group([batch[place] for place in group], closed.constants)
        united = [replace(paper, id=batch[group[0]].id) for paper in merged.papers]  # ids get a suffix
        assert {key for paper in united for key in keys_of(paper)} <= known


def paper(key: str, title: str, *numbers: str) -> Paper:
    return Paper(f"paper:{key}", title, Origin("f", 1), identifiers=numbers)


def test_groups_are_linked_by_any_key() -> None:
    batch = [
        paper("a", "One"),
        paper("b", "Two", "doi:10.1000/1"),
        paper("c", "Three"),
        paper("b", "one"),
        paper("d", "Four", "doi:10.1000/1"),
        paper("c", "Five"),
    ]
    assert close_groups([keys_of(each) for each in batch]) == Closed(((0, 1, 3, 4), (2, 5)), frozenset())


def test_a_number_on_many_titles_links_nothing() -> None:
    batch = [paper(str(place), f"Title {place}", "scopus:1") for place in range(4)]
    assert close_groups([keys_of(each) for each in batch]) == Closed((), frozenset({"scopus:1"}))
    # A merge by another number leaves three titles, which the number may then join.
    batch[0] = replace(batch[0], identifiers=("scopus:1", "doi:10.1000/1"))
    batch[1] = replace(batch[1], identifiers=("scopus:1", "doi:10.1000/1"))
    assert close_groups([keys_of(each) for each in batch]) == Closed(((0, 1, 2, 3),), frozenset())


def test_no_group_of_two_in_nothing() -> None:
    assert close_groups([]) == Closed((), frozenset())
    assert close_groups([keys_of(paper("a", "One"))]) == Closed((), frozenset())
