"""Pajek: numbered nodes with labels, links with weights, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from typing import Any


def render_pajek(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network; attributes other than labels and weights have no place in it.

    Readers tell nodes by their labels, so a label that two nodes have is followed by the id. The format knows
    no escape, though some readers do: a double quote becomes a single one, a backslash a slash.
    """
    labels = {node: _label(facts["label"]) for node, facts in network.nodes(data=True)}
    shared = Counter(labels.values())
    number = {node: place for place, node in enumerate(network, start=1)}
    lines = [f"*Vertices {len(network)}"]
    for node, label in labels.items():
        own = label if shared[label] == 1 and label else _label(f"{label} ({node})")
        lines.append(f'{number[node]} "{own}"')
    lines.append("*Arcs" if network.is_directed() else "*Edges")
    for source, target, weight in network.edges(data="weight"):
        lines.append(f"{number[source]} {number[target]} {weight}")
    return {".net": ("\n".join(lines) + "\n").encode()}


def _label(text: str) -> str:
    return text.replace('"', "'").replace("\\", "/")
