"""The backbone of a network: the links that are too strong to be chance."""

from typing import Any

import networkx as nx
import numpy as np

from kgraph.errors import KgraphError


def extract_backbone(network: Any, alpha: float = 0.05) -> Any:
    """Keep the links that stand out at one of their ends, by the disparity filter, and the nodes they link.

    Serrano, Boguna and Vespignani (PNAS 106(16), 6483-6488, 2009): if a node of degree k and strength s
    spread its strength over its links by chance, one would weigh w or more with the probability
    (1 - w/s)^(k - 1). A link is kept if that is below `alpha` at one end. The only link of a node
    says nothing at that end. In a directed network a link is seen among those that leave its source and
    those that reach its target.

    Links keep their attributes and have `significance`, the smaller of both probabilities. `graph` has those
    of the network, and `backbone`: `alpha`, and the shares of `nodes` (of those with a link), `links` and
    `weight` that were kept.

    Raises `KgraphError` unless 0 < `alpha` <= 1, or if a weight is not positive.

    >>> star = nx.Graph([("hub", n, {"weight": 1}) for n in "abcdefgh"] + [("hub", "x", {"weight": 30})])
    >>> list(extract_backbone(star).edges)
    [('hub', 'x')]
    """
    if not 0 < alpha <= 1:
        raise KgraphError(f"alpha is {alpha:g}: give a number above 0 and up to 1")
    number = {node: place for place, node in enumerate(network)}
    links = list(network.edges(data=True))
    sources = np.array([number[source] for source, _, _ in links], dtype=np.int64)
    targets = np.array([number[target] for _, target, _ in links], dtype=np.int64)
    weights = np.array([facts.get("weight", 1) for _, _, facts in links], dtype=np.float64)
    if (weights <= 0).any():
        raise KgraphError("the backbone of a network needs weights above zero")
    ends = (sources, targets) if network.is_directed() else (np.concatenate([sources, targets]),) * 2
    both = weights if network.is_directed() else np.concatenate([weights, weights])
    chances = []
    for of_link, at_nodes in zip((sources, targets), ends, strict=True):
        degree = np.bincount(at_nodes, minlength=len(number))
        strength = np.bincount(at_nodes, weights=both, minlength=len(number))
        share = np.minimum(weights / strength[of_link], 1.0)
        chances.append((1 - share) ** (degree[of_link] - 1))
    significance = np.minimum(*chances)
    kept = np.flatnonzero(significance < alpha).tolist()
    backbone = nx.DiGraph() if network.is_directed() else nx.Graph()
    linked = {end for place in kept for end in links[place][:2]}
    backbone.add_nodes_from((node, facts) for node, facts in network.nodes(data=True) if node in linked)
    backbone.add_edges_from(
        (source, target, {**facts, "significance": float(f"{value:.6g}")})
        for (source, target, facts), value in ((links[k], significance[k]) for k in kept)
    )
    backbone.graph.update(network.graph)
    backbone.graph["backbone"] = {
        "alpha": alpha,
        "nodes": _share(len(linked), len(set(sources.tolist()) | set(targets.tolist()))),
        "links": _share(len(kept), len(links)),
        "weight": _share(weights[kept].sum(), weights.sum()),
    }
    return backbone


def _share(part: float, whole: float) -> float:
    return round(float(part / whole), 6) if whole else 0.0
