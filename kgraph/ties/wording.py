"""What a tie is, and how nodes and lists of them are called in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kgraph.evidence import shorten
from kgraph.graph import Graph
from kgraph.kept import labels, years
from kgraph.vocabulary import Kind

# So many nodes are named before the rest is only counted.
SHOWN = 5
# A title is cut to so many characters in a sentence about it.
_TITLE = 64


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that links two nodes: what it is, lines that say more, and the nodes that it leads over."""

    text: str
    details: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


class Names:
    """What the nodes of a graph are called in a sentence."""

    def __init__(self, graph: Graph) -> None:
        self.labels = labels(graph)
        self._years = years(graph)

    def short(self, node: str) -> str:
        """A name, or a title in quotation marks and not too long."""
        if is_of(node, Kind.PERSON) or is_of(node, Kind.ORGANIZATION):
            return self.labels[node]
        return f"“{shorten(self.labels[node], _TITLE)}”"

    def dated(self, node: str) -> str:
        """A paper with its year, everything else as `short` has it."""
        year = self._years.get(node)
        return f"{self.short(node)} ({year})" if year else self.short(node)

    def age(self, node: str) -> tuple[int, str]:
        """Sorts the newest paper first, the undated last."""
        return -(self._years.get(node) or 0), node


def is_of(node: str, kind: Kind) -> bool:
    """Whether a node is of a kind, told from its id."""
    return node.partition(":")[0] == kind.value


def listed(lines: Sequence[str]) -> tuple[str, ...]:
    """The first lines, and how many more there are.

    >>> listed("abcdefg")
    ('a', 'b', 'c', 'd', 'e', 'and 2 more')
    """
    rest = len(lines) - SHOWN
    return (*lines[:SHOWN], *([f"and {rest} more"] if rest > 0 else []))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with what it counts.

    >>> counted(1, "paper"), counted(2, "person", "people")
    ('1 paper', '2 people')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


Edge = Mapping[str, Any]
