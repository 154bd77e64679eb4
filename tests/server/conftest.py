"""A server as people run it: the command in a process of its own, asked over real HTTP."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import kgraph
from kgraph.storage import save

SECONDS = 1.0
ROWS = 50


@pytest.fixture(scope="session")
def folder(toy: kgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    save(toy, folder)
    return folder


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the graph in a folder and give the address; a query may take one second and have 50 rows."""
    command = [sys.executable, "-m", "kgraph", "serve", "--from", str(folder), "--port", "0"]
    limits = ["--seconds", str(SECONDS), "--rows", str(ROWS)]
    with subprocess.Popen([*command, *limits], stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        yield line.split()[0]
        process.terminate()


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the toy corpus is served."""
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as client:
        yield client
