"""The local server: a SPARQL endpoint, a page to ask it from, and every node under its own address.

Safe by construction: it listens on this machine alone, answers requests that name it by a local name, opens
the facts read-only, fetches nothing, and asks each query in a process of its own that can be ended.
"""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kgraph.errors import ServerError
from kgraph.server.app import create_app
from kgraph.server.workers import Bounds

__all__ = ["Bounds", "create_app", "serve"]

HOST = "127.0.0.1"


def serve(
    directory: str | Path,
    port: int = 8000,
    bounds: Bounds | None = None,
    ready: Callable[[str], None] = print,
) -> None:
    """Serve the graph in a folder on 127.0.0.1 until it is interrupted; port 0 takes any that is free.

    `ready` is called with the address as soon as requests are taken. Raises `GraphError` if the folder holds
    no graph and `ServerError` if the port is taken.
    """
    app = create_app(directory, bounds or Bounds())
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise ServerError(f"port {port} cannot be used ({reason}): choose another with --port") from None
    # Head and body of an answer are written apart: without this the second waits 40 ms for word of the first.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        ready(f"http://{HOST}:{listener.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
