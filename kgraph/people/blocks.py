"""Which mentions must be looked at together: blocks that neither the ladder nor an identifier leaves.

Two mentions can be found to be one person, or speak against it, only if they have a key in common. So the
people of a block are the same whether it is looked at alone or with all others: in another process, on
another machine, or again when a paper is added.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from networkx.utils import UnionFind

from kgraph.corrections import Corrections, Decision, one_spaced
from kgraph.identifiers import slug
from kgraph.names import parse
from kgraph.people.corrected import Index, names_of
from kgraph.people.forms import Place

__all__ = ["Block", "close_blocks", "keys_of", "names_of", "namesake_key", "references_of"]

_NUMBERS = re.compile(r"(?:-\d+)+$")


class Block(NamedTuple):
    """Sorted mentions, and the decisions by hand about them."""

    places: Sequence[Place]
    corrections: Corrections = Corrections()


def keys_of(place: Place) -> tuple[str, ...]:
    """The keys by which a mention is compared with others: its surname, its folded words, its identifiers.

    >>> keys_of(Place("paper:a", 1, "Brown, Tom", ("orcid:0000-0002-1825-0097",)))
    ('surname brown', 'words tom brown', 'orcid:0000-0002-1825-0097')
    """
    name = parse(place.name)
    return (f"surname {name.surname}", f"words {name.words}", *place.identifiers)


def close_blocks(places: Sequence[Place], corrections: Corrections | None = None) -> tuple[Block, ...]:
    """Part sorted mentions into blocks closed under their keys, sorted by their first mentions.

    What a line of `corrections` refers to is in one block, and lines that refer to the same are decided
    together; lines that refer to nothing make blocks without mentions, which come first.

    An identifier may tie two surnames together, and so the blocks of both. With those of ORCID and of the
    Anthology this is rare: at 104,188 papers 167 of 43,814 blocks have more than one surname, and the largest
    (Wang, 7,361 of 366,433 mentions) has one.

    >>> ann, bo, al = (Place(f"paper:{n}", 1, n) for n in ("Ann Lee", "Bo Ek", "Al Lee"))
    >>> [[place.name for place in block.places] for block in close_blocks([ann, bo, al])]
    [['Ann Lee', 'Al Lee'], ['Bo Ek']]
    """
    joined = UnionFind()
    for name in {place.name for place in places}:
        joined.union(*keys_of(Place("", 0, name)))
    for place in places:
        if place.identifiers:
            joined.union(*keys_of(place))
    decisions = corrections.decisions if corrections else ()
    if decisions:
        index = Index(places)
        for decision in decisions:
            for reference in references_of(decision):
                joined.union(_subject(decision), f"by hand {reference}")
                for place in index.find(reference):
                    joined.union(_subject(decision), *keys_of(place))
    members: defaultdict[str, list[Place]] = defaultdict(list)
    root_of = {place.name: joined[keys_of(place)[0]] for place in places}
    for place in places:
        members[root_of[place.name]].append(place)
    about: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        about[joined[_subject(decision)]].append(decision)
    blocks = (
        Block(tuple(members.get(root, ())), Corrections(tuple(about.get(root, ()))))
        for root in members.keys() | about.keys()
    )
    return tuple(sorted(blocks, key=lambda block: (block.places[:1], str(block.corrections))))


def _subject(decision: Decision) -> str:
    return f"by hand {one_spaced(decision.subject)}"


def references_of(decision: Decision) -> tuple[str, ...]:
    """The references of a line: what a person is renamed to is none.

    >>> references_of(Decision("merge", "T.  Brown", "Tom Brown"))
    ('T. Brown', 'Tom Brown')
    """
    sides = (decision.subject,) if decision.verb == "rename" else (decision.subject, decision.value)
    return tuple(map(one_spaced, sides))


def namesake_key(name: str) -> str:
    """What the names of people have in common whose ids can depend on each other (`number_namesakes`).

    These are people of one slug, and those whose slug is that slug with a number, which they keep for
    themselves. The ids of people with different keys can be given apart.

    >>> namesake_key("Wei Li"), namesake_key("Wei Li (2)"), namesake_key("Wei Ma")
    ('wei-li', 'wei-li', 'wei-ma')
    """
    return _NUMBERS.sub("", slug(name))
