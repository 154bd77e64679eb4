"""Papers to keywords: the steps of a batch (`keywords.steps`) as tasks, their counts added up as data frames.

To `settle_corpus` all batches together are one, whose counts are those of all. A step begins with the batch
as it was read, which is kept, and does what follows again: that takes a third of the time of reading.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import narwhals as nw
import polars as pl
from pyspark import Broadcast
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from kgraph.cluster.batches import Batches, collect_table
from kgraph.cluster.counts import add_up
from kgraph.cluster.rows import BYTES, TEXT, Row, map_rows, pack, unpack
from kgraph.cluster.tables import spread_table
from kgraph.corrections import Corrections
from kgraph.definitions import find_definitions
from kgraph.embeddings import load_embedder
from kgraph.keywords.batch import read_batch
from kgraph.keywords.naming import make_keywords, name_terms
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.steps import Making, choose_terms, collect_usage, settle_corpus
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.tags import make_tags
from kgraph.keywords.thesaurus import make_thesaurus
from kgraph.keywords.usage import Usage, count_usage, settle_usage
from kgraph.records import Keyword, Quotation

_TERM = {"term": pl.String()}
_USAGE = pl.Schema({"short": pl.String, "form": pl.String, "count": pl.Int64})
_FORMS = pl.Schema({"term": pl.String, "form": pl.String, "papers": pl.Int64, "printed": pl.Int64})
_TAGS = pl.Schema({"paper": pl.String, "term": pl.String, "tag": pl.Binary})
_DEFINING = pl.Schema(
    {
        "term": pl.String,
        "grade": pl.Int64,
        "date": pl.String,
        "paper": pl.String,
        "start": pl.Int64,
        "quotation": pl.Binary,
    }
)
# What each step counts of a term, in the order of the steps.
_COUNTS = {
    "terms": ("phrase", "own", "either", "present"),
    "holders": ("holders",),
    "standing": ("holders", "named", "alone"),
    "kept": ("kept",),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """How a task reads: with the language model, with an embedder."""

    model: bool
    embed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The keywords, a row for each tag (`paper`, `concept`, `tag`), and notes on lines that fit nothing."""

    keywords: tuple[Keyword, ...]
    tags: DataFrame
    notes: tuple[str, ...]


def find_keywords(
    spark: SparkSession, papers: DataFrame, batches: Batches, reader: Reader, corrections: Corrections
) -> Found:
    """Find the keywords of the papers (`id`, `paper`), as `keywords.extract_corrected` does, in batches.

    They have their definitions (`define_keywords`). Tables by term come to the driver, and go from there to
    all tasks; papers and tags do not. Raises `KgraphError` for corrections that contradict.
    """
    number = f.pmod(f.hash("id"), f.lit(batches.count)).cast("long")
    batches.part(papers.select(number.alias("batch"), f.col("id").alias("place"), "paper"), "papers")
    whole = [_work(spark, batches, reader)]
    custom = settle_usage(collect_usage(whole))
    thesaurus = make_thesaurus(corrections, custom.acronyms)
    corpus = settle_corpus(whole, [(custom, thesaurus)], custom, thesaurus)
    tags = batches.scan(spark, "tags", _TAGS)
    forms = _sum(batches.scan(spark, "forms", _FORMS))
    pages = collect_table(tags.groupBy("term").agg(f.count("*").alias("pages")))
    named = make_keywords(name_terms(pages, forms, corpus.custom, corpus.thesaurus))
    defined = _define(spark, batches, named)
    keywords = sorted(
        (defined.get(term, keyword) for term, keyword in named.items()), key=lambda each: each.id
    )
    ids = pl.DataFrame({"term": list(named), "concept": [keyword.id for keyword in named.values()]})
    ids = ids.cast({"term": pl.String, "concept": pl.String})
    met = tags.join(spread_table(spark, ids), "term").select("concept", "tag")
    found = map_rows(met, _name, paper=TEXT, concept=TEXT, tag=BYTES).localCheckpoint()
    return Found(tuple(keywords), found, corpus.notes)


def _work(spark: SparkSession, batches: Batches, reader: Reader) -> Making[None]:
    """Do the steps of all batches in turn."""
    batches.run(spark, partial(_count_usage, batches))
    usage = _sum(batches.scan(spark, "usage", _USAGE))
    told: list[Any] = [(yield _make_usage(usage, batches.papers))]
    for step, columns in _COUNTS.items():
        _tell(spark, batches, reader, step, told)
        counted = _sum(batches.scan(spark, step, pl.Schema({**_TERM, **dict.fromkeys(columns, pl.Int64())})))
        said = yield counted
        told.append(shorten(said, counted) if step == "terms" else said)
    _tell(spark, batches, reader, "tags", told)


