"""Papers, linked by what they have in common: people, topics, references, or papers that cite them."""

import polars as pl

from kgraph.graph import Graph
from kgraph.networks.memberships import by_paper, select_ends, select_shared
from kgraph.networks.projection import project
from kgraph.networks.references import read_references
from kgraph.networks.registry import network
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Weighting
from kgraph.vocabulary import Kind, Relation

_RARE_FIRST = (Weighting.FRACTIONAL, *(w for w in Weighting if w is not Weighting.FRACTIONAL))


@network(*_RARE_FIRST)
def papers(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Papers, linked by the people, themes and keywords they share.

    `shared` lists what they share. `weight` adds 1 / (n - 1) for each, n being the number of papers that
    have it, so that a common theme counts less than a rare keyword or a person: each person or concept
    gives every one of its papers a total of one. A paper with more than `max_group` authors shares nobody: it
    would be bound to the next of its kind by hundreds. This is the weighting that Newman (Phys. Rev. E 64,
    016132, 2001) gives to co-authors, turned from papers to what they share.
    """
    return _by(graph, weighting, max_group, Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS)


@network(*_RARE_FIRST)
def papers_by_author(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Papers, linked by the people who wrote both; `shared` and `weight` as in `papers`."""
    return _by(graph, weighting, max_group, Relation.CREATOR)


@network(*_RARE_FIRST)
def papers_by_theme(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Papers, linked by the themes they share; `shared` and `weight` as in `papers`."""
    return _by(graph, weighting, max_group, Relation.SUBJECT)


@network(*_RARE_FIRST)
def papers_by_keyword(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Papers, linked by the keywords they share; `shared` and `weight` as in `papers`."""
    return _by(graph, weighting, max_group, Relation.MENTIONS)


@network(*Weighting)
def coupling(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Bibliographic coupling: papers, linked by the works that both refer to (Kessler 1963).

    `weight` is the number of those works, `shared` lists them: papers by id, works outside the corpus by
    identifier (`doi:10.1000/182`) or as printed.
    """
    return project(_papers(graph), read_references(graph), "shared", weighting, max_group)


@network(*Weighting)
def cocitation(graph: Graph, weighting: Weighting, max_group: int) -> SparseNetwork:
    """Co-citation: papers, linked by the papers of the corpus that cite both (Small 1973).

    `weight` is the number of those papers, `papers` lists them.
    """
    citing = by_paper(select_ends(graph, Relation.CITES))
    return project(_papers(graph), citing, "papers", weighting, max_group)


def _by(graph: Graph, weighting: Weighting, max_group: int, *relations: Relation) -> SparseNetwork:
    has = select_shared(graph, max_group, *relations)
    return project(_papers(graph), has, "shared", weighting, max_group, own=Weighting.FRACTIONAL)


def _papers(graph: Graph) -> pl.DataFrame:
    return graph.of_kind(Kind.PAPER)
