"""Centrality measures: any NetworkX graph in, a dict of node to value out, as NetworkX gives it.

The work is done by igraph and SciPy, up to hundreds of times faster; the values are NetworkX's, which the
tests hold them to. Parallel edges are added up. A network without nodes gives an empty dict.

`MEASURES` names those that every ranking has; `kgraph.vocabulary.SCORED` all that a build stores, by network.
"""

from kgraph import vocabulary
from kgraph.adjacency import Adjacency, convert
from kgraph.centrality.brokerage import brokerage, constraint, effective_size
from kgraph.centrality.cohesion import articulation_points, average_clustering, clustering, core_number
from kgraph.centrality.distances import betweenness, closeness, harmonic
from kgraph.centrality.impact import citation_count, disruption, h_index
from kgraph.centrality.local import degree, strength
from kgraph.centrality.spectra import eigenvector, hits, katz, pagerank

MEASURES = vocabulary.MEASURES

__all__ = [
    "MEASURES",
    "Adjacency",
    "articulation_points",
    "average_clustering",
    "betweenness",
    "brokerage",
    "citation_count",
    "closeness",
    "clustering",
    "constraint",
    "convert",
    "core_number",
    "degree",
    "disruption",
    "effective_size",
    "eigenvector",
    "h_index",
    "harmonic",
    "hits",
    "katz",
    "pagerank",
    "strength",
]
