"""Networks as files for other programs, one module a format. What each holds: `docs/exports.md`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kgraph.errors import UnknownNameError
from kgraph.exchange.cytoscape import render_cytoscape
from kgraph.exchange.flat import flatten_network
from kgraph.exchange.gexf import render_gexf
from kgraph.exchange.graphml import render_graphml
from kgraph.exchange.node_link import render_node_link
from kgraph.exchange.pajek import render_pajek
from kgraph.exchange.parquet import render_parquet
from kgraph.exchange.tables import render_tables
from kgraph.exchange.vosviewer import render_map_and_network, render_online
from kgraph.graph import Graph
from kgraph.staging import staged

# The longer suffixes first: `.vos.json` is no `.json`.
FORMATS: Mapping[str, Callable[[Any], Mapping[str, bytes]]] = {
    ".vos.json": render_online,
    ".vos.txt": render_map_and_network,
    ".gexf": render_gexf,
    ".graphml": render_graphml,
    ".net": render_pajek,
    ".cyjs": render_cytoscape,
    ".json": render_node_link,
    ".csv": render_tables,
    ".parquet": render_parquet,
}


def write_network(
    graph: Graph,
    path: str | Path,
    network: str,
    *,
    weighting: str | None = None,
    backbone: float | None = None,
) -> tuple[Path, ...]:
    """Write a network in the format that the suffix of `path` names, and give the files written.

    They are `path` itself, but `x.csv` stands for `x.nodes.csv` and `x.edges.csv`, `x.parquet` likewise, and
    `x.vos.txt` for `x.map.txt` and `x.net.txt`. Each appears whole or not at all, and equal graphs give equal
    bytes. `weighting` and `backbone` are those of `flatten_network`. For a part of the graph give
    `networks.slice_graph` of it.

    Raises `UnknownNameError` for another suffix, network or weighting, `OutputError` if a file cannot be
    written.

    >>> write_network(graph, "people.csv", "authors")  # doctest: +SKIP
    (PosixPath('people.nodes.csv'), PosixPath('people.edges.csv'))
    """
    _check_suffix(Path(path))
    return write_flat(flatten_network(graph, network, weighting, backbone), path)


def write_flat(flat: Any, path: str | Path) -> tuple[Path, ...]:
    """Write a network of `flatten_network`, as `write_network` does."""
    path = Path(path)
    suffix = _check_suffix(path)
    contents = FORMATS[suffix](flat)
    stem = path.name.removesuffix(suffix)
    with staged(path.parent) as stage:
        for ending, content in contents.items():
            (stage / f"{stem}{ending}").write_bytes(content)
    return tuple(path.with_name(f"{stem}{ending}") for ending in contents)


def find_suffix(path: Path) -> str | None:
    """The suffix of a format of networks that the name of a file ends with, or None.

    >>> find_suffix(Path("people.vos.json")), find_suffix(Path("people.ttl"))
    ('.vos.json', None)
    """
    return next((suffix for suffix in FORMATS if path.name.endswith(suffix)), None)


def _check_suffix(path: Path) -> str:
    suffix = find_suffix(path)
    if suffix is None:
        known = " ".join(FORMATS)
        raise UnknownNameError(f"no format of networks fits {path.name!r}: end the name with one of {known}")
    return suffix
