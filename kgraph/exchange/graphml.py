"""GraphML, for igraph, yEd, Cytoscape and others."""

import io
from collections.abc import Mapping
from typing import Any

from networkx.readwrite.graphml import GraphMLWriter


class _Writer(GraphMLWriter):
    """Leaves out the attributes of the network itself, which some readers take for a fault."""

    def add_attributes(self, scope: str, element: Any, data: Any, default: Any) -> None:
        if scope != "graph":
            super().add_attributes(scope, element, data, default)


def render_graphml(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network."""
    # Not `write_graphml`: it takes lxml where that is installed, and its bytes differ.
    writer = _Writer(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(network)
    # NetworkX writes Python's True, the schema knows true.
    booleans = {key.get("id") for key in writer.xml.iter("key") if key.get("attr.type") == "boolean"}
    for data in writer.xml.iter("data"):
        if data.get("key") in booleans:
            data.text = data.text.lower()
    output = io.BytesIO()
    writer.dump(output)
    return {".graphml": output.getvalue()}
