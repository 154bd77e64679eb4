"""Decides who is who: which printed names stand for the same person.

A ladder, read from the top: what `people.toml` says (`corrected`), then identifiers of the author (`groups`),
then names that agree (`ladder`), where nothing speaks for another reading. A form that could be either of two
people stays alone, because a wrong merge spoils both of them, while a missed one can be seen and repaired.
People who share a name in full are told apart by an identifier, by a paper that names them both, or by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import polars as pl

from kgraph.corrections import Corrections, Decision, line_of
from kgraph.people.blocks import Block, close_blocks, namesake_key
from kgraph.people.corrected import Index, correct, take_out
from kgraph.people.forms import places_of
from kgraph.people.groups import group_mentions
from kgraph.people.kept import NOBODY, mentions_of, part_off, places_from, read_people, write_people
from kgraph.people.naming import describe_people, make_person, number_namesakes
from kgraph.records import Paper, Person

__all__ = [
    "Block",
    "Grouped",
    "Identified",
    "close_blocks",
    "describe_people",
    "identify",
    "identify_added",
    "identify_block",
    "identify_corrected",
    "identify_kept",
    "namesake_key",
    "number_namesakes",
    "places_of",
]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The people of a block, whose ids are still empty, and the decisions not applied, each with its note."""

    people: tuple[Person, ...]
    notes: tuple[tuple[Decision, str], ...] = ()


def identify(papers: Sequence[Paper]) -> tuple[Person, ...]:
    """Group the mentions of `papers` into people, sorted by id; the order of the papers does not matter.

    Every mention belongs to exactly one person. Mentions with an identifier in common are one person whatever
    their names, and two ORCIDs are two people though the names agree (`ladder.compare` tells of other
    schemes; no labels with identifiers were at hand to measure this). Otherwise two name forms are one
    person if the ladder finds that they agree (the same folded surname; given names that are equal,
    initials or nicknames of each other, middle names perhaps left out), no paper names both, and neither
    agrees with a third form that contradicts the other. `Person.reason` says in words how the printed names
    of a person agree.

    A name that one paper prints twice gives two people there; the name's other mentions count as the first of
    them, for such a list is more often a slip than a pair of namesakes (holding both apart from every other
    form cost .001 B-cubed F1 on the hard blocks).

    Co-authors do not decide: of the forms that could be either of two people and share two co-authors with
    one of these, 12 of 22 were that one.

    The work is linear in the mentions; forms are compared only within a surname and a first name or initial,
    and a comparison ends at the first contradiction.

    B-cubed F1 on the labelled half of the ACL Anthology, and on those of its blocks (initial + surname) that
    hold a curated person: .988 / .974; exact string .975 / .901, folded string .985 / .932, initial + surname
    .877 / .837 (`benchmarks/quality/people.py`).

    >>> from kgraph.records import Mention, Origin
    >>> def paper(key: str, *names: str) -> Paper:
    ...     mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    ...     return Paper(id=key, title=key, origin=Origin("papers", 1), mentions=mentions)
    >>> tom, yan = identify([paper("a", "Tom Brown", "Yan Li"), paper("b", "Tom B. Brown")])
    >>> tom.id, tom.mentions, yan.id
    ('person:tom-b-brown', (('a', 1), ('b', 1)), 'person:yan-li')
    >>> tom.reason.partition(": ")[2]
    'same surname, compatible given names (a middle name left out), no other candidate'
    """
    people, _ = identify_corrected(papers, Corrections())
    return people


def identify_corrected(
    papers: Sequence[Paper], corrections: Corrections
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Group the mentions of `papers` as `identify` does, with what `people.toml` decides on top.

    The second value notes the decisions that could not be applied, and are as if they were not there: of a
    name printed nowhere, or of several people. Raises `KgraphError`, naming both lines, for decisions that
    contradict each other.

    >>> from kgraph.records import Mention, Origin
    >>> papers = [
    ...     Paper(id=key, title=key, origin=Origin("papers", 1), mentions=(Mention(name, 1),))
    ...     for key, name in [("a", "Ann Berg"), ("b", "Ann Lee")]
    ... ]
    >>> married = Corrections((Decision("merge", "Ann Berg", "Ann Lee", "people.toml:1"),))
    >>> [ann], notes = identify_corrected(papers, married)
    >>> ann.reason, notes
    ('Ann Berg = Ann Lee: by hand: merge."Ann Berg" = "Ann Lee"', ())
    """
    grouped = identify_block(Block(places_of(papers), corrections))
    return number_namesakes(grouped.people), tuple(note for _, note in grouped.notes)


def identify_kept(
    papers: Sequence[Paper], corrections: Corrections, keep: Path | None = None
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Do as `identify_corrected`, and keep in the folder `keep` what `identify_added` needs.

    With corrections nothing is kept.
    """
    if corrections.decisions or not keep:
        return identify_corrected(papers, corrections)
    blocks = close_blocks(places_of(papers))
    people = number_namesakes(person for block in blocks for person in identify_block(block).people)
    write_people(people, blocks, keep)
    return people, ()


@dataclass(frozen=True, slots=True)
class Identified:
    """The `people` who were looked at, and those who stay who an earlier build found they are.

    `stay` has the columns `id`, `label`, `names`, `identifiers` and `reason` of their nodes, `mentions` says
    where they are meant: `paper`, `position`, `person`. The `notes` are those of `identify_corrected`.
    """

    people: tuple[Person, ...]
    stay: pl.DataFrame
    mentions: pl.DataFrame
    notes: tuple[str, ...] = ()


def identify_added(places: pl.DataFrame, corrections: Corrections, earlier: Path | None) -> Identified:
    """Group mentions (`kept.tabulate_places`) as `identify_corrected` does those of papers.

    Where an `earlier` build kept something, only mentions that are new, and those that share a key with them
    by whatever chain, are looked at. With corrections all are.
    """
    kept = read_people(earlier)
    if kept and not corrections.decisions:
        parted = part_off(places, kept)
        found = (person for block in parted.blocks for person in identify_block(block).people)
        people = number_namesakes(chain(parted.namesakes, found))
        return Identified(people, parted.stay, parted.mentions)
    grouped = identify_block(Block(places_from(places), corrections))
    notes = tuple(note for _, note in grouped.notes)
    return Identified(number_namesakes(grouped.people), NOBODY, mentions_of(()), notes)


def identify_block(block: Block) -> Grouped:
    """Group the mentions of a block: of the whole corpus, or of a closed part of it (`close_blocks`).

    What the blocks of a corpus give is what the corpus gives, but for the ids, which `number_namesakes` gives
    to the people of all blocks together.
    """
    places, corrections = block
    if not corrections.decisions:
        units = group_mentions(places)
        return Grouped(tuple(make_person(unit.places, unit.hows) for unit in units))
    index = Index(places)
    notes: dict[Decision, str] = {}
    while True:
        decided = take_out(index, corrections)
        found = group_mentions([place for place in places if place not in decided])
        units, refused = correct(found, decided, index, corrections)
        if not refused:
            break
        notes |= refused
        kept = tuple(decision for decision in corrections.decisions if decision not in refused)
        corrections = replace(corrections, decisions=kept)
    people = tuple(make_person(unit.places, unit.hows, unit.label) for unit in units)
    return Grouped(people, tuple(sorted(notes.items(), key=lambda note: line_of(note[0]))))
