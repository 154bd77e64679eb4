"""Cytoscape JSON, for Cytoscape and Cytoscape.js."""

import json
from collections.abc import Mapping
from typing import Any

import networkx as nx


def render_cytoscape(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network; `name`, which Cytoscape shows, is the label."""
    content = nx.cytoscape_data(network, name="label")
    # NetworkX gives a list, where the format has an object.
    content["data"] = network.graph
    return {".cyjs": (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()}
