"""What many questions about one graph begin with, read once."""

from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar

import polars as pl

from kgraph.graph import Graph
from kgraph.vocabulary import Kind

T = TypeVar("T")


def kept(read: Callable[[Graph], T]) -> Callable[[Graph], T]:
    """Keep what a function read from the last graph that it was given, for the next question about it.

    At 104,000 papers reading the tables takes nine parts of ten of the time of a profile. Graphs are told
    apart by identity, as they cannot be hashed; one is kept, so a graph that was replaced is let go.

    >>> read = kept(lambda graph: [graph])
    >>> read("g") is read("g"), read("h")
    (True, ['h'])
    """
    last: list[tuple[Graph, T]] = []
    lock = Lock()

    @wraps(read)
    def reading(graph: Graph) -> T:
        with lock:
            if not last or last[0][0] is not graph:
                last[:] = [(graph, read(graph))]
            return last[0][1]

    return reading


@kept
def labels(graph: Graph) -> dict[str, str]:
    """What each node is called, by id."""
    return graph.labels()


@kept
def years(graph: Graph) -> dict[str, int | None]:
    """The year of each paper, by id."""
    papers = graph.nodes.lazy().filter(pl.col("kind") == Kind.PAPER.value)
    return dict(papers.select("id", "year").collect().iter_rows())
