"""Where the nodes of a picture stand, and their colours: the same in every build."""

from kgraph.layout.lanes import Lane, Lanes, place_in_lanes
from kgraph.layout.network import place_network, surround
from kgraph.vocabulary import Kind

__all__ = ["COLORS", "Lane", "Lanes", "place_in_lanes", "place_network", "surround"]

# The colours of Okabe and Ito (2008), which colour-blind people can tell apart.
COLORS = {
    Kind.PAPER: "#0072B2",
    Kind.PERSON: "#E69F00",
    Kind.THEME: "#009E73",
    Kind.KEYWORD: "#CC79A7",
    Kind.ORGANIZATION: "#8C8C8C",
}
