"""Whom a person links: what the network of co-authors would be without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.networks.incidence import largest_group
from kgraph.profiles.tables import authorships
from kgraph.wording import counted, listed

Integers = npt.NDArray[np.int64]

# Groups that a sentence tells apart.
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Brokerage:
    """What a person holds together.

    `part` people can be reached from the person over papers written together, the person among them; without
    the person these fall into `groups`, the largest first. Of the `pairs` of co-authors `unlinked` never
    wrote a paper with each other, except with the person.
    """

    part: int
    groups: tuple[tuple[str, ...], ...]
    pairs: int
    unlinked: int
    cap: int


@dataclass(frozen=True, slots=True)
class Links:
    """The papers that link people, as places: each authorship is one of `person` and one of `paper`.

    `people` are the ids, sorted; a paper of more authors than `cap` links nobody and is not among them.
    `part` is the number of the component that each person is in, listed over papers.
    """

    people: pl.Series
    person: Integers
    paper: Integers
    part: Integers
    cap: int


@kept
def read_links(graph: Graph) -> Links:
    """The links between all people of a graph."""
    return link_people(authorships(graph))


def link_people(authorships: pl.DataFrame) -> Links:
    """The links of the network of co-authors, from the columns `paper` and `person`."""
    sizes = authorships.group_by("paper").len("authors")
    cap = largest_group(sizes["authors"].to_numpy())
    linking = authorships.join(sizes.filter(pl.col("authors").is_between(2, cap)), on="paper")
    people = linking["person"].unique().sort()
    rows = pl.DataFrame({"person": people, "row": np.arange(people.len(), dtype=np.int64)})
    held = linking.join(rows, on="person", maintain_order="left")
    person, paper = held["row"].to_numpy(), held["paper"].rank("dense").to_numpy().astype(np.int64) - 1
    return Links(people, person, paper, _components(person, paper, people.len()), cap)


def find_brokerage(links: Links, person: str) -> Brokerage:
    """Find what a person holds together in the network of co-authors.

    >>> rows = [("p", "a"), ("p", "b"), ("q", "b"), ("q", "c")]
    >>> find_brokerage(link_people(pl.DataFrame(rows, ["paper", "person"], orient="row")), "b")
    Brokerage(part=3, groups=(('a',), ('c',)), pairs=1, unlinked=1, cap=100)
    """
    place = int(links.people.search_sorted(person))
    if place == links.people.len() or links.people[place] != person:
        return Brokerage(1, (), 0, 0, links.cap)
    inside = links.part[links.person] == links.part[place]
    others = inside & (links.person != place)
    groups = _groups(links, others)
    own = np.zeros(links.paper.max() + 1, dtype=bool)
    own[links.paper[links.person == place]] = True
    is_friend = np.zeros(links.people.len(), dtype=bool)
    is_friend[links.person[others & own[links.paper]]] = True
    friends = int(is_friend.sum())
    # Papers with the person link all co-authors on them; what counts is who wrote together elsewhere.
    elsewhere = is_friend[links.person] & ~own[links.paper]
    wrote = pl.DataFrame({"person": links.person[elsewhere], "paper": links.paper[elsewhere]})
    pairs = wrote.join(wrote.select("paper", other="person"), on="paper")
    linked = pairs.filter(pl.col("person") < pl.col("other")).select("person", "other").unique().height
    possible = friends * (friends - 1) // 2
    part = int((links.part == links.part[place]).sum())
    return Brokerage(part, groups, possible, possible - linked, links.cap)


def say_brokerage(name: str, found: Brokerage, topics: dict[int, str]) -> Iterator[str]:
    """Say what would fall apart; `topics` names what the first groups write about, by their place."""
    if found.part < 2:
        yield f"{name} has no co-author in the network."
        return
    reached = counted(found.part - 1, "other person", "other people")
    if len(found.groups) > 1:
        yield (
            f"Without {name} a part of the network falls apart: {reached} can be reached over co-authors, in "
            f"{len(found.groups):,} groups that only {name} links, {_sizes(found.groups)}."
        )
        told = [f"of {len(found.groups[place]):,} people, {topics[place]}" for place in sorted(topics)]
        if len(told) > 1:
            yield f"What most papers of each group are about: {'; '.join(told)}."
    else:
        yield f"{reached} can be reached over co-authors, and nobody would be cut off without {name}."
    if found.pairs:
        yield (
            f"Of {counted(found.pairs, 'pair')} of co-authors {found.unlinked:,} never wrote with each other "
            f"without {name}."
        )


def _sizes(groups: Sequence[Sequence[str]]) -> str:
    """The sizes of groups, and how many people are alone.

    >>> _sizes(["abcdef", "ab", "a", "a"]), _sizes(["a", "b"]), _sizes(["abc"] * 5)
    ('of 6 and 2 people and 2 of one person', '2 of one person', 'of 3, 3 and 3 people and 2 more groups')
    """
    several = [f"{len(group):,}" for group in groups if len(group) > 1]
    alone = len(groups) - len(several)
    parts = [f"of {listed(several[:_TOLD])} people"] if several else []
    parts += [f"{len(several) - _TOLD:,} more groups"] if len(several) > _TOLD else []
    parts += [f"{alone:,} of one person"] if alone else []
    return listed(parts)


def _groups(links: Links, kept: npt.NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    """The people of some authorships in the components that these make, the largest first."""
    person = links.person[kept]
    part = _components(person, links.paper[kept], links.people.len())
    is_in = np.zeros(links.people.len(), dtype=bool)
    is_in[person] = True
    rows = np.flatnonzero(is_in)
    table = pl.DataFrame({"person": links.people.gather(rows), "part": part[rows]})
    groups = [
        tuple(group)
        for group in table.group_by("part", maintain_order=True).agg("person")["person"].to_list()
    ]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _components(person: Integers, paper: Integers, size: int) -> Integers:
    """The number of the component that each of `size` people is in."""
    papers = int(paper.max()) + 1 if len(paper) else 0
    ends = (np.ones(len(person), dtype=np.int8), (person, paper + size))
    has = sparse.csr_array(ends, shape=(size + papers, size + papers))
    _, part = connected_components(has, directed=False)
    return np.asarray(part[:size], dtype=np.int64)
