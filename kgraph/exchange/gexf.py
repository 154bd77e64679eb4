"""GEXF 1.3, for Gephi: colours by community, else by kind; what has a date or a first paper begins then."""

import io
from collections.abc import Mapping
from typing import Any

from networkx.readwrite.gexf import GEXFWriter

from kgraph.figures.style import COLORS as GROUP_COLORS
from kgraph.layout import COLORS
from kgraph.vocabulary import Kind


def render_gexf(network: Any) -> Mapping[str, bytes]:
    """The file of a flat network. A date that is a year or a month begins on its first day."""
    drawn = network.copy()
    for _, facts in drawn.nodes(data=True):
        red, green, blue = bytes.fromhex(_color(facts).removeprefix("#"))
        facts["viz"] = {"color": {"r": red, "g": green, "b": blue}}
        if "date" in facts:
            facts["start"] = f"{facts['date']}-01-01"[:10]
        elif "first_year" in facts:
            facts["start"] = f"{facts['first_year']:04}-01-01"
    for _, _, facts in drawn.edges(data=True):
        if "first_year" in facts:
            facts["start"] = f"{facts['first_year']:04}-01-01"
    writer = GEXFWriter(encoding="utf-8", version="1.3")
    # The date of the writing would make equal graphs unequal files.
    writer.xml.find("meta").attrib.pop("lastmodifieddate")
    writer.add_graph(drawn)
    output = io.BytesIO()
    writer.write(output)
    return {".gexf": output.getvalue()}


def _color(facts: Mapping[str, Any]) -> str:
    """The colour of the community (there are six, taken in turns), else of the kind."""
    if "community" in facts:
        return GROUP_COLORS[(int(facts["community"]) - 1) % len(GROUP_COLORS)]
    return COLORS[Kind(facts["kind"])]
