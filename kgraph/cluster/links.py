"""Papers to what is found in each, or between two of them: themes batch by batch, citations by joins."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from kgraph.citations import match_references, paper_keys, reference_keys
from kgraph.cluster.rows import BYTES, TEXT, TEXTS, Row, map_rows, pack, unpack
from kgraph.records import References
from kgraph.schema import Theme
from kgraph.themes import tag_themes


def find_themes(papers: DataFrame, scheme: Sequence[Theme]) -> DataFrame:
    """Tag the papers (`id`, `paper`) with themes: a row a tag, with its `paper`, `concept` and `tag`."""
    tag = partial(_tag, scheme=scheme)
    return map_rows(papers.select("paper"), tag, paper=TEXT, concept=TEXT, tag=BYTES).localCheckpoint()


def _tag(rows: Iterable[Row], scheme: Sequence[Theme]) -> Iterator[Row]:
    for tag in tag_themes([unpack(row["paper"]) for row in rows], scheme):
        yield {"paper": tag.paper, "concept": tag.concept, "tag": pack(tag)}


def select_used(scheme: Sequence[Theme], tags: DataFrame) -> list[Theme]:
    """The themes of a scheme that tags of `find_themes` refer to."""
    used = {row.concept for row in tags.select("concept").distinct().collect()}
    return [theme for theme in scheme if theme.id in used]


def find_citations(papers: DataFrame) -> tuple[DataFrame, References]:
    """Match the references of the papers (`id`, `paper`): a row for each `citation`, and the account.

    References and papers meet at the keys that they share (`citations.reference_keys`); each citing paper is
    matched with the papers that any of its references met.
    """
    citing = map_rows(papers, _refer, id=TEXT, keys=TEXTS)
    citable = map_rows(papers, _offer, cited=TEXT, keys=TEXTS)
    citing = citing.select("id", f.explode("keys").alias("key"))
    citable = citable.select("cited", f.explode("keys").alias("key"))
    met = citing.join(citable, "key").select("id", "cited").distinct()
    # A paper without its abstract and its own references, which no reference is compared with.
    named = map_rows(papers, _strip, cited=TEXT, known=BYTES)
    candidates = met.join(named, "cited").groupBy("id").agg(f.collect_list("known").alias("known"))
    matched = map_rows(
        papers.join(candidates, "id", "left"), _match, citation=BYTES, references=BYTES
    ).localCheckpoint()
    counts = Counter[str]()
    matches = Counter[str]()
    for row in matched.where("references is not null").groupBy("references").count().collect():
        account: References = unpack(row.references)
        for name in ("read", "own", "ambiguous", "outside"):
            counts[name] += row["count"] * getattr(account, name)
        for rule, number in account.matched:
            matches[rule] += row["count"] * number
    total = References(matched=tuple(sorted(matches.items())), **counts)
    return matched.where("citation is not null").select("citation"), total


def _refer(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        keys = {key for text in paper.references for key in reference_keys(text, paper.origin.file)}
        if keys:
            yield {"id": paper.id, "keys": sorted(keys)}


def _offer(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        yield {"cited": paper.id, "keys": sorted(paper_keys(paper))}


def _strip(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        bare = replace(paper, abstract=None, references=(), keywords=(), mentions=paper.mentions[:1])
        yield {"cited": paper.id, "known": pack(bare)}


def _match(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        paper = unpack(row["paper"])
        citations, references = match_references([paper], map(unpack, row["known"] or ()))
        for citation in citations:
            yield {"citation": pack(citation), "references": None}
        if references.read:
            yield {"citation": None, "references": pack(references)}
