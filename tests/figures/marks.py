"""What stands in a figure, counted by its ids."""

import re
from xml.etree import ElementTree

from kgraph.figures import Figure

_SVG = "{http://www.w3.org/2000/svg}"


def tips(figure: Figure, group: str) -> list[str]:
    """What is said over each mark of a group; a group of one mark may be that mark."""
    root = ElementTree.fromstring(figure.svg)
    [found] = [element for element in root.iter() if element.get("id") == f"kg-{figure.name}-{group}"]
    return [title.text or "" for title in found.iter(f"{_SVG}title")]


def shapes(figure: Figure, group: str) -> list[str]:
    """The outlines of the paths of a group."""
    root = ElementTree.fromstring(figure.svg)
    found = [element for element in root.iter() if element.get("id") == f"kg-{figure.name}-{group}"]
    return [path.get("d", "") for element in found for path in element.iter(f"{_SVG}path")]


def texts(figure: Figure) -> list[str]:
    """The words written in a figure, in the order they are drawn."""
    root = ElementTree.fromstring(figure.svg)
    return [text.text or "" for text in root.iter(f"{_SVG}text")]


def corners(path: str) -> list[tuple[float, float]]:
    """The points of an outline of straight lines, such as M0 9H5V2L0 2z."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLHV])([^A-Za-z]*)", path):
        values = list(map(float, numbers.split()))
        x, y = points[-1] if points else (0.0, 0.0)
        points.append({"H": (values[0], y), "V": (x, values[0])}.get(command, (values[0], values[-1])))
    return points
