"""Papers on a line of time, in lanes."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgraph.layout import Lane, Lanes, place_in_lanes

DATES = st.one_of(
    st.none(),
    st.integers(1990, 2003).map(str),
    st.dates(date(1990, 1, 1), date(2003, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
    st.dates(date(1990, 1, 1), date(2003, 12, 31)).map(str),
)
PAPERS = st.lists(st.tuples(DATES, st.sampled_from(["a", "b", None])), max_size=60)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[str | None], list[str | None], dict[int, list[int]]]:
    papers = draw(PAPERS)
    numbers = st.integers(0, max(len(papers) - 1, 0))
    earlier = draw(st.dictionaries(numbers, st.lists(numbers, max_size=4), max_size=20)) if papers else {}
    return [day for day, _ in papers], [lane for _, lane in papers], earlier


def lay(dates: list[str | None], lanes: list[str | None], earlier: dict[int, list[int]]) -> Lanes:
    return place_in_lanes(dates, lanes, ["a", "b", None], earlier)


@given(corpora())
def test_no_two_papers_stand_on_one_spot(
    corpus: tuple[list[str | None], list[str | None], dict[int, list[int]]],
) -> None:
    laid = lay(*corpus)
    places = sorted(laid.places)
    assert len(set(places)) == len(places)
    by_row: dict[int, list[int]] = {}
    for x, y in places:
        by_row.setdefault(y, []).append(x)
    # Of one row neighbours have room for a label: 96 pixels, rounded at both.
    assert all(far - x >= 95 for row in by_row.values() for x, far in pairwise(row))


@given(corpora())
def test_time_runs_from_left_to_right(
    corpus: tuple[list[str | None], list[str | None], dict[int, list[int]]],
) -> None:
    dates = corpus[0]
    laid = lay(*corpus)
    left_of = dict(laid.years)
    for day, (x, _) in zip(dates, laid.places, strict=True):
        if day is None:
            assert not laid.years or x < min(left_of.values())
        else:
            assert left_of[int(day[:4])] <= x <= left_of[int(day[:4]) + 1]
    # Of two days that few share, the earlier one is not right of the later one.
    days = sorted((day, x) for day, (x, _) in zip(dates, laid.places, strict=True) if day and len(day) == 10)
    assert [x for _, x in days] == sorted(x for _, x in days)
    years = [int(day[:4]) for day in dates if day]
    assert [year for year, _ in laid.years] == (list(range(min(years), max(years) + 2)) if years else [])


@given(corpora())
def test_each_paper_is_inside_its_lane(
    corpus: tuple[list[str | None], list[str | None], dict[int, list[int]]],
) -> None:
    laid = lay(*corpus)
    bands = {lane.name: lane for lane in laid.lanes}
    assert list(bands) == [name for name in ("a", "b", None) if name in corpus[1]]
    for lane, (_, y) in zip(corpus[1], laid.places, strict=True):
        assert bands[lane].top < y < bands[lane].bottom
    edges = [edge for lane in laid.lanes for edge in (lane.top, lane.bottom)]
    assert edges == sorted(edges)
    assert edges[1:-1:2] == edges[2::2]


@given(corpora())
def test_the_same_places_each_time(
    corpus: tuple[list[str | None], list[str | None], dict[int, list[int]]],
) -> None:
    assert lay(*corpus) == lay(*corpus)


def test_a_paper_stands_in_the_row_of_what_it_builds_on() -> None:
    dates = ["2001-01-01", "2001-01-02", "2005-01-01", "2005-01-02"]
    laid = place_in_lanes(dates, ["a"] * 4, ["a"], {2: [1], 3: [0]})
    first, second, third, fourth = (y for _, y in laid.places)
    assert (first, second) == (fourth, third)
    assert first < second


def test_a_day_that_many_share_is_spread_over_its_year() -> None:
    reach = {}
    for papers in (3, 21):
        laid = place_in_lanes(["2020-07-01"] * papers + ["2022"], ["a"] * (papers + 1), ["a"], {})
        xs, years = [x for x, _ in laid.places[:-1]], dict(laid.years)
        reach[papers] = (xs[-1] - xs[0]) / (years[2021] - years[2020])
    assert reach[3] < 1 / 365
    assert 0.9 < reach[21] < 1


def test_a_corpus_without_dates_has_no_years() -> None:
    laid = place_in_lanes([None, None], ["a", None], ["a", None], {})
    assert laid.years == ()
    one, other = laid.lanes
    assert (one, other) == (Lane("a", 0, one.bottom), Lane(None, one.bottom, 2 * one.bottom))


def test_no_papers_are_no_lanes() -> None:
    assert place_in_lanes([], [], ["a", None], {}) == Lanes((), (), ())
