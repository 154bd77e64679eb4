"""The corpus over the years: how many papers and people, which themes when, how fast it grows."""

from collections.abc import Iterator

from kgraph.figures import Figure, HeatMap, Series, Timeline, draw_heat_map, draw_timeline
from kgraph.graph import Graph
from kgraph.report.document import Section, Sentence
from kgraph.trends import Growth, LastYear, count_years
from kgraph.trends import Timeline as Years
from kgraph.wording import between, counted, percent

# Growth so small is what rounding leaves of none.
_STILL = 1e-12


def describe_years(graph: Graph) -> Section:
    """Papers by year and themes by year, with the growth in words."""
    key, title = "years", "Over the years"
    years = count_years(graph)
    if not years.years:
        said = (
            "No paper here has a date: there is nothing to say about the years, and no lineage is inferred."
        )
        return Section(key, title, ((said,),))
    return Section(key, title, tuple(_sentences(years)), tuple(_figures(years)))


def _figures(years: Years) -> Iterator[Figure]:
    told = [year.year for year in years.years]
    timeline = Timeline(
        tuple((year.year, year.papers) for year in years.years),
        tuple((year.year, year.newcomers) for year in years.years)
        if any(y.people for y in years.years)
        else (),
    )
    rows = tuple(
        Series(theme.theme, theme.label, tuple(zip(told, theme.counts, strict=True)))
        for theme in years.themes
    )
    for figure in (draw_timeline(timeline), draw_heat_map(HeatMap(rows))):
        if figure is not None:
            yield figure


def _sentences(years: Years) -> Iterator[Sentence]:
    papers = sum(year.papers for year in years.years)
    busiest = max(years.years, key=lambda year: (year.papers, -year.year))
    when = between([year.year for year in years.years])
    told = f"{counted(papers, 'dated paper')}, {when}"
    if busiest.papers < papers:
        told += f"; most in {busiest.year} ({busiest.papers:,})"
    undated = f"; {counted(years.undated, 'paper has', 'papers have')} no date" if years.undated else ""
    yield (f"{told}{undated}.",)
    if years.last_year is LastYear.PARTIAL:
        last = years.years[-1].year
        yield (f"By the months of its papers {last} is not complete: fewer papers in it are no fall.",)
    if years.growth is not None:
        yield (_tell_growth(years.growth),)
    if not years.themes:
        yield ("No dated paper is about a theme of the scheme, so there is no picture of themes by year.",)


def _tell_growth(growth: Growth) -> str:
    over = f"{growth.first} to {growth.last}"
    left_out = f", {growth.left_out} not counted" if growth.left_out else ""
    if growth.rate is None or growth.low is None or growth.high is None:
        return f"Too few years have papers to tell how the corpus grows ({over}{left_out})."
    rate = f"{percent(growth.rate)} a year (95 % interval {percent(growth.low)} to {percent(growth.high)})"
    if max(map(abs, (growth.rate, growth.low, growth.high))) < _STILL:
        return f"The number of papers a year stayed the same from {over}{left_out}."
    if growth.doubling is None:
        return f"Papers a year changed by {rate} from {over}{left_out}: chance may explain that."
    verb = "double" if growth.doubling > 0 else "halve"
    return f"Papers a year {verb} in {abs(growth.doubling)} years: {rate} from {over}{left_out}."
