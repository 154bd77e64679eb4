"""What holds of every figure: sound SVG, no clash, no request, text as text, the same bytes everywhere."""

import csv
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kgraph import figures
from kgraph.figures import Figure, write_csv
from kgraph.figures.text import clean_text
from tests.figures.drawn import HARD, PLAIN, draw_all

SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def hard() -> list[Figure]:
    return draw_all(HARD)


def elements(figure: Figure) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(figure.svg).iter())


def test_the_root_says_what_it_is(hard: list[Figure]) -> None:
    for figure in hard:
        root = ElementTree.fromstring(figure.svg)
        start = f"kg-{figure.name}"
        assert root.tag == f"{SVG}svg"
        assert [root.get(key) for key in ("id", "role", "aria-labelledby")] == [
            start,
            "img",
            f"{start}-title {start}-desc",
        ]
        assert [(child.tag, child.get("id"), child.text) for child in root[:2]] == [
            (f"{SVG}title", f"{start}-title", clean_text(figure.title)),
            (f"{SVG}desc", f"{start}-desc", clean_text(figure.alt)),
        ]
        left, top, width, height = map(float, root.get("viewBox", "").split())
        assert (left, top, width) == (0, 0, 480)
        assert 0 < height < 700


def test_nothing_is_asked_of_the_network(hard: list[Figure]) -> None:
    for figure in hard:
        rest = figure.svg.replace('xmlns="http://www.w3.org/2000/svg"', "", 1)
        assert re.findall(r"https?:|//|url\(|@import|<!|<\?|<metadata|<script|<style|<image", rest) == []
        assert {name for element in elements(figure) for name in element.attrib if ":" in name} == set()


def test_ids_are_unique_over_all_figures_and_references_hit(hard: list[Figure]) -> None:
    every = [element for figure in hard for element in elements(figure)]
    ids = Counter(element.get("id") for element in every if element.get("id"))
    assert {name for name, count in ids.items() if count > 1} == set()
    for figure in hard:
        own = {element.get("id") for element in elements(figure)} - {None}
        assert {name for name in own if not str(name).startswith(f"kg-{figure.name}")} == set()
        assert {element.get("href", "")[1:] for element in elements(figure) if element.get("href")} <= own


def test_hard_names_are_text_and_nothing_else(hard: list[Figure]) -> None:
    for figure, plain in zip(hard, draw_all(PLAIN), strict=True):
        assert {element.tag for element in elements(figure)} == {element.tag for element in elements(plain)}
    said = {element.text for figure in hard for element in elements(figure) if element.tag == f"{SVG}title"}
    for label in HARD:
        assert any(text.startswith(clean_text(label)) for text in said if text), label
    heat = next(figure for figure in hard if figure.name == "heat-map")
    written = [element.text or "" for element in elements(heat) if element.tag == f"{SVG}text"]
    assert r"back\slash \frac{1}{2} ^caret…" in written
    assert "one two three" in written
    assert "price $x_1$ of $100 & <script>…" in written
    assert "emoji 🦜🏽 and 孤獨的研究者" in written
    assert "שלום עולם" in written


def test_no_text_is_below_eight_points(hard: list[Figure]) -> None:
    sizes = {element.get("font-size") for figure in hard for element in elements(figure)} - {None}
    assert sizes == {"8"}


def test_numbers_are_short(hard: list[Figure]) -> None:
    for figure in hard:
        places = [element.get("d", "") for element in elements(figure)]
        assert [place for place in places if re.search(r"\.\d\d", place)] == []


def test_the_page_gives_ink_and_ground(hard: list[Figure]) -> None:
    for figure in hard:
        assert "currentColor" in figure.svg
        assert "#010203" not in figure.svg
        assert "#fdfeff" not in figure.svg


SETTINGS = """
font.size: 40
svg.fonttype: path
axes.grid: True
lines.linewidth: 9
text.parse_math: True
figure.facecolor: red
"""


def test_the_same_bytes_whatever_the_machine_is_set_to(hard: list[Figure], tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(SETTINGS)
    code = (
        "import random, hashlib; random.seed(); random.random()\n"
        "from tests.figures.drawn import draw_all\n"
        "print(hashlib.sha256(repr(draw_all()).encode()).hexdigest())"
    )
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
    }
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    assert run.stdout.strip() == hashlib.sha256(repr(hard).encode()).hexdigest()


def test_matplotlib_is_loaded_when_a_figure_is_drawn() -> None:
    code = "import sys, kgraph.figures, kgraph.cli, kgraph.sparql; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_every_figure_is_a_table_too(hard: list[Figure]) -> None:
    for figure in hard:
        assert {len(row) for row in figure.rows} == {len(figure.columns)}
        assert list(csv.reader(write_csv(figure).splitlines())) == [
            list(figure.columns),
            *(["" if value is None else str(value) for value in row] for row in figure.rows),
        ]


def test_every_word_of_a_figure_can_be_written_to_a_file(hard: list[Figure]) -> None:
    for figure in hard:
        for text in (figure.title, figure.alt, figure.note, figure.svg, write_csv(figure)):
            assert text.encode().decode() == text
        assert (figure.title, figure.alt) == (clean_text(figure.title), clean_text(figure.alt))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'draw_pie'"):
        figures.draw_pie  # noqa: B018
    assert set(dir(figures)) == set(figures.__all__) == set(figures._HOME)


LONG = "A very long title of a theme or of a paper, with & and <b> in it: " * 4


def test_files_stay_small_however_much_there_is() -> None:
    years = range(1990, 2025)
    rows = tuple(figures.Series(f"t:{n}", LONG, tuple((y, 1 + n * y % 9) for y in years)) for n in range(30))
    points = tuple(figures.Point(f"p:{n}", LONG, n, n * 7919 % 1000, n % 20) for n in range(20000))
    bars = tuple(figures.Bar(p, f"t:{n}", LONG, 20) for p in range(6) for n in range(12))
    ends = [(p, f"t:{a}", f"t:{b}") for p in range(5) for a in range(12) for b in range(12)]
    wide = tuple(figures.Series(f"t:{n}", LONG, tuple((y, 900 + n) for y in years)) for n in range(30))
    nodes = tuple(figures.Node(f"p:{n}", LONG, n, n % 15) for n in range(400))
    links = tuple(figures.Link(f"p:{a}", f"p:{b}", 1 + a % 7) for a in range(400) for b in range(0, a, 9))
    names = tuple((n, LONG) for n in range(20))
    drawn = [
        figures.draw_heat_map(figures.HeatMap(rows)),
        figures.draw_heat_map(figures.HeatMap(wide, name="without-numbers")),
        figures.draw_scatter(figures.Scatter(points, "x", "y", names)),
        figures.draw_flow(figures.Flow(("2000–09",) * 6, bars, tuple(figures.Ribbon(*e, 1.0) for e in ends))),
        figures.draw_network(figures.NetworkMap(nodes, links, groups=names)),
    ]
    sizes = {figure.name: len(figure.svg.encode()) for figure in drawn if figure}
    limits = dict.fromkeys(sizes, 150_000) | {"network": 250_000}
    assert {name: size for name, size in sizes.items() if size > limits[name]} == {}
    assert len(sizes) == 5
