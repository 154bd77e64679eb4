"""The parents of every concept, and what to do where they run in a circle."""

from collections.abc import Iterable, Mapping

from kgraph.schema.dialects import SKOS, Facts

# A link from a theme to a broader one.
Link = tuple[str, str]


def read_hierarchy(concepts: Mapping[str, Facts], ids: Mapping[str, str]) -> dict[str, set[str]]:
    """The parents of every concept, from `broader` and `narrower`; links out of the file are left out."""
    parents: dict[str, set[str]] = {identifier: set() for identifier in ids.values()}
    for iri in ids:
        for parent in _targets(concepts[iri], "broader"):
            if parent in ids:
                parents[ids[iri]].add(ids[parent])
        for child in _targets(concepts[iri], "narrower"):
            if child in ids:
                parents[ids[child]].add(ids[iri])
    return parents


def cut_circles(parents: Mapping[str, set[str]]) -> list[Link]:
    """Remove links until no concept is broader than itself, and say which.

    Concepts are walked upwards in the order of their ids, and a link back to one on the way is cut: the same
    link whatever the order of the file.

    >>> parents = {"a": {"b"}, "b": {"c"}, "c": {"a"}}
    >>> cut_circles(parents), parents
    ([('c', 'a')], {'a': {'b'}, 'b': {'c'}, 'c': set()})
    """
    cut: list[Link] = []
    done: set[str] = set()
    for start in sorted(parents):
        # The way from `start` upwards: each concept with the parents that are left to look at.
        way = {start: iter(sorted(parents[start]))}
        while way:
            child = next(reversed(way))
            parent = next(way[child], None)
            if parent is None:
                done.add(child)
                del way[child]
            elif parent in way:
                cut.append((child, parent))
            elif parent not in done:
                way[parent] = iter(sorted(parents[parent]))
    for child, parent in cut:
        parents[child].discard(parent)
    return cut


def _targets(facts: Facts, name: str) -> Iterable[str]:
    return (value.text for value in facts.get(SKOS + name, ()))
