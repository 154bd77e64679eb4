"""Growth, and that a year which is not over is no fall."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.trends.growth import Growth, LastYear, judge_last_year, measure_growth

DOUBLING = [(2001, 1), (2002, 2), (2003, 4), (2004, 8)]


def papers(*dates: str) -> pl.DataFrame:
    return pl.DataFrame({"date": dates, "year": [int(date[:4]) for date in dates]})


@pytest.mark.parametrize(
    ("dates", "judged"),
    [
        (("2020-03", "2020-11-02", "2021-06"), LastYear.PARTIAL),
        (("2020-03", "2020-11-02", "2021-11"), LastYear.WHOLE),
        (("2019-07", "2020-07-01", "2021-07-09"), LastYear.WHOLE),  # a conference of July
        (("2020-03", "2021-12-01"), LastYear.WHOLE),
        (("2020", "2021"), LastYear.UNKNOWN),
        (("2020-11", "2021", "2021", "2021-06"), LastYear.UNKNOWN),  # too few months to tell
        (("2020", "2020", "2020-11", "2021-06"), LastYear.UNKNOWN),
        (("2021-06",), LastYear.UNKNOWN),  # no year before
        (("2016-12", "2021-06"), LastYear.UNKNOWN),  # too long ago
    ],
)
def test_the_months_tell_whether_a_year_is_over(dates: tuple[str, ...], judged: LastYear) -> None:
    assert judge_last_year(papers(*dates)) is judged


def test_one_late_paper_in_many_does_not_make_a_year_partial() -> None:
    before = ["2020-07"] * 39 + ["2020-12"]
    assert judge_last_year(papers(*before, "2021-07")) is LastYear.WHOLE
    assert judge_last_year(papers(*before[20:], "2020-12", "2021-07")) is LastYear.PARTIAL


def test_growth_that_doubles() -> None:
    assert measure_growth(DOUBLING, LastYear.WHOLE) == Growth(
        first=2001,
        last=2004,
        left_out=None,
        annual=((2002, 1.0), (2003, 1.0), (2004, 1.0)),
        compound=1.0,
        years_used=4,
        rate=1.0,
        low=1.0,
        high=1.0,
        r_squared=1.0,
        doubling=1.0,
    )


def test_a_last_year_that_may_not_be_over_is_left_out_where_it_would_be_a_fall() -> None:
    fall, rise = [*DOUBLING, (2005, 3)], [*DOUBLING, (2005, 16)]
    whole = measure_growth(DOUBLING, LastYear.WHOLE)
    assert whole is not None
    for last_year in (LastYear.PARTIAL, LastYear.UNKNOWN):
        found = measure_growth(fall, last_year)
        assert found is not None
        assert (found.left_out, found.annual, found.doubling) == (2005, whole.annual, 1.0)
    kept = measure_growth(fall, LastYear.WHOLE)
    assert kept is not None
    assert (kept.left_out, kept.annual[-1], kept.doubling) == (None, (2005, -0.625), None)
    partial, unknown = (measure_growth(rise, one) for one in (LastYear.PARTIAL, LastYear.UNKNOWN))
    assert partial is not None
    assert unknown is not None
    assert (partial.left_out, unknown.left_out, unknown.last) == (2005, None, 2005)


def test_decline_halves() -> None:
    found = measure_growth([(2001, 80), (2002, 40), (2003, 20), (2004, 10)], LastYear.WHOLE)
    assert found is not None
    assert (found.rate, found.doubling, found.compound) == (-0.5, -1.0, -0.5)


def test_years_with_the_same_papers_do_not_grow() -> None:
    found = measure_growth([(year, 7) for year in range(2001, 2005)], LastYear.WHOLE)
    assert found is not None
    assert (found.rate, found.low, found.high, found.r_squared, found.doubling) == (0, 0, 0, None, None)


@given(st.lists(st.integers(0, 50), max_size=8), st.sampled_from(LastYear))
def test_a_rate_lies_in_its_interval(papers: list[int], last_year: LastYear) -> None:
    # The first and the last year of a timeline have papers.
    found = measure_growth([(2001 + place, n) for place, n in enumerate([1, *papers, 1])], last_year)
    if found is not None and found.rate is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.rate <= found.high


def test_years_without_papers_have_no_rate() -> None:
    found = measure_growth([(2001, 2), (2002, 0), (2003, 8)], LastYear.WHOLE)
    assert found == Growth(
        2001, 2003, None, ((2002, -1.0), (2003, None)), 1.0, 2, None, None, None, None, None
    )


@pytest.mark.parametrize(
    ("counts", "last_year"),
    [
        ([(2001, 3)], LastYear.WHOLE),
        ([(2001, 3), (2002, 1)], LastYear.PARTIAL),
        ([(2001, 3), (2002, 0), (2003, 0), (2004, 1)], LastYear.PARTIAL),
    ],
)
def test_one_year_does_not_grow(counts: list[tuple[int, int]], last_year: LastYear) -> None:
    assert measure_growth(counts, last_year) is None
