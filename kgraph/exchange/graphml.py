"""GraphML, for igraph, yEd, Cytoscape and others."""

import io
from collections.abc import Mapping
from typing import Any

from networkx.readwrite.graphml import GraphMLWriter


def render_graphml(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network."""
    # Not `write_graphml`: it takes lxml where that is installed, and its bytes differ.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    # Some readers take attributes of the network itself for a fault.
    bare = network.copy()
    bare.graph.clear()
    writer.add_graph_element(bare)
    # NetworkX writes Python's True, the schema knows true.
    booleans = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        if data.get("key") in booleans:
            data.text = data.text.lower()
    output = io.BytesIO()
    writer.dump(output)
    return {".graphml": output.getvalue()}
