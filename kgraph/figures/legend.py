"""What the signs of a figure mean."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from kgraph.figures.style import INK, OTHER, TEXT, WIDTH, Sign
from kgraph.figures.text import shorten_text

_COLUMNS, _ROW, _ABOVE = 3, 12.0, 10.0

Entries = Sequence[tuple[Sign, str]]


def legend_height(entries: Entries) -> float:
    """How high the legend is, in points; 0 for one without entries."""
    rows = -(-len(_shown(entries)) // _COLUMNS)
    return _ABOVE + _ROW * rows + 2 if rows else 0.0


def draw_legend(plane: Axes, entries: Entries, top: float) -> None:
    """Draw signs and names in three columns below `top`; all that share the grey sign are one entry."""
    shown = _shown(entries)
    rows = -(-len(shown) // _COLUMNS)
    for index, (sign, name) in enumerate(shown):
        column, row = divmod(index, rows)
        x, y = 6 + column * WIDTH / _COLUMNS, top + _ABOVE + _ROW * (row + 0.5)
        plane.scatter(
            [x], [y], s=36, c=sign.color, marker=sign.marker, edgecolors=INK, linewidths=0.4, clip_on=False
        )
        plane.text(x + 8, y, shorten_text(name, WIDTH / _COLUMNS - 22, TEXT), va="center_baseline")


def name_group(group: int, names: Mapping[int, str]) -> str:
    """A community by its number, and its name if it has one.

    >>> name_group(1, {1: "reward models"}), name_group(2, {})
    ('1 reward models', 'community 2')
    """
    return f"{group} {names[group]}" if names.get(group) else f"community {group}"


def _shown(entries: Entries) -> list[tuple[Sign, str]]:
    shown = [(sign, name) for sign, name in entries if sign is not OTHER]
    rest = len(entries) - len(shown)
    return [*shown, (OTHER, f"{rest} more")] if rest else shown
