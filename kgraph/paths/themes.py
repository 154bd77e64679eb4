"""The lineage of a theme: which papers opened it, which carried it on, and who brought it from another theme.

All counts are of papers of the theme, and of links between two of them. The definitions are ours; what they
count is the descent of papers in a citation network (Hummon & Doreian 1989).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.paths.counts import count_followers, expect_followers
from kgraph.paths.network import Step, read_dag, read_links
from kgraph.vocabulary import Kind, Relation


@dataclass(frozen=True, slots=True)
class Place:
    """A paper in the lineage of a theme: how many papers of the theme stand on it, and on how many it stands.

    `expected` is the number that stands on it by the scores of the links (`expect_followers`), `followers`
    the number if all links hold; `forebears` are the papers that it links to itself.
    """

    paper: str
    date: str
    expected: float
    followers: int
    forebears: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """A person who came to the theme with papers in another theme, and brought that along.

    `before` is the person's first paper in the other theme, `source`, and earlier than `paper`, the first in
    this one. What ties the two is `over`: `paper` itself if it is about both themes, else a paper of the
    other theme that it links to. `followers` are the papers of this theme that stand on `paper`.
    """

    person: str
    source: str
    before: str
    paper: str
    over: str
    date: str
    expected: float


@dataclass(frozen=True, slots=True)
class ThemeLineage:
    """The papers of a theme that opened it and that carried it on, who brought it, and what stands alone.

    `papers` counts all papers of the theme, `alone` those without a link to another one of them.
    """

    theme: str
    papers: int
    alone: int
    openers: tuple[Place, ...]
    carriers: tuple[Place, ...]
    people: tuple[Carrier, ...]
    left_out: tuple[Step, ...]


def theme_lineage(graph: Graph, theme: str, over: str = "both") -> ThemeLineage:
    """Tell how a theme came down its papers; `theme` is the id of a theme or keyword.

    An opener has no earlier paper of the theme behind it, and at least one that stands on it. A carrier has
    both. Each list begins with the paper on which most papers of the theme are expected to stand.

    A person brought something to the theme from another one if their first paper here is later than a paper
    of theirs there, is about the other theme too or links to a paper of it, and if a paper of this theme
    stands on it. Papers count as later if their dates say so as far as both are known. Themes above or below
    this one do not count as others, nor does one above another that is told.

    >>> [place.paper for place in theme_lineage(graph, "theme:reward").openers]  # doctest: +SKIP
    ['paper:old']
    """
    about = _read(graph, Relation.SUBJECT, Relation.MENTIONS)
    among = frozenset(about.filter(pl.col("target") == theme)["source"])
    dag = read_dag(graph, over, among)
    followers = count_followers(dag)
    expected = expect_followers(dag)
    papers = graph.nodes.lazy().filter(pl.col("kind") == Kind.PAPER.value)
    dates = dict(papers.select("id", pl.col("date").fill_null("")).collect().iter_rows())
    places = [
        Place(paper, dates[paper], round(expected[paper], 2), followers[paper], len(dag.earlier[paper]))
        for paper in dag.order
        if followers[paper]
    ]
    places.sort(key=lambda place: (-place.expected, place.date or "9999", place.paper))
    people = _Arrivals(graph, theme, over, among, dates, expected)
    return ThemeLineage(
        theme,
        len(among),
        len(among) - len(dag.order),
        tuple(place for place in places if not place.forebears),
        tuple(place for place in places if place.forebears),
        people.find(),
        dag.left_out,
    )


def _read(graph: Graph, *relations: Relation) -> pl.DataFrame:
    """The ends of the edges of some relations; evidence is by far the widest column, and not among them."""
    wanted = pl.col("relation").is_in([relation.value for relation in relations])
    return graph.edges.lazy().filter(wanted).select("source", "target").collect()


class _Arrivals:
    """Finds who came to a theme from others: of the papers of its people and what theirs in it stand on."""

    def __init__(
        self,
        graph: Graph,
        theme: str,
        over: str,
        here: frozenset[str],
        dates: Mapping[str, str],
        expected: Mapping[str, float],
    ) -> None:
        self._theme, self._here, self._dates, self._expected = theme, here, dates, expected
        self._above = broader_themes(graph)
        self._themes_of = _gather(_read(graph, Relation.SUBJECT))
        inside = pl.Series(sorted(here), dtype=pl.String).implode()
        links = read_links(graph, over).filter(pl.col("later").is_in(inside)).select("later", "earlier")
        self._stands_on = _gather(links)
        wrote = _read(graph, Relation.CREATOR)
        # Only who wrote a paper of the theme that another one stands on can have brought something along.
        rooted = pl.Series([paper for paper in here if expected.get(paper)], dtype=pl.String).implode()
        people = wrote.filter(pl.col("source").is_in(rooted))["target"].unique().implode()
        self._papers_by = _gather(wrote.filter(pl.col("target").is_in(people)).select("target", "source"))

    def find(self) -> tuple[Carrier, ...]:
        found = [carrier for person in sorted(self._papers_by) for carrier in self._of_person(person)]
        return tuple(
            sorted(found, key=lambda one: (-one.expected, one.date, one.paper, one.person, one.source))
        )

    def _of_person(self, person: str) -> list[Carrier]:
        dated = sorted((self._dates[paper], paper) for paper in self._papers_by[person] if self._dates[paper])
        arrival = next(((date, paper) for date, paper in dated if paper in self._here), None)
        if arrival is None or not self._expected.get(arrival[1]):
            return []
        first: dict[str, str] = {}
        for date, paper in dated:
            if _is_before(date, arrival[0]):
                for theme in self._themes_of.get(paper, ()):
                    first.setdefault(theme, paper)
        over = {theme: self._bond(arrival[1], theme) for theme in first if self._is_other(theme)}
        told = {theme for theme in over if over[theme]}
        told -= {above for theme in told for above in self._above.get(theme, ())}
        date, paper = arrival
        expected = round(self._expected[paper], 2)
        return [
            Carrier(person, theme, first[theme], paper, over[theme], date, expected) for theme in sorted(told)
        ]

    def _is_other(self, theme: str) -> bool:
        return (
            theme != self._theme
            and theme not in self._above.get(self._theme, ())
            and self._theme not in self._above.get(theme, ())
        )

    def _bond(self, paper: str, theme: str) -> str:
        """What ties a paper to another theme: itself, or the earliest paper of the theme it links to."""
        if theme in self._themes_of.get(paper, ()):
            return paper
        linked = [one for one in self._stands_on.get(paper, ()) if theme in self._themes_of.get(one, ())]
        return min(linked, key=lambda one: (self._dates[one], one), default="")


def _gather(pairs: pl.DataFrame) -> dict[str, set[str]]:
    """All that stands beside each value of the first column."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs.iter_rows():
        found[one].add(other)
    return found


def broader_themes(graph: Graph) -> dict[str, frozenset[str]]:
    """Each theme that has one above it, with all that are above it, directly or through others."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for narrow, broad in _read(graph, Relation.BROADER).iter_rows():
        parents[narrow].add(broad)
    above: dict[str, frozenset[str]] = {}
    for theme in sorted(parents):
        found: set[str] = set()
        waiting = list(parents[theme])
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += parents.get(one, ())
        above[theme] = frozenset(found)
    return above


def _is_before(date: str, other: str) -> bool:
    """Whether a date is surely before another: as far as both are known.

    >>> _is_before("2020", "2021-03"), _is_before("2020", "2020-08")
    (True, False)
    """
    known = min(len(date), len(other))
    return date[:known] < other[:known]
