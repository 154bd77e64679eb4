"""What two nodes have in common: the nodes that both have an edge with.

For papers these are shared authors, themes and keywords, bibliographic coupling (M. Kessler 1963: both cite
one paper) and co-citation (H. Small 1973: one paper cites both).
"""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.ties.wording import Edge, Names, Tie, counted, is_of, listed
from kgraph.vocabulary import Kind, Relation

# What the other end of an edge is to the near one: if it is that to both nodes, and if it is that to one. The
# order is that of the answer; of several edges with one node the first counts.
_ROLES = {
    (Relation.CREATOR, "source"): ("Shared authors", "who wrote {}"),
    (Relation.CREATOR, "target"): ("Papers that both wrote", "that {} wrote"),
    (Relation.CITES, "source"): ("Papers that both cite", "that {} cites"),
    (Relation.CITES, "target"): ("Papers that cite both", "that cite {}"),
    (Relation.LIKELY_BUILDS_ON, "source"): ("Papers that both likely build on", "that {} likely builds on"),
    (Relation.LIKELY_BUILDS_ON, "target"): ("Papers that likely build on both", "that likely build on {}"),
    (Relation.SUBJECT, "source"): ("Shared themes", "that {} is about"),
    (Relation.SUBJECT, "target"): ("Papers about both", "that are about {}"),
    (Relation.MENTIONS, "source"): ("Shared keywords", "that {} mentions"),
    (Relation.MENTIONS, "target"): ("Papers about both", "that are about {}"),
    (Relation.BROADER, "source"): ("Themes that hold both", "that hold {}"),
    (Relation.BROADER, "target"): ("Themes that both hold", "that {} holds"),
    (Relation.AFFILIATION, "source"): ("Shared organizations", "that {} names"),
    (Relation.AFFILIATION, "target"): ("Papers that name both", "that name {}"),
}
_PLACE = {role: place for place, role in enumerate(_ROLES)}
_PLURAL = {
    Kind.PAPER: "Papers", Kind.PERSON: "People", Kind.THEME: "Themes", Kind.KEYWORD: "Keywords",
    Kind.ORGANIZATION: "Organizations",
}  # fmt: skip

_Role = tuple[Relation, str]


def shared_ties(graph: Graph, one: str, other: str, names: Names) -> Iterator[Tie]:
    """Yield what two nodes have in common, by what it is to each; rare nodes and new papers first."""
    near, far = _neighbours(graph, one), _neighbours(graph, other)
    both = sorted((near.keys() & far.keys()) - {one, other})
    both = _without_broader(graph, both)
    sizes = dict(graph.edges.filter(pl.col("target").is_in(both)).group_by("target").len().iter_rows())
    groups: defaultdict[tuple[_Role, _Role], list[str]] = defaultdict(list)
    for node in both:
        groups[near[node][0], far[node][0]].append(node)
    for (here, there), nodes in sorted(groups.items(), key=lambda group: _sequence(*group[0])):
        kind = Kind(nodes[0].partition(":")[0])
        if kind is Kind.PAPER:
            nodes.sort(key=names.age)
            lines = [names.dated(node) for node in nodes]
        else:
            nodes.sort(key=lambda node: (sizes[node], node))
            lines = [_line(node, sizes[node], near[node][1], far[node][1], names) for node in nodes]
        if _ROLES[here][0] == _ROLES[there][0]:
            head = _ROLES[here][0]
        else:
            called = _call(one, "the first", names), _call(other, "the second", names)
            phrases = (_ROLES[here][1].format(called[0]), _ROLES[there][1].format(called[1]))
            head = f"{_PLURAL[kind]} {' and '.join(phrases)}"
        yield Tie(f"{head}: {len(nodes)}", listed(lines), tuple(nodes))


def _neighbours(graph: Graph, node: str) -> dict[str, tuple[_Role, Edge]]:
    """The nodes that one has an edge with, and what they are to it by the edge that tells most."""
    found: dict[str, tuple[_Role, Edge]] = {}
    for end, far_end in (("source", "target"), ("target", "source")):
        for edge in graph.edges.filter(pl.col(end) == node).iter_rows(named=True):
            role = Relation(edge["relation"]), end
            known = found.get(edge[far_end])
            if known is None or _PLACE[role] < _PLACE[known[0]]:
                found[edge[far_end]] = role, edge
    return found


def _without_broader(graph: Graph, nodes: list[str]) -> list[str]:
    """Leave out a theme if a narrower one is there too: it follows."""
    parents: defaultdict[str, list[str]] = defaultdict(list)
    for narrow, broad in graph.of_relation(Relation.BROADER).select("source", "target").iter_rows():
        parents[narrow].append(broad)
    implied: set[str] = set()
    waiting = [parent for node in nodes for parent in parents.get(node, ())]
    while waiting:
        node = waiting.pop()
        if node not in implied:
            implied.add(node)
            waiting += parents.get(node, ())
    return [node for node in nodes if node not in implied]


def _call(node: str, place: str, names: Names) -> str:
    """A paper by its place in the question, as two titles in a sentence hide what it says; others by name."""
    return place if is_of(node, Kind.PAPER) else names.short(node)


def _sequence(here: _Role, there: _Role) -> tuple[bool, int, int]:
    return here != there, _PLACE[here], _PLACE[there]


def _line(node: str, size: int, here: Edge, there: Edge, names: Names) -> str:
    papers = counted(size, "paper")
    if (is_of(node, Kind.THEME) or is_of(node, Kind.KEYWORD)) and here["weight"] and there["weight"]:
        return f"{names.labels[node]}: weight {here['weight']:.2f} and {there['weight']:.2f}; {papers}"
    return f"{names.labels[node]}: {papers}"
