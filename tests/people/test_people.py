import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.people import identify
from kgraph.records import Mention, Origin, Paper, Person
from kgraph.sources import listing


def papers_of(*author_lists: str) -> list[Paper]:
    """One paper a string, authors separated by semicolons; its id is `p1`, `p2`, …"""
    return [
        Paper(
            id=f"p{number}",
            title=f"Paper {number}",
            origin=Origin("papers.txt", number),
            mentions=tuple(Mention(name.strip(), place) for place, name in enumerate(names.split(";"), 1)),
        )
        for number, names in enumerate(author_lists, 1)
    ]


def groups(*names: str) -> set[frozenset[str]]:
    """The printed names that are merged, each name standing on a paper of its own."""
    return {frozenset(person.names) for person in identify(papers_of(*names))}


def test_a_middle_initial_left_out() -> None:
    assert identify(papers_of("Tom Brown; Ann Lee", "Tom B. Brown", "Tom Brown")) == (
        Person("person:ann-lee", "Ann Lee", ("Ann Lee",), (("p1", 2),)),
        Person(
            "person:tom-b-brown",
            "Tom B. Brown",
            ("Tom B. Brown", "Tom Brown"),
            (("p1", 1), ("p2", 1), ("p3", 1)),
            "Tom B. Brown = Tom Brown: same surname, compatible given names (a middle name left out), "
            "no other candidate",
        ),
    )


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Jeffrey Wu", "Jeff Wu", "same surname, compatible given names (a nickname), no other candidate"),
        ("Anna Berg", "A. Berg", "same surname, compatible given names (initials), no other candidate"),
        (
            "Anna Maria Berg",
            "A. Berg",
            "same surname, compatible given names (a middle name left out, initials), no other candidate",
        ),
        (
            "Jean-Yves Petit",
            "J.-Y. Petit",
            "same surname, compatible given names (initials), no other candidate",
        ),
        ("Weina Zhao", "Wei-Na Zhao", "same surname, compatible given names, no other candidate"),
        ("Anna DiMarco", "Anna Di Marco", "same surname, compatible given names, no other candidate"),
        ("José García", "Jose Garcia", "the same name but for accents, case, points, hyphens or word order"),
        ("Brown, Tom", "Tom Brown", "the same name but for accents, case, points, hyphens or word order"),
    ],
)
def test_the_ladder_merges(one: str, other: str, reason: str) -> None:
    (person,) = identify(papers_of(one, other))
    assert person.reason.partition(": ")[2] == reason
    assert person.reason.partition(": ")[0] in {f"{one} = {other}", f"{other} = {one}"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wei Yan", "Wei Yang"),
        ("Yan Li", "Yang Li"),
        ("Yan Gao", "Yang Ao"),
        ("Li Na", "Lina"),
        ("Yang Li", "Li Yang"),
        ("Peggy Ross", "Meg Ross"),
        ("Anna B. Lee", "Anna C. Lee"),
        ("A. B. Lee", "Anna C. Lee"),
        ("J. P. Petit", "Jean-Yves Petit"),
        ("Jean Petit", "Jean-Yves Petit"),
        ("Ann Lee Jr.", "Ann Lee Sr."),
        ("Lee", "Ann Lee"),
        ("李明", "李明辉"),
        ("明 李", "明辉 李"),
    ],
)
def test_the_ladder_keeps_apart(one: str, other: str) -> None:
    assert groups(one, other) == {frozenset({one}), frozenset({other})}


def test_a_form_that_could_be_either_stays_alone() -> None:
    assert groups("J. Smith", "John Smith", "Jane Smith", "John A. Smith") == {
        frozenset({"J. Smith"}),
        frozenset({"Jane Smith"}),
        frozenset({"John Smith", "John A. Smith"}),
    }


def test_names_on_one_paper_are_different_people() -> None:
    assert [person.names for person in identify(papers_of("Ann Lee; A. Lee", "Ann B. Lee"))] == [
        ("A. Lee",),
        ("Ann B. Lee",),
        ("Ann Lee",),
    ]
    assert [person.names for person in identify(papers_of("José Paz; Jose Paz", "Jose Paz"))] == [
        ("José Paz",),
        ("Jose Paz",),
    ]


def test_one_name_twice_on_a_paper_is_two_people() -> None:
    assert identify(papers_of("Wei Ma; Bo Ek; Wei Ma", "Wei Ma")) == (
        Person("person:bo-ek", "Bo Ek", ("Bo Ek",), (("p1", 2),)),
        Person("person:wei-ma", "Wei Ma", ("Wei Ma",), (("p1", 1), ("p2", 1))),
        Person("person:wei-ma-2", "Wei Ma", ("Wei Ma",), (("p1", 3),)),
    )


def test_numbers_never_meet_a_name() -> None:
    ids = [person.id for person in identify(papers_of("Wei Ma; Wei Ma", "Wei Ma 2"))]
    assert ids == ["person:wei-ma", "person:wei-ma-2", "person:wei-ma-3"]


@pytest.mark.parametrize(
    ("printed", "fullest"),
    [
        (("A. Berg", "Anna Berg"), "Anna Berg"),
        (("Anna Berg", "Anna M. Berg"), "Anna M. Berg"),
        (("Anna M. Berg", "Anna Maria Berg"), "Anna Maria Berg"),
        (("ANNA BERG", "Anna Berg", "ANNA BERG"), "Anna Berg"),
        (("Jose Paz", "José Paz", "José Paz"), "José Paz"),
        (("Jose Paz", "José Paz"), "Jose Paz"),
        (("Berg, Anna", "Anna Berg", "Berg, Anna"), "Anna Berg"),
    ],
)
def test_the_fullest_form_names_the_person(printed: tuple[str, ...], fullest: str) -> None:
    (person,) = identify(papers_of(*printed))
    assert person.name == fullest


def test_nothing_in_nothing_out() -> None:
    assert identify([]) == ()


_NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(
        ["J.", "J. B.", "John", "John B.", "Jane", "Jon-Bo", "JB", "Jack", "Johnny", "JOHN", "Jón"]
    ),
    st.sampled_from(["Smith", "Smith Jr.", "van Smith", "Smyth"]),
)


@given(st.lists(st.lists(_NAMES, min_size=1, max_size=4), max_size=12), st.randoms(use_true_random=False))
def test_every_mention_has_one_person_in_any_order(lists: list[list[str]], order: random.Random) -> None:
    papers = papers_of(*("; ".join(names) for names in lists))
    people = identify(papers)
    mentions = sorted((paper.id, mention.position) for paper in papers for mention in paper.mentions)
    assert sorted(place for person in people for place in person.mentions) == mentions
    assert all(len({paper for paper, _ in person.mentions}) == len(person.mentions) for person in people)
    assert all(bool(person.reason) == (len(person.names) > 1) for person in people)
    assert len({person.id for person in people}) == len(people)
    assert [person.id for person in people] == sorted(person.id for person in people)
    order.shuffle(papers)
    assert identify(papers) == people


@pytest.mark.shared_data
def test_the_listing_has_two_people_in_two_forms(shared_data: Path) -> None:
    with (shared_data / "listing" / "lineage-papers.txt").open(encoding="utf-8") as lines:
        papers = [
            record for record in listing.parse(lines, "lineage-papers.txt") if isinstance(record, Paper)
        ]
    people = identify(papers)
    merged = [person.names for person in people if len(person.names) > 1]
    assert merged == [("Jeff Wu", "Jeffrey Wu"), ("Tom B. Brown", "Tom Brown")]
    assert (len({name for person in people for name in person.names}), len(people)) == (60, 58)
