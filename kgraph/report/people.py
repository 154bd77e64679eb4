"""Why a person matters: what they wrote, with whom, what stands on it, whom they hold together."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from kgraph import centrality
from kgraph.adjacency import Array
from kgraph.report.behind import Behind
from kgraph.report.document import Column, Form, Link, Sentence
from kgraph.report.facts import RELATIONS, Facts, by_group, tell_relation
from kgraph.report.webs import Web
from kgraph.wording import between, counted, listed, shown

_YEAR = Column("year", Form.YEAR)
# So many groups are told by their size.
_SIZES = 3


def explain_people(people: Iterable[str], web: Web, facts: Facts, behind: Behind) -> Mapping[str, Sentence]:
    """A sentence for each person, made of the facts; each number leads to its rows."""
    people = list(people)
    behind.define("people-papers", "Papers of people", Column("person"), _YEAR, Column("paper"))
    behind.define(
        "people-coauthors",
        "Co-authors",
        Column("person"),
        Column("co-author"),
        Column("papers", Form.COUNT),
        Column("years"),
    )
    behind.define(
        "people-followers",
        "Later papers that cite or likely build on papers of people",
        Column("person"),
        _YEAR,
        Column("later paper"),
        Column("relation"),
        Column("earlier paper"),
    )
    behind.define(
        "people-parts", "What a person holds together", Column("person"), Column("part"), Column("people")
    )
    works = by_group(_works(people, facts), "person", people)
    partners = by_group(_partners(people, facts), "person", people)
    followers = by_group(_followers(people, facts), "person", people)
    holding = _Holding(web)
    told = {}
    for person in people:
        name = facts.labels[person]
        parts = (
            *_tell_works(person, name, works[person], behind),
            *_tell_partners(person, name, partners[person], facts, behind),
            *_tell_parts(person, name, holding, facts, behind),
            *_tell_followers(person, name, followers[person], behind),
        )
        told[person] = (*parts, ".")
    return told


def _works(people: list[str], facts: Facts) -> pl.DataFrame:
    own = facts.authorship.filter(pl.col("person").is_in(people))
    return own.join(facts.papers, on="paper").sort("person", "date", "title", nulls_last=True)


def _partners(people: list[str], facts: Facts) -> pl.DataFrame:
    own = facts.authorship.filter(pl.col("person").is_in(people))
    pairs = own.join(facts.authorship.rename({"person": "other"}), on="paper")
    dated = pairs.filter(pl.col("person") != pl.col("other")).join(facts.papers, on="paper")
    counted_pairs = dated.group_by("person", "other").agg(
        papers=pl.len(), first=pl.col("year").min(), last=pl.col("year").max()
    )
    return counted_pairs.sort("person", "papers", "other", descending=[False, True, False])


def _followers(people: list[str], facts: Facts) -> pl.DataFrame:
    """Links to papers of these people from papers that are not theirs."""
    own = facts.authorship.filter(pl.col("person").is_in(people))
    links = facts.descent.join(own, left_on="earlier", right_on="paper")
    others = links.join(own, left_on=["later", "person"], right_on=["paper", "person"], how="anti")
    titles = facts.papers.select("paper", earlier_title="title")
    return (
        others.join(facts.papers, left_on="later", right_on="paper")
        .join(titles, left_on="earlier", right_on="paper")
        .sort("person", "date", "later", "earlier", nulls_last=True)
    )


def _tell_works(person: str, name: str, works: pl.DataFrame, behind: Behind) -> Iterator[str | Link]:
    years = between(works["year"].drop_nulls().to_list())
    rows = ((name, year, title) for year, title in works.select("year", "title").iter_rows())
    yield "Wrote "
    yield behind.link(counted(works.height, "paper"), "people-papers", person, rows)
    if years:
        yield f" ({years})"


def _tell_partners(
    person: str, name: str, partners: pl.DataFrame, facts: Facts, behind: Behind
) -> Iterator[str | Link]:
    if partners.is_empty():
        yield " alone"
        return
    rows = (
        (name, facts.labels[other], papers, between([first, last]) if first else "")
        for _, other, papers, first, last in partners.iter_rows()
    )
    yield " with "
    yield behind.link(counted(partners.height, "co-author"), "people-coauthors", person, rows)
    others, times = partners.row(0)[1:3]
    if times > 1 and partners["papers"].eq(times).sum() == 1:
        yield f", most often {facts.labels[others]} ({times})"


def _tell_parts(
    person: str, name: str, holding: "_Holding", facts: Facts, behind: Behind
) -> Iterator[str | Link]:
    """Into what the circle around a person would fall without them."""
    parts = holding.parts_without(person)
    if len(parts) < 2:
        return
    rows = (
        (name, f"{number} of {len(part):,}", facts.labels[holding.people[other]])
        for number, part in enumerate(parts, start=1)
        for other in part.tolist()
    )
    sizes = sorted((len(part) for part in parts), reverse=True)
    yield "; without them their "
    yield behind.link(f"component of {sum(sizes) + 1:,} people", "people-parts", person, rows)
    yield f" falls into parts of {listed(shown([f'{size:,}' for size in sizes], _SIZES))}"


class _Holding:
    """What each person of a co-authorship network holds together."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._joining = set(centrality.articulation_points(web.adjacency))
        self.people = web.adjacency.nodes

    def parts_without(self, person: str) -> list[Array]:
        """The parts into which the component of a person falls without them, the smallest first.

        Each has the numbers of its `people`: those of a large part are named in a table as far as that goes.
        """
        if person not in self._joining:
            return []
        links, place = self._web.adjacency.weights, self._web.place[person]
        own = slice(links.indptr[place], links.indptr[place + 1])
        # Links go both ways, so strong components are all components, and found without a transpose: together
        # with leaving out links, and no row and column, that takes a third of the time.
        stays = links.indices != place
        stays[own] = False
        starts = np.append(0, np.cumsum(stays))[links.indptr]
        others = sparse.csr_array((links.data[stays], links.indices[stays], starts), links.shape)
        _, part_of = connected_components(others, connection="strong")
        neighbours = links.indices[own]
        touched = np.unique(part_of[neighbours[neighbours != place]])
        parts = [np.flatnonzero(part_of == part) for part in touched]
        return sorted(parts, key=lambda part: (len(part), self.people[part[0]]))


def _tell_followers(person: str, name: str, followers: pl.DataFrame, behind: Behind) -> Iterator[str | Link]:
    later = followers["later"].n_unique()
    if not later:
        return
    shown = followers.select("year", "title", "relation", "earlier_title")
    rows = (
        (name, year, title, RELATIONS[relation], earlier)
        for year, title, relation, earlier in shown.iter_rows()
    )
    yield "; "
    yield behind.link(f"{counted(later, 'later paper')} by others", "people-followers", person, rows)
    yield f" {tell_relation(followers['relation'], later)} theirs"
