"""Years in periods."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kgraph.trends import Period, cut_by_papers, cut_by_years, each_year
from kgraph.trends.periods import cut_counts, place_years
from tests.charts import chart

DATES = {"a": "2001", "b": "2004", "c": "2005", "d": "2005", "e": "2007"}


def test_periods_follow_each_other() -> None:
    graph = chart(dates=DATES)
    assert cut_by_papers(graph, 2) == (Period(2001, 2004), Period(2005, 2007))
    assert cut_by_papers(graph, 9) == (
        Period(2001, 2003),
        Period(2004, 2004),
        Period(2005, 2006),
        Period(2007, 2007),
    )
    assert cut_by_years(graph, 2) == (Period(2001, 2004), Period(2005, 2007))
    assert cut_by_years(graph, 3) == (Period(2001, 2003), Period(2004, 2005), Period(2006, 2007))
    assert len(cut_by_years(graph, 99)) == 7
    assert each_year(graph) == tuple(Period(year, year) for year in (2001, 2004, 2005, 2007))


def test_without_years_there_are_no_periods() -> None:
    graph = chart(themes={"t": "a"})
    assert (cut_by_papers(graph), cut_by_years(graph), each_year(graph)) == ((), (), ())


@given(st.lists(st.integers(1, 20), min_size=1, max_size=7), st.integers(1, 5))
def test_no_other_cut_is_more_even(papers: list[int], number: int) -> None:
    counts = [(2000 + 2 * place, count) for place, count in enumerate(papers)]
    found = cut_counts(counts, number)
    assert len(found) == min(number, len(papers))
    held = [sum(n for year, n in counts if one.first <= year <= one.last) for one in found]
    ways = combinations(range(1, len(papers)), len(found) - 1)
    sums = [
        sum(sum(papers[a:b]) ** 2 for a, b in zip((0, *way), (*way, len(papers)), strict=True))
        for way in ways
    ]
    assert sum(count**2 for count in held) == min(sums)
    assert sum(held) == sum(papers)


def test_each_year_has_the_number_of_its_period() -> None:
    assert place_years([Period(2001, 2002), Period(2005, 2005)]).rows() == [(2001, 0), (2002, 0), (2005, 1)]
