"""Whom a person links: what the network of co-authors would be without them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kgraph.networks.incidence import largest_group
from kgraph.wording import counted, listed

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


def find_brokerage(authorships: pl.DataFrame, person: str) -> Brokerage:
    """Find what a person holds together in the network of co-authors, of columns `paper` and `person`.

    As in that network, a paper of more authors than its cap links nobody.

    >>> rows = [("p", "a"), ("p", "b"), ("q", "b"), ("q", "c")]
    >>> find_brokerage(pl.DataFrame(rows, ["paper", "person"], orient="row"), "b")
    Brokerage(part=3, groups=(('a',), ('c',)), pairs=1, unlinked=1, cap=100)
    """
    sizes = authorships.group_by("paper").len("authors")
    cap = largest_group(sizes["authors"].to_numpy())
    linking = authorships.join(sizes.filter(pl.col("authors").is_between(2, cap)), on="paper")
    whole = _part_of(linking, person)
    others = linking.filter((pl.col("person") != person) & pl.col("person").is_in(whole.implode()))
    groups = _parts(others)
    own = linking.filter(pl.col("person") == person)["paper"].implode()
    friends = linking.filter(pl.col("paper").is_in(own) & (pl.col("person") != person))["person"].unique()
    # Papers with the person link all co-authors on them; what counts is who wrote together elsewhere.
    elsewhere = others.filter(pl.col("person").is_in(friends.implode()) & ~pl.col("paper").is_in(own))
    pairs = elsewhere.join(elsewhere.select("paper", other="person"), on="paper")
    linked = pairs.filter(pl.col("person") < pl.col("other")).select("person", "other").unique().height
    possible = friends.len() * (friends.len() - 1) // 2
    return Brokerage(whole.len(), groups, possible, possible - linked, cap)


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


def _part_of(linking: pl.DataFrame, person: str) -> pl.Series:
    """All who can be reached from a person, with the person."""
    people, part = _components(linking)
    if person not in (known := people.to_list()):
        return pl.Series([person], dtype=pl.String)
    return people.filter(pl.Series(part == part[known.index(person)]))


def _parts(linking: pl.DataFrame) -> tuple[tuple[str, ...], ...]:
    people, part = _components(linking)
    table = pl.DataFrame({"person": people, "part": part}, schema={"person": pl.String, "part": pl.Int64})
    groups = [tuple(sorted(group)) for group in table.group_by("part").agg("person")["person"].to_list()]
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def _components(linking: pl.DataFrame) -> tuple[pl.Series, np.ndarray]:
    """The people, sorted, and the number of the component that each is in, listed over papers."""
    people = linking["person"].unique().sort()
    rows = people.to_frame().with_row_index("row")
    held = linking.join(rows, on="person", maintain_order="left")
    ends = held["row"].to_numpy(), held["paper"].rank("dense").to_numpy().astype(np.int64) - 1
    shape = (people.len(), int(ends[1].max()) + 1 if held.height else 0)
    has = sparse.csr_array((np.ones(held.height, dtype=np.int8), ends), shape=shape)
    _, part = connected_components(sparse.block_array([[None, has], [has.T, None]]), directed=False)
    return people, part[: people.len()]
