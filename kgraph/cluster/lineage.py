"""Papers to lineage: who shares what comes by joins, words are compared in batches, links are quoted.

What each task needs of all papers (`Signals`) is broadcast, some 300 bytes a paper.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from pyspark import Broadcast
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as f
from scipy import sparse

from kgraph.cluster.alike import compare_batches
from kgraph.cluster.batches import Batches, collect_table
from kgraph.cluster.people import list_mentions
from kgraph.cluster.rows import BYTES, NUMBER, TEXT, Row, map_rows, number_rows, pack, unpack
from kgraph.embeddings import join_texts, load_embedder
from kgraph.lineage.calibration import PLAIN, WITH_MEANING
from kgraph.lineage.dates import days_of
from kgraph.lineage.links import Days, choose_parents, join_weighed, make_link, weigh_pairs
from kgraph.lineage.neighbours import NOBODY, Neighbours, line_up
from kgraph.lineage.signals import (
    BLOCK,
    MOST_PAPERS,
    Looks,
    Signals,
    look_at,
    make_signals,
    weigh_authors,
    weigh_rows,
    weigh_topics,
)
from kgraph.passages import Rarity, learn_rarity, quote_passages

_FRACTION = pa.float64()
_LINKS = pl.Schema(
    {
        "later": pl.Int64(),
        "earlier": pl.Int64(),
        "weight": pl.Float64(),
        "evidence": pl.List(pl.Float64()),
        "direction_uncertain": pl.Boolean(),
    }
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a task is told: the signals but for those that lie in files, and the days of the dated papers."""

    signals: Signals
    days: Days
    embed: bool


def find_lineage(
    spark: SparkSession,
    papers: DataFrame,
    people: DataFrame,
    tags: DataFrame,
    batches: Batches,
    embed: bool,
) -> DataFrame:
    """Link papers (`id`, `paper`) as `link_lineage` and `quote_passages` do: a row for each `link`.

    `people` are those of `find_people`, `tags` those of `find_themes` and `find_keywords`.
    """
    dated = map_rows(
        papers, _look, id=TEXT, undated=NUMBER, middle=_FRACTION, first=NUMBER, last=NUMBER, named=NUMBER
    )
    ordered = number_rows(dated, "undated", "middle", "id").localCheckpoint()
    numbers = ordered.select("id", "number")
    placed = papers.join(numbers, "id").select("number", "paper")
    place = f.lpad(f.col("number").cast("string"), 19, "0").alias("place")
    batches.part(placed.select(_batch(batches), place, "paper"), "papers")
    compare_batches(spark, batches)
    if embed:
        batches.run(spark, partial(_embed, batches))
    mentions = list_mentions(people).join(numbers, "id")
    leads = f.max(f.col("position") == 1).alias("leads")
    authors = mentions.groupBy("number", f.col("person").alias("held")).agg(leads).localCheckpoint()
    topics = tags.select(f.col("paper").alias("id"), f.col("concept").alias("held")).distinct()
    topics = topics.join(numbers, "id").select("number", "held").localCheckpoint()
    told = _make_told(ordered, authors, topics, batches, embed)
    sent = spark.sparkContext.broadcast(told)
    batches.run(spark, partial(_choose, batches, sent))
    sent.destroy()
    chosen = batches.scan(spark, "links", _LINKS)
    links = _name(chosen, numbers, authors, topics).localCheckpoint()
    return _quote(spark, links, placed)


def _batch(batches: Batches) -> Column:
    return f.floor(f.col("number") / batches.size).alias("batch")


