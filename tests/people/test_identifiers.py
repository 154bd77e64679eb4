"""The first rung: identifiers that a source gives an author."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.people import identify
from kgraph.records import Mention, Origin, Paper, Person

ONE, TWO = "orcid:0000-0000-0000-0001", "orcid:0000-0000-0000-0002"


def papers_of(*lists: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Paper]:
    """One paper an author list, of names with identifiers; its id is `p1`, `p2`, …"""
    return [
        Paper(
            id=f"p{number}",
            title=f"Paper {number}",
            origin=Origin("papers.json", number),
            mentions=tuple(Mention(name, place, known) for place, (name, known) in enumerate(authors, 1)),
        )
        for number, authors in enumerate(lists, 1)
    ]


def one_author(*authors: tuple[str, str]) -> list[Paper]:
    """One paper an author; the identifiers stand behind the name, parted by blanks."""
    return papers_of(*(((name, tuple(known.split())),) for name, known in authors))


def groups(*authors: tuple[str, str]) -> list[list[str]]:
    """The papers of each person."""
    people = identify(one_author(*authors))
    return sorted([paper for paper, _ in person.mentions] for person in people)


def test_the_same_orcid_is_the_same_person_whatever_the_names_say() -> None:
    assert identify(one_author(("Ann Berg", ONE), ("Ann Lee", ONE), ("A. Lee", ""))) == (
        Person(
            "person:ann-berg",
            "Ann Berg",
            ("A. Lee", "Ann Berg", "Ann Lee"),
            (("p1", 1), ("p2", 1), ("p3", 1)),
            "Ann Berg = Ann Lee = A. Lee: same ORCID 0000-0000-0000-0001; "
            "same surname, compatible given names (initials), no other candidate",
        ),
    )


def test_two_orcids_are_two_people_and_the_unknown_rest_is_a_third() -> None:
    assert identify(one_author(("Wei Li", ONE), ("Wei Li", TWO), ("Wei Li", ""), ("Wei Li", ONE))) == (
        Person(
            "person:wei-li",
            "Wei Li",
            ("Wei Li",),
            (("p1", 1), ("p4", 1)),
            "Wei Li: told from namesakes by ORCID 0000-0000-0000-0001",
        ),
        Person(
            "person:wei-li-2",
            "Wei Li",
            ("Wei Li",),
            (("p2", 1),),
            "Wei Li: told from namesakes by ORCID 0000-0000-0000-0002",
        ),
        Person("person:wei-li-3", "Wei Li", ("Wei Li",), (("p3", 1),)),
    )


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        # One ORCID takes the rest of its name along, as names alone would.
        ([("Wei Li", ONE), ("Wei Li", ""), ("W. Li", "")], [["p1", "p2", "p3"]]),
        # Names that agree are two people if a register says so.
        ([("J. Ek", ONE), ("Jon Ek", TWO)], [["p1"], ["p2"]]),
        ([("Yang Liu", "aclperson:yang-liu-a"), ("Yang Liu", "aclperson:yang-liu-b")], [["p1"], ["p2"]]),
        # Two registers say nothing of each other.
        ([("Yang Liu", "aclperson:yang-liu-a"), ("Yang Liu", ONE)], [["p1", "p2"]]),
        # Identifiers that a source computes join whatever the names say ...
        ([("Ann Berg", "s2:1"), ("Ann Lee", "s2:1")], [["p1", "p2"]]),
        # ... part where the names are not the same ...
        ([("J. Ek", "s2:1"), ("Jon Ek", "s2:2")], [["p1"], ["p2"]]),
        # ... not where they are, for sources split people ...
        ([("Jon Ek", "s2:1"), ("Jon Ek", "s2:2")], [["p1", "p2"]]),
        # ... and never join what a register parts.
        ([("Jon Ek", f"{ONE} s2:1"), ("Jon Ek", f"{TWO} s2:1")], [["p1"], ["p2"]]),
        # A form that could be either of two: the mention that is known goes, the other stays alone.
        (
            [("Jon Ek", "s2:1"), ("Jan Ek", "s2:2"), ("J. Ek", "s2:1"), ("J. Ek", "")],
            [["p1", "p3"], ["p2"], ["p4"]],
        ),
        # A mention with identifiers of two registers joins both.
        (
            [("Bo Ek", ONE), ("B. A. Ek", f"{ONE} aclperson:x"), ("Bo Alm", "aclperson:x")],
            [["p1", "p2", "p3"]],
        ),
    ],
)
def test_identifiers(authors: list[tuple[str, str]], expected: list[list[str]]) -> None:
    assert groups(*authors) == expected


def test_one_identifier_twice_on_a_paper_is_two_people() -> None:
    people = identify(papers_of((("Bo Ek", (ONE,)), ("Al Ost", (ONE,)), ("Bo Ek", (ONE,)))))
    assert [(person.name, person.mentions) for person in people] == [
        ("Al Ost", (("p1", 2),)),
        ("Bo Ek", (("p1", 1),)),
        ("Bo Ek", (("p1", 3),)),
    ]


_AUTHORS = st.tuples(
    st.sampled_from(["J. Smith", "John Smith", "Jane Smith", "John B. Smith", "JOHN SMITH", "Bo Ek"]),
    st.lists(st.sampled_from([ONE, TWO, "aclperson:a", "s2:1", "s2:2", "openalex:A1"]), max_size=2).map(
        tuple
    ),
)


@given(st.lists(st.lists(_AUTHORS, max_size=3).map(tuple), max_size=8), st.randoms(use_true_random=False))
def test_any_identifiers_in_any_order(
    lists: list[tuple[tuple[str, tuple[str, ...]], ...]], order: random.Random
) -> None:
    papers = papers_of(*lists)
    people = identify(papers)
    mentions = sorted((paper.id, mention.position) for paper in papers for mention in paper.mentions)
    assert sorted(place for person in people for place in person.mentions) == mentions
    assert all(len({paper for paper, _ in person.mentions}) == len(person.mentions) for person in people)
    order.shuffle(papers)
    assert identify(papers) == people
