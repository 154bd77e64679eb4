"""Two CSV tables, of nodes and of edges, with the headers that Gephi knows."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any


def render_tables(network: Any) -> Mapping[str, bytes]:
    """Both files of a flat network. An attribute that a node or edge does not have is an empty cell."""
    direction = "Directed" if network.is_directed() else "Undirected"
    nodes = [
        {"Id": node, "Label": facts["label"], **{name: facts[name] for name in facts if name != "label"}}
        for node, facts in network.nodes(data=True)
    ]
    edges = [
        {"Source": source, "Target": target, "Type": direction, "Weight": facts["weight"]}
        | {name: facts[name] for name in facts if name != "weight"}
        for source, target, facts in network.edges(data=True)
    ]
    return {
        ".nodes.csv": _table(("Id", "Label"), nodes),
        ".edges.csv": _table(("Source", "Target", "Type", "Weight"), edges),
    }


def _table(first: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> bytes:
    rows = list(rows)
    others = sorted({name for row in rows for name in row} - set(first))
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, [*first, *others], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue().encode()
