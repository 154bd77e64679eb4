"""Sources to papers: files are read in parallel, and records merged by closed groups."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import narwhals as nw
from pyspark import cloudpickle
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as f

from kgraph.cluster.components import label_records
from kgraph.cluster.rows import BYTES, NUMBER, TEXT, TEXTS, Row, map_groups, map_rows, pack, spread, unpack
from kgraph.duplicates import Merge, keys_of, merge_group, refer_to_kept
from kgraph.duplicates.rules import MOST_TITLES
from kgraph.ledger import CONSEQUENCES, Kept, Ledger, balance
from kgraph.records import Paper, Rejected
from kgraph.sources import Reading, open_sources

# So many records a file may have: places are numbered file by file.
_FILE = 1 << 32


@dataclass(frozen=True, slots=True)
class Merged:
    """The papers (`id`, `paper`), the ledger, and the files with their hashes."""

    papers: DataFrame
    ledger: Ledger
    inputs: tuple[tuple[str, str], ...]


def read_records(spark: SparkSession, sources: Iterable[str | Path], columns: Any = None) -> DataFrame:
    """Read the files of sources, each in one task, as rows of `item`, `is`, `keys` and `record`.

    Raises what `kgraph.sources.read` raises, before anything is read.
    """
    opened = open_sources(sources, columns=columns)
    # A reader may be a module, which only Spark's own pickle takes.
    files = ({"number": number, "file": _pack_reader(one)} for number, one in enumerate(opened))
    frame = spread(spark, files, number=NUMBER, file=BYTES).repartition(max(1, len(opened)), "number")
    return map_rows(frame, _read, **{"item": NUMBER, "is": TEXT, "keys": TEXTS, "record": BYTES})


def _pack_reader(opened: object) -> bytes:
    data: bytes = cloudpickle.dumps(opened)  # type: ignore[no-untyped-call]
    return data


def _read(files: Iterable[Row]) -> Iterator[Row]:
    for row in files:
        reading = Reading([cloudpickle.loads(row["file"])])
        for place, record in enumerate(reading):
            is_paper = isinstance(record, Paper)
            yield {
                "item": row["number"] * _FILE + place,
                "is": "paper" if is_paper else "rejected",
                "keys": keys_of(record) if isinstance(record, Paper) else (),
                "record": pack(record),
            }
        for read in reading.inputs:
            yield {"item": None, "is": "input", "keys": (), "record": pack(read)}


def merge_records(records: DataFrame) -> Merged:
    """Merge the records of one paper, group by group, and account for every record."""
    papers = records.where(f.col("is") == "paper")
    keys = nw.from_native(papers.select("item", f.explode("keys").alias("key")))
    labels, constants = label_records(keys, settle, MOST_TITLES)
    # Nearly all records are alone, and need no place beside others.
    linked = labels.to_native().withColumn("size", f.count("label").over(Window.partitionBy("label")))
    linked = linked.where("size > 1").select("item", "label")
    labelled = papers.select("item", "record").join(linked, "item", "left").localCheckpoint()
    columns = {"is": TEXT, "id": TEXT, "references": TEXTS, "record": BYTES}
    groups = labelled.where("label is not null").select("label", "record")
    merge = partial(_merge, constants=frozenset(constants))
    alone = map_rows(labelled.where("label is null").select("record"), _keep, **columns)
    merged = map_groups(groups, "label", merge, **columns).unionByName(alone).localCheckpoint()
    kept = _follow(merged.where(f.col("is") == "paper"), merged.where(f.col("is") == "moved"))
    kept = kept.localCheckpoint()
    merges = sorted(_collect(merged, "merge"), key=_order)
    rejected = sorted(_collect(records, "rejected"), key=_place)
    inputs = tuple(sorted(_collect(records, "input")))
    return Merged(kept, balance(_count_kept(kept), tuple(merges), tuple(rejected)), inputs)


def settle(frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Compute a data frame, and forget how."""
    settled: nw.LazyFrame[Any] = nw.from_native(frame.to_native().localCheckpoint())
    return settled


def _keep(records: Iterable[Row]) -> Iterator[Row]:
    for row in records:
        yield _tell(unpack(row["record"]))


def _tell(paper: Paper) -> Row:
    return {"is": "paper", "id": paper.id, "references": paper.references, "record": pack(paper)}


def _merge(records: Iterable[Row], constants: frozenset[str]) -> Iterator[Row]:
    merged = merge_group([unpack(row["record"]) for row in records], constants)
    for paper in merged.papers:
        yield _tell(paper)
    for merge in merged.merges:
        yield {"is": "merge", "id": merge.paper, "references": (), "record": pack(merge)}
    for old, new in merged.moved:
        yield {"is": "moved", "id": old, "references": (), "record": pack(new)}


def _follow(papers: DataFrame, moved: DataFrame) -> DataFrame:
    """Let references by the id of a merged record follow the kept one."""
    moved = moved.select(f.col("id").alias("old"), f.col("record").alias("new"))
    referring = papers.select("id", f.explode("references").alias("old")).distinct().join(moved, "old")
    followed = referring.groupBy("id").agg(
        f.collect_list("old").alias("olds"), f.collect_list("new").alias("news")
    )
    # The order of the two lists is the same, as one pass makes both.
    joined = papers.select("id", "record").join(followed, "id", "left")
    return map_rows(joined, _refer, id=TEXT, paper=BYTES)


def _refer(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        if not row["olds"]:
            yield {"id": row["id"], "paper": row["record"]}
            continue
        moved = dict(zip(row["olds"], map(unpack, row["news"]), strict=True))
        [paper] = refer_to_kept([unpack(row["record"])], moved)
        yield {"id": row["id"], "paper": pack(paper)}


def _collect(frame: DataFrame, kind: str) -> list[Any]:
    return [unpack(row.record) for row in frame.where(f.col("is") == kind).select("record").collect()]


def _order(merge: Merge) -> tuple[object, ...]:
    return merge.paper, merge.merged, merge.rule


def _place(record: Rejected) -> tuple[object, ...]:
    return record.origin, record.reason, record.raw


def _count_kept(papers: DataFrame) -> dict[str, Kept]:
    counts = map_rows(papers.select("paper"), _look, file=TEXT, **dict.fromkeys(CONSEQUENCES, NUMBER))
    sums = [f.count(f.lit(1)).alias("papers"), *(f.sum(name).alias(name) for name in CONSEQUENCES)]
    return {
        row.file: Kept(row.papers, {name: row[name] for name in CONSEQUENCES})
        for row in counts.groupBy("file").agg(*sums).collect()
    }


def _look(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        yield {"file": paper.origin.file} | {name: int(not getattr(paper, name)) for name in CONSEQUENCES}
