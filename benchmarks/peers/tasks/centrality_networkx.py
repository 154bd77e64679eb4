"""A measure by NetworkX: MEASURE FILE [SOURCES], the network as JSON.

With SOURCES shortest paths are searched from so many nodes, and the time of all is reckoned from that.
"""

import json
import random
import sys
from pathlib import Path

import networkx as nx
from measured import tell, tell_values, timed

MEASURES = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    # As exact as the others: by itself it stops at 1e-6 for each node, which moves the ranks.
    "PageRank": lambda network: nx.pagerank(network, tol=1e-10),
    "eigenvector": lambda network: nx.eigenvector_centrality(
        network, weight="weight", tol=1e-10, max_iter=10_000
    ),
    "communities": lambda network: nx.community.modularity(
        network, nx.community.louvain_communities(network, seed=1)
    ),
}


def read_network(path: Path) -> nx.Graph:
    told = json.loads(path.read_text())
    network = nx.Graph()
    network.add_nodes_from(range(told["nodes"]))
    network.add_weighted_edges_from(told["links"])
    return network


def search_from(network: nx.Graph, measure: str, sources: int) -> None:
    """Do what a measure does for each node for some of them."""
    if measure == "betweenness":
        nx.betweenness_centrality(network, k=sources, seed=1)
        return
    for node in random.Random(1).sample(sorted(network), sources):
        nx.closeness_centrality(network, node)


if __name__ == "__main__":
    measure = MEASURES[sys.argv[1]]
    read, network = timed(lambda: read_network(Path(sys.argv[2])))
    if sys.argv[3:]:
        sources = int(sys.argv[3])
        seconds, _ = timed(lambda: search_from(network, sys.argv[1], sources))
        tell(read, seconds, [sources], len(network) / sources)
        sys.exit()
    seconds, values = timed(lambda: measure(network))
    tell_values(read, seconds, values if isinstance(values, dict) else [values])
