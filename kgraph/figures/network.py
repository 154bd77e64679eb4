"""A network in one picture: its most central nodes, their strongest links, and the communities."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from kgraph.figures.drawing import make_figure, open_drawing
from kgraph.figures.figure import Figure, Value
from kgraph.figures.labels import Mark, place_labels
from kgraph.figures.legend import draw_legend, legend_height, name_group
from kgraph.figures.placing import Points, place_network
from kgraph.figures.style import INK, WIDTH, Sign, choose_signs
from kgraph.figures.svg import HALO, Words
from kgraph.figures.text import shorten_tip, write_value
from kgraph.wording import counted

# What can be told apart on half a page, and keeps the file below 250 kB.
MAX_NODES, MAX_LINKS, MAX_LABELS = 300, 900, 40
# So many of the most central are named even if their names cover other marks.
_SURE = 10
_HEIGHT = 400.0
# Radii of marks in points, and the share of the sheet that marks may cover.
_SMALL, _LARGE, _FILLED = 1.6, 9.0, 0.05
# A link's width and how dark it is, by how strong it is: the lower bound as a share of the strongest.
_CLASSES = ((0.0, 0.4, 0.22), (0.1, 0.7, 0.26), (0.3, 1.1, 0.3), (0.6, 1.8, 0.34))


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the picture: `size` is its measure, `group` the number of its community, if any."""

    id: str
    label: str
    size: float
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the picture, by the ids of its ends, whichever way."""

    source: str
    target: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """A network: any number of nodes and links. `measure` is what sizes are, `groups` names communities."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    measure: str = "strength"
    groups: tuple[tuple[int, str], ...] = ()
    many: str = "nodes"
    name: str = "network"
    title: str = "Network"


def draw_network(data: NetworkMap) -> Figure | None:
    """Draw the 300 largest nodes that are linked with each other; None if no two of them are.

    Of their links the 900 strongest are drawn, those of a maximum spanning forest first, so that nothing
    falls apart. Positions follow the drawn links alone. The first twelve groups have a
    colour and a shape each.
    """
    nodes, links = _choose(data)
    if not links:
        return None
    radii = _radii(nodes)
    place = {node.id: index for index, node in enumerate(nodes)}
    pairs = [(place[link.source], place[link.target]) for link in links]
    points = place_network(pairs, [node.group for node in nodes], radii, WIDTH, _HEIGHT)
    signs = choose_signs([node.group for node in nodes])
    names = dict(data.groups)
    words = Words(data.name, data.title, _describe(data, nodes, links))
    entries = [(sign, name_group(group, names)) for group, sign in signs.items() if group is not None]
    with open_drawing(_HEIGHT + legend_height(entries)) as drawing:
        plane = drawing.add_plane()
        _draw_links(plane, links, pairs, points)
        tips = _draw_nodes(plane, data, nodes, points, radii, signs)
        marks = [
            Mark(float(x), float(y), radius, node.label)
            for node, (x, y), radius in zip(nodes, points, radii, strict=True)
        ]
        for label in place_labels(marks, (0, 0, WIDTH, _HEIGHT), MAX_LABELS, sure=_SURE):
            plane.text(label.x, label.y, label.text, va="center_baseline", gid=f":{HALO}")
        draw_legend(plane, entries, _HEIGHT)
        svg = drawing.finish(words, tips)
    columns = ("what", "id", "to", "label", "community", data.measure, "weight")
    rows: list[tuple[Value, ...]] = [
        ("node", node.id, None, node.label, node.group, node.size, None) for node in nodes
    ]
    rows += [("link", link.source, link.target, None, None, None, link.weight) for link in links]
    return make_figure(words, _note(data, nodes, links), svg, columns, tuple(rows))


def _choose(data: NetworkMap) -> tuple[list[Node], list[Link]]:
    """What is drawn: the largest nodes first, the strongest links first."""
    largest = {
        node.id: node for node in sorted(data.nodes, key=lambda node: (-node.size, node.id))[:MAX_NODES]
    }
    links = [
        link
        for link in data.links
        if link.source in largest and link.target in largest and link.source != link.target
    ]
    links.sort(key=lambda link: (-link.weight, link.source, link.target))
    # Taken strongest first, the links that join two parts are a maximum spanning forest (Kruskal).
    parts = nx.utils.UnionFind(largest)
    forest, others = [], []
    for link in links:
        if parts[link.source] == parts[link.target]:
            others.append(link)
        else:
            parts.union(link.source, link.target)
            forest.append(link)
    drawn = [*forest, *others][:MAX_LINKS]
    linked = {end for link in drawn for end in (link.source, link.target)}
    return [node for node in largest.values() if node.id in linked], drawn


