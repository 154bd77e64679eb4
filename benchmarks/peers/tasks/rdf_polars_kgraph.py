"""kgraph's tables asked with Polars, without SPARQL: some of the questions of `queries/`, by their names."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
from served import serve

import kgraph
from kgraph.iris import node_iris
from kgraph.vocabulary import Kind, Relation


class Tables:
    def load(self, path: str) -> None:
        graph = kgraph.open(Path(path))
        edges = graph.edges.lazy()
        self._papers = graph.nodes.lazy().filter(pl.col("kind") == Kind.PAPER)
        self._people = graph.nodes.lazy().filter(pl.col("kind") == Kind.PERSON)
        # A fact is there once, whatever the number of its reasons.
        ends = edges.select("relation", "source", "target").unique()
        self._wrote = ends.filter(pl.col("relation") == Relation.CREATOR)
        self._cites = ends.filter(pl.col("relation") == Relation.CITES)
        self._mentions = ends.filter(pl.col("relation") == Relation.MENTIONS)

    def ask(self, name: str) -> pl.DataFrame:
        return QUESTIONS[name](self).collect()

    def rows(self, answer: pl.DataFrame) -> list:
        ids = [column for column in ("source", "target", "one", "other") if column in answer.columns]
        full = answer.with_columns(node_iris(pl.col(name)).alias(name) for name in ids)
        return [[str(value) for value in row] for row in full.iter_rows()]


def first_twenty(counted: pl.LazyFrame, *names: str) -> pl.LazyFrame:
    """The highest counts, by name among equals."""
    return counted.sort(-pl.col("papers").cast(pl.Int64), *names).head(20).select(*names, "papers")


def count_pairs(tables: Tables) -> pl.LazyFrame:
    one = tables._wrote.select("source", one="target")
    pairs = one.join(tables._wrote.select("source", other="target"), on="source")
    counted = pairs.filter(pl.col("one") < pl.col("other")).group_by("one", "other").agg(papers=pl.len())
    return first_twenty(counted, "one", "other")


def count_keywords(tables: Tables) -> pl.LazyFrame:
    dated = tables._papers.filter(pl.col("year").is_not_null()).select("year", source="id")
    found = tables._mentions.join(dated, on="source").group_by("year", "target").agg(papers=pl.len())
    return first_twenty(found, "year", "target")


def list_names(tables: Tables) -> pl.LazyFrame:
    titles = tables._papers.select("label", source="id")
    names = tables._people.select(name="label", target="id")
    return tables._wrote.join(titles, on="source").join(names, on="target").select("label", "name")


def list_uncited(tables: Tables) -> pl.LazyFrame:
    papers = tables._papers.select("label", source="id")
    cited = papers.join(tables._cites.select(source="target"), on="source", how="semi")
    return cited.join(tables._cites, on="source", how="anti").select("source", "label")


QUESTIONS: dict[str, Callable[[Tables], pl.LazyFrame]] = {
    "filter": lambda tables: tables._papers.filter(
        pl.col("label").str.to_lowercase().str.contains("learning", literal=True)
    ).select(source="id", label="label"),
    "group-by": lambda tables: first_twenty(tables._wrote.group_by("target").agg(papers=pl.len()), "target"),
    "group-by-joined": count_keywords,
    "join-of-all": list_names,
    "negation": list_uncited,
    "pairs": count_pairs,
}

if __name__ == "__main__":
    serve(Tables())
