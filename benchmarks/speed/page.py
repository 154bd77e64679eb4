"""How long the page takes to make, stage by stage, and how large it is, by the number of nodes that it holds.

    python benchmarks/speed/page.py [FOLDER] [--nodes 1000 2000 5000]

FOLDER holds a graph (`kgraph build`); opening it is not counted. Processor seconds; megabytes of the file,
and of it what `kgraph serve` sends compressed.
"""

import argparse
import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kgraph
from kgraph.page.document import as_json, describe_frame, render_document
from kgraph.page.pieces import make_piece
from kgraph.page.selection import select_nodes
from kgraph.page.topics import list_lanes
from kgraph.page.views import make_views
from kgraph.paths import main_path


def main() -> None:
    """Print a line for each number of nodes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("outputs"))
    parser.add_argument("--nodes", type=int, nargs="+", default=[1000, 2000, 5000])
    arguments = parser.parse_args()
    graph = kgraph.open(arguments.folder)
    print(f"{graph.nodes.height} nodes, {graph.edges.height} edges")
    path_seconds, path = timed(lambda: main_path(graph))
    lane_seconds, lanes = timed(lambda: list_lanes(graph))
    print(f"main path {path_seconds:.2f} s, lanes {lane_seconds:.2f} s")
    columns = ("nodes", "edges", "select", "piece", "views", "text", "file MB", "sent MB")
    print("".join(f"{column:>9}" for column in columns))
    for limit in arguments.nodes:
        seconds = []
        spent, nodes = timed(lambda limit=limit: select_nodes(graph, path.papers, limit))
        seconds.append(spent)
        here = nodes["id"].implode()
        edges = graph.edges.filter(graph.edges["source"].is_in(here) & graph.edges["target"].is_in(here))
        spent, piece = timed(lambda nodes=nodes, edges=edges: make_piece(graph, nodes, edges, lanes))
        seconds.append(spent)
        spent, views = timed(lambda nodes=nodes, edges=edges: make_views(graph, nodes, edges, lanes, path))
        seconds.append(spent)
        page = {**describe_frame(graph), "piece": piece, "views": views}
        spent, html = timed(lambda page=page: render_document(page))
        seconds.append(spent)
        sent = gzip.compress(as_json(page).encode(), 5)
        print(
            f"{nodes.height:9}{edges.height:9}{''.join(f'{spent:9.2f}' for spent in seconds)}"
            f"{len(html.encode()) / 1e6:9.2f}{len(sent) / 1e6:9.2f}",
            flush=True,
        )


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds, and what came of it."""
    start = time.process_time()
    value = work()
    return time.process_time() - start, value


if __name__ == "__main__":
    main()
