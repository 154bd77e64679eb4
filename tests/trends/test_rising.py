"""What rises and falls, on forty papers of four years."""

from string import ascii_letters

import numpy as np
import pytest
from scipy.stats import linregress, norm, pearsonr

import kgraph
from kgraph.trends import Trend, Trends, find_rising
from kgraph.vocabulary import Kind
from tests.charts import chart

NAMES = ascii_letters[:40]
DATES = {name: str(2001 + place // 10) for place, name in enumerate(NAMES)}


def of_years(*papers: int) -> str:
    """So many papers of each year."""
    return "".join(NAMES[10 * place :][:number] for place, number in enumerate(papers))


@pytest.fixture(scope="module")
def graph() -> kgraph.Graph:
    return chart(
        dates=DATES,
        themes={"t": of_years(0, 1, 4, 8), "u": of_years(3, 3, 3, 3)},
        keywords={"k": of_years(6, 2, 1, 0), "few": of_years(0, 0, 0, 4)},
    )


def test_rising_and_falling(graph: kgraph.Graph) -> None:
    found = find_rising(graph)
    years = np.repeat(np.arange(4), 10)
    having = np.isin(list(NAMES), list(of_years(0, 1, 4, 8)))
    z = pearsonr(years, having).statistic * np.sqrt(39)
    p = 2 * norm.sf(z)
    assert found.topics[0] == Trend(
        "theme:t",
        "theme",
        "Theme T",
        papers=13,
        counts=(0, 1, 4, 8),
        shares=(0.0, 0.1, 0.4, 0.8),
        slope=pytest.approx(linregress(years, having).slope, rel=1e-3),
        before=0.05,
        after=0.6,
        z=pytest.approx(z, rel=1e-3),
        p=pytest.approx(p, rel=1e-3),
        q=pytest.approx(2 * p, rel=1e-3),
    )
    assert (found.years, found.papers, found.dispersion) == ((2001, 2002, 2003, 2004), (10,) * 4, 1.0)
    assert [trend.topic for trend in found.topics] == ["theme:t", "theme:u", "keyword:k"]
    assert [trend.topic for trend in found.rising] == ["theme:t"]
    assert [trend.topic for trend in found.falling] == ["keyword:k"]
    assert [trend.topic for trend in found.strongest(2)] == ["theme:t", "keyword:k"]


def test_each_kind_is_corrected_for_itself(graph: kgraph.Graph) -> None:
    [keyword] = find_rising(graph, kind=Kind.KEYWORD).topics
    assert (keyword.topic, keyword.q) == ("keyword:k", keyword.p)
    themes = find_rising(graph, kind=Kind.THEME).topics
    assert find_rising(graph).topics == (*themes, keyword)


def test_a_window_ends_where_it_is_told(graph: kgraph.Graph) -> None:
    found = find_rising(graph, window=2, last=2003)
    assert (found.years, [trend.counts for trend in found.topics]) == ((2002, 2003), [(1, 4), (3, 3)])
    assert find_rising(graph, window=2).years == (2003, 2004)


def test_fewer_papers_are_tested_when_asked_for(graph: kgraph.Graph) -> None:
    assert [trend.topic for trend in find_rising(graph, least=4).rising] == ["theme:t", "keyword:few"]


def test_shuffled_years_hold_no_trends() -> None:
    draw = np.random.default_rng(0)
    names = [chr(0x4E00 + place) for place in range(300)]
    keywords = {f"k{place}": "".join(draw.choice(names, 20, replace=False).tolist()) for place in range(40)}
    found = find_rising(
        chart(dates={name: str(draw.integers(2001, 2006)) for name in names}, keywords=keywords)
    )
    assert (len(found.topics), found.rising, found.falling) == (40, (), ())


def test_without_dates_nothing_is_tested() -> None:
    assert find_rising(chart(themes={"t": "abcdef"})) == Trends((), (), (), 1.0)


def test_a_small_corpus_tells_its_strongest_changes(demo: kgraph.Graph) -> None:
    found = find_rising(demo)
    assert (found.rising, found.falling) == ((), ())
    assert found.strongest(1)[0].label == "Language models"
