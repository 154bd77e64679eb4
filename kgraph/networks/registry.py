"""The networks by name: each is a function of a graph, as arrays and as NetworkX."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Protocol

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.networks.conversion import convert_network
from kgraph.networks.incidence import MAX_GROUP
from kgraph.networks.sparse import SparseNetwork
from kgraph.networks.weighting import Weighting, read_weighting

_Compute = Callable[[Graph, Weighting, int], SparseNetwork]


class Network(Protocol):
    """A network of a graph as NetworkX. `weighting` is a name of `Weighting`; without, the network's own."""

    def __call__(self, graph: Graph, weighting: str | None = None, max_group: int = MAX_GROUP) -> Any:
        """Compute the network. Raises `UnknownNameError` for a weighting that it cannot have."""


# By name, in the order in which they are told.
NETWORKS: dict[str, Network] = {}
_COMPUTE: dict[str, _Compute] = {}
_WEIGHTINGS: dict[str, tuple[Weighting, ...]] = {}


def network(*weightings: Weighting) -> Callable[[_Compute], Network]:
    """Register a function as the network of its name; the first weighting is the network's own.

    The function is given a graph, a weighting and the size above which groups link nobody, and gives arrays.
    What stands in its place has its name and words, and gives NetworkX.
    """

    def register(compute: _Compute) -> Network:
        name = compute.__name__.replace("_", "-")

        def build(graph: Graph, weighting: str | None = None, max_group: int = MAX_GROUP) -> Any:
            return convert_network(compute_network(graph, name, weighting, max_group))

        NETWORKS[name], _COMPUTE[name], _WEIGHTINGS[name] = build, compute, weightings
        return update_wrapper(build, compute, assigned=("__module__", "__name__", "__qualname__", "__doc__"))

    return register


def list_weightings(name: str) -> tuple[Weighting, ...]:
    """The weightings that a network can have, its own first. Raises `UnknownNameError` for another name."""
    if name not in NETWORKS:
        raise UnknownNameError(f"there is no network {name!r}: choose one of {', '.join(NETWORKS)}")
    return _WEIGHTINGS[name]


def compute_network(
    graph: Graph, name: str, weighting: str | None = None, max_group: int = MAX_GROUP
) -> SparseNetwork:
    """Compute a network as arrays.

    Raises `UnknownNameError` for another name, or a weighting that the network cannot have.
    """
    possible = list_weightings(name)
    chosen = possible[0] if weighting is None else read_weighting(weighting)
    if chosen not in possible:
        choices = " or ".join(possible)
        raise UnknownNameError(f"{name} cannot be weighted by {chosen}: choose {choices}")
    return _COMPUTE[name](graph, chosen, max_group)
