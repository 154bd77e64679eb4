"""A measure by kgraph: MEASURE FILE, the network as JSON, which it is given as NetworkX."""

import sys
from pathlib import Path

from centrality_networkx import read_network
from measured import tell_values, timed

from kgraph import centrality
from kgraph.communities import find_communities

MEASURES = {
    "degree": centrality.degree,
    "betweenness": centrality.betweenness,
    "closeness": centrality.closeness,
    "PageRank": centrality.pagerank,
    "eigenvector": centrality.eigenvector,
    "communities": lambda network: [find_communities(centrality.convert(network)).modularity],
}

measure = MEASURES[sys.argv[1]]
read, network = timed(lambda: read_network(Path(sys.argv[2])))
seconds, values = timed(lambda: measure(network))
tell_values(read, seconds, values)
