"""GraphML, for igraph, yEd, Cytoscape and others."""

import io
from collections.abc import Mapping
from typing import Any

import networkx as nx


def render_graphml(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network."""
    output = io.BytesIO()
    # `write_graphml` takes lxml where that is installed, and its bytes differ.
    nx.write_graphml_xml(network, output)
    return {".graphml": output.getvalue()}
