"""Text in a figure: one line, how wide it is, and shortened to fit."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags

# What XML 1.0 does not allow.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Joiners and variation selectors: with nothing after them they mean nothing.
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_ELLIPSIS = "…"
_TIP = 150.0
# Below this a number has more zeros than can be counted at a glance.
_TINY = 1e-4
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean_text(text: str) -> str:
    r"""The text on one line, without the characters that XML forbids.

    >>> clean_text("one\x00\n two")
    'one two'
    """
    return " ".join(_FORBIDDEN.sub("", text).split())


def measure_width(text: str, size: float) -> float:
    """How wide a line is in points, in DejaVu Sans: wider than the fonts of most readers.

    A letter which that font lacks is as wide as high if it is Chinese, Japanese, Korean or an emoji.

    >>> measure_width("中文", 8), round(measure_width("il", 8), 1)
    (16.0, 4.4)
    """
    return size * sum(map(_advance, text))


def shorten_text(text: str, width: float, size: float) -> str:
    """The text on one line, cut with an ellipsis where it would be wider than `width` points.

    >>> shorten_text("Chain of thought", 40, 8), shorten_text("Chain", 40, 8)
    ('Chain o…', 'Chain')
    """
    text = clean_text(text)
    room = width
    for place, letter in enumerate(text):
        room -= size * _advance(letter)
        if room < 0:
            return _cut(text[:place], width, size)
    return text


def shorten_tip(label: str) -> str:
    """A name to be said over a mark: some thirty letters, since a thousand cells may say it.

    >>> shorten_tip("Chain of thought prompting elicits reasoning in large language models")
    'Chain of thought prompting elicits…'
    """
    return shorten_text(label, _TIP, 8)


def write_value(value: float) -> str:
    """A number for a label, with three significant digits and no letters.

    >>> [write_value(v) for v in (12345, 1234.6, 0.5, 0.00012345, 1e-07, 1.25e-07, 0.0)]
    ['12,345', '1,235', '0.5', '0.000123', '10⁻⁷', '1.25×10⁻⁷', '0']
    """
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    if value == 0 or abs(value) >= _TINY:
        return np.format_float_positional(value, precision=3, fractional=False, trim="-")
    digits, _, power = f"{value:.2e}".partition("e")
    raised = f"10{str(int(power)).translate(_RAISED)}"
    digits = digits.rstrip("0").rstrip(".")
    return raised if digits == "1" else f"{digits}×{raised}"


def _cut(text: str, width: float, size: float) -> str:
    while text and measure_width(text, size) + size * _advance(_ELLIPSIS) > width:
        text = text[:-1]
    while text and (text[-1] in _JOINERS or text[-1].isspace()):
        text = text[:-1]
    return text + _ELLIPSIS


@cache
def _advance(letter: str) -> float:
    """The width of a letter as a part of the size of the font."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    font = _font()
    if font.get_char_index(ord(letter)):
        glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
        return glyph.linearHoriAdvance / 65536 / _SIZE
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.7


_SIZE = 100


@cache
def _font() -> FT2Font:
    font = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
    font.set_size(_SIZE, 72)
    return font
