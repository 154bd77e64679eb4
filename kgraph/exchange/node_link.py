"""Node-link JSON, for D3 and NetworkX."""

import json
from collections.abc import Mapping
from typing import Any

import networkx as nx


def render_node_link(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network: `nodes` with their `id`, `links` with `source` and `target`."""
    content = nx.node_link_data(network, edges="links")
    return {".json": (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()}
