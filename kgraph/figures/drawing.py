"""A sheet to draw on with Matplotlib, whatever the user's settings are, and never through pyplot."""

import io
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet

from kgraph.figures.figure import Figure, Value
from kgraph.figures.style import STYLE, WIDTH
from kgraph.figures.svg import Words, clean_svg
from kgraph.figures.text import clean_text


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet of `WIDTH` by `height` points; places on it are points from the left and from the top."""

    sheet: Sheet
    height: float

    def add_panel(self, left: float, top: float, width: float, height: float) -> Axes:
        """A panel with axes of its own."""
        bottom = self.height - top - height
        box = (left / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        return self.sheet.add_axes(box)

    def add_plane(self) -> Axes:
        """A panel over all of the sheet whose unit is the point, without axes."""
        plane = self.add_panel(0, 0, WIDTH, self.height)
        plane.set_xlim(0, WIDTH)
        plane.set_ylim(self.height, 0)
        plane.set_axis_off()
        return plane

    def finish(self, words: Words, tips: Mapping[str, Sequence[str]]) -> str:
        """The sheet as an SVG element. `tips` has the words to show over each mark of a group, by its gid."""
        output = io.BytesIO()
        self.sheet.savefig(output, format="svg", metadata={"Date": None})
        return clean_svg(output.getvalue(), words, tips)


def make_figure(
    words: Words, note: str, svg: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]]
) -> Figure:
    """The figure of what was drawn. Its texts are on one line, as they are in the picture."""
    clean = tuple(
        tuple(clean_text(value) if isinstance(value, str) else value for value in row) for row in rows
    )
    title, alt, note = map(clean_text, (words.title, words.alt, note))
    return Figure(words.name, title, alt, note, svg, tuple(map(clean_text, columns)), clean)


@contextmanager
def open_drawing(height: float) -> Iterator[Drawing]:
    """A sheet in the house style; draw and finish it inside."""
    settings: list[Any] = ["default", dict(STYLE)]
    with matplotlib.style.context(settings), warnings.catch_warnings():
        # Text stays text, so the reader's fonts have the letters that Matplotlib's own has not.
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from font", UserWarning)
        sheet = Sheet(figsize=(WIDTH / 72, height / 72), dpi=72)
        FigureCanvasSVG(sheet)
        yield Drawing(sheet, height)
