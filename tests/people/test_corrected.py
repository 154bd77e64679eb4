"""Corrections by hand: what each line does to a toy of hard cases, and what is told of lines that fail."""

import random
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgraph.corrections import PEOPLE_VERBS, Corrections, Decision, parse_corrections
from kgraph.errors import KgraphError
from kgraph.people import identify, identify_corrected
from kgraph.records import Mention, Origin, Paper, Person

ORCID = "orcid:0000-0000-0000-0001"


def paper(name: str, *authors: str) -> Paper:
    mentions = tuple(
        Mention(author.partition("|")[0], place, tuple(author.partition("|")[2].split()))
        for place, author in enumerate(authors, start=1)
    )
    return Paper(f"paper:{name}", name, Origin("papers.txt", 1), mentions=mentions)


# Tom Brown is found to be Tom B. Brown, J. Smith could be either, Wei Ma stands twice on one paper.
PAPERS = (
    paper("a", "Tom Brown", "J. Smith"),
    paper("b", "Tom B. Brown", "Jane Smith"),
    paper("c", "John Smith", "Wei Li"),
    paper("d", "Wei Li", f"Ann Lee|{ORCID}"),
    paper("e", "Wei Ma", "Wei Ma", "J. Smith"),
)


def corrections(*lines: str) -> Corrections:
    return Corrections(parse_corrections("\n".join(lines), "people.toml", PEOPLE_VERBS), "people.toml")


def people_of(*lines: str) -> dict[str, list[str]]:
    """The places of each person, without those that no line touches."""
    people, notes = identify_corrected(PAPERS, corrections(*lines))
    assert notes == ()
    untouched = {person.mentions for person in identify(PAPERS)}
    return {
        person.id.removeprefix("person:"): [f"{paper[6:]}{position}" for paper, position in person.mentions]
        for person in people
        if person.mentions not in untouched
    }


def test_without_corrections_it_is_the_ladder() -> None:
    assert identify_corrected(PAPERS, Corrections()) == (identify(PAPERS), ())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (['merge."J. Smith" = "Jane Smith"'], {"jane-smith": ["a2", "b2", "e3"]}),
        (['merge."Jane Smith" = "J. Smith"'], {"jane-smith": ["a2", "b2", "e3"]}),
        # Whole people: with Tom Brown comes Tom B. Brown.
        (['merge."Ann Lee" = "Tom Brown"'], {"tom-b-brown": ["a1", "b1", "d2"]}),
        ([f'merge."{ORCID}" = "Tom Brown"'], {"tom-b-brown": ["a1", "b1", "d2"]}),
        # On one paper only; the other J. Smith stays alone.
        (['merge."J. Smith @ paper:a" = "Jane Smith"'], {"jane-smith": ["a2", "b2"], "j-smith": ["e3"]}),
        (['merge."paper:a#2" = "Jane Smith"'], {"jane-smith": ["a2", "b2"], "j-smith": ["e3"]}),
        (
            ['merge."J. Smith @ paper:a" = "Jane Smith"', 'merge."J. Smith" = "John Smith"'],
            {"jane-smith": ["a2", "b2"], "john-smith": ["c1", "e3"]},
        ),
        (['merge."paper:e#1" = "paper:e#2"'], {"wei-ma": ["e1", "e2"]}),
        (['merge."Wei Ma" = "Wei Ma"'], {"wei-ma": ["e1", "e2"]}),
        # A name is undone that the ladder found to be another.
        (['split."Tom Brown" = "Tom Brown"'], {"tom-brown": ["a1"], "tom-b-brown": ["b1"]}),
        # A namesake on one paper, with a name of its own or without.
        (['split."Wei Li @ paper:c" = "Wei Li (Leeds)"'], {"wei-li-leeds": ["c2"], "wei-li": ["d1"]}),
        (['split."Wei Li @ paper:d" = "Wei Li"'], {"wei-li": ["c2"], "wei-li-2": ["d1"]}),
        # Someone who is there already, by name or by identifier.
        (['split."J. Smith @ paper:e" = "John Smith"'], {"john-smith": ["c1", "e3"], "j-smith": ["a2"]}),
        ([f'split."Wei Li @ paper:c" = "{ORCID}"'], {"ann-lee": ["c2", "d2"], "wei-li": ["d1"]}),
        # Two lines that make the same person; others may be merged into it.
        (
            ['split."Wei Li @ paper:c" = "Li of Leeds"', 'split."paper:e#1" = "Li of Leeds"'],
            {"li-of-leeds": ["c2", "e1"], "wei-li": ["d1"]},
        ),
        (
            ['split."Wei Li @ paper:c" = "Li of Leeds"', 'merge."Ann Lee" = "Li of Leeds"'],
            {"li-of-leeds": ["c2", "d2"], "wei-li": ["d1"]},
        ),
        # The more precise of two lines wins.
        (
            ['split."J. Smith" = "Joe Smith"', 'split."J. Smith @ paper:a" = "Jack Smith"'],
            {"joe-smith": ["e3"], "jack-smith": ["a2"]},
        ),
    ],
)
def test_what_a_line_does(lines: list[str], expected: dict[str, list[str]]) -> None:
    assert people_of(*lines) == expected
    assert people_of(*reversed(lines)) == expected


