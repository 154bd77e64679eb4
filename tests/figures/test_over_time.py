"""Timeline, heat map, trends and bursts: what is drawn, what the rows say, what the note says."""

from kgraph.figures import (
    Burst,
    Bursts,
    Figure,
    HeatMap,
    Series,
    Timeline,
    Trends,
    draw_bursts,
    draw_heat_map,
    draw_timeline,
    draw_trends,
    write_csv,
)
from tests.figures.marks import corners, shapes, texts, tips


def drawn(figure: Figure | None) -> Figure:
    assert figure is not None
    return figure


def heights(figure: Figure, group: str) -> list[float]:
    boxes = [[y for _, y in corners(path)] for path in shapes(figure, group)]
    return [max(box) - min(box) for box in boxes]


def test_timeline_has_a_bar_for_each_year_with_papers() -> None:
    figure = drawn(draw_timeline(Timeline(((2001, 2), (2004, 4)))))
    assert tips(figure, "bars") == ["2001: 2 papers", "2004: 4 papers"]
    low, high = heights(figure, "bars")
    assert abs(high - 2 * low) < 0.2
    assert (figure.columns, figure.rows) == (
        ("from", "to", "papers"),
        ((2001, 2001, 2), (2002, 2002, 0), (2003, 2003, 0), (2004, 2004, 4)),
    )
    assert figure.alt == "Bar chart: 6 papers from 2001 to 2004; the most, 4, in 2004."
    assert figure.note == ""
    assert write_csv(figure) == "from,to,papers\n2001,2001,2\n2002,2002,0\n2003,2003,0\n2004,2004,4\n"


def test_timeline_of_one_year_and_of_none() -> None:
    figure = drawn(draw_timeline(Timeline(((2020, 1),))))
    assert tips(figure, "bars") == ["2020: 1 paper"]
    assert texts(figure) == ["2020", "0", "1", "papers"]
    assert figure.alt == "Bar chart: 1 paper, all of 2020."
    assert draw_timeline(Timeline(())) is None
    assert draw_timeline(Timeline(((2020, 0),), ((2020, 3),))) is None


def test_timeline_with_new_people() -> None:
    figure = drawn(draw_timeline(Timeline(((2001, 2), (2002, 1)), ((2001, 3), (2002, 1)))))
    assert tips(figure, "people") == ["2001: 3 new people", "2002: 1 new person"]
    assert figure.rows == ((2001, 2001, 2, 3), (2002, 2002, 1, 1))


def test_a_long_time_is_drawn_in_periods() -> None:
    figure = drawn(draw_timeline(Timeline(((1066, 1), (2020, 3), (2021, 5)))))
    assert tips(figure, "bars") == ["1060–69: 1 paper", "2020–29: 8 papers"]
    assert figure.note == "Each period has 10 years, of which the last is known to 2021."
    assert len(figure.rows) == 97
    assert figure.rows[-1] == (2020, 2029, 8)


ROWS = (
    Series("t:a", "Small", ((2001, 1), (2003, 2))),
    Series("t:b", "Large", ((2001, 4), (2002, 12))),
    Series("t:c", "None", ((2002, 0),)),
)


def test_heat_map_has_a_cell_for_each_row_and_year_with_papers() -> None:
    figure = drawn(draw_heat_map(HeatMap(ROWS)))
    assert figure.columns == ("id", "theme", "from", "to", "papers")
    assert figure.rows == (
        ("t:b", "Large", 2001, 2001, 4),
        ("t:b", "Large", 2002, 2002, 12),
        ("t:a", "Small", 2001, 2001, 1),
        ("t:a", "Small", 2003, 2003, 2),
    )
    assert len(shapes(figure, "cells")) == 4
    assert tips(figure, "cells") == []  # the numbers are in the cells
    assert texts(figure) == [
        *("1", "2", "4", "12", "Large", "Small", "2001", "2002", "2003"),
        *("1", "2", "5", "12", "papers"),
    ]
    assert figure.alt == (
        "Heat map of 2 themes from 2001 to 2003; the darkest cell is Large in 2002 with 12 papers."
    )
    assert figure.note == ""


def test_heat_map_says_which_rows_it_leaves_out() -> None:
    rows = tuple(Series(f"t:{n}", f"Theme {n}", ((2000, 50 - n),)) for n in range(33))
    figure = drawn(draw_heat_map(HeatMap(rows)))
    assert [row[0] for row in figure.rows] == [f"t:{n}" for n in range(30)]
    assert figure.note == "3 themes with fewer papers not drawn."
    assert len(shapes(figure, "cells")) == 30


