"""The sentences of the report, read as a reader of small corpora would."""

import json
from pathlib import Path

import pytest

import kgraph
from kgraph import report

TWO = (
    {"title": "Language models for maps", "authors": ["Ann Lee", "Ben Ray"], "date": "2012-01-03"},
    {"title": "Language models for roads", "authors": ["Ben Ray", "Cem Kay"], "date": "2012-02-03"},
)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on two papers of one year."""
    path: Path = tmp_path_factory.mktemp("two") / "two.jsonl"
    path.write_text("\n".join(map(json.dumps, TWO)), encoding="utf-8")
    graph = kgraph.build([path], model=False)
    return report.render_markdown(report.compute_report(graph))


def test_one_year_and_one_theme(two: str) -> None:
    assert "2 dated papers, 2012.\n" in two
    assert "Heat map of 1 theme in 2012; the darkest cell is Language models in 2012 with 2 papers." in two


def test_one_other_is_not_the_most_alike_of_many(two: str) -> None:
    assert "with [1 other](report/papers-neighbours.csv), “Language models for roads” (" in two
    assert "1 other](report/papers-neighbours.csv), most with" not in two


def test_one_community_has_no_measure_of_agreement(two: str) -> None:
    assert "3 people with links form 1 community: no division of them is better than none." in two
    assert "adjusted Rand index" not in two


def test_no_count_of_one_has_a_plural(two: str) -> None:
    for word in ("papers", "themes", "keywords", "people", "communities", "links", "citations"):
        assert f" 1 {word}" not in two


def test_what_stays_the_same_neither_falls_nor_changes_by_chance(tmp_path: Path) -> None:
    papers = (
        {"title": f"Language models for road {year}", "authors": ["Ann Lee"], "date": f"{year}"}
        for year in range(1990, 1998)
    )
    path = tmp_path / "years.jsonl"
    path.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    told = report.compute_report(kgraph.build([path], model=False))
    text = report.render_markdown(told)
    assert "The number of papers a year stayed the same from 1990 to 1997." in text
    assert "Of 1 theme tested over 1990 to 1997, none rises or falls" in text
    assert {row[2] for row in told.table("rising").rows} == {"level"}
    assert "Alluvial diagram of 1 theme over" in text
