"""Sentences say what the tables say."""

import pytest

import kgraph
from kgraph.trends import (
    Bursts,
    LastYear,
    Timeline,
    Year,
    count_years,
    describe_bursts,
    describe_trends,
    describe_years,
    find_bursts,
    find_rising,
)
from kgraph.trends.growth import measure_growth


@pytest.mark.parametrize(
    ("papers", "last_year", "said"),
    [
        (
            [10, 20, 40, 80],
            LastYear.WHOLE,
            "150 dated papers, 2001–2004 (undated: 2). From 2001 to 2004 100 % a year, so that they double "
            "in 1 year (95 % interval 100 % to 100 %, 4 years).",
        ),
        (
            [80, 40, 20, 5],
            LastYear.PARTIAL,
            "145 dated papers, 2001–2004 (undated: 2). From 2001 to 2003 -50 % a year, so that they halve "
            "in 1 year (95 % interval -50 % to -50 %, 3 years). "
            "2004 may not be over, by its months, and is left out.",
        ),
        (
            [5, 6, 1],
            LastYear.UNKNOWN,
            "12 dated papers, 2001–2003 (undated: 2). From 2001 to 2002 no steady growth or decline can be "
            "told (2 years with papers). "
            "2003 has fewer papers than the year before; it may not be over and is left out.",
        ),
        (
            [5],
            LastYear.UNKNOWN,
            "5 dated papers, 2001 (undated: 2). Too few whole years to tell growth. "
            "Whether 2001 is over cannot be told: the dates give no months.",
        ),
    ],
)
def test_years(papers: list[int], last_year: LastYear, said: str) -> None:
    years = [Year(2001 + place, number, 0, 0) for place, number in enumerate(papers)]
    growth = measure_growth([(year.year, year.papers) for year in years], last_year)
    assert describe_years(Timeline(tuple(years), (), 2, last_year, growth)) == said


def test_a_small_corpus(demo: kgraph.Graph) -> None:
    assert describe_years(count_years(demo)).startswith("28 dated papers, 2015–2025 (undated: 0).")
    tested = len(find_rising(demo).topics)
    assert describe_trends(find_rising(demo)) == (
        f"Of {tested} themes and keywords tested in 2016–2025 none rises or falls more than chance explains "
        "(q above 0.05)."
    )
    assert find_bursts(demo).bursts == ()


def test_bursts_that_last() -> None:
    from tests.trends.test_bursts import graph

    found = find_bursts(graph())
    assert describe_bursts(found) == "Bursts: 2, of them 1 that last to 2009."
    assert describe_bursts(Bursts((), (), (), 2.0, 1.0)) == "No theme or keyword has a burst."
