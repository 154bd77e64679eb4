"""The papers of a theme: by year, the first, the newest, and where the theme stands."""

import polars as pl

from kgraph.profiles.panel import ROWS, Panel, ask, lay_out
from kgraph.profiles.standing import find_standing, lay_out_standing, say_community, say_standing
from kgraph.profiles.tables import count_years, topics, topics_by_year
from kgraph.profiles.theme.own import Own
from kgraph.vocabulary import Kind
from kgraph.wording import counted, span

_FIRST = 10


def show_years(own: Own) -> Panel:
    """Papers by year, as a share of all, and what else they are about."""
    years = own.papers.select("paper", "year")
    every = dict(own.graph.of_kind(Kind.PAPER).group_by("year").len().iter_rows())
    others = topics(own.graph).filter(~pl.col("concept").is_in([own.id, *own.above]))
    told = topics_by_year(own.graph, others, years)
    rows = [
        (year, papers, round(100 * papers / every[year], 1) if papers else 0.0, told.get(year, ""))
        for year, papers in count_years(years["year"])
    ]
    known = years["year"].drop_nulls().to_list()
    undated = years.height - len(known)
    without = f", {undated:,} without a date" if undated and known else ""
    when = span(min(known, default=None), max(known, default=None))
    share = own.papers.height / max(1, own.graph.count(Kind.PAPER))
    return lay_out(
        "years",
        "Papers by year",
        ("year", "papers", "% of the year", "also about"),
        rows,
        sentences=[
            f"{counted(own.papers.height, 'paper')} of the corpus ({100 * share:.1f} %), {when}{without}."
        ],
        absent="No paper has a date, so nothing can be said of years.",
        how="Papers with the theme, those that have it through a narrower one included, by year of "
        "publication; their share of all papers of the year; and the three other themes and shared keywords "
        "that most of them have.",
        commands=[ask("the years that have papers", "theme-by-year", theme=own.id)],
        bar="papers",
        most=len(rows),
    )


def show_first(own: Own) -> Panel:
    """The earliest papers."""
    dated = own.papers.drop_nulls("date").sort("date", "paper")
    rows = [
        (date, own.nodes[paper]) for date, paper in dated.select("date", "paper").head(_FIRST).iter_rows()
    ]
    return lay_out(
        "first",
        "First papers",
        ("date", "paper"),
        rows,
        absent="No paper has a date, so none can be said to be the first.",
        how=_say_first(dated.height),
        commands=[ask("the same rows", "earliest-of-theme", theme=own.id)],
    )


def _say_first(dated: int) -> str:
    if dated > _FIRST:
        return f"The {_FIRST} earliest of {dated:,} dated papers."
    return "All papers of the theme that have a date, the earliest first."


def show_papers(own: Own) -> Panel:
    """The newest papers."""
    columns = own.papers.head(ROWS).select("date", "paper", "venue", "weight").iter_rows()
    rows = [(date, own.nodes[paper], venue, weight) for date, paper, venue, weight in columns]
    return lay_out(
        "papers",
        "Papers",
        ("date", "paper", "venue", "weight"),
        rows,
        absent="No paper has the theme.",
        how="Newest first. The weight says how much the paper is about the theme: above 0, at most 1.",
        commands=[ask("the same rows", "papers-of-theme", theme=own.id)],
        total=own.papers.height,
    )


def show_standing(own: Own) -> Panel:
    """Ranks in the network of topics."""
    standings = find_standing(own.graph, own.id, "topics")
    return lay_out_standing(
        own.graph,
        own.id,
        "topics",
        standings,
        "Themes and shared keywords are linked by the papers that are about both, weighted by their number; "
        "what was inferred does not count.",
        [
            *say_standing(standings, "topics"),
            *say_community(own.graph, own.id, "topics", own.name, "topic", "topics"),
        ],
    )
