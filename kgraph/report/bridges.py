"""The people who bridge themes: few others wrote on both.

A pair of themes that n people have papers in gives each of them 1 / n: the fractional count of Newman (2001),
turned from papers to pairs of themes. So a pair that everybody works on says little, and one author among
thousands of one paper has next to nothing.
"""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.networks import MAX_GROUP
from kgraph.paths import broader_themes
from kgraph.report.behind import Behind
from kgraph.report.document import Cell, Column, Form, Link, Section, Table
from kgraph.report.facts import Facts, by_group, rank_by
from kgraph.vocabulary import Kind
from kgraph.wording import counted

TOP = 10
# Pairs of themes that are told of a person.
_PAIRS = 2


def describe_bridges(graph: Graph, facts: Facts, behind: Behind) -> Section:
    """Rank people by the pairs of themes that few but them wrote on; a theme and one above it are no pair."""
    key, title = "bridges", "People who bridge themes"
    behind.define(
        "bridges-papers", "Papers of people who bridge themes", Column("person"), Column("theme"),
        Column("year", Form.YEAR), Column("paper"),
    )  # fmt: skip
    pairs = _pairs(graph, facts)
    if pairs.is_empty():
        return Section(key, title, (("Nobody here wrote on two themes of which none is above the other.",),))
    scores = pairs.group_by("person").agg(score=pl.col("share").sum().round(4), pairs=pl.len())
    ranked = rank_by(scores, "score", "person")
    top = ranked.head(TOP)
    best = by_group(pairs.sort(-pl.col("share"), "theme", "other"), "person", top["person"])
    works = by_group(_works(top["person"], facts), "person", top["person"])
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row["rank"],
            facts.labels[row["person"]],
            row["score"],
            row["pairs"],
            tuple(_tell(row["person"], best[row["person"]], works[row["person"]], facts, behind)),
        )
        for row in top.iter_rows(named=True)
    )
    columns = (
        Column("rank", Form.COUNT),
        Column("person"),
        Column("bridging", Form.NUMBER),
        Column("pairs of themes", Form.COUNT),
        Column("why it matters"),
    )
    note = (
        "Bridging: for each pair of themes that a person has papers in, 1 divided by the number of people "
        "who have papers in both; only themes read from the texts, and no theme with one above it. Equal "
        f"scores share a rank, then by id. People with more than {MAX_GROUP} themes are left out."
    )
    return Section(key, title, tables=(Table(key, title, columns, rows, note, ranked.height),))


def _pairs(graph: Graph, facts: Facts) -> pl.DataFrame:
    """Each person's pairs of themes, with the people who have papers in both and the share of one of them."""
    themes = graph.of_kind(Kind.THEME)["id"]
    held = facts.subjects.filter(pl.col("read") & pl.col("topic").is_in(themes.implode()))
    held = held.join(facts.authorship, on="paper").select("person", theme="topic").unique()
    few = held.group_by("person").len().filter(pl.col("len") <= MAX_GROUP).select("person")
    held = held.join(few, on="person")
    pairs = held.join(held.rename({"theme": "other"}), on="person").filter(pl.col("theme") < pl.col("other"))
    family = {
        (min(theme, other), max(theme, other))
        for theme, above in broader_themes(graph).items()
        for other in above
    }
    columns = {"theme": pl.String, "other": pl.String}
    above = pl.DataFrame(sorted(family), schema=columns, orient="row")
    pairs = pairs.join(above, on=["theme", "other"], how="anti")
    people = pl.len().over("theme", "other")
    return pairs.with_columns(people=people, share=1 / people)


def _works(people: pl.Series, facts: Facts) -> pl.DataFrame:
    own = facts.authorship.filter(pl.col("person").is_in(people.implode()))
    works = own.join(facts.subjects.filter("read"), on="paper").join(facts.papers, on="paper")
    return works.sort("person", "topic", "date", "title", nulls_last=True)


def _tell(
    person: str, pairs: pl.DataFrame, works: pl.DataFrame, facts: Facts, behind: Behind
) -> Iterator[str | Link]:
    for place, pair in enumerate(pairs.head(_PAIRS).iter_rows(named=True)):
        both = (pair["theme"], pair["other"])
        shown = works.filter(pl.col("topic").is_in(both)).select("topic", "year", "title")
        rows = [
            (facts.labels[person], facts.labels[topic], year, title)
            for topic, year, title in shown.iter_rows()
        ]
        number = shown["title"].n_unique()
        link = behind.link(counted(number, "paper"), "bridges-papers", f"{person}|{both[0]}|{both[1]}", rows)
        one = "the only person" if pair["people"] == 1 else f"one of {pair['people']:,} people"
        first, second = (facts.labels[theme] for theme in both)
        yield "; " if place else ""
        yield f"{one if place else one.capitalize()} who wrote on both {first} and {second} ("
        yield link
        yield ")"
    yield "."
