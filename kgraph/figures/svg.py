"""Matplotlib's SVG made fit for a page: small, without ids that clash, in the page's own colours."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kgraph.figures.style import INK, MAX_WIDTH, PAPER, TEXT
from kgraph.figures.text import clean_text

SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_PAGE_COLORS = {INK: "currentColor", PAPER: "var(--paper,#fff)"}
# The page says which font; these are what a mark has anyway.
_DROPPED = {"font-family", "clip-path"}
_DEFAULTS = {
    "text-anchor": "start",
    "stroke-linecap": "butt",
    "stroke-linejoin": "round",
    "fill": "currentColor",
    "font-size": f"{TEXT:g}",
}
# Digits after the point: places need no more than a twentieth of a point.
_DIGITS = {
    **dict.fromkeys(("d", "x", "y", "transform", "font-size"), 1),
    **dict.fromkeys(("stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity"), 2),
}
# What a mark takes from its group unless it says otherwise; opacity is not among it.
_INHERITED = {
    *("fill", "fill-opacity", "font-size", "paint-order", "stroke", "stroke-dasharray", "stroke-linecap"),
    *("stroke-linejoin", "stroke-opacity", "stroke-width", "text-anchor"),
}
HALO = "halo"


@dataclass(frozen=True, slots=True)
class Words:
    """The name of a figure, which its ids begin with, its title, and what is to be seen in it."""

    name: str
    title: str
    alt: str


def clean_svg(content: bytes, words: Words, tips: Mapping[str, Sequence[str]]) -> str:
    """Give Matplotlib's SVG file as an element to stand in HTML, beside others.

    Ids that nothing refers to go, the others begin with `kg-` and the name. Numbers have one digit after the
    point. Each mark of the group with a gid in `tips` gets a `<title>`, which browsers show on hovering.
    A text whose gid begins with "halo" has a rim in the colour of the page, to be read over lines.
    """
    root = ET.fromstring(content)  # noqa: S314  (what Matplotlib wrote)
    for child in list(root):
        # Nothing is drawn outside its panel, so nothing is clipped.
        if any(
            child.tag == _tag("metadata") or child.find(_tag(name)) is not None
            for name in ("style", "clipPath")
        ):
            root.remove(child)
    own = {
        group.get("id", ""): group for group in root.iter(_tag("g")) if group.get("id", "").startswith(":")
    }
    for gid, texts in tips.items():
        for mark, text in zip(_marks(own[f":{gid}"]), texts, strict=True):
            ET.SubElement(mark, _tag("title")).text = clean_text(text)
    _rename(root, words.name)
    defined = _defined(root)
    for element in root.iter():
        _simplify(element, is_mark=element.tag in _MARKS and element not in defined)
    _unwrap(root)
    _gather(root)
    _hoist(root)
    return _write(root, words)


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


_MARKS = (_tag("path"), _tag("use"), _tag("text"))


def _marks(group: ET.Element) -> list[ET.Element]:
    defined = _defined(group)
    return [mark for mark in group.iter() if mark.tag in _MARKS and mark not in defined]


def _defined(group: ET.Element) -> set[ET.Element]:
    return {shape for defs in group.iter(_tag("defs")) for shape in defs.iter()}


def _rename(root: ET.Element, name: str) -> None:
    used = {element.get(_HREF, "#").removeprefix("#") for element in root.iter()} - {""}
    names: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", "")
        if old.startswith(":"):
            if old.startswith(f":{HALO}"):
                for text in element.iter(_tag("text")):
                    text.set("style", text.get("style", "") + _RIM)
            else:
                element.set("id", f"kg-{name}-{old[1:]}")
        elif old in used:
            names[old] = f"kg-{name}-m{len(names) + 1}"
            element.set("id", names[old])
    for element in root.iter():
        target = element.attrib.pop(_HREF, None)
        if target is not None:
            element.set("href", f"#{names[target.removeprefix('#')]}")


_RIM = f";paint-order:stroke;stroke:{PAPER};stroke-width:2.4;stroke-linejoin:round"


def _simplify(element: ET.Element, is_mark: bool) -> None:
    """The style as attributes, less what holds anyway; short numbers."""
    for part in element.attrib.pop("style", "").split(";"):
        key, _, value = (text.strip() for text in part.partition(":"))
        if key:
            element.set(key, value)
    if is_mark and element.tag != _tag("use"):
        element.attrib.setdefault("fill", "#000000")  # Matplotlib leaves black out
    for key, value in list(element.attrib.items()):
        new = _PAGE_COLORS.get(value, value)
        if key in _DIGITS:
            new = _shorten_numbers(value, _DIGITS[key])
        if key == "d":
            new = _shorten_path(new)
        if key == "font-size":
            new = new.removesuffix("px")
        if key in _DROPPED or _DEFAULTS.get(key) == new or new.startswith(("rotate(0 ", "rotate(-0 ")):
            del element.attrib[key]
        else:
            element.set(key, new)


def _shorten_path(path: str) -> str:
    """The same outline, with H and V for lines along an axis.

    >>> _shorten_path("M 1 2 L 5 2 L 5 9 L 1 2 z")
    'M1 2H5V9L1 2z'
    """
    parts = []
    last: list[str] = []
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        point = numbers.split()
        if command == "L" and point[1] == last[1]:
            parts.append(f"H{point[0]}")
        elif command == "L" and point[0] == last[0]:
            parts.append(f"V{point[1]}")
        else:
            parts.append(command + " ".join(point))
        last = point[-2:] or last
    return "".join(parts)


def _shorten_numbers(text: str, digits: int) -> str:
    return _NUMBER.sub(lambda match: _short(match[0], digits), text)


def _short(number: str, digits: int) -> str:
    text = f"{float(number):.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _unwrap(parent: ET.Element) -> None:
    """Put the children of a group that says nothing in its place."""
    children: list[ET.Element] = []
    for child in parent:
        _unwrap(child)
        child.tail = None
        if child.tag == _tag("g") and not child.attrib:
            children.extend(child)
        elif child.tag == _tag("path") and child.get("fill") == "none" and "stroke" not in child.attrib:
            continue
        else:
            children.append(child)
    parent[:] = children
    if parent.text is not None and not parent.text.strip():
        parent.text = None


def _gather(parent: ET.Element) -> None:
    """Put texts of one look that follow each other into a group."""
    runs: list[list[ET.Element]] = []
    for child in parent:
        if child.tag == _tag("text") and runs and _look(child) == _look(runs[-1][0]):
            runs[-1].append(child)
        else:
            runs.append([child])
    parent[:] = []
    for run in runs:
        if len(run) > 2:
            ET.SubElement(parent, _tag("g")).extend(run)
        else:
            parent.extend(run)


def _look(element: ET.Element) -> object:
    return element.tag, {key: value for key, value in element.items() if key in _INHERITED}


def _hoist(parent: ET.Element) -> None:
    """Say once, at the group, what all of its marks have in common."""
    for child in parent:
        _hoist(child)
    shapes = [child for child in parent if child.tag != _tag("defs")]
    if parent.tag != _tag("g") or len(shapes) < 2:
        return
    common = set.intersection(*(set(shape.attrib.items()) for shape in shapes))
    for key, value in sorted(common):
        if key in _INHERITED:
            parent.set(key, value)
            for shape in shapes:
                del shape.attrib[key]


def _write(root: ET.Element, words: Words) -> str:
    box = " ".join(_short(number, 1) for number in root.get("viewBox", "").split())
    start = f"kg-{words.name}"
    svg = ET.Element(
        _tag("svg"),
        {
            "id": start,
            "viewBox": box,
            "role": "img",
            "aria-labelledby": f"{start}-title {start}-desc",
            "style": f"width:100%;max-width:{MAX_WIDTH}px;height:auto",
            "font-family": "sans-serif",
            "font-size": f"{TEXT:g}",
            "fill": "currentColor",
            "stroke-linejoin": "round",
        },
    )
    ET.SubElement(svg, _tag("title"), {"id": f"{start}-title"}).text = clean_text(words.title)
    ET.SubElement(svg, _tag("desc"), {"id": f"{start}-desc"}).text = clean_text(words.alt)
    svg.extend(root)
    ET.register_namespace("", SVG)
    return ET.tostring(svg, encoding="unicode")
