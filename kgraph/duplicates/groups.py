"""Which records must be looked at together: groups that no rule of `rules` leaves.

Two records can be found to be one paper only if they have a key in common, and a record united from several
has no key that none of them had. So records that no chain of keys links are never one paper, and each group
can be merged by itself: in another process, on another machine, or again when a record is added to it.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from networkx.utils import UnionFind

from kgraph.duplicates.rules import MOST_TITLES, fold, registered
from kgraph.records import Paper

_WORK = "work "


@dataclass(frozen=True, slots=True)
class Closed:
    """The places of records in closed groups of two and more, and the identifiers that merge nothing.

    `constants` stand on more titles than an identifier of a work does, whatever is merged.
    """

    groups: tuple[tuple[int, ...], ...]
    constants: frozenset[str]


def keys_of(paper: Paper) -> tuple[str, ...]:
    """The keys by which a record can be found to be one paper with another, each once.

    The folded title stands without author and year, since a united record may take these from another: on
    the 104,188 records of the Anthology the largest group (`Advertisements`) has 59 all the same.

    >>> from kgraph.records import Origin
    >>> keys_of(Paper("paper:a", "On Things", Origin("f", 1), doi="10.1000/1"))
    ('title on things', 'id paper:a', 'work doi:10.1000/1')
    """
    works = (f"{_WORK}{name}" for name in registered(paper))
    return (f"title {fold(paper.title)}", f"id {paper.id}", *works)


def close_groups(keys: Sequence[Collection[str]]) -> Closed:
    """Part records, given the keys of each, into groups closed under them, sorted by their first places.

    An identifier joins records only while it can stand on so few titles that a rule looks at it. The work
    is linear in the keys.

    >>> close_groups([["title a", "id 1"], ["title b", "id 2"], ["title a", "id 3"]])
    Closed(groups=((0, 2),), constants=frozenset())
    """
    joined = UnionFind()
    first: dict[str, int] = {}
    works: defaultdict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(keys):
        for key in names:
            if (other := first.setdefault(key, place)) == place:
                continue
            if key.startswith(_WORK):
                works[key].append(place)
            else:
                joined.union(other, place)
    blocks = {key: {first[key], *places} for key, places in works.items()}
    # Records of one title are in one group, so an identifier that is in many groups will stand on as many
    # titles at least after every merge. Each join may bring another identifier below the limit.
    closed = False
    while not closed:
        closed = True
        for block in blocks.values():
            if 1 < len({joined[place] for place in block}) <= MOST_TITLES:
                joined.union(*block)
                closed = False
    constants = {key for key, block in blocks.items() if len({joined[place] for place in block}) > 1}
    groups = (tuple(sorted(group)) for group in joined.to_sets() if len(group) > 1)
    return Closed(
        groups=tuple(sorted(groups)), constants=frozenset(key.removeprefix(_WORK) for key in constants)
    )
