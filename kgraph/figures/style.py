"""How figures look: sizes, colours that colour-blind people can tell apart, and a second sign for each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Points: 169 mm, so that on A4 with margins up to 20 mm no text is printed below 8 points.
WIDTH = 480.0
TEXT = 8.0
# Pixels on a screen: text has the size of the page's small print there.
MAX_WIDTH = 900

# Stand for the colours of the page, light or dark, and are put in their place when a figure is written.
INK = "#010203"
PAPER = "#fdfeff"


@dataclass(frozen=True, slots=True)
class Sign:
    """How a group is told from others: a colour, and a shape or a dash for those who do not see it."""

    color: str
    marker: str
    dash: Any


_SOLID, _DASHED, _DOTTED, _MIXED = "solid", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2))

# The colours of Okabe and Ito (2008) less black and yellow, which vanish on a dark and on a white page.
COLORS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
SIGNS = tuple(
    Sign(color, marker, dash)
    for color, marker, dash in zip(
        COLORS * 2,
        ("o", "s", "^", "D", "v", "P", "X", "p", "<", "*", ">", "h"),
        (_SOLID,) * 6 + (_DASHED,) * 6,
        strict=True,
    )
)
# What has no group, or one beyond the signs.
OTHER = Sign("#8C8C8C", "o", _DOTTED)

STYLE: Mapping[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kgraph",
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "axes.formatter.use_mathtext": False,
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": TEXT,
    "axes.labelsize": TEXT,
    "axes.titlesize": TEXT,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.facecolor": "none",
    "figure.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "path.simplify": False,
}


def choose_signs(groups: Sequence[int | None]) -> dict[int | None, Sign]:
    """Give a sign to each group of the marks: the twelve with the most have their own.

    >>> signs = choose_signs([2, 1, 2, None])
    >>> signs[1].marker, signs[2].marker, signs[None] is OTHER
    ('o', 's', True)
    """
    counts = Counter(group for group in groups if group is not None)
    signs: dict[int | None, Sign] = dict.fromkeys(sorted(counts), OTHER)
    own = sorted(counts, key=lambda group: (-counts[group], group))[: len(SIGNS)]
    # In the order of their numbers, so that two figures of the same groups agree where they can.
    signs |= dict(zip(sorted(own), SIGNS, strict=False))
    return {**signs, None: OTHER}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2 defines it.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_color(ground: str) -> str:
    """Black or white, whichever is easier to read on a colour; the contrast is never below 4.5.

    >>> text_color("#fee838"), text_color("#00224e")
    ('#000000', '#ffffff')
    """
    return max(("#000000", "#ffffff"), key=lambda color: contrast(color, ground))


def _luminance(color: str) -> float:
    parts = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
