"""Why a theme or keyword matters: who wrote on it, when, and what it is found with."""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from kgraph.report.behind import Behind
from kgraph.report.document import Column, Form, Link, Sentence
from kgraph.report.facts import Facts, by_group
from kgraph.report.webs import Web
from kgraph.wording import between, counted, listed

_NAMED = 2
_YEAR = Column("year", Form.YEAR)


def explain_topics(topics: Iterable[str], web: Web, facts: Facts, behind: Behind) -> Mapping[str, Sentence]:
    """A sentence for each topic, made of the facts; each number leads to its rows."""
    topics = list(topics)
    behind.define("topics-papers", "Papers of topics", Column("topic"), _YEAR, Column("paper"))
    behind.define(
        "topics-people", "People of topics", Column("topic"), Column("person"), Column("papers", Form.COUNT)
    )
    behind.define(
        "topics-neighbours",
        "Topics of the same papers",
        Column("topic"),
        Column("other topic"),
        Column("papers", Form.COUNT),
    )
    works = facts.subjects.filter(pl.col("topic").is_in(topics)).join(facts.papers, on="paper")
    people = (
        works.join(facts.authorship, on="paper")
        .group_by("topic", "person")
        .agg(papers=pl.len())
        .sort("topic", "papers", "person", descending=[False, True, False])
    )
    papers_of = by_group(works.sort("date", "title", nulls_last=True), "topic", topics)
    people_of = by_group(people, "topic", topics)
    told = {}
    for topic in topics:
        parts = (
            *_tell_papers(topic, papers_of[topic], facts, behind),
            *_tell_people(topic, people_of[topic], facts, behind),
            *_tell_neighbours(topic, web, facts, behind),
        )
        told[topic] = (*parts, ".")
    return told


def _tell_papers(topic: str, papers: pl.DataFrame, facts: Facts, behind: Behind) -> Iterator[str | Link]:
    name, years = facts.labels[topic], between(papers["year"].drop_nulls().to_list())
    rows = ((name, year, title) for year, title in papers.select("year", "title").iter_rows())
    yield behind.link(counted(papers.height, "paper"), "topics-papers", topic, rows)
    if years:
        yield f" ({years})"


def _tell_people(topic: str, people: pl.DataFrame, facts: Facts, behind: Behind) -> Iterator[str | Link]:
    if people.is_empty():
        return
    name = facts.labels[topic]
    rows = ((name, facts.labels[person], papers) for _, person, papers in people.iter_rows())
    yield " by "
    yield behind.link(counted(people.height, "person", "people"), "topics-people", topic, rows)


def _tell_neighbours(topic: str, web: Web, facts: Facts, behind: Behind) -> Iterator[str | Link]:
    ranked = [(other, int(papers)) for other, papers in web.neighbours(topic)]
    if not ranked:
        return
    name = facts.labels[topic]
    rows = ((name, facts.labels[other], papers) for other, papers in ranked)

    def name_of(pair: tuple[str, int]) -> str:
        return f"{facts.labels[pair[0]]} ({pair[1]:,})"

    yield "; found with "
    yield behind.link(counted(len(ranked), "other topic"), "topics-neighbours", topic, rows)
    if len(ranked) == 1:
        yield f", {name_of(ranked[0])}"
        return
    most = [name_of(pair) for pair in ranked[:_NAMED] if pair[1] > 1]
    if most:
        yield f", most with {listed(most)}"
