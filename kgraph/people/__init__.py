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

from kgraph.corrections import Corrections, Decision, line_of
from kgraph.people.blocks import Block, close_blocks, namesake_key
from kgraph.people.corrected import Index, correct, take_out
from kgraph.people.forms import places_of
from kgraph.people.groups import group_mentions
from kgraph.people.kept import part_off, read_people, write_people
from kgraph.people.naming import make_person, number_namesakes
from kgraph.records import Paper, Person

__all__ = [
    "Block",
    "Grouped",
    "close_blocks",
    "identify",
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
    papers: Sequence[Paper],
    corrections: Corrections,
    earlier: Path | None = None,
    keep: Path | None = None,
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Do as `identify_corrected`, and keep in the folder `keep` what makes the next time quick.

    Where an `earlier` build kept something, only mentions that are new, and those that share a key with them
    by whatever chain, are looked at. With corrections all are looked at, and nothing is kept.
    """
    if corrections.decisions or not (earlier or keep):
        return identify_corrected(papers, corrections)
    if kept := read_people(earlier):
        stay, blocks = part_off(papers, kept)
        people = [identify_block(block).people for block in blocks]
        return number_namesakes([*stay, *chain.from_iterable(people)]), ()
    blocks = close_blocks(places_of(papers))
    people = [identify_block(block).people for block in blocks]
    if keep:
        write_people(people, blocks, keep)
    return number_namesakes(chain.from_iterable(people)), ()


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