def test_a_corrected_person_says_so() -> None:
    people, _ = identify_corrected(
        PAPERS, corrections('rename."Tom Brown" = "Thomas Brown"', 'merge."Tom Brown" = "Ann Lee"')
    )
    assert people[-1] == Person("person:wei-ma-2", "Wei Ma", ("Wei Ma",), (("paper:e", 2),))
    assert [person for person in people if person.id == "person:thomas-brown"] == [
        Person(
            "person:thomas-brown",
            "Thomas Brown",
            ("Ann Lee", "Tom B. Brown", "Tom Brown"),
            (("paper:a", 1), ("paper:b", 1), ("paper:d", 2)),
            'Tom B. Brown = Ann Lee = Tom Brown: by hand: merge."Tom Brown" = "Ann Lee"; '
            'by hand: rename."Tom Brown" = "Thomas Brown"; '
            "same surname, compatible given names (a middle name left out), no other candidate",
        )
    ]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ('merge."Nobody" = "Ann Lee"', '"Nobody" is printed nowhere'),
        ('merge."Ann Lee" = "Nobody"', '"Nobody" is printed nowhere'),
        ('merge."J. Smith @ paper:c" = "Ann Lee"', '"J. Smith @ paper:c" is printed nowhere'),
        ('merge."paper:a#3" = "Ann Lee"', '"paper:a#3" is printed nowhere'),
        ('merge."Wei Ma" = "Ann Lee"', '"Wei Ma" is 2 people: name a paper'),
        ('merge."Wei Ma @ paper:e" = "Ann Lee"', '"Wei Ma @ paper:e" is 2 people: name a paper'),
        ('merge."Wei Li @ paper:c" = "Nobody"', '"Nobody" is printed nowhere'),
        ('split."Nobody" = "Ann Lee"', '"Nobody" is printed nowhere'),
        ('split."Wei Li @ paper:c" = "Wei Ma"', '"Wei Ma" is 2 people: name a paper'),
        ('rename."Nobody" = "Ann Lee"', '"Nobody" is printed nowhere'),
        ('rename."Wei Ma" = "Ann Lee"', '"Wei Ma" is 2 people: name a paper'),
    ],
)
def test_a_line_that_fits_nothing_is_told(line: str, note: str) -> None:
    people, notes = identify_corrected(PAPERS, corrections(line))
    assert people == identify(PAPERS)
    assert notes == (f"people.toml:1: not applied: {note} ({line})",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Out and in again: by the same name, ...
        ('split."Tom Brown" = "Tom Brown"', 'merge."Tom Brown" = "Tom B. Brown"'),
        ('split."Tom Brown" = "Tom Brown"', 'merge."Tom B. Brown" = "Tom Brown"'),
        ('split."J. Smith" = "John Smith"', 'merge."J. Smith" = "Jane Smith"'),
        # ... or by what it is a mention of.
        ('split."Wei Li @ paper:c" = "Wei Li"', 'merge."Wei Li @ paper:c" = "Wei Li"'),
        ('split."paper:c#2" = "Wei Li (Leeds)"', 'merge."Wei Li (Leeds)" = "Wei Li"'),
        # Two people at one place, two names for one person.
        ('split."Wei Li @ paper:c" = "Li One"', 'split."paper:c#2" = "Li Two"'),
        ('rename."Tom Brown" = "Tom One"', 'rename."Tom B. Brown" = "Tom Two"'),
    ],
)
def test_lines_that_contradict_each_other_are_an_error_that_names_both(one: str, other: str) -> None:
    for lines in ([one, "", other], [other, "", one]):
        with pytest.raises(KgraphError) as error:
            identify_corrected(PAPERS, corrections(*lines))
        assert str(error.value) == (
            f"people.toml:1 ({lines[0]}) contradicts people.toml:3 ({lines[2]}): delete one of the two"
        )


_NAMES = sorted({mention.name for paper in PAPERS for mention in paper.mentions})
_REFERENCES = st.sampled_from([
    *_NAMES, "Nobody", ORCID, "J. Smith @ paper:a", "Wei Li @ paper:c", "paper:e#1", "paper:e#2", "paper:b#1",
])  # fmt: skip
_LINES = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE_VERBS),
        _REFERENCES,
        st.one_of(_REFERENCES, st.sampled_from(["New", "Ann Lee"])),
    ),
    max_size=5,
    unique_by=lambda line: line[:2],
)


@given(_LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(
    lines: list[tuple[str, str, str]], order: random.Random
) -> None:
    decisions = [Decision(*line, "people.toml:1") for line in lines]
    try:
        people, notes = identify_corrected(PAPERS, Corrections(tuple(decisions)))
    except KgraphError:
        people, notes = (), ("contradiction",)
    order.shuffle(decisions)
    decisions = [replace(each, place=f"people.toml:{line}") for line, each in enumerate(decisions, start=1)]
    papers = list(PAPERS)
    order.shuffle(papers)
    try:
        again, other_notes = identify_corrected(papers, Corrections(tuple(decisions)))
    except KgraphError:
        again, other_notes = (), ("contradiction",)
    assert again == people
    without_lines = sorted(note.partition(": ")[2] for note in other_notes)
    assert without_lines == sorted(note.partition(": ")[2] for note in notes)
    assume(notes != ("contradiction",))
    mentions = sorted((paper.id, mention.position) for paper in PAPERS for mention in paper.mentions)
    assert sorted(place for person in people for place in person.mentions) == mentions
