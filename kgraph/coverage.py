"""How well a scheme fits a corpus: what it leaves uncovered, what never matched, and which labels it lacks.

A keyword is proposed as a label of a theme if it stands in the theme's papers far more often than chance
explains, by the log-likelihood ratio of T. Dunning, "Accurate methods for the statistics of surprise and
coincidence", Computational Linguistics 19(1), 1993.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import polars as pl

from kgraph.graph import Graph
from kgraph.schema import Theme
from kgraph.terms import term_key
from kgraph.vocabulary import Kind, Relation, Status

# A proposal needs three papers, a ratio that chance gives once in a thousand times (chi-square of one degree
# of freedom), and half of its papers in the theme: of 1,619 abstracts on machine learning and its safety, a
# third let in "AI" for AI safety (30 of 87), a half leaves "sandbagging" (4 of 4) and "guardrail" (3 of 6).
LEAST_PAPERS = 3
LEAST_RATIO = 10.83
LEAST_SHARE = 1 / 2
# So many for each theme, and so many keywords of papers without a theme.
PROPOSALS = 5
COMMON = 20

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeCoverage:
    """A theme with its papers: read from their texts, or inferred; `unmatched` labels never matched."""

    theme: Theme
    papers: int
    inferred: int
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommonKeyword:
    """A keyword of several papers that no theme covers, and the title of one."""

    label: str
    papers: int
    example: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A keyword that may be a label of a theme: `shared` of its `papers` have the theme already.

    `ratio` is the log-likelihood ratio, `example` the title of a paper that has both.
    """

    theme: Theme
    label: str
    shared: int
    papers: int
    ratio: float
    example: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What `measure_coverage` finds: themes in the order of the scheme, the rest the most telling first."""

    papers: int
    uncovered: int
    themes: tuple[ThemeCoverage, ...]
    common: tuple[CommonKeyword, ...]
    proposals: tuple[Proposal, ...]


def measure_coverage(graph: Graph, scheme: Sequence[Theme]) -> Coverage:
    """Measure how a scheme covers a graph that was built with it.

    >>> measure_coverage(graph, read_themes()).uncovered  # doctest: +SKIP
    2
    """
    tags = graph.of_relation(Relation.SUBJECT).select("source", "target", "status", "evidence")
    read = tags.filter(pl.col("status") != Status.INFERRED.value)
    counts = dict(read.group_by("target").len().iter_rows())
    inferred = dict(tags.join(read, on=["source", "target"], how="anti").group_by("target").len().iter_rows())
    matched = _matched_keys(read)
    themes = tuple(
        ThemeCoverage(
            theme,
            counts.get(theme.id, 0),
            inferred.get(theme.id, 0),
            tuple(label for label in _labels(theme) if term_key(label) not in matched[theme.id]),
        )
        for theme in scheme
    )
    papers = graph.of_kind(Kind.PAPER).select("id", "label")
    uncovered = papers.filter(~pl.col("id").is_in(tags["source"].implode()))
    mentions = _shared_keywords(graph)
    return Coverage(
        papers.height,
        uncovered.height,
        themes,
        tuple(_common(mentions.join(uncovered, left_on="source", right_on="id"))),
        tuple(_propose(read, mentions, papers, scheme)),
    )


def _labels(theme: Theme) -> tuple[str, ...]:
    return (theme.label, *theme.alt_labels, *theme.hidden_labels, *theme.title_labels)


def _matched_keys(read: pl.DataFrame) -> defaultdict[str, set[Key]]:
    """Theme to the keys of all that stands in its evidence."""
    texts = read.select("target", pl.col("evidence").list.eval(pl.element().struct.field("text")))
    keys: defaultdict[str, set[Key]] = defaultdict(set)
    for theme, text in texts.explode("evidence").drop_nulls().unique().iter_rows():
        keys[theme].add(term_key(text))
    return keys


def _shared_keywords(graph: Graph) -> pl.DataFrame:
    """The papers (`source`) of each keyword (`keyword`) that several have and that names no theme."""
    keywords = graph.of_kind(Kind.KEYWORD).filter(pl.col("shared") & pl.col("close_match").is_null())
    mentions = graph.of_relation(Relation.MENTIONS).select("source", "target").unique()
    return mentions.join(keywords.select(target="id", keyword="label"), on="target")


def _common(mentions: pl.DataFrame) -> Iterator[CommonKeyword]:
    """The keywords that most papers have, of those that two have."""
    counted = mentions.group_by("keyword").agg(papers=pl.len(), example=pl.col("label").min())
    for row in (
        counted.filter(pl.col("papers") > 1)
        .sort("papers", "keyword", descending=[True, False])
        .head(COMMON)
        .iter_rows()
    ):
        yield CommonKeyword(*row)


def _propose(
    read: pl.DataFrame, mentions: pl.DataFrame, papers: pl.DataFrame, scheme: Iterable[Theme]
) -> Iterator[Proposal]:
    pairs = read.select("source", theme="target").join(mentions, on="source")
    pairs = pairs.join(papers, left_on="source", right_on="id")
    counted = pairs.group_by("theme", "keyword").agg(shared=pl.len(), example=pl.col("label").min())
    sizes = dict(read.group_by("target").len().iter_rows())
    spread = dict(mentions.group_by("keyword").len().iter_rows())
    found: defaultdict[str, list[tuple[float, str, int, str]]] = defaultdict(list)
    for theme, keyword, shared, example in counted.filter(pl.col("shared") >= LEAST_PAPERS).iter_rows():
        ratio = _likelihood_ratio(shared, sizes[theme], spread[keyword], papers.height)
        if ratio >= LEAST_RATIO and shared >= LEAST_SHARE * spread[keyword]:
            found[theme].append((ratio, keyword, shared, example))
    taken = {term_key(label) for theme in scheme for label in _labels(theme)}
    for theme in scheme:
        own = [term_key(label) for label in (*_labels(theme), *theme.except_labels)]
        new = [row for row in found[theme.id] if _is_new(term_key(row[1]), taken, own)]
        for ratio, keyword, shared, example in sorted(new, key=lambda row: (-row[0], row[1]))[:PROPOSALS]:
            yield Proposal(theme, keyword, shared, spread[keyword], round(ratio, 1), example)


def _is_new(key: Key, taken: Container[Key], own: Iterable[Key]) -> bool:
    """Whether a keyword is no label of any theme, and holds none of this one, so is not matched already."""
    return key not in taken and not any(
        key[place : place + len(part)] == part for part in own for place in range(len(key) - len(part) + 1)
    )


def _likelihood_ratio(both: int, first: int, second: int, everything: int) -> float:
    """How far `both`, of two sets of these sizes, are above what chance gives; 0 if they are below."""
    if both * everything <= first * second:
        return 0.0
    cells = (both, first - both, second - both, everything - first - second + both)
    rows = (first, first, everything - first, everything - first)
    columns = (second, everything - second, second, everything - second)
    return 2 * sum(
        cell * log(cell * everything / (row * column))
        for cell, row, column in zip(cells, rows, columns, strict=True)
        if cell
    )
