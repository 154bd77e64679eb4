"""Time: what the corpus has by year, what rises and falls, bursts, how themes evolve, who enters and leaves.

Each function takes a graph and gives frozen dataclasses; the methods are in `docs/trends.md`.
"""

from kgraph.trends.bursts import Burst, Bursts, find_bursts
from kgraph.trends.evolution import (
    Course,
    Evolution,
    ThemeChange,
    ThemePeriod,
    trace_themes,
)
from kgraph.trends.flows import Flow, LinkAccount, find_flows, flow_links
from kgraph.trends.growth import Growth, LastYear
from kgraph.trends.periods import Period, cut_by_papers, cut_by_years, each_year
from kgraph.trends.rising import Trend, Trends, find_rising
from kgraph.trends.tables import (
    Table,
    tabulate_bursts,
    tabulate_changes,
    tabulate_flows,
    tabulate_theme_periods,
    tabulate_trends,
    tabulate_turnover,
    tabulate_years,
)
from kgraph.trends.turnover import Turnover, Turnovers, measure_turnover
from kgraph.trends.wording import (
    describe_bursts,
    describe_change,
    describe_trends,
    describe_turnover,
    describe_years,
)
from kgraph.trends.years import ThemeYears, Timeline, Year, count_years

__all__ = [
    "Burst",
    "Bursts",
    "Course",
    "Evolution",
    "Flow",
    "Growth",
    "LastYear",
    "LinkAccount",
    "Period",
    "Table",
    "ThemeChange",
    "ThemePeriod",
    "ThemeYears",
    "Timeline",
    "Trend",
    "Trends",
    "Turnover",
    "Turnovers",
    "Year",
    "count_years",
    "cut_by_papers",
    "cut_by_years",
    "describe_bursts",
    "describe_change",
    "describe_trends",
    "describe_turnover",
    "describe_years",
    "each_year",
    "find_bursts",
    "find_flows",
    "find_rising",
    "flow_links",
    "measure_turnover",
    "tabulate_bursts",
    "tabulate_changes",
    "tabulate_flows",
    "tabulate_theme_periods",
    "tabulate_trends",
    "tabulate_turnover",
    "tabulate_years",
    "trace_themes",
]
