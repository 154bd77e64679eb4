"""Which topics rise and fall, and which had a time of their own."""

from collections.abc import Iterator

from kgraph.figures import Burst as Bar
from kgraph.figures import Bursts as Bars
from kgraph.figures import Series, draw_bursts, draw_trends
from kgraph.figures import Trends as Lines
from kgraph.graph import Graph
from kgraph.report.document import Column, Form, Section, Sentence, Table
from kgraph.trends import Bursts, Trend, Trends, find_bursts, find_rising
from kgraph.vocabulary import Kind
from kgraph.wording import counted, listed

# Rows of a table, and lines of a panel or bars of the figure.
TOP = 15
_LINES = 6
_NAMED = 3
# A slope so small is what rounding leaves of none.
_LEVEL = 1e-12


def describe_rising(graph: Graph) -> Section:
    """Rising and falling topics by the trend of their share of the papers, and bursts."""
    key, title = "rising", "Rising topics"
    keywords, themes = find_rising(graph, kind=Kind.KEYWORD), find_rising(graph, kind=Kind.THEME)
    bursts = find_bursts(graph)
    shown = [*_first(keywords), *_first(themes)]
    figures = (
        draw_trends(Lines(_lines(keywords), name="rising", title="Rising and falling keywords")),
        draw_bursts(_bars(bursts)) if bursts.bursts else None,
    )
    return Section(
        key,
        title,
        tuple(_sentences(keywords, themes, bursts)),
        tuple(figure for figure in figures if figure is not None),
        (*_table(shown, keywords), *_burst_table(bursts)),
    )


def _first(trends: Trends) -> list[Trend]:
    """The significant changes, the steepest of each way; where there are none, the least likely by chance."""
    if trends.rising or trends.falling:
        return [*trends.rising[:TOP], *trends.falling[:TOP]]
    return list(trends.strongest(_LINES))


def _lines(trends: Trends) -> tuple[Series, ...]:
    """What rises or falls significantly: a picture of anything else would look like a finding."""
    return tuple(
        Series(trend.topic, trend.label, tuple(zip(trends.years, trend.shares, strict=True)), name)
        for name, some in (("rising", trends.rising), ("falling", trends.falling))
        for trend in some[:_LINES]
    )


def _bars(bursts: Bursts) -> Bars:
    bars = tuple(
        Bar(burst.topic, burst.label, burst.begin, None if burst.open else burst.end, burst.weight)
        for burst in bursts.bursts
    )
    return Bars(bars, bursts.years[0], bursts.years[-1], title="Bursts of topics")


def _sentences(keywords: Trends, themes: Trends, bursts: Bursts) -> Iterator[Sentence]:
    for what, trends in (("keyword", keywords), ("theme", themes)):
        if not trends.topics:
            yield (f"No {what} has enough dated papers to tell whether it rises or falls.",)
            continue
        topics = counted(len(trends.topics), what)
        tested = f"Of {topics} tested over {trends.years[0]} to {trends.years[-1]}"
        ways = [
            f"{len(some):,} {verb} ({listed([trend.label for trend in some[:_NAMED]])})"
            for verb, some in (("rise", trends.rising), ("fall", trends.falling))
            if some
        ]
        none = "none rises or falls more than chance explains; the strongest changes are given as such"
        yield (f"{tested}, {listed(ways) if ways else none}.",)
    if bursts.bursts:
        heaviest = listed([burst.label for burst in bursts.bursts[:_NAMED]])
        yield (f"{counted(len(bursts.bursts), 'burst')}, the heaviest of {heaviest}.",)
    else:
        yield ("No topic had a burst: years with far more papers than its usual share.",)


def _table(shown: list[Trend], trends: Trends) -> Iterator[Table]:
    if not shown:
        return
    columns = (
        Column("topic"),
        Column("kind"),
        Column("direction"),
        Column("papers", Form.COUNT),
        Column("share before", Form.PERCENT),
        Column("share after", Form.PERCENT),
        Column("change a year", Form.PERCENT),
        Column("q", Form.NUMBER),
        Column("papers by year"),
    )
    rows = tuple(
        (
            trend.label,
            trend.kind,
            _direction(trend),
            trend.papers,
            trend.before,
            trend.after,
            trend.slope,
            trend.q,
            _by_year(trend, trends.years),
        )
        for trend in shown
    )
    note = (
        f"Share of the papers of a year, {trends.years[0]} to {trends.years[-1]}, years with few abstracts "
        "allowed for; before and after are the first and the last half of these years. q: the share of "
        "chance finds among those with a q as low (Benjamini and Hochberg 1995); up to 0.05 counts as "
        "significant."
    )
    yield Table("rising", "Rising and falling topics", columns, rows, note)


def _by_year(trend: Trend, years: tuple[int, ...]) -> str:
    """The years with papers of the topic, each with their number."""
    return ", ".join(f"{year} {count:,}" for year, count in zip(years, trend.counts, strict=True) if count)


def _direction(trend: Trend) -> str:
    if abs(trend.slope) < _LEVEL:
        return "level"
    way = "rising" if trend.slope > 0 else "falling"
    return way if trend.significant else f"{way}, not significant"


def _burst_table(bursts: Bursts) -> Iterator[Table]:
    rows = tuple(
        (
            burst.label,
            burst.kind,
            burst.begin,
            None if burst.open else burst.end,
            burst.papers,
            burst.expected,
            burst.weight,
        )
        for burst in bursts.bursts[:TOP]
    )
    if rows:
        columns = (
            Column("topic"),
            Column("kind"),
            Column("begin", Form.YEAR),
            Column("end", Form.YEAR),
            Column("papers", Form.COUNT),
            Column("expected", Form.NUMBER),
            Column("weight", Form.NUMBER),
        )
        note = (
            f"Two-state bursts of Kleinberg (2003), s = {bursts.s:g}, gamma = {bursts.gamma:g}, by weight. "
            "Expected: the papers that its usual share would give. Without an end: it lasts."
        )
        yield Table("bursts", "Bursts", columns, rows, note, len(bursts.bursts))
