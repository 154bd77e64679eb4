"""How much runs over a link or rests on a paper: search path counts, and papers that stand on a paper."""

import math

from kgraph.paths.network import Dag, Step

# Papers that are counted in one pass: the set of those that stand on a paper is a whole number of so many
# bits, 50 MB for 100,000 papers at a time.
_BLOCK = 4096


def search_path_counts(dag: Dag) -> dict[Step, int]:
    """The search path count of each step: how many ways from a first to a last paper run over it.

    A first paper stands on none, on a last paper none stands. The counts are whole numbers of any size, as
    ways multiply with every generation; time grows with the number of steps.

    Source: V. Batagelj, "Efficient algorithms for citation network analysis", 2003, after N. Hummon & P.
    Doreian, "Connectivity in a citation network", Social Networks 11, 1989.
    """
    before: dict[str, int] = {}
    for paper in dag.order:
        before[paper] = sum(before[step.earlier] for step in dag.earlier[paper]) or 1
    behind: dict[str, int] = {}
    for paper in reversed(dag.order):
        behind[paper] = sum(behind[step.later] for step in dag.later[paper]) or 1
    return {
        step: before[step.earlier] * behind[step.later] for paper in dag.order for step in dag.earlier[paper]
    }


def expected_path_counts(dag: Dag) -> dict[Step, float]:
    """The number of ways that are to be expected to run over each step, where steps hold with their weight.

    A way holds if all its steps do, taken as independent. Ways from any to any paper count (search path node
    pairs, Hummon & Doreian 1989): inferred links are many and mostly weak, and if only ways to a last paper
    counted, a paper with weak links behind it would count less than one with none. Unweighted, main paths run
    over the weakest links, for it is these that make ways long.
    """
    before: dict[str, float] = {}
    for paper in dag.order:
        before[paper] = 1 + math.fsum(step.weight * before[step.earlier] for step in dag.earlier[paper])
    behind = _ways_onward(dag)
    return {
        step: before[step.earlier] * step.weight * behind[step.later]
        for paper in dag.order
        for step in dag.earlier[paper]
    }


def count_followers(dag: Dag) -> dict[str, int]:
    """How many papers stand on each paper, directly or through others: an exact count of descendants."""
    counts = dict.fromkeys(dag.order, 0)
    for start in range(0, len(dag.order), _BLOCK):
        own = {paper: 1 << place for place, paper in enumerate(dag.order[start : start + _BLOCK])}
        held: dict[str, int] = {}
        for paper in reversed(dag.order):
            found = 0
            for step in dag.later[paper]:
                found |= held[step.later]
            counts[paper] += found.bit_count()
            held[paper] = found | own.get(paper, 0)
    return counts


def expect_followers(dag: Dag) -> dict[str, float]:
    """How many papers are to be expected to stand on each paper, where steps hold with their weight: at most.

    Each way to a follower adds its chance, the product of its weights, but all ways together no more than the
    number of followers: an upper bound of the expected number, which itself has no quick count. Over
    citations it is the number of followers.
    """
    onward = _ways_onward(dag)
    return {paper: min(onward[paper] - 1, float(count)) for paper, count in count_followers(dag).items()}


def _ways_onward(dag: Dag) -> dict[str, float]:
    """The expected number of ways from each paper to a later one, and one more for the way of no step."""
    behind: dict[str, float] = {}
    for paper in reversed(dag.order):
        behind[paper] = 1 + math.fsum(step.weight * behind[step.later] for step in dag.later[paper])
    return behind
