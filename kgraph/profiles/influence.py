"""What citations within the corpus say: the h-index, and disruption, as `centrality` defines them."""

from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.profiles.tables import edges
from kgraph.vocabulary import Relation


@dataclass(frozen=True, slots=True)
class Disruption:
    """The CD index: of `later` papers `instead` cite the paper only, `along` also what it cites."""

    value: float
    instead: int
    along: int
    past: int


@kept
def read_citations(graph: Graph) -> pl.DataFrame:
    """Who cites what: `citing`, `cited`, without repeats and a paper's citations of itself."""
    found = edges(graph, [Relation.CITES], citing="source", cited="target")
    return found.filter(pl.col("citing") != pl.col("cited")).unique(maintain_order=True)


def h_index(counts: pl.Series) -> int:
    """The largest h such that h papers have h citations each (J. Hirsch 2005).

    >>> h_index(pl.Series([4, 3, 3, 1])), h_index(pl.Series([], dtype=pl.Int64))
    (3, 0)
    """
    return sum(count >= place for place, count in enumerate(counts.sort(descending=True), start=1))


def find_disruption(citations: pl.DataFrame, years: pl.DataFrame, paper: str) -> Disruption | None:
    """Whether later papers cite a paper in place of what it cites: (i - j) / (i + j + k), from -1 to 1.

    i papers cite it and none of its references, j both, k its references only (R. Funk and J. Owen-Smith
    2017); a citing paper of an earlier year does not count. None for a paper without references in the
    corpus, or where nobody cites it or them. `years` has the columns `paper` and `year`.
    """
    references = citations.filter(pl.col("citing") == paper)["cited"]
    year = years.filter(pl.col("paper") == paper)["year"].item()
    before = (
        years.filter((pl.col("year") < year).fill_null(value=False)) if year is not None else years.clear()
    )
    later = citations.filter((pl.col("citing") != paper) & ~pl.col("citing").is_in(before["paper"].implode()))
    direct = set(later.filter(pl.col("cited") == paper)["citing"])
    indirect = set(later.filter(pl.col("cited").is_in(references.implode()))["citing"])
    if references.is_empty() or not direct | indirect:
        return None
    along = len(direct & indirect)
    instead, past = len(direct) - along, len(indirect) - along
    return Disruption((instead - along) / (instead + along + past), instead, along, past)
