"""What citations say of papers and people: counts, the h-index, and disruption.

Citations are the edges of a directed network, from the citing paper to the cited one; in the whole graph
of `kgraph.to_networkx` those whose `relation` is `cites`, so that inferred lineage never counts.
"""

import math
from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kgraph.adjacency import Array
from kgraph.vocabulary import Kind, Relation

# Papers whose followers are looked at together: of 100,000 papers a thousand have some million in all.
_ROWS = 1_000


def citation_count(network: nx.DiGraph) -> dict[Any, int]:
    """Count the papers of the network that cite each paper: parallel edges are one, self-citations none.

    >>> citation_count(nx.DiGraph([("later", "earlier"), ("latest", "earlier")]))
    {'later': 0, 'earlier': 2, 'latest': 0}
    """
    papers, matrix = _citations(network)
    return dict(zip(papers, count_citations(matrix).tolist(), strict=True))


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
    papers, matrix = _citations(network)
    years = [network.nodes[paper].get("year") for paper in papers]
    return dict(zip(papers, measure_disruption(matrix, years).tolist(), strict=True))


def count_citations(matrix: sparse.csr_array) -> Array:
    """Count the entries of each column of citations as papers x papers, citing to cited."""
    return np.bincount(matrix.indices, minlength=matrix.shape[0])


def measure_disruption(matrix: sparse.csr_array, years: Sequence[int | None]) -> Array:
    """The CD index of each paper, of citations as papers x papers, citing to cited, without a diagonal."""
    papers = matrix.shape[0]
    # Whose year is not known is neither earlier nor later than anybody.
    year = np.array([math.nan if known is None else known for known in years], dtype=float)
    citing = matrix.T.tocsr()
    values = np.full(papers, math.nan)
    for start in range(0, papers, _ROWS):
        rows = slice(start, min(start + _ROWS, papers))
        direct = _later(citing[rows], start, year)
        # Who has a reference in common with each: the product of whom they cite and of who is cited by whom.
        indirect = _later(matrix[rows] @ citing, start, year)
        both = np.diff((direct * indirect).indptr)
        direct_counts, indirect_counts = np.diff(direct.indptr), np.diff(indirect.indptr)
        total = direct_counts + indirect_counts - both
        known = (np.diff(matrix[rows].indptr) > 0) & (total > 0)
        values[rows][known] = (direct_counts - 2 * both)[known] / total[known]
    return values


def _later(found: sparse.csr_array, start: int, year: Array) -> sparse.csr_array:
    """Of the papers found for some, those that are not earlier than it nor itself, each as a 1."""
    found = found.tocoo()
    focal = found.coords[0] + start
    kept = (found.coords[1] != focal) & ~(year[found.coords[1]] < year[focal])
    ends = (found.coords[0][kept], found.coords[1][kept])
    return sparse.csr_array((np.ones(int(kept.sum())), ends), shape=found.shape)


def _papers(network: nx.DiGraph) -> list[Any]:
    return [node for node, kind in network.nodes(data="kind", default=Kind.PAPER) if kind == Kind.PAPER]


def _citations(network: nx.DiGraph) -> tuple[list[Any], sparse.csr_array]:
    """Give the papers, and who cites whom as a matrix of ones."""
    papers = _papers(network)
    position = {paper: place for place, paper in enumerate(papers)}
    pairs = {
        (position[source], position[target])
        for source, target, relation in network.edges(data="relation", default=Relation.CITES)
        if relation == Relation.CITES and source != target
    }
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
    shape = (len(papers), len(papers))
    return papers, sparse.csr_array((np.ones(len(pairs)), (ends[0], ends[1])), shape=shape)


def _h(counts: list[int]) -> int:
    return sum(count >= place for place, count in enumerate(sorted(counts, reverse=True), start=1))
