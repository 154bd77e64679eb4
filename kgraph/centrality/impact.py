"""What citations say of papers and people: counts, the h-index, and disruption.

Citations are the edges of a directed network, from the citing paper to the cited one; in the whole graph
of `kgraph.to_networkx` those whose `relation` is `cites`, so that inferred lineage never counts.
"""

import math
from collections import defaultdict
from typing import Any

import networkx as nx

from kgraph.vocabulary import Kind, Relation


def citation_count(network: nx.DiGraph) -> dict[Any, int]:
    """Count the papers of the network that cite each paper: parallel edges are one, self-citations none.

    >>> citation_count(nx.DiGraph([("later", "earlier"), ("latest", "earlier")]))
    {'later': 0, 'earlier': 2, 'latest': 0}
    """
    citing, _ = _citations(network)
    return {paper: len(citing[paper]) for paper in _papers(network)}


def h_index(network: nx.DiGraph) -> dict[Any, int]:
    """Largest h such that h papers of a person have h citations each (Hirsch 2005), within the network.

    For the whole graph of `kgraph.to_networkx`, where edges of the relation `creator` run from papers to
    people; a corpus holds few of a person's papers and citations, so this compares people within it only.

    >>> creator, cites = {"relation": "creator"}, {"relation": "cites"}
    >>> h_index(nx.DiGraph([("paper", "Ada", creator), ("later", "paper", cites)]))
    {'Ada': 1}
    """
    counts = citation_count(network)
    works: dict[Any, set[Any]] = {
        node: set() for node, kind in network.nodes(data="kind") if kind == Kind.PERSON
    }
    for paper, person, relation in network.edges(data="relation"):
        if relation == Relation.CREATOR:
            works.setdefault(person, set()).add(paper)
    return {person: _h([counts.get(paper, 0) for paper in papers]) for person, papers in works.items()}


def disruption(network: nx.DiGraph) -> dict[Any, float]:
    """Whether later papers cite a paper in place of what it cites (the CD index): -1 to 1.

    (i - j) / (i + j + k): i papers cite it and none of its references, j cite both, k its references only
    (Funk and Owen-Smith 2017; Wu, Wang and Evans 2019). A citing paper of an earlier `year` does not
    count. Not a number for a paper without references in the network, since a missing list would look
    like full disruption (Holst and others 2024), or where nobody cites it or them.

    >>> disruption(nx.DiGraph([("new", "old"), ("a", "new"), ("b", "new"), ("c", "old")]))["new"]
    0.6666666666666666
    """
    citing, cited = _citations(network)
    years = dict(network.nodes(data="year"))
    values = {}
    for paper in _papers(network):
        direct = citing[paper]
        indirect = set().union(*(citing[reference] for reference in cited[paper])) - {paper}
        earlier = {other for other in direct | indirect if _is_earlier(years[other], years[paper])}
        direct, indirect = direct - earlier, indirect - earlier
        total = len(direct | indirect)
        known = cited[paper] and total
        values[paper] = (len(direct) - 2 * len(direct & indirect)) / total if known else math.nan
    return values


def _papers(network: nx.DiGraph) -> list[Any]:
    return [node for node, kind in network.nodes(data="kind", default=Kind.PAPER) if kind == Kind.PAPER]


def _citations(network: nx.DiGraph) -> tuple[defaultdict[Any, set[Any]], defaultdict[Any, set[Any]]]:
    """Give who cites each paper, and whom each cites."""
    citing: defaultdict[Any, set[Any]] = defaultdict(set)
    cited: defaultdict[Any, set[Any]] = defaultdict(set)
    for source, target, relation in network.edges(data="relation", default=Relation.CITES):
        if relation == Relation.CITES and source != target:
            citing[target].add(source)
            cited[source].add(target)
    return citing, cited


def _h(counts: list[int]) -> int:
    return sum(count >= place for place, count in enumerate(sorted(counts, reverse=True), start=1))


def _is_earlier(year: int | None, than: int | None) -> bool:
    return year is not None and than is not None and year < than
