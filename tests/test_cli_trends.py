"""`kgraph trends` prints what the functions say."""

import csv
import io
from pathlib import Path
from string import ascii_letters

import pytest
from click.testing import CliRunner

import kgraph
from kgraph import trends
from kgraph.cli import main
from tests.charts import chart

NAMES = ascii_letters[:40]
DATES = {name: str(2001 + place // 10) for place, name in enumerate(NAMES)}
T, U = NAMES[10] + NAMES[20:24] + NAMES[30:38], NAMES[:9] + NAMES[10:16] + NAMES[25]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten papers in each of four years; theme t rises, u falls, and t draws on u. One paper has no year."""
    folder = tmp_path_factory.mktemp("graph")
    cites = [NAMES[30 + place] + NAMES[11 + place] for place in range(5)]
    people = {"p": NAMES[0] + NAMES[31], "q": NAMES[1] + NAMES[12]}
    kgraph.save(chart(cites, None, {**DATES, "0": ""}, {"t": T, "u": U}, people), folder)
    return folder


def run(folder: Path, *words: str) -> list[str]:
    result = CliRunner().invoke(main, ["trends", *words, "--from", str(folder)])
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.output.splitlines()]


def test_the_overview(folder: Path) -> None:
    assert [line for line in run(folder) if not line.startswith("─")] == [
        "40 dated papers, 2001–2004 (undated: 1). From 2001 to 2004 no steady growth or decline can be told "
        "(4 years with papers). Whether 2004 is over cannot be told: the dates give no months.",
        "",
        "year papers people of them new",
        "2001 10 2 2",
        "2002 10 1 0",
        "2003 10 0 0",
        "2004 10 1 0",
        "",
        "Of 2 themes and keywords tested in 2001–2004 1 rise and 1 fall more than chance explains "
        "(q at most 0.05).",
        "",
        "rising kind papers by year points a year q",
        "Theme T theme 0 1 4 8 +27 <0.001",
        "",
        "falling kind papers by year points a year q",
        "Theme U theme 9 6 1 0 -32 <0.001",
        "",
        "Bursts: 1, of them 0 that last to 2004.",
        "",
        "burst kind from to weight papers expected",
        "Theme U theme 2001 2001 5.1 9 4",
    ]


def test_lists_of_one_part(folder: Path) -> None:
    assert run(folder, "--rising", "--window", "2")[0].startswith(
        "Of 1 themes and keywords tested in 2003–2004"
    )
    assert run(folder, "--bursts")[0] == "Bursts: 1, of them 0 that last to 2004."
    flows = run(folder, "--flows", "--periods", "2")
    assert flows[0] == (
        "Theme T grew from 5 % of the papers in 2001–2002 (1) to 60 % in 2003–2004 (12); "
        "draws on Theme U (100 %)."
    )
    assert flows[-3:] == [
        "2001–2002 Theme U 2003–2004 Theme T 5.0 5 1.0",
        "",
        "Of links of weight 5: to an earlier period 5, within one 0, to a later one 0, "
        "without theme or year 0.",
    ]
    turnover = run(folder, "--turnover", "--periods", "2")
    assert turnover[-2:] == [
        "Theme U, 2001–2002: 2 people, 2 entered (2 without an earlier paper), 1 left (1 to Theme T), "
        "of 1 it is too early to say.",
        "Left: no paper of the theme for 3 years, up to the newest of the corpus.",
    ]


def test_one_theme(folder: Path) -> None:
    assert [
        line for line in run(folder, "--theme", "Theme T", "--periods", "2") if not line.startswith("─")
    ] == [
        "Theme T [theme:t]: dated papers 13",
        "",
        "year papers",
        "2002 1",
        "2003 4",
        "2004 8",
        "",
        "Theme T, 2003–2004: 1 person, 1 entered (1 from Theme U), of 1 it is too early to say.",
        "Left: no paper of the theme for 3 years, up to the newest of the corpus.",
    ]


@pytest.mark.parametrize(
    ("words", "table"),
    [
        ((), lambda graph: trends.tabulate_years(trends.count_years(graph))),
        (("--rising",), lambda graph: trends.tabulate_trends(trends.find_rising(graph))),
        (("--bursts",), lambda graph: trends.tabulate_bursts(trends.find_bursts(graph))),
        (("--flows",), lambda graph: trends.tabulate_flows(trends.trace_themes(graph), graph.labels())),
        (("--turnover",), lambda graph: trends.tabulate_turnover(trends.measure_turnover(graph))),
        (
            ("--theme", "theme:t"),
            lambda graph: trends.tabulate_turnover(trends.measure_turnover(graph, themes=["theme:t"])),
        ),
    ],
)
def test_csv_holds_the_table(folder: Path, words: tuple[str, ...], table: object) -> None:
    result = CliRunner().invoke(main, ["trends", *words, "--csv", "--from", str(folder)])
    columns, *rows = csv.reader(io.StringIO(result.output))
    expected = table(kgraph.open(folder))  # type: ignore[operator]
    assert tuple(columns) == expected.columns
    assert rows == [["" if value is None else str(value) for value in row] for row in expected.rows]
    assert rows


def test_nothing_to_tell(tmp_path: Path) -> None:
    kgraph.save(chart(themes={"t": "a"}), tmp_path)
    assert run(tmp_path) == [
        "No paper has a year (undated: 1).",
        "",
        "No theme or keyword has enough papers in enough years to test.",
        "",
        "No theme or keyword has a burst.",
    ]
    assert run(tmp_path, "--flows") == ["No links between the papers of two themes of different periods."]


def test_no_significant_change_shows_the_strongest(demo: kgraph.Graph, tmp_path: Path) -> None:
    kgraph.save(demo, tmp_path)
    assert run(tmp_path, "--rising")[2] == (
        "strongest change, not significant kind papers by year points a year q"
    )


def test_a_year_without_papers_is_shown(demo: kgraph.Graph, tmp_path: Path) -> None:
    kgraph.save(demo, tmp_path)
    strongest = run(tmp_path, "--rising", "--window", "5")[4]
    assert strongest.startswith("Language models theme 2 6 1 - 0 ")  # 2021 to 2025, none in 2024


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--rising", "--bursts"), "give one of --rising and --bursts"),
        (("--flows", "--theme", "Theme T"), "give one of --flows and --theme"),
        (("--bursts", "--window", "5"), "--window is for --rising"),
        (("--periods", "3"), "--periods is for --flows or --turnover or --theme"),
    ],
)
def test_options_that_do_not_go_together_are_an_error(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    result = CliRunner().invoke(main, ["trends", "--from", str(folder), *words])
    assert result.exit_code == 2
    assert message in result.stderr
