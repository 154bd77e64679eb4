"""Text, labels, signs and periods: what every figure leans on."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.figures.heat_map import _color
from kgraph.figures.labels import Mark, place_labels, spread_out
from kgraph.figures.style import OTHER, SIGNS, TEXT, choose_signs, contrast, text_color
from kgraph.figures.text import clean_text, measure_width, shorten_text
from kgraph.figures.years import choose_periods


@given(st.text(), st.floats(10, 200))
def test_a_shortened_text_fits_and_begins_the_same(text: str, width: float) -> None:
    short = shorten_text(text, width, TEXT)
    assert measure_width(short, TEXT) <= width
    assert short == clean_text(text) or (short[-1] == "…" and clean_text(text).startswith(short[:-1]))


def test_letters_of_other_scripts_have_a_width() -> None:
    assert measure_width("孤獨", 10) == 20
    assert measure_width("e\u0301", 10) == measure_width("e", 10)
    assert measure_width("🦜", 10) == 10
    assert measure_width("שלום", 10) > 15


def test_numbers_on_cells_can_be_read() -> None:
    colors = [_color(papers, 1000) for papers in range(1, 1001)]
    assert min(contrast(text_color(color), color) for color in colors) >= 4.5


def test_darker_cells_have_more_papers() -> None:
    grounds = [
        contrast(_color(papers, 1000), "#ffffff") for papers in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    ]
    assert grounds == sorted(grounds)


def test_no_two_signs_are_alike_without_colour() -> None:
    assert len({sign.marker for sign in SIGNS}) == len(SIGNS) == 12
    assert len({(sign.color, str(sign.dash)) for sign in SIGNS}) == 12
    assert min(contrast(sign.color, "#14181c") for sign in (*SIGNS, OTHER)) >= 3


def test_the_thirteenth_group_has_no_sign_of_its_own() -> None:
    signs = choose_signs([*range(13), *range(1, 13), None])
    assert signs[0] is signs[None] is OTHER
    assert [signs[group] for group in range(1, 13)] == list(SIGNS)


AREA = (0.0, 0.0, 300.0, 200.0)
MARKS = st.lists(
    st.builds(
        Mark,
        st.floats(0, 300),
        st.floats(0, 200),
        st.floats(1, 9),
        st.sampled_from(["Ann Lee", "a long name of a theme", "x", ""]),
    ),
    max_size=30,
)


@given(MARKS, st.integers(0, 10))
def test_labels_cover_neither_each_other_nor_a_mark(marks: list[Mark], sure: int) -> None:
    labels = place_labels(marks, AREA, most=20, sure=sure)
    boxes = [(at.x, at.y - TEXT / 2, at.x + measure_width(at.text, TEXT), at.y + TEXT / 2) for at in labels]
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= -1e-6
        assert right <= 300 + 1e-6
        for other in boxes[:place]:
            apart = (other[2] <= left + 1e-6, right <= other[0] + 1e-6, other[3] <= top, bottom <= other[1])
            assert any(apart)
        if sure == 0:
            touched = [m for m in marks if left < m.x < right and top < m.y < bottom]
            assert touched == []


@given(st.lists(st.floats(0, 100), max_size=10))
def test_spread_out_keeps_the_order_the_distance_and_the_ends(places: list[float]) -> None:
    moved = spread_out(places, apart=10, low=0, high=100)
    assert [i for _, i in sorted((p, i) for i, p in enumerate(places))] == sorted(
        range(len(moved)), key=lambda i: moved[i]
    )
    assert all(b - a >= 10 - 1e-6 for a, b in zip(sorted(moved), sorted(moved)[1:], strict=False))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in moved)


@given(st.lists(st.integers(1400, 2100), min_size=1, max_size=9), st.integers(2, 60))
def test_periods_hold_every_year_once(years: list[int], most: int) -> None:
    periods = choose_periods(years, most)
    sums = periods.add_up((year, 1) for year in years)
    assert sum(sums.values()) == len(years)
    assert list(sums) == list(periods.starts)
    assert len(sums) <= most
    assert 1 <= len(periods.choose_ticks(6)) <= 6
