"""Tables are flat and as wide as their columns; their numbers are those of the results."""

from collections.abc import Callable

import pytest

import kgraph
from kgraph import trends

TABLES: dict[str, Callable[[kgraph.Graph], trends.Table]] = {
    "years": lambda graph: trends.tabulate_years(trends.count_years(graph)),
    "trends": lambda graph: trends.tabulate_trends(trends.find_rising(graph)),
    "bursts": lambda graph: trends.tabulate_bursts(trends.find_bursts(graph, gamma=0, least_weight=0)),
    "theme periods": lambda graph: trends.tabulate_theme_periods(trends.trace_themes(graph)),
    "flows": lambda graph: trends.tabulate_flows(trends.trace_themes(graph), graph.labels()),
    "changes": lambda graph: trends.tabulate_changes(trends.trace_themes(graph)),
    "turnover": lambda graph: trends.tabulate_turnover(trends.measure_turnover(graph)),
}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_flat(name: str, demo: kgraph.Graph) -> None:
    table = TABLES[name](demo)
    assert table.rows
    assert len(set(table.columns)) == len(table.columns)
    for row in table.rows:
        assert len(row) == len(table.columns)
        assert all(value is None or type(value) in {str, int, float, bool} for value in row)


def test_years_as_a_table(tiny: kgraph.Graph) -> None:
    assert TABLES["years"](tiny) == trends.Table(
        ("year", "papers", "people", "newcomers", "growth", "theme:learning", "theme:reward"),
        (
            (2017, 1, 2, 2, None, 1, 1),
            (2018, 0, 0, 0, -1.0, 0, 0),
            (2019, 0, 0, 0, None, 0, 0),
            (2020, 1, 1, 0, None, 0, 0),
        ),
    )


def test_turnover_as_a_table(tiny: kgraph.Graph) -> None:
    row = ("theme:reward", "Reward modeling", 0, "2017–2019", 2, 2, 0, 0, 2, 0, 2, 1, "", "")
    columns, rows = TABLES["turnover"](tiny).columns, TABLES["turnover"](tiny).rows
    assert rows[1] == row
    assert dict(zip(columns, row, strict=True))["entered"] == 2
