"""How sure the scores of a graph are: what was sampled, and whether communities come out alike every time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure by shortest paths that was taken from a sample, because the network is large.

    The paths of `sources` of the `nodes` stand for all. `error` is the median standard error of the 20
    highest nodes, as a share of their values; `shared` of the 20 highest by one half of the sample are
    among the 20 highest by the other half.
    """

    network: str
    measure: str
    sources: int
    nodes: int
    error: float
    shared: int


@dataclass(frozen=True, slots=True)
class Partition:
    """The communities of a network as a whole.

    `nodes` of the network are in one of the `communities`, the others have no links. `agreement` is the mean
    adjusted Rand index between `runs` of the algorithm with other seeds: 1 if all find the same, 0 if no
    more alike than chance.
    """

    network: str
    communities: int
    nodes: int
    modularity: float
    agreement: float
    runs: int
