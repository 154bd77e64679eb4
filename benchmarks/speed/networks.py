"""How long each network takes, as arrays and as NetworkX, and the memory that all of it took.

    python benchmarks/speed/networks.py [FOLDER] [--backbone]

FOLDER holds a graph (`kgraph build`); opening it is not counted. Processor seconds, and seconds by the clock
for NetworkX. With `--backbone` also the disparity filter at .05.
"""

import argparse
import gc
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kgraph
from kgraph import networks


def main() -> None:
    """Print a line for each network, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("outputs"))
    parser.add_argument("--backbone", action="store_true")
    arguments = parser.parse_args()
    graph = kgraph.open(arguments.folder)
    print(f"papers {graph.count(kgraph.Kind.PAPER)}, opened in {memory():.2f} GB")
    print(
        f"{'':20}{'nodes':>9}{'links':>9}{'cap':>5}{'left out':>9}{'arrays':>10}{'NetworkX':>11}{'clock':>9}"
    )
    sums = [0.0, 0.0, 0.0]
    for name in networks.NETWORKS:
        arrays, *_ = timed(lambda name=name: networks.to_sparse(graph, name))
        seconds, clock, made = timed(lambda name=name: networks.to_networkx(graph, name))
        sums = [total + value for total, value in zip(sums, (arrays, seconds, clock), strict=True)]
        told = made.graph
        print(
            f"{name:20}{len(made):9}{made.number_of_edges():9}{told['max_group']:5}{len(told['left_out']):9}"
            f"{arrays:10.3f}{seconds:11.3f}{clock:9.3f}"
        )
        if arguments.backbone:
            seconds, _, found = timed(lambda made=made: networks.extract_backbone(made))
            print(f"{'  backbone':52}{seconds:21.3f}  {found.graph['backbone']}")
        # The views that NetworkX keeps of a network make a circle with it.
        del made
        gc.collect()
    print(f"{'all':52}{sums[0]:10.3f}{sums[1]:11.3f}{sums[2]:9.3f}")
    print(f"most memory {memory():.2f} GB")


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Processor seconds, seconds by the clock, and what came of it."""
    start, clock = time.process_time(), time.perf_counter()
    value = work()
    return time.process_time() - start, time.perf_counter() - clock, value


def memory() -> float:
    """The most memory that this process has had, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
