"""Who entered and left a theme."""

from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.trends import Period, Turnover, Turnovers, describe_turnover, each_year, measure_turnover
from tests.charts import chart

DATES = {name: str(2001 + place) for place, name in enumerate("abcdefgh")}
PERIODS = (Period(2001, 2002), Period(2003, 2004), Period(2005, 2008))


def test_who_came_and_went() -> None:
    # p stayed and left; q entered from u; r was away, and returned; s left for u; v is too new to tell.
    people = {"p": "ad", "q": "cd", "r": "be", "s": "bg", "v": "h"}
    graph = chart(dates=DATES, themes={"t": "abdeh", "u": "cg"}, people=people)
    found = measure_turnover(graph, PERIODS, ["theme:t"])
    p, q, r, s, v = (f"person:{name}" for name in "pqrsv")
    assert found == Turnovers(
        PERIODS,
        (
            Turnover(
                period=0,
                theme="theme:t",
                label="Theme T",
                entered=(p, r, s),
                stayed=(),
                returned=(),
                left=(s,),
                pending=(),
                newcomers=3,
                gone=0,
                came_from=(),
                went_to=(("theme:u", 1),),
            ),
            Turnover(1, "theme:t", "Theme T", (q,), (p,), (), (p, q), (), 0, 2, (("theme:u", 1),), ()),
            Turnover(2, "theme:t", "Theme T", (v,), (), (r,), (r,), (v,), 1, 1, (), ()),
        ),
        3,
    )
    assert found.rows[1].active == 2


def test_who_was_there_before_the_periods_begin_has_not_entered() -> None:
    graph = chart(dates=DATES, themes={"t": "ab"}, people={"p": "ab"})
    [row] = measure_turnover(graph, [Period(2002, 2002)]).rows
    assert (row.entered, row.returned, row.left) == ((), ("person:p",), ("person:p",))


def test_who_goes_on_behind_the_periods_has_not_left() -> None:
    graph = chart(dates=DATES, themes={"t": "ab"}, people={"p": "ab", "q": "h"})
    [row] = measure_turnover(graph, [Period(2001, 2001)]).rows
    assert (row.entered, row.left, row.pending) == (("person:p",), (), ())


def test_the_grace_decides_who_has_left() -> None:
    graph = chart(dates={"a": "2001", "b": "2003"}, themes={"t": "a"}, people={"p": "a", "q": "b"})
    periods = each_year(graph)
    for grace, left, pending in ((2, ("person:p",), ()), (3, (), ("person:p",))):
        [row] = measure_turnover(graph, periods, grace=grace).rows
        assert (row.left, row.pending) == (left, pending)


PAPERS = st.sets(st.sampled_from("abcdefgh")).map(lambda papers: "".join(sorted(papers)))


@given(
    st.dictionaries(st.sampled_from("tu"), PAPERS.filter(bool)),
    st.dictionaries(st.sampled_from("pqrs"), PAPERS.filter(bool)),
    st.integers(0, 4),
)
def test_everyone_comes_once_and_goes_once(
    themes: dict[str, str], people: dict[str, str], grace: int
) -> None:
    graph = chart(dates=DATES, themes=themes, people=people)
    rows = measure_turnover(graph, PERIODS, grace=grace).rows
    for theme, papers in themes.items():
        own = [row for row in rows if row.theme == f"theme:{theme}"]
        ever = sorted(f"person:{name}" for name, written in people.items() if set(written) & set(papers))
        assert sorted(person for row in own for person in row.entered) == ever
        assert sorted(person for row in own for person in (*row.left, *row.pending)) == ever
        for row in own:
            active = {*row.entered, *row.stayed, *row.returned}
            assert row.active == len(active)
            assert {*row.left, *row.pending} <= active
            years = range(PERIODS[row.period].first, PERIODS[row.period].last + 1)
            of_period = {paper for paper in papers if int(DATES[paper]) in years}
            assert active == {
                f"person:{name}" for name, written in people.items() if set(written) & of_period
            }


def test_without_themes_or_dates_there_are_no_rows() -> None:
    assert measure_turnover(chart(dates=DATES, people={"p": "ab"})).rows == ()
    assert measure_turnover(chart(themes={"t": "a"}, people={"p": "ab"})) == Turnovers((), (), 3)


def test_a_row_as_a_sentence(demo: kgraph.Graph) -> None:
    found = measure_turnover(demo, [Period(2015, 2018), Period(2019, 2025)], ["theme:preference-learning"])
    labels = demo.labels()
    said = [describe_turnover(row, found.periods, labels) for row in found.rows]
    assert len(said) == 2
    assert said[0].startswith("Learning from human feedback, 2015–2018: ")
    for row, text in zip(found.rows, said, strict=True):
        assert f"{row.active} people, {len(row.entered)} entered" in text
