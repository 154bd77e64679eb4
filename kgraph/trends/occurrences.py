"""How many papers have each theme and keyword, year by year: what all of this room counts with."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.graph import Graph
from kgraph.trends.significance import Floats, Integers, expect_counts
from kgraph.vocabulary import Kind, Relation

# A keyword with fewer papers shows no trend that a test could find: of five papers all in the last of ten
# equal years, p is 2e-6 for one topic but 1 in 100 after correction for a few thousand.
LEAST_PAPERS = 5


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Themes and keywords by year, for years that have papers.

    `topics` has the columns id, kind and label, a row a topic; `counts` is topics x strata x years and
    `papers` strata x years. The strata are papers without an abstract and papers with one: more is found in
    an abstract than in a title, so that every keyword would rise in the year when abstracts begin.
    """

    topics: pl.DataFrame
    years: Integers
    papers: Integers
    counts: Integers

    @property
    def by_year(self) -> Integers:
        """Topics x years: the papers that have the topic."""
        total: Integers = self.counts.sum(axis=1)
        return total

    @property
    def expected(self) -> Floats:
        """Topics x years: the papers that would have it if nothing but the number of texts changed."""
        return expect_counts(self.counts, self.papers)

    @property
    def shares(self) -> Floats:
        """Topics x years: the share of the papers, as if abstracts were as common in all years.

        This is indirect standardisation: the share over all years times observed by expected.
        """
        expected = self.expected
        whole = self.by_year.sum(axis=1) / max(int(self.papers.sum()), 1)
        ratio = np.divide(self.by_year, expected, out=np.zeros_like(expected), where=expected > 0)
        shares: Floats = ratio * whole[:, None]
        return shares

    def gather(self, groups: Integers) -> "Occurrences":
        """The same in groups of years: `groups` is years x groups, 1 where a year is in the group."""
        numbers = np.arange(groups.shape[1])
        return Occurrences(self.topics, numbers, self.papers @ groups, self.counts @ groups)


def dated_papers(graph: Graph) -> pl.DataFrame:
    """The papers with a year: id, date, year and whether they have an abstract (`read`)."""
    papers = graph.of_kind(Kind.PAPER).filter(pl.col("year").is_not_null())
    return papers.select("id", "date", "year", read=pl.col("abstract").is_not_null())


def links(graph: Graph, *relations: Relation) -> pl.DataFrame:
    """Paper and target of the edges of some relations, each once, whatever their status."""
    wanted = pl.col("relation").is_in([relation.value for relation in relations])
    return graph.edges.lazy().filter(wanted).select(paper="source", target="target").unique().collect()


def count_topics(
    graph: Graph, first: int | None = None, last: int | None = None, least: int = LEAST_PAPERS
) -> Occurrences:
    """Count the papers of each theme and shared keyword by year, from `first` to `last`.

    Topics with fewer than `least` papers in these years are left out. A keyword that is a name of a theme
    counts as the theme; the inferred papers of a theme count too, as they do in `theme-by-year`.

    >>> count_topics(graph).by_year.sum(axis=1)  # doctest: +SKIP
    array([12,  7,  5])
    """
    papers = dated_papers(graph).filter(
        pl.col("year").is_between(first if first is not None else -9999, last if last is not None else 9999)
    )
    years = papers["year"].unique().sort()
    place = pl.col("year").rank("dense").cast(pl.Int64) - 1
    papers = papers.select("id", stratum=pl.col("read").cast(pl.Int64), place=place)
    is_topic = (pl.col("kind") == Kind.THEME.value) | (
        pl.col("shared").fill_null(value=False) & pl.col("close_match").is_null()
    )
    tags = links(graph, Relation.SUBJECT, Relation.MENTIONS).join(papers, left_on="paper", right_on="id")
    enough = tags.group_by("target").len().filter(pl.col("len") >= least)
    topics = (
        graph.nodes.filter(is_topic)
        .select("id", "kind", "label")
        .join(enough, left_on="id", right_on="target", how="semi")
        .sort("id")
    )
    shape = (topics.height, 2, len(years))
    rows = tags.join(topics.with_row_index("row"), left_on="target", right_on="id")
    cells = (rows["row"].cast(pl.Int64) * 2 + rows["stratum"]) * shape[2] + rows["place"]
    counts = np.bincount(cells.to_numpy(), minlength=shape[0] * shape[1] * shape[2]).reshape(shape)
    of_papers = np.bincount(
        (papers["stratum"] * shape[2] + papers["place"]).to_numpy(), minlength=2 * shape[2]
    )
    return Occurrences(
        topics,
        years.cast(pl.Int64).to_numpy(),
        of_papers.reshape(2, shape[2]).astype(np.int64),
        counts.astype(np.int64),
    )
