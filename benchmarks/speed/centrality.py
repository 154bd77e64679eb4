"""How long each centrality measure takes, beside NetworkX on the same made-up network, in one run.

    python benchmarks/speed/centrality.py [--nodes 10000] [--links 5] [--exact]

The network grows by preferential attachment (Barabasi and Albert 1999), with weights of 1 to 9 and a seed.
Measures by shortest paths take NetworkX minutes at 10,000 nodes: they run at a tenth of the nodes unless
`--exact` is given. The largest difference between both values stands beside the times. The last line is
kgraph with all measures of a network asked at once, as `kgraph build` does: it is read once.
"""

import argparse
import math
import random
import time
from collections.abc import Callable
from typing import Any

import networkx as nx

from kgraph import centrality

SEED = 7
SHRUNK = 10
ROUNDS = 2

Measure = Callable[[Any], Any]
BY_PATHS: dict[str, tuple[Measure, Measure]] = {
    "betweenness": (centrality.betweenness, nx.betweenness_centrality),
    "closeness": (centrality.closeness, nx.closeness_centrality),
    "harmonic": (centrality.harmonic, nx.harmonic_centrality),
}
OTHERS: dict[str, tuple[Measure, Measure]] = {
    "degree": (centrality.degree, nx.degree_centrality),
    "strength": (centrality.strength, lambda network: dict(network.degree(weight="weight"))),
    "eigenvector": (
        centrality.eigenvector,
        lambda network: nx.eigenvector_centrality(network, weight="weight", tol=1e-10, max_iter=1000),
    ),
    "pagerank": (centrality.pagerank, lambda network: nx.pagerank(network, tol=1e-10)),
    "katz": (
        lambda network: centrality.katz(network, alpha=0.001),
        lambda network: nx.katz_centrality(network, alpha=0.001, weight="weight", tol=1e-10),
    ),
    "hits": (
        lambda network: centrality.hits(network)[1],
        lambda network: nx.hits(network, tol=1e-10)[1],
    ),
    "constraint": (centrality.constraint, lambda network: nx.constraint(network, weight="weight")),
    "core number": (centrality.core_number, nx.core_number),
    "clustering": (centrality.clustering, nx.clustering),
    "articulation": (
        lambda network: dict.fromkeys(centrality.articulation_points(network), 1),
        lambda network: dict.fromkeys(nx.articulation_points(network), 1),
    ),
}


def main() -> None:
    """Print a line for each measure, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--links", type=int, default=5)
    parser.add_argument("--exact", action="store_true")
    arguments = parser.parse_args()
    print(f"{'':16}{'nodes':>8}{'kgraph s':>10}{'NetworkX s':>12}{'times':>8}{'difference':>12}")
    few = arguments.nodes if arguments.exact else arguments.nodes // SHRUNK
    own_total = their_total = once_total = 0.0
    for measures, nodes in ((OTHERS, arguments.nodes), (BY_PATHS, few)):
        network = grow(nodes, arguments.links)
        # Of what takes minutes one round is enough.
        rounds = 1 if measures is BY_PATHS and arguments.exact else ROUNDS
        for name, (ours, theirs) in measures.items():
            own_seconds, values = timed(ours, network, rounds)
            seconds, expected = timed(theirs, network, rounds)
            own_total, their_total = own_total + own_seconds, their_total + seconds
            far = max((abs(values.get(n, math.inf) - expected[n]) for n in expected), default=0.0)
            print_row(name, nodes, own_seconds, seconds, f"{far:12.1e}")
        start = time.process_time()
        adjacency = centrality.convert(network)
        for ours, _ in measures.values():
            ours(adjacency)
        once_total += time.process_time() - start
    print_row("all", arguments.nodes, own_total, their_total)
    print_row("all, read once", arguments.nodes, once_total, their_total)


def print_row(name: str, nodes: int, own_seconds: float, seconds: float, end: str = "") -> None:
    """Print times and their ratio."""
    print(f"{name:16}{nodes:8}{own_seconds:10.3f}{seconds:12.3f}{seconds / own_seconds:8.0f}{end}")


def grow(nodes: int, links: int) -> nx.Graph:
    """A weighted network by preferential attachment."""
    network = nx.barabasi_albert_graph(nodes, links, seed=SEED)
    draw = random.Random(SEED)
    for _, _, facts in network.edges(data=True):
        facts["weight"] = draw.randint(1, 9)
    return network


def timed(measure: Measure, network: nx.Graph, rounds: int) -> tuple[float, Any]:
    """Processor seconds, the best of some rounds, and values."""
    best = math.inf
    for _ in range(rounds):
        start = time.process_time()
        values = measure(network)
        best = min(best, time.process_time() - start)
    return best, values


if __name__ == "__main__":
    main()
