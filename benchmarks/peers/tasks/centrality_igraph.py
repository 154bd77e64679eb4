"""A measure by igraph alone: MEASURE FILE, the network as JSON."""

import json
import math
import random
import sys
from pathlib import Path

import igraph as ig
from measured import tell_values, timed


def read_network(path: Path) -> ig.Graph:
    told = json.loads(path.read_text())
    links = told["links"]
    network = ig.Graph(n=told["nodes"], edges=[(source, target) for source, target, _ in links])
    network.es["weight"] = [weight for _, _, weight in links]
    return network


def find_communities(network: ig.Graph) -> list[float]:
    """The modularity of one run of Leiden."""
    ig.set_random_number_generator(random.Random(0))
    return [network.community_leiden("modularity", weights="weight", n_iterations=-1).modularity]


MEASURES = {
    "degree": lambda network: [degree / (network.vcount() - 1) for degree in network.degree()],
    "betweenness": lambda network: [
        2 * value / ((network.vcount() - 1) * (network.vcount() - 2)) for value in network.betweenness()
    ],
    # Of nodes by themselves it has no closeness, and of others that within their component.
    "closeness": lambda network: [value for value in network.closeness() if not math.isnan(value)],
    "PageRank": lambda network: network.pagerank(weights="weight"),
    "eigenvector": lambda network: network.eigenvector_centrality(weights="weight"),
    "communities": find_communities,
}

measure = MEASURES[sys.argv[1]]
read, network = timed(lambda: read_network(Path(sys.argv[2])))
seconds, values = timed(lambda: measure(network))
tell_values(read, seconds, values)