def shorten(settled: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """Leave out what `settle_entities` says of most terms, which are themselves, whole and not looked up.

    Terms that give way, of which it says nothing, have a row in their place. `lengthen` is the other way.
    """
    usual = pl.col("whole") & ~pl.col("sought") & pl.col("entity").eq_missing(pl.col("term"))
    gone = counts.join(settled, on="term", how="anti").select(
        "term", whole=False, entity="term", sought=False
    )
    return pl.concat([settled.filter(~usual), gone])


def lengthen(settled: pl.DataFrame, terms: pl.Series) -> pl.DataFrame:
    """What `settle_entities` says of some terms, and of all that are looked up."""
    others = terms.to_frame("term").join(settled, on="term", how="anti")
    return pl.concat([settled, others.select("term", whole=True, entity="term", sought=False)])


def _tell(spark: SparkSession, batches: Batches, reader: Reader, step: str, told: list[Any]) -> None:
    """Do a step of each batch, which is told what the corpus made of the steps before."""
    sent = spark.sparkContext.broadcast(told)
    batches.run(spark, partial(_step, batches, reader, sent, step))
    sent.destroy()


def _sum(counts: DataFrame) -> pl.DataFrame:
    return collect_table(add_up(nw.from_native(counts)).to_native())


def _count_usage(batches: Batches, number: int) -> None:
    usage = count_usage(batches.take_papers(number))
    named = ((short, form, count) for (short, form), count in usage.definitions.items())
    plain = ((None, form, count) for form, count in usage.forms.items())
    batches.keep_table("usage", number, pl.DataFrame([*named, *plain], schema=_USAGE, orient="row"))


def _make_usage(counts: pl.DataFrame, papers: int) -> Usage:
    forms: Counter[str] = Counter()
    definitions: Counter[tuple[str, str]] = Counter()
    for short, form, count in counts.select(*_USAGE).iter_rows():
        if short is None:
            forms[form] = count
        else:
            definitions[short, form] = count
    return Usage(papers, forms, definitions)


def _step(batches: Batches, reader: Reader, sent: Broadcast[list[Any]], step: str, number: int) -> None:
    (custom, thesaurus), *told = sent.value
    embedder = _load_encoder() if reader.embed else None
    if step == "terms":
        batch = read_batch(batches.take_papers(number), custom, _load(reader.model), 1)
        batches.keep("reading", number, batch)
    else:
        batch = batches.take("reading", number)
    steps = choose_terms(batch, custom.papers, thesaurus, embedder)
    counts = next(steps)
    try:
        for each in told:
            is_first = each is told[0]
            counts = steps.send(lengthen(each, batch.terms.names()) if is_first else each)
    except StopIteration as end:
        _keep_tagged(batches, number, end.value)
    else:
        batches.keep_table(step, number, counts)


# A worker does many tasks.
_load, _load_encoder = cache(load_pipeline), cache(load_embedder)


def _keep_tagged(batches: Batches, number: int, tagged: Tagged) -> None:
    batches.keep_table("forms", number, tagged.forms.select(*_FORMS).cast(_FORMS))
    # Which term has which id is not known yet.
    unnamed = {term: Keyword(term, term, (), shared=False) for term in tagged.tags["term"].unique()}
    tags = make_tags([[paper.id for paper in batches.take_papers(number)]], [tagged], unnamed)
    rows = [(tag.paper, tag.concept, pack(tag)) for tag in tags]
    batches.keep_table("tags", number, pl.DataFrame(rows, schema=_TAGS, orient="row"))


def _define(spark: SparkSession, batches: Batches, named: Mapping[str, Keyword]) -> dict[str, Keyword]:
    """Give the shared keywords the sentences that define them best; the result has those that got one."""
    labels = {term: keyword.label for term, keyword in named.items() if keyword.shared}
    sent = spark.sparkContext.broadcast(labels)
    batches.run(spark, partial(_find_definitions, batches, sent))
    sent.destroy()
    rank = f.struct("grade", "date", "paper", "start")
    best = batches.scan(spark, "definitions", _DEFINING).groupBy("term").agg(f.min_by("quotation", rank))
    found: dict[str, Quotation] = {term: unpack(each) for term, each in best.collect()}
    return {term: replace(named[term], definition=quotation) for term, quotation in found.items()}


def _find_definitions(batches: Batches, sent: Broadcast[dict[str, str]], number: int) -> None:
    papers = batches.take_papers(number)
    tags = batches.take_table("tags", number, _TAGS)
    shared = tags.filter(pl.col("term").is_in(list(sent.value)))
    best = find_definitions(sent.value, map(unpack, shared["tag"]), papers)
    rows = [(term, *each[:4], pack(each.quotation)) for term, each in best.items()]
    batches.keep_table("definitions", number, pl.DataFrame(rows, schema=_DEFINING, orient="row"))


def _name(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        tag = replace(unpack(row["tag"]), concept=row["concept"])
        yield {"paper": tag.paper, "concept": tag.concept, "tag": pack(tag)}
