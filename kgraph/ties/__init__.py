"""Everything that links two nodes of a graph, in words: `kgraph.why`."""

from collections.abc import Iterator
from dataclasses import dataclass

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.library import find_node
from kgraph.ties.chain import shortest_chain
from kgraph.ties.circles import paper_circles, person_circles
from kgraph.ties.direct import direct_ties
from kgraph.ties.shared import shared_ties
from kgraph.ties.wording import Names, Tie, is_of
from kgraph.vocabulary import Kind

__all__ = ["Tie", "Why", "why"]


@dataclass(frozen=True, slots=True)
class Why:
    """What links two nodes: ties, or where there are none the steps of the shortest chain, or nothing.

    `one` and `other` are ids, `names` what the two are called. As a string it is a text to read.
    """

    one: str
    other: str
    names: tuple[str, str]
    ties: tuple[Tie, ...]
    chain: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the text line by line; what says more about a tie is indented."""
        for name, node in zip(self.names, (self.one, self.other), strict=True):
            yield f"{name}  [{node}]"
        yield ""
        if not self.ties:
            steps = len(self.chain)
            yield f"The shortest chain between them has {steps} links:" if steps else "Nothing links them."
        for number, step in enumerate(self.chain, start=1):
            yield f"  {number}. {step}"
        for tie in self.ties:
            yield tie.text
            yield from (f"  {line}" for line in tie.details)


def why(graph: Graph, one: str, other: str) -> Why:
    """Say everything that links two nodes: edges with their evidence, what both share, and over whom.

    A node is named by its id, its IRI, its name or title, or the beginning of one if no other node's begins
    alike. Two nodes with no tie get the shortest chain over all edges. Raises `UnknownNameError` for a name
    that fits no node or several (up to five are listed), or if both name the same node.

    >>> print(why(graph, "Learning to summarize", "Deep reinforcement learning"))  # doctest: +SKIP
    """
    one, other = (find_node(graph.nodes, name, graph.base) for name in (one, other))
    if one == other:
        raise UnknownNameError(f"both names stand for {one} ({graph.labels()[one]}): name two nodes")
    names = Names(graph)
    ties = [*direct_ties(graph, one, other, names), *shared_ties(graph, one, other, names)]
    if is_of(one, Kind.PAPER) and is_of(other, Kind.PAPER):
        ties += paper_circles(graph, one, other, names)
    elif is_of(one, Kind.PERSON) and is_of(other, Kind.PERSON):
        ties += person_circles(graph, one, other, names)
    chain = () if ties else shortest_chain(graph, one, other, names.labels)
    return Why(one, other, (names.dated(one), names.dated(other)), tuple(ties), chain)
