"""Why a paper matters: what stands on it, and with what it shares people and topics."""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from kgraph.evidence import quote
from kgraph.report.behind import Behind
from kgraph.report.document import Column, Form, Link, Sentence
from kgraph.report.facts import RELATIONS, Facts, by_group, tell_relation
from kgraph.report.webs import Web
from kgraph.wording import counted, listed, shown

# So many shared people and topics are named in a sentence, and in a row.
_NAMED, _LISTED = 3, 12
_YEAR = Column("year", Form.YEAR)


def explain_papers(papers: Iterable[str], web: Web, facts: Facts, behind: Behind) -> Mapping[str, Sentence]:
    """A sentence for each paper, made of the facts; each number leads to its rows."""
    papers = list(papers)
    behind.define(
        "papers-followers",
        "Later papers that cite or likely build on papers",
        Column("paper"),
        _YEAR,
        Column("later paper"),
        Column("relation"),
    )
    behind.define(
        "papers-neighbours",
        "Papers that share people or topics",
        Column("paper"),
        Column("weight", Form.NUMBER),
        Column("other paper"),
        Column("shared"),
    )
    links = facts.descent.join(facts.papers, left_on="later", right_on="paper").sort(
        "date", "later", nulls_last=True
    )
    followers = by_group(links, "earlier", papers)
    shared = _read_shared(papers, web, facts)
    told = {}
    for paper in papers:
        parts = (
            *_tell_followers(paper, followers[paper], facts, behind),
            *_tell_neighbours(paper, web, shared, facts, behind),
        )
        told[paper] = (*parts, ".")
    return told


def _tell_followers(
    paper: str, followers: pl.DataFrame, facts: Facts, behind: Behind
) -> Iterator[str | Link]:
    if followers.is_empty():
        yield "Nothing here stands on it"
        return
    title = facts.labels[paper]
    rows = (
        (title, year, later, RELATIONS[relation])
        for year, later, relation in followers.select("year", "title", "relation").iter_rows()
    )
    yield behind.link(counted(followers.height, "later paper"), "papers-followers", paper, rows)
    yield f" {tell_relation(followers['relation'], followers.height)} it"


def _tell_neighbours(
    paper: str, web: Web, shared: Mapping[tuple[str, str], list[str]], facts: Facts, behind: Behind
) -> Iterator[str | Link]:
    ranked = web.neighbours(paper)
    if not ranked:
        yield "; it shares nobody and no topic with another"
        return
    title = facts.labels[paper]
    rows = (
        (
            title,
            weight,
            facts.labels[other],
            ", ".join(shown(facts.name_once(shared[paper, other]), _LISTED)),
        )
        for other, weight in ranked
    )
    yield "; shares people or topics with "
    yield behind.link(counted(len(ranked), "other"), "papers-neighbours", paper, rows)
    nearest = ranked[0][0]
    names = shown(facts.name_once(shared[paper, nearest]), _NAMED)
    yield f", {'most with ' if len(ranked) > 1 else ''}{quote(facts.labels[nearest])} ({listed(names)})"


def _read_shared(papers: list[str], web: Web, facts: Facts) -> Mapping[tuple[str, str], list[str]]:
    """What each of some papers shares with another: ids, without the groups that the network leaves out."""
    has = facts.shared.filter(~pl.col("what").is_in(web.left_out))
    own = has.filter(pl.col("paper").is_in(papers))
    pairs = own.join(has.rename({"paper": "other"}), on="what").sort("paper", "other", "what")
    grouped = pairs.group_by("paper", "other", maintain_order=True).agg("what")
    return {(paper, other): shared for paper, other, shared in grouped.iter_rows()}
