"""The figures of the report, each drawn from plain data as an SVG element to stand in an HTML page.

Every function gives None where there is nothing to draw; when that is, its docstring says. The page then
has a sentence in its place.

    timeline, heat_map, trends, bursts, flow      over time
    network, scatter                              who is central, and what hangs together

`style` has the look, `drawing` the sheet, `svg` makes Matplotlib's output fit for a page, `text` measures
and shortens, `labels` finds room for labels, `years` parts a long time into periods.
"""

from importlib import import_module
from typing import Any

# Loaded when first asked for: Matplotlib takes half a second, and not all who import the report draw.
_HOME = {
    "Bar": "flow",
    "Burst": "bursts",
    "Bursts": "bursts",
    "Figure": "figure",
    "Flow": "flow",
    "HeatMap": "heat_map",
    "Link": "network",
    "NetworkMap": "network",
    "Node": "network",
    "Point": "scatter",
    "Ribbon": "flow",
    "Scatter": "scatter",
    "Series": "figure",
    "Timeline": "timeline",
    "Trends": "trends",
    "draw_bursts": "bursts",
    "draw_flow": "flow",
    "draw_heat_map": "heat_map",
    "draw_network": "network",
    "draw_scatter": "scatter",
    "draw_timeline": "timeline",
    "draw_trends": "trends",
    "write_csv": "figure",
}

__all__ = [
    "Bar", "Burst", "Bursts", "Figure", "Flow", "HeatMap", "Link", "NetworkMap", "Node", "Point", "Ribbon",
    "Scatter", "Series", "Timeline", "Trends", "draw_bursts", "draw_flow", "draw_heat_map", "draw_network",
    "draw_scatter", "draw_timeline", "draw_trends", "write_csv",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kgraph.figures' has no attribute {name!r}")
    return getattr(import_module(f"kgraph.figures.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
