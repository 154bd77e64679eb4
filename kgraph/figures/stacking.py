"""How high the bars of a flow are, where they stand, and how wide its ribbons are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Key = tuple[int, str]  # a period and the id of a theme

TOP, HEIGHT, BETWEEN = 18.0, 350.0, 8.0
# Bars with this share of the papers hold their ribbons; a small bar that does not is made higher. If all had
# to hold them, one theme with few papers and many links would narrow every ribbon.
_HOLDING = 0.9


@dataclass(frozen=True, slots=True)
class Stack:
    """Bars in points: their tops and heights; the points for one of the flow, and its scale to the bars."""

    tops: Mapping[Key, float]
    heights: Mapping[Key, float]
    unit: float
    scale: float
    raised: bool  # whether a bar is higher than its papers


def stack_bars(bars: Mapping[Key, float], flows: Sequence[tuple[Key, Key, float]], most: int) -> Stack:
    """Stack bars of the values given, in their order, leaving room between `most` of them.

    >>> stack = stack_bars({(0, "a"): 4, (1, "a"): 8}, [((0, "a"), (1, "a"), 2)], most=2)
    >>> stack.heights[1, "a"], stack.heights[0, "a"], stack.unit, stack.scale
    (342.0, 171.0, 42.75, 1.0)
    """
    flow = _add_up(flows)
    scale = _choose_scale(bars, flow)
    values = {key: max(value, scale * flow[key]) for key, value in bars.items()}
    sums: dict[int, float] = defaultdict(float)
    for (period, _), value in values.items():
        sums[period] += value
    unit = (HEIGHT - BETWEEN * (most - 1)) / max(sums.values())
    heights = {key: value * unit for key, value in values.items()}
    tops: dict[Key, float] = {}
    depth: dict[int, float] = defaultdict(lambda: TOP)
    for key, height in heights.items():
        tops[key] = depth[key[0]]
        depth[key[0]] += height + BETWEEN
    raised = any(values[key] > value * (1 + 1e-9) for key, value in bars.items())
    return Stack(tops, heights, unit * scale, scale, raised)


def _add_up(flows: Sequence[tuple[Key, Key, float]]) -> dict[Key, float]:
    """What leaves a bar or meets it, whichever is more."""
    out: dict[Key, float] = defaultdict(float)
    into: dict[Key, float] = defaultdict(float)
    for source, target, value in flows:
        out[source] += value
        into[target] += value
    return defaultdict(float, {key: max(out[key], into[key]) for key in {*out, *into}})


def _choose_scale(bars: Mapping[Key, float], flow: Mapping[Key, float]) -> float:
    """The largest scale, 1 at most, at which nearly all that stands in the bars holds its ribbons."""
    ratios = sorted((value / flow[key], value) for key, value in bars.items() if flow[key] > 0)
    total = sum(value for _, value in ratios)
    passed = 0.0
    for ratio, value in ratios:
        passed += value
        if passed > (1 - _HOLDING) * total:
            return min(1.0, ratio)
    return 1.0
