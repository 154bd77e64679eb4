"""The measures of the co-author network: by kgraph, igraph alone and NetworkX."""

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from environments import Missing
from processes import Failure, Run, run_task
from rounds import Medians, take_turns

import kgraph
from kgraph import networks

MEASURES = ("degree", "betweenness", "closeness", "PageRank", "eigenvector", "communities")
# Those that take NetworkX minutes here: it searches from so many nodes, and all is reckoned from that.
SLOW, SOURCES = ("betweenness", "closeness"), 100


def measure_centrality(
    graph: Path, place: Path, pythons: Mapping[str, Path | Missing], rounds: int, patience: float
) -> dict[str, dict[str, Medians | Failure]]:
    """Run each measure in each tool, in turns; `place` is where the network is written for all of them."""
    write_network(graph, place)
    results = {}
    for measure in MEASURES:
        print(measure, file=sys.stderr, flush=True)
        asked = [measure, str(place)]
        slow = measure in SLOW
        peer = f"networkx, from {SOURCES} nodes" if slow else "networkx"
        results[measure] = take_turns(
            {
                "kgraph": partial(_run, "kgraph", Path(sys.executable), asked, patience),
                peer: partial(
                    _run, "networkx", pythons["networkx"], [*asked, str(SOURCES)] if slow else asked, patience
                ),
                "igraph": partial(_run, "igraph", pythons["igraph"], asked, patience),
            },
            rounds,
        )
    return results


def write_network(graph: Path, place: Path) -> None:
    """Write the co-author network as JSON: how many nodes, and links as two places and a weight."""
    network = networks.to_sparse(kgraph.open(graph), "authors")
    ends = (network.sources.tolist(), network.targets.tolist(), network.weights.tolist())
    told = {"nodes": len(network.ids), "links": list(zip(*ends, strict=True))}
    place.write_text(json.dumps(told))


def _run(peer: str, python: Path | Missing, asked: list[str], patience: float) -> Run | Failure:
    if isinstance(python, Missing):
        return Failure(f"not installed: {python.reason}")
    return run_task(python, f"centrality_{peer}.py", asked, patience)
