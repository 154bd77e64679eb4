"""How long a step of the live explorer takes over HTTP, by kind of node, in what memory.

    python benchmarks/speed/explorer.py [FOLDER] [--nodes 100]

FOLDER holds a graph (`kgraph build`); it is only read. The server runs in this process, without its SPARQL
part, and is asked for the neighbours of so many random nodes of each kind, of the 20 nodes with most links,
and for what links pairs of these. Milliseconds by the clock, from the question to the parsed answer.
"""

import argparse
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import polars as pl
import uvicorn
from starlette.applications import Starlette

import kgraph
from kgraph.server.explorer import Explorer
from kgraph.server.exploring import explorer_routes

_MOST_LINKED = 20


@dataclass(frozen=True)
class Opened:
    """A graph that is there and stays, in the place of the folder that a server watches."""

    explorer: Explorer

    async def current(self) -> "Opened":
        """Itself."""
        return self


def main() -> None:
    """Print a line for each kind of question."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("outputs"))
    parser.add_argument("--nodes", type=int, default=100)
    arguments = parser.parse_args()
    graph = kgraph.open(arguments.folder)
    print(f"{graph.nodes.height} nodes, {graph.edges.height} edges, opened in {memory():.2f} GB")
    app = Starlette(routes=explorer_routes())
    app.state.site = Opened(Explorer(lambda: graph))
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=600) as client:
        for address in ("/explore/around", "/explore", "/explore/graph", "/explore/graph"):
            start = time.perf_counter()
            # The first answer waits for the index; an id that is missing needs it too.
            answer = client.get(address, params={"node": "none"} if address.endswith("around") else {})
            seconds = time.perf_counter() - start
            print(f"{address:20}{seconds:8.2f} s {len(answer.content) / 1e6:8.2f} MB, {memory():.2f} GB held")
        print(f"{'':20}{'asked':>6}{'p50':>8}{'p95':>8}{'most':>8}  ms{'mean':>8} kB")
        for kind in kgraph.Kind:
            ids = graph.of_kind(kind)["id"]
            drawn = ids.sample(min(arguments.nodes, len(ids)), seed=1).to_list()
            report(client, kind.value, "/explore/around", [{"node": node} for node in drawn])
        ends = pl.concat([graph.edges.select(id="source"), graph.edges.select(id="target")])
        most = ends.group_by("id").len().sort("len", "id", descending=[True, False]).head(_MOST_LINKED)["id"]
        report(client, "most linked", "/explore/around", [{"node": node} for node in most])
        pairs = [{"one": one, "other": other} for one in most for other in most if one < other]
        report(client, "pairs of these", "/explore/link", pairs[: arguments.nodes])
    server.should_exit = True


def report(client: httpx.Client, name: str, address: str, asked: list[dict[str, str]]) -> None:
    """Ask each question and print how long the answers took and how large they were."""
    times, sizes = [], []
    for given in asked:
        start = time.perf_counter()
        answer = client.get(address, params=given)
        answer.raise_for_status().json()
        times.append((time.perf_counter() - start) * 1e3)
        sizes.append(len(answer.content) / 1e3)
    if times:
        middle, high = np.percentile(times, [50, 95])
        print(
            f"{name:20}{len(times):6}{middle:8.1f}{high:8.1f}{max(times):8.1f}    {np.mean(sizes):8.1f}",
            flush=True,
        )


def memory() -> float:
    """The memory that this process has now, in GB (0 where the system does not say)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e9


if __name__ == "__main__":
    main()