def test_heat_map_of_a_long_time_has_periods_and_no_numbers_that_do_not_fit() -> None:
    figure = drawn(draw_heat_map(HeatMap((Series("t", "T", tuple((y, 1000) for y in range(1960, 2020))),))))
    assert figure.note == "Each period has 2 years."
    assert len(figure.rows) == len(tips(figure, "cells")) == 30
    assert "2,000" not in texts(figure)[:1]
    assert texts(figure).count("2,000") == 1  # in the legend


def test_heat_map_of_one_paper_says_so() -> None:
    figure = drawn(draw_heat_map(HeatMap((Series("t", "T", ((2001, 1),)),))))
    assert figure.alt == "Heat map of 1 theme in 2001; the darkest cell is T in 2001 with 1 paper."


def test_heat_map_of_nothing() -> None:
    assert draw_heat_map(HeatMap(())) is None
    assert draw_heat_map(HeatMap((ROWS[2],))) is None


def test_trends_have_a_panel_for_each_group_and_name_each_line() -> None:
    lines = (
        Series("k:a", "up", ((2001, 0.1), (2002, 0.4)), "Rising"),
        Series("k:b", "down", ((2002, 0.0), (2001, 0.5)), "Falling"),
        Series("k:c", "one year", ((2001, 0.5),), "Falling"),
    )
    figure = drawn(draw_trends(Trends(lines)))
    assert figure.columns == ("id", "keyword", "group", "year", "share")
    assert figure.rows == (
        ("k:a", "up", "Rising", 2001, 0.1),
        ("k:a", "up", "Rising", 2002, 0.4),
        ("k:b", "down", "Falling", 2001, 0.5),
        ("k:b", "down", "Falling", 2002, 0.0),
    )
    assert [tips(figure, line) for line in ("line-1-1", "line-2-1")] == [["up"], ["down"]]
    assert {"up", "down", "Rising, % of papers", "Falling, % of papers"} <= set(texts(figure))
    assert draw_trends(Trends((lines[2],))) is None


def test_trends_say_how_many_lines_are_left_out() -> None:
    lines = tuple(Series(f"k:{n}", f"K {n}", ((2001, 0.1), (2002, 0.2))) for n in range(9))
    figure = drawn(draw_trends(Trends(lines)))
    assert figure.note == "1 keyword more not drawn."
    assert {row[0] for row in figure.rows} == {f"k:{n}" for n in range(8)}


def test_bursts_have_a_bar_each() -> None:
    bursts = (
        Burst("k:a", "late", 2010, None, 3.0),
        Burst("k:b", "early", 2001, 2003, 12.34),
        Burst("k:b", "early", 2012, 2012, 1.0),
        Burst("k:b", "early", 2002, 2002, 0.5),
    )
    figure = drawn(draw_bursts(Bursts(bursts, 2000, 2015)))
    assert figure.columns == ("id", "keyword", "from", "to", "weight")
    assert figure.rows == (
        ("k:b", "early", 2001, 2003, 12.34),
        ("k:b", "early", 2012, 2012, 1.0),
        ("k:b", "early", 2002, 2002, 0.5),  # within another: a row of its own
        ("k:a", "late", 2010, None, 3.0),
    )
    assert tips(figure, "bars") == [
        "early, 2001 to 2003: weight 12.3",
        "early, 2012: weight 1",
        "early, 2002: weight 0.5",
        "late, since 2010: weight 3",
    ]
    assert [text for text in texts(figure) if text in {"early", "late"}] == ["early", "early", "late"]
    # The open one ends in a point at the end of the corpus, 46 points before the edge.
    [*_, last] = shapes(figure, "bars")
    assert len(corners(last)) == 5
    assert max(x for x, _ in corners(last)) == 434
    assert draw_bursts(Bursts((), 2000, 2015)) is None


def test_bursts_say_how_many_are_left_out() -> None:
    bursts = tuple(Burst(f"k:{n}", f"K {n}", 2001, 2002, n) for n in range(32))
    figure = drawn(draw_bursts(Bursts(bursts, 2000, 2004)))
    assert figure.note == "The 30 heaviest are drawn; 2 lighter bursts not."
    assert len(tips(figure, "bars")) == len(figure.rows) == 30
