"""VOSviewer: a map file with a network file, and the JSON of VOSviewer Online.

The format: https://app.vosviewer.com/docs/file-types/. Positions and clusters are left to VOSviewer. Its
networks have no direction: of two links between the same papers the stronger one is kept.
"""

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

# As VOSviewer calls them. Papers have a year; what papers link has their number and the mean of their years.
_LINKS, _STRENGTH, _DOCUMENTS = "Links", "Total link strength", "Documents"
_YEAR, _MEAN_YEAR = "Year", "Avg. pub. year"


def render_map_and_network(network: Any) -> Mapping[str, bytes]:
    """The map file and the network file of a flat network, as tables with tabs."""
    plain = _without_direction(network)
    items = _items(plain)
    # No column without a value.
    weighted = [n for n in (_LINKS, _STRENGTH, _DOCUMENTS) if any(n in item["weights"] for item in items)]
    scored = [n for n in (_YEAR, _MEAN_YEAR) if any(n in item["scores"] for item in items)]
    heads = (*(f"weight<{name}>" for name in weighted), *(f"score<{name}>" for name in scored))
    rows = [("id", "label", "description", *heads)]
    for item in items:
        weights = [str(item["weights"].get(name, 0)) for name in weighted]
        scores = [str(item["scores"].get(name, "")) for name in scored]
        texts = [_quote(item[name]) for name in ("label", "description")]
        rows.append((str(item["id"]), *texts, *weights, *scores))
    links = [tuple(map(str, link.values())) for link in _links(plain)]
    return {".map.txt": _lines(rows), ".net.txt": _lines(links)}


def render_online(network: Any) -> Mapping[str, bytes]:
    """The JSON file of a flat network."""
    plain = _without_direction(network)
    content = {"network": {"items": _items(plain), "links": _links(plain)}}
    return {".vos.json": (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()}


def _without_direction(network: Any) -> Any:
    plain = nx.Graph()
    plain.add_nodes_from(network.nodes(data=True))
    for source, target, weight in network.edges(data="weight"):
        if source == target:
            continue
        known = plain.get_edge_data(source, target, {"weight": weight})["weight"]
        plain.add_edge(source, target, weight=max(weight, known))
    return plain


def _items(network: Any) -> list[dict[str, Any]]:
    degree, strength = dict(network.degree()), dict(network.degree(weight="weight"))
    return [
        {
            "id": number,
            "label": facts["label"],
            # Shown as HTML, unlike the label.
            "description": html.escape(f"{facts['kind']}, {node}", quote=False),
            "weights": {_LINKS: degree[node], _STRENGTH: round(strength[node], 6)}
            | ({_DOCUMENTS: facts["papers"]} if "papers" in facts else {}),
            "scores": {
                name: facts[key] for name, key in ((_YEAR, "year"), (_MEAN_YEAR, "mean_year")) if key in facts
            },
        }
        for number, (node, facts) in enumerate(network.nodes(data=True), start=1)
    ]


def _links(network: Any) -> list[dict[str, Any]]:
    number = {node: place for place, node in enumerate(network, start=1)}
    return [
        {"source_id": number[source], "target_id": number[target], "strength": weight}
        for source, target, weight in network.edges(data="weight")
    ]


def _quote(text: str) -> str:
    # Always: an unquoted comma or semicolon would be read as the end of the cell.
    return '"' + text.replace('"', '""') + '"'


def _lines(rows: Iterable[tuple[str, ...]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()
