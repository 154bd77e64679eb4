"""Each peer in an environment of its own, so that none changes the versions of another."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CACHE = Path.home() / ".cache" / "kgraph-peers"
MINUTES = 15  # that one installation may take

# What is installed, and whose version stands in the tables first.
PINS: dict[str, tuple[str, ...]] = {
    # It was written for bibtexparser 1, and does not say so.
    "litstudy": ("litstudy==1.0.6", "bibtexparser<2"),
    "biblium": ("biblium==2.16.1",),
    "pybibx": ("pybibx==5.9.5",),
    "networkx": ("networkx==3.6.1", "scipy==1.17.1"),
    "igraph": ("igraph==1.0.0",),
    "rdflib": ("rdflib==7.6.0",),
    "oxigraph": ("pyoxigraph==0.5.13",),
    "maplib": ("maplib==0.20.26",),
}
_DONE = "installed"


@dataclass(frozen=True, slots=True)
class Missing:
    """A peer that could not be installed, and why."""

    reason: str


def prepare(peer: str, cache: Path = CACHE) -> Path | Missing:
    """Give the Python of a peer's environment, installed now unless an earlier run has done so.

    >>> prepare("no-such-peer")
    Missing(reason='no version is pinned')
    """
    if peer not in PINS:
        return Missing("no version is pinned")
    place = cache / peer
    python, done = place / "bin" / "python", place / _DONE
    wanted = "\n".join(PINS[peer])
    if done.exists() and done.read_text() == wanted:
        return python
    print(f"installing {', '.join(PINS[peer])}", file=sys.stderr, flush=True)
    steps = (
        [sys.executable, "-m", "venv", str(place)],
        [str(python), "-m", "pip", "install", "--quiet", *PINS[peer]],
    )
    for step in steps:
        try:
            ended = subprocess.run(step, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Missing(f"{type(error).__name__}")
        if ended.returncode:
            return Missing(last_line(ended.stderr))
    done.write_text(wanted)
    return python


def last_line(text: str) -> str:
    """The last line that says something, which is where Python names an error."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "no word why"
