"""The corpus by year: papers, people, each theme; how fast it grows, and whether its last year is whole."""

from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.trends.growth import Growth, LastYear, judge_last_year, measure_growth
from kgraph.trends.occurrences import dated_papers, links
from kgraph.vocabulary import Kind, Relation


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its papers, the people who wrote them, and those of them whose first dated paper it has."""

    year: int
    papers: int
    people: int
    newcomers: int


@dataclass(frozen=True, slots=True)
class ThemeYears:
    """A theme with its dated papers, and how many of them are of each year of the timeline."""

    theme: str
    label: str
    papers: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All years from the first to the last paper, those without papers too; `undated` papers are in none.

    Themes with most papers first. `growth` is null where there are too few years to tell.
    """

    years: tuple[Year, ...]
    themes: tuple[ThemeYears, ...]
    undated: int
    last_year: LastYear
    growth: Growth | None


def count_years(graph: Graph) -> Timeline:
    """Count papers, people and the papers of each theme by year.

    The papers of a theme are those that its broader themes count too, as everywhere.

    >>> [(year.year, year.papers) for year in count_years(graph).years]  # doctest: +SKIP
    [(2017, 1), (2018, 0), (2019, 0), (2020, 1)]
    """
    papers = dated_papers(graph)
    undated = graph.count(Kind.PAPER) - papers.height
    if papers.is_empty():
        return Timeline((), (), undated, LastYear.UNKNOWN, None)
    present = papers["year"].unique().sort().to_list()
    years = pl.DataFrame({"year": range(present[0], present[-1] + 1)}, schema={"year": pl.Int32})
    written = links(graph, Relation.CREATOR).join(papers, left_on="paper", right_on="id")
    begun = written.group_by("target").agg(year=pl.col("year").min())
    table = years
    for name, counted in (
        ("papers", papers.group_by("year").len(name="papers")),
        ("people", written.group_by("year").agg(people=pl.col("target").n_unique())),
        ("newcomers", begun.group_by("year").len(name="newcomers")),
    ):
        table = table.join(counted, on="year", how="left").with_columns(pl.col(name).fill_null(0))
    rows = tuple(Year(*row) for row in table.sort("year").iter_rows())
    last_year = judge_last_year(papers)
    growth = measure_growth([(row.year, row.papers) for row in rows], last_year)
    return Timeline(rows, _themes(graph, papers, years), undated, last_year, growth)


def _themes(graph: Graph, papers: pl.DataFrame, years: pl.DataFrame) -> tuple[ThemeYears, ...]:
    tags = links(graph, Relation.SUBJECT).join(papers, left_on="paper", right_on="id")
    counted = tags.group_by("target", "year").len()
    table = (
        counted.select("target")
        .unique()
        .join(years, how="cross")
        .join(counted, on=["target", "year"], how="left")
        .sort("year")
        .group_by("target")
        .agg(counts=pl.col("len").fill_null(0))
        .join(graph.of_kind(Kind.THEME).select(target="id", label="label"), on="target")
        .with_columns(papers=pl.col("counts").list.sum())
        .sort(-pl.col("papers").cast(pl.Int64), "label", "target")
    )
    rows = table.select("target", "label", "papers", "counts").iter_rows()
    return tuple(ThemeYears(theme, label, total, tuple(counts)) for theme, label, total, counts in rows)