def _radii(nodes: Sequence[Node]) -> list[float]:
    """The area of a mark grows with the size, and all marks together leave room for links and labels."""
    most = max(node.size for node in nodes) or 1
    radii = [_LARGE * max(node.size / most, 0) ** 0.5 for node in nodes]
    filled = math.pi * sum(radius**2 for radius in radii)
    narrowed = min(1.0, (_FILLED * WIDTH * _HEIGHT / max(filled, 1)) ** 0.5)
    return [round(max(_SMALL, narrowed * radius), 1) for radius in radii]


def _draw_links(plane: Axes, links: Sequence[Link], pairs: Sequence[tuple[int, int]], points: Points) -> None:
    """One path for all links of a width: a path each would make the file three times as large."""
    most = max(link.weight for link in links)
    bounds = [bound for bound, _, _ in _CLASSES]
    classes = np.searchsorted(bounds, [max(link.weight / most, 0) for link in links], side="right") - 1
    for number, (_, width, opacity) in enumerate(_CLASSES):
        ends = [points[list(pair)] for pair, held in zip(pairs, classes, strict=True) if held == number]
        if ends:
            path = Path(np.vstack(ends), [Path.MOVETO, Path.LINETO] * len(ends))
            plane.add_patch(
                PathPatch(
                    path,
                    fill=False,
                    edgecolor=INK,
                    linewidth=width,
                    alpha=opacity,
                    gid=f":links-{number + 1}",
                )
            )


def _draw_nodes(
    plane: Axes,
    data: NetworkMap,
    nodes: Sequence[Node],
    points: Points,
    radii: Sequence[float],
    signs: dict[int | None, Sign],
) -> dict[str, list[str]]:
    tips = {}
    names = dict(data.groups)
    for group, sign in signs.items():
        held = [index for index, node in enumerate(nodes) if node.group == group]
        if not held:
            continue
        gid = f"nodes-{group}" if group is not None else "nodes"
        plane.scatter(
            points[held, 0],
            points[held, 1],
            s=[(2 * radii[index]) ** 2 for index in held],
            c=sign.color,
            marker=sign.marker,
            edgecolors=INK,
            linewidths=0.4,
            gid=f":{gid}",
            clip_on=False,
            zorder=3,
        )
        where = f", {shorten_tip(name_group(group, names))}" if group is not None else ""
        tips[gid] = [
            f"{shorten_tip(nodes[index].label)}: {data.measure} {write_value(nodes[index].size)}{where}"
            for index in held
        ]
    return tips


def _describe(data: NetworkMap, nodes: Sequence[Node], links: Sequence[Link]) -> str:
    groups = len({node.group for node in nodes} - {None})
    coloured = (
        f" in {counted(groups, 'community', 'communities')}, each with a colour and a shape" if groups else ""
    )
    first = ", ".join(node.label for node in nodes[:3])
    return (
        f"Network of {len(nodes):,} {data.many} and {counted(len(links), 'link')}{coloured}. "
        f"The largest by {data.measure}: {first}."
    )


def _note(data: NetworkMap, nodes: Sequence[Node], links: Sequence[Link]) -> str:
    held = {node.id for node in nodes}
    between = sum(
        link.source in held and link.target in held and link.source != link.target for link in data.links
    )
    parts = []
    if len(data.nodes) > MAX_NODES:
        parts.append(
            f"Of {len(data.nodes):,} {data.many} the {MAX_NODES} largest by {data.measure} are drawn."
        )
    alone = min(len(data.nodes), MAX_NODES) - len(nodes)
    if alone:
        parts.append(f"Not drawn: {alone:,} without a link to another one of them.")
    if len(links) < between:
        parts.append(
            f"Of {between:,} links between them the {len(links):,} strongest that hold it together are drawn."
        )
    return " ".join(parts)
