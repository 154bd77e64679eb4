"""What the stages found, laid down as the tables of a graph, in parts."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial, reduce
from pathlib import Path

import polars as pl
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from kgraph.assembly.columns import tabulate
from kgraph.assembly.edges import (
    affiliation_edges,
    authorship_edges,
    citation_edges,
    lineage_edges,
    tagging_edges,
)
from kgraph.assembly.nodes import name_organization, organizations_of, paper_nodes, person_nodes
from kgraph.cluster.rows import NUMBER, TEXT, Row, arrow_schema, map_rows, tabulate_rows, unpack
from kgraph.people import describe_people
from kgraph.records import Person
from kgraph.tables import EDGE_ORDER, EDGE_SCHEMA, NODE_ORDER, NODE_SCHEMA
from kgraph.vocabulary import Kind


def tabulate_nodes(papers: DataFrame, people: DataFrame, others: Iterable[pl.DataFrame]) -> DataFrame:
    """The nodes of the papers (`id`, `paper`), of their people and organizations, and others."""
    named = map_rows(papers, _name, id=TEXT, label=TEXT, paper=TEXT, place=NUMBER)
    # Of equal ids the last spelling counts.
    last = named.groupBy("id").agg(f.max_by("label", f.struct("paper", "place")).alias("label"))
    own = tabulate_rows(papers.select("paper"), _paper_nodes, NODE_SCHEMA)
    whose = tabulate_rows(people, _person_nodes, NODE_SCHEMA)
    organizations = tabulate_rows(last, _organization_nodes, NODE_SCHEMA)
    return _join([own, whose, organizations], others)


def tabulate_edges(
    papers: DataFrame,
    mentions: DataFrame,
    tags: DataFrame,
    themes: Iterable[str],
    citations: DataFrame,
    lineage: DataFrame,
    others: Iterable[pl.DataFrame],
) -> DataFrame:
    """The edges of authorship, affiliation, themes, keywords, citation and lineage, and others.

    `mentions` are of `share_out_mentions`; all other records are packed.
    """
    authored = papers.join(mentions, "id", "left").select("paper", "people")
    own = tabulate_rows(authored, _paper_edges, EDGE_SCHEMA)
    tagged = tabulate_rows(tags.select("tag"), partial(_tag_edges, themes=frozenset(themes)), EDGE_SCHEMA)
    cited = tabulate_rows(citations.select("citation"), _citation_edges, EDGE_SCHEMA)
    built = tabulate_rows(lineage.select("link"), _lineage_edges, EDGE_SCHEMA)
    return _join([own, tagged, cited, built], others)


def _join(spread: Sequence[DataFrame], at_hand: Iterable[pl.DataFrame]) -> DataFrame:
    session = spread[0].sparkSession
    return reduce(DataFrame.unionByName, (*spread, *(spread_table(session, table) for table in at_hand)))


def spread_table(spark: SparkSession, table: pl.DataFrame) -> DataFrame:
    """A table of a graph that the driver holds, as a data frame."""
    return spark.createDataFrame(table.to_arrow().cast(arrow_schema(table.schema)))


def write_nodes(nodes: DataFrame, folder: Path) -> None:
    """Write nodes as parts, in the order of a graph: `nodes/part-00000-….parquet` and so on."""
    _write(nodes, folder / "nodes", NODE_ORDER)


def write_edges(edges: DataFrame, folder: Path) -> None:
    """Write edges as parts, in the order of a graph."""
    _write(edges, folder / "edges", EDGE_ORDER)


def _write(table: DataFrame, folder: Path, order: Sequence[str]) -> None:
    # A range of the order is a part, so the parts in the order of their names are the sorted table.
    parts = table.repartitionByRange(*order).sortWithinPartitions(*order)
    parts.write.option("compression", "zstd").parquet(str(folder))
    # Spark gives every file a name of its own, and files beside it that no one else reads.
    written = sorted(folder.glob("part-*.parquet"))
    for number, part in enumerate(written):
        part.replace(folder / f"part-{number:05}.parquet")
    for other in (*folder.glob(".*.crc"), *folder.glob("_*")):
        other.unlink()


def _name(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        for place, name in enumerate(organizations_of(paper)):
            yield {"id": name_organization(name), "label": name, "paper": paper.id, "place": place}


def _paper_nodes(rows: Sequence[Row]) -> pl.DataFrame:
    return paper_nodes([unpack(row["paper"]) for row in rows])


def _person_nodes(rows: Sequence[Row]) -> pl.DataFrame:
    people: list[Person] = [unpack(row["person"]) for row in rows]
    # The identifiers of all mentions, as if the first had them.
    known = {person.mentions[0]: row["identifiers"] for person, row in zip(people, rows, strict=True)}
    return person_nodes(describe_people(people, known))


def _organization_nodes(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {name: [row[name] for row in rows] for name in ("id", "label")}
    return tabulate(NODE_SCHEMA, {"kind": Kind.ORGANIZATION.value}, columns)


def _paper_edges(rows: Sequence[Row]) -> pl.DataFrame:
    papers = [unpack(row["paper"]) for row in rows]
    person_of = {
        (paper.id, each["position"]): each["person"]
        for paper, row in zip(papers, rows, strict=True)
        for each in row["people"] or ()
    }
    return pl.concat([authorship_edges(papers, person_of), affiliation_edges(papers)])


def _tag_edges(rows: Sequence[Row], themes: frozenset[str]) -> pl.DataFrame:
    return tagging_edges([unpack(row["tag"]) for row in rows], themes)


def _citation_edges(rows: Sequence[Row]) -> pl.DataFrame:
    return citation_edges([unpack(row["citation"]) for row in rows])


def _lineage_edges(rows: Sequence[Row]) -> pl.DataFrame:
    return lineage_edges([unpack(row["link"]) for row in rows])
