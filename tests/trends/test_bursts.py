"""Bursts of themes and keywords."""

from dataclasses import replace
from math import log
from string import ascii_letters

import polars as pl

import kgraph
from kgraph.trends import Burst, Bursts, find_bursts
from kgraph.vocabulary import Kind
from tests.charts import chart

NAMES = ascii_letters[:50]
DATES = {name: str(2001 + 2 * (place // 10)) for place, name in enumerate(NAMES)}


def of_years(*papers: int) -> str:
    """So many papers of each year."""
    return "".join(NAMES[10 * place :][:number] for place, number in enumerate(papers))


def graph() -> kgraph.Graph:
    return chart(
        dates=DATES,
        themes={"t": of_years(0, 7, 6, 0, 0), "u": of_years(4, 4, 4, 4, 4)},
        keywords={"k": of_years(0, 0, 0, 0, 8)},
    )


def test_bursts_the_heaviest_first() -> None:
    # The base state has 8 of 50 and 13 of 50, the burst state twice that. Ten papers a year.
    late = 8 * log(2) + 2 * log((1 - 0.32) / (1 - 0.16))
    middle = 13 * log(2) + 7 * log((1 - 0.52) / (1 - 0.26))
    assert find_bursts(graph()) == Bursts(
        years=(2001, 2003, 2005, 2007, 2009),
        papers=(10,) * 5,
        bursts=(
            Burst(
                "theme:t", "theme", "Theme T", 2003, 2005, round(middle, 3), 13, 5.2, (0, 7, 6, 0, 0), False
            ),
            Burst(
                "keyword:k", "keyword", "keyword k", 2009, 2009, round(late, 3), 8, 1.6, (0, 0, 0, 0, 8), True
            ),
        ),
        s=2.0,
        gamma=1.0,
    )


def test_one_kind_and_heavier_ones() -> None:
    assert [burst.topic for burst in find_bursts(graph(), kind=Kind.KEYWORD).bursts] == ["keyword:k"]
    assert find_bursts(graph(), least=9, kind=Kind.KEYWORD).bursts == ()
    assert find_bursts(graph(), gamma=10).bursts == ()


def test_abstracts_that_begin_are_no_burst() -> None:
    # Only papers with an abstract have the keyword, a half of them in each year.
    plain = chart(dates=DATES, keywords={"k": of_years(0, 0, 1, 5, 5)})
    read = pl.col("id").is_in([f"paper:{name}" for name in (*of_years(0, 0, 2), *NAMES[30:])])
    known = replace(plain, nodes=plain.nodes.with_columns(abstract=pl.when(read).then(pl.lit("Said."))))
    assert len(find_bursts(plain, gamma=0.1, least_weight=0).bursts) == 1
    assert find_bursts(known, gamma=0.1, least_weight=0).bursts == ()


def test_without_dates_there_are_no_bursts() -> None:
    assert find_bursts(chart(themes={"t": "abcdef"})) == Bursts((), (), (), 2.0, 1.0)
