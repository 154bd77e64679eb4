"""Blocks are closed: the people of a corpus are those of its blocks, each looked at alone."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from kgraph.corrections import PEOPLE_VERBS, Corrections, Decision, parse_corrections
from kgraph.errors import KgraphError
from kgraph.people import (
    Block,
    close_blocks,
    identify_block,
    identify_corrected,
    namesake_key,
    number_namesakes,
    places_of,
)
from kgraph.people.groups import Unit, group_mentions
from kgraph.records import Mention, Origin, Paper, Person

NAMES = ["J. Smith", "Jane Smith", "Smith, Jane", "Jané Smith", "Jane A. Smith", "Ann Lee", "Lee, Ann"]
NAMES += ["Lee", "Ann Berg", "Wei-Na Li", "Wei Na Li", "WEINA LI", "Li Wei Na", "李 伟", "李伟"]
KNOWN = ["orcid:1", "orcid:2", "aclperson:a", "openalex:A1", "openalex:A2", "openalex:A3"]


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    lists = draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), max_size=7))
    known = st.lists(st.sampled_from(KNOWN), max_size=2, unique=True)
    # Every other name is known, so that the ladder is not silenced by identifiers.
    return [
        Paper(
            id=f"paper:p{number}",
            title=f"Paper {number}",
            origin=Origin("f", number),
            mentions=tuple(
                Mention(name, place, tuple(draw(known)) if (number + place) % 2 else ())
                for place, name in enumerate(names, start=1)
            ),
        )
        for number, names in enumerate(lists)
    ]


def told(units: list[Unit]) -> set[tuple[object, ...]]:
    return {(tuple(unit.places), frozenset(unit.hows), unit.label) for unit in units}


@given(papers())
def test_blocks_give_what_all_mentions_give(batch: list[Paper]) -> None:
    places = places_of(batch)
    blocks = close_blocks(places)
    assert sorted(place for block in blocks for place in block.places) == places
    apart = [unit for block in blocks for unit in group_mentions(block.places)]
    assert told(apart) == told(group_mentions(places))


_REFERENCES = st.sampled_from([*NAMES[:6], "Nobody", "orcid:1", "J. Smith @ paper:p1", "paper:p2#1"])
_LINES = st.lists(
    st.tuples(st.sampled_from(PEOPLE_VERBS), _REFERENCES, st.one_of(_REFERENCES, st.just("New"))),
    max_size=4,
    unique_by=lambda line: line[:2],
)


@given(papers(), _LINES)
def test_blocks_hold_what_is_decided_by_hand(batch: list[Paper], lines: list[tuple[str, str, str]]) -> None:
    decisions = [Decision(*line, f"people.toml:{number}") for number, line in enumerate(lines, start=1)]
    corrections = Corrections(tuple(decisions), "people.toml")
    blocks = close_blocks(places_of(batch), corrections)
    assert sorted(d.place for block in blocks for d in block.corrections.decisions) == sorted(
        decision.place for decision in decisions
    )
    try:
        expected = identify_corrected(batch, corrections)
    except KgraphError:
        expected = (), ("contradiction",)
    try:
        grouped = [identify_block(block) for block in blocks]
    except KgraphError:
        assert expected[1] == ("contradiction",)
        return
    people = number_namesakes(person for each in grouped for person in each.people)
    notes = sorted((note for each in grouped for note in each.notes), key=lambda note: note[0].place)
    assert (people, tuple(note for _, note in notes)) == expected


_CALLED = st.sampled_from(["Wei Ma", "Wei Ma 2", "Wei Ma (2)", "Wei Ma 2 2", "Wei Ma 3", "Bo Ek", "Wei"])


@given(st.lists(_CALLED, max_size=9))
def test_ids_depend_on_people_of_one_key_only(names: list[str]) -> None:
    people = [Person("", name, (name,), ((f"p{place}", 1),)) for place, name in enumerate(names)]
    apart: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        apart[namesake_key(person.name)].append(person)
    numbered = [person for group in apart.values() for person in number_namesakes(group)]
    assert sorted(numbered, key=lambda person: person.id) == list(number_namesakes(people))


def test_a_line_joins_the_blocks_that_it_names() -> None:
    lines = ['merge."Ann Lee" = "Ann Berg"', 'rename."Bo Ek" = "Ann Lee"', 'split."Nobody" = "Else"']
    corrections = Corrections(parse_corrections("\n".join(lines), "people.toml", PEOPLE_VERBS))
    merge, rename, split = (Corrections((decision,)) for decision in corrections.decisions)
    names = ("Ann Berg", "Bo Ek", "Ann Lee", "Cy Dow")
    batch = [Paper(f"p{n}", name, Origin("f", n), (Mention(name, 1),)) for n, name in enumerate(names)]
    berg, ek, lee, dow = places_of(batch)
    assert close_blocks(places_of(batch), corrections) == (
        Block((), split),
        Block((berg, lee), merge),
        Block((ek,), rename),
        Block((dow,)),
    )
