"""Papers to people: mentions are blocked by the keys they are compared by, each block is looked at alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import narwhals as nw
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from kgraph.cluster.components import label_components
from kgraph.cluster.records import settle
from kgraph.cluster.rows import BYTES, NUMBER, TEXT, TEXTS, Row, map_groups, map_rows, pack, spread, unpack
from kgraph.corrections import Corrections, Decision, line_of
from kgraph.people import Block, Grouped, identify_block, namesake_key, number_namesakes, places_of
from kgraph.people.blocks import keys_of, names_of, references_of
from kgraph.people.forms import Place

_HAND = "by hand "


def find_people(
    spark: SparkSession, papers: DataFrame, corrections: Corrections
) -> tuple[DataFrame, tuple[str, ...]]:
    """Find who is who, as `people.identify_corrected` does, among the papers (`id`, `paper`).

    The first value has a row for each person: `id`, `person`, and the `identifiers` of the mentions.
    """
    by_hand = frozenset(name for decision in corrections.decisions for name in references_of(decision))
    explode = partial(_explode, by_hand=by_hand)
    mentions = map_rows(papers.select("paper"), explode, item=TEXT, keys=TEXTS, place=BYTES).localCheckpoint()
    # A decision is an item of its own, which all that it refers to has for a key.
    decided = spread(
        spark,
        ({"item": _item(each), "keys": _hand_keys(each)} for each in corrections.decisions),
        item=TEXT,
        keys=TEXTS,
    )
    both = mentions.select("item", "keys").unionByName(decided)
    pairs = both.select("item", f.explode("keys").alias("key")).distinct()
    labels = label_components(nw.from_native(pairs), settle).to_native()
    about = _decisions_by_label(labels, corrections)
    blocks = mentions.join(labels, "item").select("label", "place")
    columns = {"key": TEXT, "identifiers": TEXTS, "record": BYTES}
    found = map_groups(blocks, "label", partial(_identify, about=about), **columns).localCheckpoint()
    notes = {each: note for row in found.where("key is null").collect() for each, note in unpack(row.record)}
    for label in sorted(about.keys() - _labels_among(blocks, about)):
        notes |= dict(identify_block(Block((), about[label])).notes)
    people = map_groups(
        found.where("key is not null"), "key", _number, id=TEXT, person=BYTES, identifiers=TEXTS
    ).localCheckpoint()
    return people, tuple(notes[decision] for decision in sorted(notes, key=line_of))


def _explode(rows: Iterable[Row], by_hand: frozenset[str]) -> Iterator[Row]:
    for row in rows:
        for place in places_of([unpack(row["paper"])]):
            surname, *keys = keys_of(place)
            keys += [f"{_HAND}{name}" for name in by_hand.intersection(names_of(place))]
            yield {"item": surname, "keys": keys, "place": pack(tuple(place))}


def _item(decision: Decision) -> str:
    return f"{_HAND}{decision.subject}"


def _hand_keys(decision: Decision) -> list[str]:
    return [f"{_HAND}{name}" for name in references_of(decision)]


def _decisions_by_label(labels: DataFrame, corrections: Corrections) -> Mapping[str, Corrections]:
    items = list({_item(decision) for decision in corrections.decisions})
    label_of = {row.item: row.label for row in labels.where(f.col("item").isin(items)).collect()}
    about: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in corrections.decisions:
        about[label_of[_item(decision)]].append(decision)
    return {label: Corrections(tuple(decisions)) for label, decisions in about.items()}


def _labels_among(blocks: DataFrame, about: Mapping[str, Corrections]) -> set[str]:
    """Those labels of decisions that mentions have."""
    among = blocks.where(f.col("label").isin(list(about))).select("label").distinct()
    return {row.label for row in among.collect()}


def _identify(rows: Sequence[Row], about: Mapping[str, Corrections]) -> Iterator[Row]:
    places = sorted(Place(*unpack(row["place"])) for row in rows)
    given = {(place.paper, place.position): place.identifiers for place in places}
    grouped: Grouped = identify_block(Block(places, about.get(rows[0]["label"], Corrections())))
    for person in grouped.people:
        identifiers = {name for mention in person.mentions for name in given[mention]}
        yield {
            "key": namesake_key(person.name),
            "identifiers": sorted(identifiers),
            "record": pack(person),
        }
    if grouped.notes:
        yield {"key": None, "identifiers": (), "record": pack(grouped.notes)}


def _number(rows: Sequence[Row]) -> Iterator[Row]:
    people = [unpack(row["record"]) for row in rows]
    identifiers = {person.mentions[0]: row["identifiers"] for person, row in zip(people, rows, strict=True)}
    for person in number_namesakes(people):
        yield {"id": person.id, "person": pack(person), "identifiers": identifiers[person.mentions[0]]}


def share_out_mentions(people: DataFrame) -> DataFrame:
    """The people of each paper: `id`, and `people`, the numbers of its mentions and who they are."""
    return (
        list_mentions(people)
        .groupBy("id")
        .agg(f.collect_list(f.struct("position", "person")).alias("people"))
    )


def list_mentions(people: DataFrame) -> DataFrame:
    """The mentions of people: the `id` of the paper, the `position` there, and the id of the `person`."""
    return map_rows(people.select("person"), _list_mentions, id=TEXT, position=NUMBER, person=TEXT)


def _list_mentions(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        person = unpack(row["person"])
        for paper, position in person.mentions:
            yield {"id": paper, "position": position, "person": person.id}
