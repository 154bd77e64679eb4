"""Who entered a theme, stayed, returned and left, period by period, and where they came from and went to.

A person is active in a theme in each period in which they have a paper of it. Whoever has no later one has
left only if the corpus reaches on long enough to tell; the rest is `pending`, for the newest papers cut the
view (right-censoring).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kgraph.graph import Graph
from kgraph.trends.occurrences import dated_papers, links
from kgraph.trends.periods import Period, cut_by_papers, place_years
from kgraph.vocabulary import Kind, Relation, Status

# Whoever has no paper of a theme for so many years, up to the newest year of the corpus, has left it. Of
# those who had left a theme of the ACL Anthology by this rule in 2008, 2012 or 2015, one in seven came back;
# without it one in four, with five years one in eight.
GRACE = 3


@dataclass(frozen=True, slots=True)
class Turnover:
    """The people of a theme in a period (a number, from 0), as ids in order.

    `active` = `entered` + `stayed` + `returned`: entered have their first paper of the theme in this period,
    stayed were active in the period before, returned in an earlier one. Of the active, `left` have no later
    paper of the theme though the corpus reaches on `grace` years or more behind their last one, and `pending`
    have none though it does not; the others go on. In the first period everyone has entered, since nothing
    earlier is known.

    `came_from` counts, of those who entered, the themes of their papers of earlier years, and `went_to`, of
    those who left, the themes of their papers of later years than their last one in the theme: (theme,
    people), most first, a person in each of their themes. `newcomers` of those who entered have no paper of
    an earlier year, `gone` of those who left none of a later year.
    """

    period: int
    theme: str
    label: str
    entered: tuple[str, ...]
    stayed: tuple[str, ...]
    returned: tuple[str, ...]
    left: tuple[str, ...]
    pending: tuple[str, ...]
    newcomers: int
    gone: int
    came_from: tuple[tuple[str, int], ...]
    went_to: tuple[tuple[str, int], ...]

    @property
    def active(self) -> int:
        """How many people have a paper of the theme in the period."""
        return len(self.entered) + len(self.stayed) + len(self.returned)


@dataclass(frozen=True, slots=True)
class Turnovers:
    """The turnover of themes in periods; `grace` is after how many years without a paper someone has left."""

    periods: tuple[Period, ...]
    rows: tuple[Turnover, ...]
    grace: int


def measure_turnover(
    graph: Graph,
    periods: Sequence[Period] | None = None,
    themes: Sequence[str] | None = None,
    grace: int = GRACE,
) -> Turnovers:
    """Measure who entered and left each theme, or some `themes` (ids), in each period.

    Periods are by default four with about as many papers each; `each_year` gives one a year. There is a row
    for each theme and period with someone active, in the order of themes, then periods.

    >>> row = measure_turnover(graph).rows[0]  # doctest: +SKIP
    >>> row.active == len(row.entered) + len(row.stayed) + len(row.returned)  # doctest: +SKIP
    True
    """
    periods = cut_by_papers(graph) if periods is None else tuple(periods)
    papers = dated_papers(graph).select(paper="id", year="year")
    written = links(graph, Relation.CREATOR).rename({"target": "person"}).join(papers, on="paper")
    labels = graph.of_kind(Kind.THEME).select(theme="id", label="label")
    tags = links(graph, Relation.SUBJECT).rename({"target": "theme"}).join(labels, on="theme")
    if themes is not None:
        tags = tags.filter(pl.col("theme").is_in(list(themes)))
    if papers.is_empty():
        return Turnovers(tuple(periods), (), grace)
    acted = _classify(written.join(tags, on="paper"), periods, grace, papers["year"].max())
    entered = acted.filter(pl.col("entry") == "entered")
    left = acted.filter(pl.col("exit") == "left")
    read = _read(graph).join(written, on="paper")
    before = _themes_around(entered.with_columns(edge="first"), read, pl.col("year") < pl.col("edge"))
    after = _themes_around(left.with_columns(edge="last"), read, pl.col("year") > pl.col("edge"))
    span = written.group_by("person").agg(begin=pl.col("year").min(), end=pl.col("year").max())
    ends = acted.join(span, on="person")
    keys = ["theme", "label", "period"]
    table = ends.group_by(keys).agg(
        *(_people("entry", name) for name in ("entered", "stayed", "returned")),
        *(_people("exit", name) for name in ("left", "pending")),
        newcomers=((pl.col("entry") == "entered") & (pl.col("begin") == pl.col("first"))).sum(),
        gone=((pl.col("exit") == "left") & (pl.col("end") == pl.col("last"))).sum(),
    )
    for name, around in (("came_from", before), ("went_to", after)):
        table = table.join(around.rename({"others": name}), on=["theme", "period"], how="left")
    rows = tuple(_row(row) for row in table.sort("theme", "period").iter_rows(named=True))
    return Turnovers(periods, rows, grace)


def _classify(acted: pl.DataFrame, periods: Sequence[Period], grace: int, newest: Any) -> pl.DataFrame:
    """A row for each person, theme and period: how they came and how they went, first and last year in it."""
    spans = acted.with_columns(
        first=pl.col("year").min().over("person", "theme"), last=pl.col("year").max().over("person", "theme")
    )
    placed = spans.join(place_years(periods), on="year").with_columns(
        entered=(pl.col("year") == pl.col("first")), ended=(pl.col("year") == pl.col("last"))
    )
    active = placed.group_by("person", "theme", "label", "period", "first", "last").agg(
        pl.col("entered", "ended").any()
    )
    before = pl.col("period").shift(1).over("person", "theme", order_by="period")
    return active.with_columns(
        entry=pl.when("entered")
        .then(pl.lit("entered"))
        .when(before == pl.col("period") - 1)
        .then(pl.lit("stayed"))
        .otherwise(pl.lit("returned")),
        exit=pl.when(~pl.col("ended"))
        .then(pl.lit("went on"))
        .when(pl.col("last") + grace <= newest)
        .then(pl.lit("left"))
        .otherwise(pl.lit("pending")),
    )


def _read(graph: Graph) -> pl.DataFrame:
    """The themes that were read from each paper: columns paper and other."""
    is_read = (pl.col("relation") == Relation.SUBJECT.value) & (pl.col("status") != Status.INFERRED.value)
    return graph.edges.lazy().filter(is_read).select(paper="source", other="target").unique().collect()


def _themes_around(people: pl.DataFrame, read: pl.DataFrame, when: pl.Expr) -> pl.DataFrame:
    """For each theme and period, how many of `people` had which other theme before or after: `others`."""
    return (
        people.select("person", "theme", "period", "edge")
        .join(read, on="person")
        .filter(when & (pl.col("other") != pl.col("theme")))
        .group_by("theme", "period", "other")
        .agg(number=pl.col("person").n_unique())
        .sort("theme", "period", -pl.col("number").cast(pl.Int64), "other")
        .group_by("theme", "period", maintain_order=True)
        .agg(others=pl.struct("other", "number"))
    )


def _people(column: str, value: str) -> pl.Expr:
    return pl.col("person").filter(pl.col(column) == value).sort().alias(value)


def _row(row: dict[str, Any]) -> Turnover:
    facts = {name: row[name] for name in ("period", "theme", "label", "newcomers", "gone")}
    facts |= {name: tuple(row[name]) for name in ("entered", "stayed", "returned", "left", "pending")}
    for name in ("came_from", "went_to"):
        facts[name] = tuple((one["other"], one["number"]) for one in row[name] or ())
    return Turnover(**facts)
