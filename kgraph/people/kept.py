"""People of an earlier build, so that only blocks with a new mention need be looked at again.

Mentions that no chain of keys links are never one person (`blocks`), and the people of a block follow from
its mentions. So a block with the mentions that it had has the people that it had. Their ids follow from their
names, and from people with whom they share a name but for a number (`blocks.namesake_key`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from kgraph.people.blocks import Block, close_blocks, keys_of, namesake_key
from kgraph.people.forms import Place
from kgraph.people.naming import describe_people
from kgraph.records import Person
from kgraph.tables import nest_texts

_PEOPLE, _PLACES, _KEYS = "people.parquet", "places.parquet", "keys.parquet"
_PLACE = pl.Schema(
    {"paper": pl.String(), "position": pl.Int32(), "name": pl.String(), "identifiers": pl.String()}
)
_KEY = pl.Schema({"key": pl.String(), "block": pl.Int64()})
_PERSON = pl.Schema(
    {
        "id": pl.String(),
        "label": pl.String(),
        "names": pl.List(pl.String()),
        "identifiers": pl.List(pl.String()),
        "reason": pl.String(),
    }
)
NOBODY = pl.DataFrame(schema=_PERSON)
_AT = ["paper", "position"]
# Stands between identifiers, of which none has a line break.
GAP = "\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier build knows.

    `people` has `id`, `label`, `names`, `identifiers` and `reason` as a graph has them, `namesake`
    (`blocks.namesake_key`) and the number of their `block`; `places` has the columns of `tabulate_places`,
    `block` and `person`, an id; `keys` has `key` and `block`.
    """

    people: pl.DataFrame
    places: pl.DataFrame
    keys: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Parted:
    """What must be looked at again: blocks, without decisions, and people who may need another number.

    `stay` are the people of an earlier build who stay who they are (`id`, `label`, `names`, `identifiers`,
    `reason`), `mentions` are theirs (`paper`, `position`, `person`).
    """

    blocks: tuple[Block, ...]
    namesakes: tuple[Person, ...]
    stay: pl.DataFrame
    mentions: pl.DataFrame


def write_people(people: Sequence[Person], blocks: Sequence[Block], folder: Path) -> None:
    """Write the people of some blocks into a folder."""
    every = [place for block in blocks for place in block.places]
    owners = [number for number, block in enumerate(blocks) for _ in block.places]
    places = tabulate_places(every).with_columns(pl.Series("block", owners, pl.Int64))
    places = places.join(mentions_of(people), on=_AT, how="left", maintain_order="left")
    keys = [
        (key, number)
        for number, block in enumerate(blocks)
        for key in sorted({key for place in _distinct(block.places) for key in keys_of(place)})
    ]
    known = {place[:2]: place.identifiers for place in every if place.identifiers}
    said = describe_people(people, known)
    lists = {name: nest_texts(said[name]) for name in ("names", "identifiers")}
    table = pl.DataFrame(said | lists, _PERSON).with_columns(
        pl.Series("namesake", [namesake_key(person.name) for person in people], pl.String)
    )
    block = places.group_by("person").agg(pl.col("block").first()).rename({"person": "id"})
    tables = {
        _PEOPLE: table.join(block, on="id", how="left", maintain_order="left"),
        _PLACES: places,
        _KEYS: pl.DataFrame(keys, schema=_KEY, orient="row"),
    }
    for name, rows in tables.items():
        rows.write_parquet(folder / name, compression="zstd", compression_level=1)


def read_people(folder: Path | None) -> Kept | None:
    """What `write_people` wrote into a folder, or nothing."""
    try:
        names = (_PEOPLE, _PLACES, _KEYS)
        return Kept(*(pl.read_parquet(folder / name) for name in names)) if folder else None
    except (OSError, pl.exceptions.PolarsError):
        return None


def part_off(places: pl.DataFrame, kept: Kept) -> Parted:
    """Part the `places` of a corpus into what an earlier build knows and what must be looked at again."""
    both = places.join(kept.places, on=_AT, how="full", coalesce=True, suffix="_before")
    said = (pl.col("name") == pl.col("name_before")) & (pl.col("identifiers") == pl.col("identifiers_before"))
    is_same = said.fill_null(value=False)
    changed = both.filter(~is_same)
    fresh = places_from(changed.filter(pl.col("name").is_not_null()))
    keys = sorted({key for place in _distinct(fresh) for key in keys_of(place)})
    met = kept.keys.filter(pl.col("key").is_in(keys))["block"]
    touched = pl.concat([changed["block"].drop_nulls(), met]).unique().implode()
    is_touched = pl.col("block").is_in(touched)
    blocks = close_blocks(sorted([*fresh, *places_from(both.filter(is_same & is_touched))]))
    names = {place.name for block in blocks for place in block.places}
    gone = kept.people.filter(is_touched)["namesake"]
    has_namesake = pl.col("namesake").is_in([*gone, *map(namesake_key, names)])
    people = kept.people.filter(~is_touched)
    namesakes = people.filter(has_namesake)
    mentions = both.filter(~is_touched & pl.col("person").is_not_null())
    is_theirs = pl.col("person").is_in(namesakes["id"].implode())
    return Parted(
        blocks,
        _people_from(namesakes, mentions.filter(is_theirs)),
        people.filter(~has_namesake).select(_PERSON.names()),
        mentions.filter(~is_theirs).select(*_AT, "person"),
    )


def tabulate_places(places: Iterable[Place]) -> pl.DataFrame:
    """Places as a table: `paper`, `position`, `name`, and `identifiers` joined by line breaks."""
    columns: list[Sequence[Any]] = [list(column) for column in zip(*places, strict=True)] or [[], [], [], []]
    columns[3] = list(map(GAP.join, columns[3]))
    return pl.DataFrame(columns, schema=_PLACE)


def places_from(table: pl.DataFrame) -> list[Place]:
    """The places of a table that `tabulate_places` made, sorted."""
    rows = table.select(_PLACE.names()).iter_rows()
    return sorted(
        Place(paper, position, name, tuple(identifiers.split(GAP)) if identifiers else ())
        for paper, position, name, identifiers in rows
    )


def mentions_of(people: Iterable[Person]) -> pl.DataFrame:
    """Who is meant where: `paper`, `position` and `person`, an id."""
    found = [(person.id, person.mentions) for person in people]
    columns = {
        "paper": [paper for _, mentions in found for paper, _ in mentions],
        "position": [position for _, mentions in found for _, position in mentions],
        "person": [name for name, mentions in found for _ in mentions],
    }
    return pl.DataFrame(columns, {"paper": pl.String, "position": pl.Int32, "person": pl.String})


def _people_from(table: pl.DataFrame, mentions: pl.DataFrame) -> tuple[Person, ...]:
    found: dict[str, list[tuple[str, int]]] = {name: [] for name in table["id"]}
    for paper, position, person in mentions.sort(_AT).select(*_AT, "person").iter_rows():
        found[person].append((paper, position))
    return tuple(
        Person(name, label, tuple(names), tuple(found[name]), reason or "")
        for name, label, names, reason in table.select("id", "label", "names", "reason").iter_rows()
    )


def _distinct(places: Iterable[Place]) -> Iterable[Place]:
    """Places that have all keys of some places between them."""
    return {Place("", 0, place.name, place.identifiers) for place in places}
