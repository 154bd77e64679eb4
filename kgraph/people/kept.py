"""People of an earlier build, so that only blocks with a new mention need be looked at again.

Mentions that no chain of keys links are never one person (`blocks`), and the people of a block follow from
its mentions. So a block with the mentions that it had has the people that it had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import polars as pl

from kgraph.people.blocks import Block, close_blocks, keys_of
from kgraph.people.forms import Place, places_of
from kgraph.records import Paper, Person

_PEOPLE, _PLACES, _KEYS = "people.msgpack", "places.parquet", "keys.parquet"
_PLACE = pl.Schema(
    {"paper": pl.String(), "position": pl.Int32(), "name": pl.String(), "identifiers": pl.String()}
)
_KEY = pl.Schema({"key": pl.String(), "block": pl.Int64()})
# Stands between identifiers, of which none has a line break.
_GAP = "\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier build knows: people by the number of their block, its mentions, and its keys.

    `places` has the columns of a `Place` and `block`, `keys` has `key` and `block`.
    """

    people: Sequence[tuple[int, Person]]
    places: pl.DataFrame
    keys: pl.DataFrame


def write_people(people: Sequence[Sequence[Person]], blocks: Sequence[Block], folder: Path) -> None:
    """Write the people of each of some blocks, which are not numbered yet, into a folder."""
    numbered = [(number, person) for number, some in enumerate(people) for person in some]
    (folder / _PEOPLE).write_bytes(msgspec.msgpack.encode(numbered))
    sizes = pl.DataFrame({"block": range(len(blocks)), "size": [len(block.places) for block in blocks]})
    places = _tabulate(place for block in blocks for place in block.places)
    owners = sizes.select(pl.col("block").repeat_by("size").explode(empty_as_null=False)).to_series()
    places.with_columns(owners).write_parquet(folder / _PLACES, compression="zstd", compression_level=1)
    keys = [
        (key, number)
        for number, block in enumerate(blocks)
        for key in sorted({key for place in _distinct(block.places) for key in keys_of(place)})
    ]
    table = pl.DataFrame(keys, schema=_KEY, orient="row")
    table.write_parquet(folder / _KEYS, compression="zstd", compression_level=1)


def read_people(folder: Path | None) -> Kept | None:
    """What `write_people` wrote into a folder, or nothing."""
    if folder is None:
        return None
    try:
        return Kept(
            msgspec.msgpack.decode((folder / _PEOPLE).read_bytes(), type=list[tuple[int, Person]]),
            pl.read_parquet(folder / _PLACES),
            pl.read_parquet(folder / _KEYS),
        )
    except (OSError, ValueError, msgspec.MsgspecError, pl.exceptions.PolarsError):
        return None


def part_off(papers: Iterable[Paper], kept: Kept) -> tuple[list[Person], tuple[Block, ...]]:
    """The people of an earlier build who stay as they are, and the blocks to be looked at, without decisions.

    >>> from kgraph.records import Mention, Origin
    >>> paper = Paper("paper:a", "A", Origin("f", 1), mentions=(Mention("Ann Lee", 1), Mention("Bo Ek", 2)))
    >>> kept = Kept([], _tabulate([]).with_columns(block=pl.lit(0, pl.Int64)), pl.DataFrame(schema=_KEY))
    >>> [len(block.places) for block in part_off([paper], kept)[1]]
    [1, 1]
    """
    places = places_of(papers)
    now = _tabulate(places).with_row_index()
    columns = list(_PLACE)
    fresh = now.join(kept.places, on=columns, how="anti", maintain_order="left")["index"]
    gone = kept.places.join(now, on=columns, how="anti")["block"]
    keys = {key for place in fresh for key in keys_of(places[place])}
    met = kept.keys.filter(pl.col("key").is_in(list(keys)))["block"]
    touched = pl.concat([gone, met]).unique().implode()
    again = now.join(kept.places.filter(pl.col("block").is_in(touched)), on=columns, how="semi")["index"]
    some = sorted([*fresh, *again])
    blocks = set(touched.item())
    stay = [person for block, person in kept.people if block not in blocks]
    return stay, close_blocks([places[place] for place in some])


def _distinct(places: Iterable[Place]) -> Iterable[Place]:
    """Places that have all keys of some places between them."""
    return {Place("", 0, place.name, place.identifiers) for place in places}


def _tabulate(places: Iterable[Place]) -> pl.DataFrame:
    columns: list[Sequence[Any]] = [list(column) for column in zip(*places, strict=True)] or [[], [], [], []]
    columns[3] = list(map(_GAP.join, columns[3]))
    return pl.DataFrame(columns, schema=_PLACE)
