"""`kgraph lineage` and `kgraph why` print what the functions say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main
from tests.charts import chart

DATES = {letter: str(2000 + place) for place, letter in enumerate("abcdefgh")}


def run(folder: Path, *words: str) -> list[str]:
    result = CliRunner().invoke(main, [*words, "--from", str(folder)])
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.output.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Papers of two themes, a circle of citations, and a person who came from one theme to the other."""
    graph = chart(
        ["cb", "dc", "cd"],
        {"ba": 0.8, "ed": 0.2},
        DATES,
        {"t": "cde", "u": "ab"},
        {"p": "ac", "q": "h"},
    )
    kgraph.save(graph, tmp_path)
    return tmp_path


def test_the_main_path(folder: Path) -> None:
    assert run(folder, "lineage", "main-path")[2:] == [
        "2000 Paper A",
        "2001 Paper B likely builds on, about 4 in 5 Paper A 2.56",
        "2002 Paper C cites Paper B 3.96",
        "2003 Paper D cites Paper C 3.36",
        "2004 Paper E likely builds on, about 1 in 5 Paper D 0.76",
        "Left out, because they closed a circle: 1 links.",
    ]
    assert [line.split()[-1] for line in run(folder, "lineage", "main-path", "--over", "cites")[2:5]] == [
        "B",
        "1",
        "1",
    ]
    keys = run(folder, "lineage", "main-path", "--key-routes", "1", "--search", "global")
    assert "2002 Paper C key: cites Paper B 3.96" in keys


def test_the_kin_of_a_paper(folder: Path) -> None:
    assert run(folder, "lineage", "of", "Paper C", "--up", "2", "--down", "1") == [
        "Paper C (2002) [paper:c]",
        "",
        "generation year stands on chance over",
        "────────── ──── ───────── ────── ───────",
        "1 2001 Paper B 1.00",
        "1 2003 Paper D 1.00",
        "2 2000 Paper A 0.80 Paper B",
        "",
        "generation year stood on by chance over",
        "────────── ──── ─────────── ────── ────",
        "1 2003 Paper D 1.00",
    ]
    assert run(folder, "lineage", "of", "paper:h")[1:] == [
        "",
        "stands on: nothing in the graph",
        "",
        "stood on by: nothing in the graph",
    ]


def test_the_lineage_of_a_theme(folder: Path) -> None:
    assert run(folder, "lineage", "theme", "Theme T") == [
        "Theme T [theme:t]: papers 3, without a link to another 0",
        "Left out, because they closed a circle: 1 links.",
        "",
        "date opened by stand on it at most",
        "──── ───────── ─────────── ───────",
        "2002 Paper C 1.20 2",
        "",
        "date carried on by stand on it at most",
        "──── ───────────── ─────────── ───────",
        "2003 Paper D 0.20 1",
        "",
        "date brought by from with which stands on stand on it",
        "──── ────────── ─────── ─────── ─────────────── ───────────",
        "2002 Person P Theme U Paper C Paper B 1.20",
    ]


def test_no_links_are_said(tmp_path: Path) -> None:
    kgraph.save(chart(themes={"t": "a"}), tmp_path)
    assert run(tmp_path, "lineage", "main-path") == ["no links to follow"]
    assert run(tmp_path, "lineage", "theme", "theme:t")[1:] == [
        "",
        "opened by: nothing in the graph",
        "",
        "carried on by: nothing in the graph",
        "",
        "brought from another theme: by nobody in the graph",
    ]


def test_why_prints_text_or_json(folder: Path) -> None:
    graph = kgraph.open(folder)
    words = ("why", "Paper B", "paper:a")
    text = str(kgraph.why(graph, "paper:b", "paper:a"))
    result = CliRunner().invoke(main, [*words, "--from", str(folder)])
    assert result.output == text + "\n"
    told = json.loads("\n".join(run(folder, *words, "--format", "json")))
    assert (told["one"], told["other"], told["ties"][0]["text"]) == (
        "paper:b",
        "paper:a",
        "“Paper B” likely builds on “Paper A”: about 4 in 5 (score 0.80).",
    )


def test_an_unknown_name_is_one_line(folder: Path) -> None:
    result = CliRunner().invoke(main, ["lineage", "of", "Paper", "--from", str(folder)])
    assert result.exit_code == 1
    assert result.output.startswith("kgraph: 'Paper' may be paper:a (Paper A), paper:b (Paper B)")