def _look(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        days = days_of(paper.date or "")
        first, last = (each.toordinal() for each in days) if days else (0, 0)
        looks = look_at(paper)
        yield {
            "id": paper.id,
            "undated": int(not days),
            "middle": looks.middle if days else 0.0,
            "first": first,
            "last": last,
            "named": int(looks.named),
        }


def _embed(batches: Batches, number: int) -> None:
    papers = batches.take_papers(number)
    texts = [join_texts(paper.title, paper.abstract) for paper in papers]
    batches.keep("meanings", number, load_embedder().embed(texts))


def _make_told(
    ordered: DataFrame, authors: DataFrame, topics: DataFrame, batches: Batches, embed: bool
) -> _Told:
    columns = ordered.select("number", "undated", "middle", "first", "last", "named")
    days = collect_table(columns).sort("number")
    people = _number_held(collect_table(authors))
    by_paper = weigh_authors(_cells(people), people["leads"].to_numpy(), _shape(batches, people))
    # What one paper has is not shared, and what many have says too little.
    few = topics.groupBy("held").count().where(f"count > 1 and count <= {MOST_PAPERS}")
    concepts = _number_held(collect_table(topics.join(few, "held", "semi")))
    by_topic = weigh_topics(_cells(concepts), _shape(batches, concepts))
    looks = (
        Looks(bool(named), np.nan if undated else middle)
        for named, undated, middle in days.select("named", "undated", "middle").iter_rows()
    )
    dated = days.filter(pl.col("undated") == 0)
    signals = make_signals(looks, NOBODY, by_paper, by_topic, None)
    return _Told(signals, Days(dated["first"].to_numpy(), dated["last"].to_numpy()), embed)


def _number_held(table: pl.DataFrame) -> pl.DataFrame:
    """Number the people or the concepts of papers in the order of their ids."""
    return table.with_columns(column=pl.col("held").rank("dense").cast(pl.Int64) - 1)


def _cells(table: pl.DataFrame) -> Any:
    return table.select("number", "column").to_numpy()


def _shape(batches: Batches, table: pl.DataFrame) -> tuple[int, int]:
    return batches.papers, table["held"].n_unique()


def _choose(batches: Batches, sent: Broadcast[_Told], number: int) -> None:
    told = sent.value
    meanings = _take_all(batches, "meanings") if told.embed else None
    signals = replace(told.signals, near=_take_near(batches), meanings=meanings)
    alike, first = batches.take("alike", number), number * batches.size
    curve = WITH_MEANING if told.embed else PLAIN
    starts = range(0, alike.shape[0], BLOCK)
    evidence = (weigh_rows(signals, alike[start : start + BLOCK], first + start) for start in starts)
    blocks = (weigh_pairs(pairs, told.days, curve) for pairs in evidence)
    chosen = join_weighed(block.take(choose_parents(*block[:3])) for block in blocks)
    uncertain = told.days.are_uncertain(chosen.later, chosen.earlier)
    columns = (*(column.tolist() for column in chosen), uncertain)
    links = pl.DataFrame(dict(zip(_LINKS, columns, strict=True)), schema=_LINKS)
    batches.keep_table("links", number, links)


# A worker does many tasks, all of which need these.
@lru_cache(maxsize=1)
def _take_near(batches: Batches) -> Neighbours:
    return line_up(sparse.vstack([batches.take("near", number) for number in range(batches.count)]).tocsr())


@lru_cache(maxsize=1)
def _take_all(batches: Batches, step: str) -> Any:
    return np.concatenate([batches.take(step, number) for number in range(batches.count)])


def _name(links: DataFrame, numbers: DataFrame, authors: DataFrame, topics: DataFrame) -> DataFrame:
    """Name the papers of links (`later_id`, `earlier_id`), and make their `link` with what they share."""
    people, concepts = (
        held.select("number", "held", f.lit(kind).alias("kind"))
        for held, kind in ((authors, "person"), (topics, "concept"))
    )
    held = people.unionByName(concepts)
    papers = held.groupBy("kind", "held").agg(f.count("*").alias("papers"))
    later = links.select("later", "earlier").join(held.withColumnRenamed("number", "later"), "later")
    both = later.join(held.withColumnRenamed("number", "earlier"), ["earlier", "kind", "held"])
    shared = both.join(papers, ["kind", "held"]).groupBy("later", "earlier")
    listed = shared.agg(f.collect_list(f.struct("kind", "papers", "held")).alias("shared"))
    named = links.join(listed, ["later", "earlier"], "left")
    for side in ("later", "earlier"):
        ids = numbers.select(f.col("id").alias(f"{side}_id"), f.col("number").alias(side))
        named = named.join(ids, side)
    return map_rows(named, _make, later=NUMBER, earlier=NUMBER, link=BYTES)


def _make(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        held = sorted((each["papers"], each["held"], each["kind"]) for each in row["shared"] or ())
        people, concepts = (
            tuple(name for _, name, kind in held if kind == wanted) for wanted in ("person", "concept")
        )
        facts = row["weight"], row["evidence"], (people, concepts), row["direction_uncertain"]
        link = make_link(row["later_id"], row["earlier_id"], *facts)
        yield {"later": row["later"], "earlier": row["earlier"], "link": pack(link)}


def _quote(spark: SparkSession, links: DataFrame, papers: DataFrame) -> DataFrame:
    """Quote links from their papers (`number`, `paper`)."""
    ends = links.select(f.col("later").alias("number")).union(links.select("earlier")).distinct()
    linked = papers.join(ends, "number").localCheckpoint()
    words = map_rows(linked.select("paper"), _count_words, word=TEXT, holders=NUMBER)
    counts = words.groupBy("word").agg(f.sum("holders").alias("holders")).collect()
    rarity = Rarity(linked.count(), {row.word: row.holders for row in counts})
    sent = spark.sparkContext.broadcast(rarity)
    beside = links
    for side in ("later", "earlier"):
        text = papers.select(f.col("number").alias(side), f.col("paper").alias(f"{side}_paper"))
        beside = beside.join(text, side)
    quoted = map_rows(
        beside.select("link", "later_paper", "earlier_paper"), partial(_quote_rows, sent), link=BYTES
    )
    return quoted.localCheckpoint()


def _count_words(rows: list[Row]) -> Iterator[Row]:
    rarity = learn_rarity([unpack(row["paper"]) for row in rows])
    for word, holders in rarity.holders.items():
        yield {"word": word, "holders": holders}


def _quote_rows(sent: Broadcast[Rarity], rows: list[Row]) -> Iterator[Row]:
    texts = {row[f"{side}_paper"] for row in rows for side in ("later", "earlier")}
    links = [unpack(row["link"]) for row in rows]
    for link in quote_passages(links, map(unpack, texts), sent.value):
        yield {"link": pack(link)}
