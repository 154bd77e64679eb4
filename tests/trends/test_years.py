"""The corpus by year, on graphs small enough to count by hand."""

import kgraph
from kgraph.trends import LastYear, ThemeYears, Timeline, Year, count_years
from tests.charts import chart


def test_years_of_the_tiny_graph(tiny: kgraph.Graph) -> None:
    assert count_years(tiny) == Timeline(
        years=(Year(2017, 1, 2, 2), Year(2018, 0, 0, 0), Year(2019, 0, 0, 0), Year(2020, 1, 1, 0)),
        themes=(
            ThemeYears("theme:learning", "Learning", 1, (1, 0, 0, 0)),
            ThemeYears("theme:reward", "Reward modeling", 1, (1, 0, 0, 0)),
        ),
        undated=1,
        last_year=LastYear.UNKNOWN,
        growth=count_years(tiny).growth,
    )


def test_people_are_new_once_and_themes_with_more_papers_come_first() -> None:
    dates = {"a": "2001", "b": "2002", "c": "2002", "d": ""}
    found = count_years(
        chart(dates=dates, themes={"t": "ad", "u": "bc"}, people={"p": "abd", "q": "bc", "r": "d"})
    )
    assert found.years == (Year(2001, 1, 1, 1), Year(2002, 2, 2, 1))
    assert found.themes == (
        ThemeYears("theme:u", "Theme U", 2, (0, 2)),
        ThemeYears("theme:t", "Theme T", 1, (1, 0)),
    )
    assert found.undated == 1


def test_no_dates_no_years() -> None:
    assert count_years(chart(themes={"t": "ab"})) == Timeline((), (), 2, LastYear.UNKNOWN, None)


def test_the_sums_are_those_of_the_graph(demo: kgraph.Graph) -> None:
    found = count_years(demo)
    assert sum(year.papers for year in found.years) + found.undated == demo.count(kgraph.Kind.PAPER)
    assert sum(year.newcomers for year in found.years) == demo.count(kgraph.Kind.PERSON)
    assert [year.year for year in found.years] == list(range(found.years[0].year, found.years[-1].year + 1))
