"""The answer to a CONSTRUCT or DESCRIBE query as a page like that of a graph."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from kgraph.layout import COLORS, place_network
from kgraph.page.document import frame, render_document
from kgraph.page.selection import MAX_NODES
from kgraph.vocabulary import Kind


def render_answer(triples: Iterable[tuple[str, str, str]], names: Mapping[str, str], title: str) -> str:
    """Render facts as one HTML document: nodes and the links between them, the rest as facts of a node.

    `triples` hold prefixed names, as `kgraph.sparql.query` gives them; what is a subject or a key of `names`
    is a node, every other object a fact of its subject. `names` are the labels of nodes. Of more than
    `MAX_NODES` nodes those with most links are shown.
    """
    triples = sorted(set(triples))
    ids = {subject for subject, _, _ in triples} | {value for _, _, value in triples if value in names}
    links = [(subject, verb, value) for subject, verb, value in triples if value in ids]
    facts: dict[str, list[list[str]]] = {}
    for subject, verb, value in triples:
        if value not in ids:
            facts.setdefault(subject, []).append([verb, value])
    degrees = Counter(node for subject, _, value in links for node in (subject, value))
    kept = sorted(sorted(ids, key=lambda node: (-degrees[node], node))[:MAX_NODES])
    index = {node: number for number, node in enumerate(kept)}
    verbs = sorted({verb for _, verb, _ in links})
    edges: list[list[Any]] = [
        [index[a], index[b], verbs.index(verb), None, 0, {}]
        for a, verb, b in links
        if a in index and b in index
    ]
    ends = np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2)
    places = place_network(len(kept), ends[:, 0], ends[:, 1])
    nodes: list[dict[str, Any]] = [
        {"id": node, "kind": _kind(node), "label": names.get(node, node), "links": degrees[node],
         "facts": facts.get(node, [])}
        for node in kept
    ]  # fmt: skip
    counts = Counter(node["kind"] for node in nodes)
    page = {
        **frame(title, {kind: counts[kind.value] for kind in Kind}),
        "relations": [
            {"name": verb, "forward": verb, "backward": f"{verb}, from", "color": COLORS[Kind.PAPER],
             "directed": True}
            for verb in verbs
        ],
        "nodes": len(ids),
        "links": len(links),
        "communities": {},
        "piece": {"nodes": nodes, "edges": edges},
        "views": [
            {"name": "answer", "nodes": list(range(len(kept))), "x": [x for x, _ in places],
             "y": [y for _, y in places], "of": len(ids), "edges": list(range(len(edges))),
             "edgesOf": len(links)}
        ] if kept else [],
    }  # fmt: skip
    return render_document(page)


def _kind(identifier: str) -> str:
    """The kind of node that a prefixed name speaks of; what is none of ours looks like an organization."""
    kind = identifier.partition(":")[0]
    return kind if kind in set(Kind) else Kind.ORGANIZATION.value
