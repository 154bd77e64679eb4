"""The measures of the co-author network: by kgraph, igraph alone and NetworkX."""

import json
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from environments import Missing
from network_rows import Plan
from processes import Failure, Run, run_task
from rounds import Medians, take_turns

import kgraph
from kgraph import networks

MEASURES = ("degree", "betweenness", "closeness", "PageRank", "eigenvector", "communities")
# Those that take NetworkX minutes here.
SLOW = ("betweenness", "closeness")


def measure_centrality(
    graph: Path, place: Path, pythons: Mapping[str, Path | Missing], rounds: int, patience: float
) -> dict[str, dict[str, Medians | Failure]]:
    """Run each measure in each tool, in turns; `place` is where the network is written for all of them."""
    write_network(graph, place)
    results = {}
    for measure in MEASURES:
        print(measure, file=sys.stderr, flush=True)
        tools = {"kgraph": partial(_run, "kgraph", Path(sys.executable), measure, place, patience)}
        for peer in ("networkx", "igraph"):
            if peer != "networkx" or measure not in SLOW:
                tools[peer] = partial(_run, peer, pythons[peer], measure, place, patience)
        results[measure] = take_turns(tools, rounds)
    return results


def plan_slow(place: Path, pythons: Mapping[str, Path | Missing], patience: float) -> Plan:
    """What is run once, when all else is done."""
    return {
        measure: {"networkx": partial(_run, "networkx", pythons["networkx"], measure, place, patience)}
        for measure in SLOW
    }


def write_network(graph: Path, place: Path) -> None:
    """Write the co-author network as JSON: how many nodes, and links as two places and a weight."""
    network = networks.to_sparse(kgraph.open(graph), "authors")
    ends = (network.sources.tolist(), network.targets.tolist(), network.weights.tolist())
    told = {"nodes": len(network.ids), "links": list(zip(*ends, strict=True))}
    place.write_text(json.dumps(told))


def _run(peer: str, python: Path | Missing, measure: str, place: Path, patience: float) -> Run | Failure:
    if isinstance(python, Missing):
        return Failure(f"not installed: {python.reason}")
    return run_task(python, f"centrality_{peer}.py", [measure, str(place)], patience)
