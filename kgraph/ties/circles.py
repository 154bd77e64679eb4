"""What links two nodes over people: co-authors, their co-authors, and whose papers stand on whose."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from kgraph.graph import Graph
from kgraph.ties.wording import Names, Tie, counted, listed
from kgraph.vocabulary import Relation, Status

# A paper with more authors introduces nobody to anybody, and its pairs are too many to look at.
_MOST_AUTHORS = 100


class Authorship:
    """Who wrote what, among the papers of some people and all who wrote these with them.

    `nodes` are people, or papers, which stand for their authors.
    """

    def __init__(self, graph: Graph, nodes: Sequence[str]) -> None:
        creators = graph.edges.lazy().filter(pl.col("relation") == Relation.CREATOR.value)
        wrote = creators.select("source", "target").collect()
        people = pl.concat([wrote.filter(pl.col("source").is_in(nodes))["target"], pl.Series(nodes)])
        papers = wrote.filter(pl.col("target").is_in(people.unique().implode()))["source"].unique()
        self._of: defaultdict[str, set[str]] = defaultdict(set)
        for paper, person in wrote.filter(pl.col("source").is_in(papers.implode())).iter_rows():
            self._of[paper].add(person)
            self._of[person].add(paper)

    def of(self, node: str) -> set[str]:
        """The authors of a paper, the papers of a person."""
        return self._of.get(node, set())

    def coauthors(self, person: str) -> dict[str, set[str]]:
        """Who wrote with a person, and which papers; papers of very many authors do not count."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for paper in self.of(person):
            if len(self.of(paper)) <= _MOST_AUTHORS:
                for other in self.of(paper) - {person}:
                    found[other].add(paper)
        return found


def paper_circles(graph: Graph, one: str, other: str, names: Names) -> Iterator[Tie]:
    """Yield how the authors of two papers know each other: they wrote together elsewhere, or with a third."""
    authorship = Authorship(graph, (one, other))
    ours, theirs = authorship.of(one), authorship.of(other)
    if max(len(ours), len(theirs)) > _MOST_AUTHORS:
        return
    known = {person: authorship.coauthors(person) for person in ours | theirs}
    elsewhere = {
        tuple(sorted((person, friend))): known[person][friend] - {one, other}
        for person in ours - theirs
        for friend in theirs - ours
        if known[person].get(friend, set()) - {one, other}
    }
    if elsewhere:
        pairs = sorted(elsewhere, key=lambda pair: (-len(elsewhere[pair]), pair))
        lines = [
            f"{names.labels[a]} and {names.labels[b]}: {_papers(elsewhere[a, b], names)}" for a, b in pairs
        ]
        nodes = {node for pair in pairs for node in (*pair, *elsewhere[pair])}
        yield Tie(
            f"Authors of the two who wrote together elsewhere: {counted(len(pairs), 'pair')}",
            listed(lines),
            tuple(sorted(nodes)),
        )
    elif not ours & theirs:
        yield from _third_parties(ours, theirs, known, names)


def _third_parties(
    ours: set[str], theirs: set[str], known: dict[str, dict[str, set[str]]], names: Names
) -> Iterator[Tie]:
    def friends(group: set[str]) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for person in sorted(group):
            for friend in known[person]:
                found[friend].append(person)
        return found

    here, there = friends(ours), friends(theirs)
    thirds = sorted((here.keys() & there.keys()) - ours - theirs)
    if thirds:
        lines = [
            f"{names.labels[third]} wrote with {names.labels[here[third][0]]} and with "
            f"{names.labels[there[third][0]]}"
            for third in thirds
        ]
        yield Tie(f"Co-authors of authors of both: {len(thirds)}", listed(lines), tuple(thirds))


def person_circles(graph: Graph, one: str, other: str, names: Names) -> Iterator[Tie]:
    """Yield what two people share beside papers: co-authors, themes, and papers that stand on papers."""
    authorship = Authorship(graph, (one, other))
    near, far = authorship.coauthors(one), authorship.coauthors(other)
    both = sorted(near.keys() & far.keys(), key=lambda name: (-len(near[name] | far[name]), name))
    sizes = [{name: len(papers) for name, papers in found.items()} for found in (near, far)]
    yield from _held_by_both("Shared co-authors", both, sizes, names)
    yield from _shared_themes(graph, authorship.of(one), authorship.of(other), names)
    for later, earlier in ((one, other), (other, one)):
        yield from _standing_on(graph, later, earlier, authorship, names)


def _shared_themes(graph: Graph, ours: set[str], theirs: set[str], names: Names) -> Iterator[Tie]:
    tags = graph.of_relation(Relation.SUBJECT).filter(pl.col("status") != Status.INFERRED.value)
    counts = [
        Counter(tags.filter(pl.col("source").is_in(sorted(papers)))["target"]) for papers in (ours, theirs)
    ]
    both = sorted(counts[0].keys() & counts[1].keys(), key=lambda name: (-min(c[name] for c in counts), name))
    yield from _held_by_both("Themes that both write about", both, counts, names)


def _held_by_both(
    head: str, both: Sequence[str], papers: Sequence[Mapping[str, int]], names: Names
) -> Iterator[Tie]:
    """The tie of what both people have, with the papers in which each of the two has it."""
    if both:
        lines = [
            f"{names.labels[name]}: {' and '.join(counted(of[name], 'paper') for of in papers)}"
            for name in both
        ]
        yield Tie(f"{head}: {len(both)}", listed(lines), tuple(both))


def _standing_on(
    graph: Graph, later: str, earlier: str, authorship: Authorship, names: Names
) -> Iterator[Tie]:
    ours, theirs = (
        authorship.of(person) - authorship.of(other) for person, other in ((later, earlier), (earlier, later))
    )
    for relation, verb in ((Relation.CITES, "cite"), (Relation.LIKELY_BUILDS_ON, "likely build on")):
        links = graph.of_relation(relation).filter(
            pl.col("source").is_in(sorted(ours)) & pl.col("target").is_in(sorted(theirs))
        )
        if links.height:
            rows = links.sort("weight", "source", "target", descending=[True, False, False], nulls_last=True)
            pairs = list(rows.select("source", "target").iter_rows())
            lines = [f"{names.dated(a)} on {names.dated(b)}" for a, b in pairs]
            text = f"Papers of {names.short(later)} {verb} papers of {names.short(earlier)}"
            nodes = {node for pair in pairs for node in pair}
            yield Tie(f"{text}: {counted(len(pairs), 'link')}", listed(lines), tuple(sorted(nodes)))


def _papers(papers: Iterable[str], names: Names) -> str:
    found = sorted(papers, key=names.age)
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return names.dated(found[0]) + more
