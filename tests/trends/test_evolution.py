"""How themes change from period to period."""

from string import ascii_letters

import kgraph
from kgraph.trends import (
    Course,
    Evolution,
    LinkAccount,
    Period,
    ThemeChange,
    ThemePeriod,
    describe_change,
    trace_themes,
)
from tests.charts import chart

EARLY, LATE = ascii_letters[:20], ascii_letters[20:40]
DATES = {**dict.fromkeys(EARLY, "2001"), **dict.fromkeys(LATE, "2002")}
PERIODS = (Period(2001, 2001), Period(2002, 2002))


def graph() -> kgraph.Graph:
    """Of 20 papers a year: t falls from 12 to 1, u rises from 1 to 11, v comes, w goes, x holds.

    Four papers of u stand on four of t, one on one of u, and one of x on one of x.
    """
    themes = {
        "t": EARLY[:12] + LATE[0],
        "u": EARLY[12] + LATE[1:12],
        "v": LATE[12],
        "w": EARLY[13:15],
        "x": EARLY[15:18] + LATE[13:15],
    }
    cites = [LATE[1 + place] + EARLY[place] for place in range(4)]
    return chart([*cites, LATE[5] + EARLY[12], LATE[13] + EARLY[15]], dates=DATES, themes=themes)


def test_what_became_of_each_theme() -> None:
    found = trace_themes(graph(), PERIODS)
    assert [
        (one.theme[-1], one.papers_before, one.papers, one.share_before, one.share, one.course, one.fold)
        for one in found.changes
    ] == [
        ("t", 12, 1, 0.6, 0.05, Course.SHRANK, 0.08333),
        ("u", 1, 11, 0.05, 0.55, Course.GREW, 11.0),
        ("v", 0, 1, 0.0, 0.05, Course.APPEARED, None),
        ("w", 2, 0, 0.1, 0.0, Course.ABSENT, 0.0),
        ("x", 3, 2, 0.15, 0.1, Course.HELD, 0.6667),
    ]
    assert [(one.theme, one.into, one.out_of) for one in found.changes if one.into or one.out_of] == [
        ("theme:t", (("theme:u", 1.0),), ()),
        ("theme:u", (), (("theme:t", 0.8),)),
    ]


def test_themes_and_the_account() -> None:
    found = trace_themes(graph(), PERIODS)
    assert found == Evolution(
        periods=PERIODS,
        papers=(20, 20),
        themes=(
            ThemePeriod(0, "theme:t", "Theme T", 12, 0.6),
            ThemePeriod(0, "theme:x", "Theme X", 3, 0.15),
            ThemePeriod(0, "theme:w", "Theme W", 2, 0.1),
            ThemePeriod(0, "theme:u", "Theme U", 1, 0.05),
            ThemePeriod(1, "theme:u", "Theme U", 11, 0.55),
            ThemePeriod(1, "theme:x", "Theme X", 2, 0.1),
            ThemePeriod(1, "theme:t", "Theme T", 1, 0.05),
            ThemePeriod(1, "theme:v", "Theme V", 1, 0.05),
        ),
        flows=found.flows,
        changes=found.changes,
        account=LinkAccount(6.0, 6.0, 0.0, 0.0, 0.0),
    )
    assert [(flow.source[-1], flow.target[-1], flow.value) for flow in found.flows] == [
        ("t", "u", 4.0),
        ("u", "u", 1.0),
        ("x", "x", 1.0),
    ]


def test_a_theme_that_was_away_returns() -> None:
    periods = tuple(Period(year, year) for year in (2001, 2002, 2003))
    dates = {"a": "2001", "b": "2002", "c": "2003"}
    found = trace_themes(chart(dates=dates, themes={"t": "ac"}), periods)
    assert [one.course for one in found.changes] == [Course.ABSENT, Course.RETURNED]


def test_changes_as_sentences() -> None:
    labels = graph().labels()
    said = [describe_change(one, PERIODS, labels) for one in trace_themes(graph(), PERIODS).changes]
    assert said == [
        "Theme T shrank from 60 % of the papers in 2001 (12) to 5 % in 2002 (1); "
        "flowed into Theme U (100 %).",
        "Theme U grew from 5 % of the papers in 2001 (1) to 55 % in 2002 (11); draws on Theme T (80 %).",
        "Theme V appeared with 5 % in 2002 (1).",
        "Theme W had 10 % of the papers in 2001 (2) and none in 2002.",
        "Theme X had 15 % of the papers in 2001 (3) and 10 % in 2002 (2), which chance may explain.",
    ]


def test_a_sentence_tells_where_abstracts_explain_a_change() -> None:
    change = ThemeChange(1, "theme:t", "Tides", 5, 10, 0.05, 0.1, Course.SHRANK, 0.5, 0.01, (), ())
    assert describe_change(change, PERIODS, {}) == (
        "Tides shrank from 5 % of the papers in 2001 (5) to 10 % in 2002 (10) "
        "(with as many abstracts, 0.5 times the share)."
    )


def test_four_periods_unless_told(demo: kgraph.Graph) -> None:
    assert len(trace_themes(demo).periods) == 4


def test_one_period_and_none() -> None:
    one = trace_themes(chart(dates={"a": "2001"}, themes={"t": "a"}))
    assert (one.periods, one.changes, len(one.themes)) == ((Period(2001, 2001),), (), 1)
    assert trace_themes(chart(themes={"t": "a"})) == Evolution(
        (), (), (), (), (), LinkAccount(0.0, 0.0, 0.0, 0.0, 0.0)
    )
