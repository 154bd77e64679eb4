from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from kgraph.coverage import CommonKeyword, Coverage, Proposal, ThemeCoverage, measure_coverage
from kgraph.schema import read_themes
from kgraph.storage import write_graph

TURTLE = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:weather a skos:Concept ; skos:prefLabel "Climatology"@en .
:fog a skos:Concept ; skos:prefLabel "Hoarfrost"@en ; skos:altLabel "rime ice"@en ; skos:broader :weather .
:hail a skos:Concept ; skos:prefLabel "Hailstorm"@en .
"""
# Of forty papers four are on hoarfrost, and three of these speak of ice crystals; two others of copper wire.
THINGS = """\
    Anvils Bagpipes Cellos Daisies Easels Ferrets Goblets Hinges Igloos Jackets Kettles Ladders Mittens
    Nutmegs Otters Parsnips Quills Rudders Saddles Thimbles Urns Violas Walnuts Xylophones Yachts Zithers
    Abacuses Bobbins Cymbals Doorknobs Ewers Funnels Gazebos Hammocks""".split()  # noqa: SIM905
TITLES = [
    "Hoarfrost and ice crystals on Alpine roofs",
    "Ice crystals: hoarfrost after rain",
    "Why hoarfrost: ice crystals",
    "Hoarfrost without any",
    "A copper wire",
    "On copper wire",
    *THINGS,
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "mine.ttl").write_text(TURTLE, "utf-8")
    (folder / "papers.csv").write_text(
        "title,year\n" + "".join(f"{title},2020\n" for title in TITLES), "utf-8"
    )
    graph = kgraph.build([folder / "papers.csv"], themes=folder / "mine.ttl", model=False)
    (folder / "outputs").mkdir()
    write_graph(graph, folder / "outputs")
    return folder


def test_what_a_scheme_covers(desk: Path) -> None:
    scheme = read_themes(desk / "mine.ttl")
    weather, hail, fog = scheme
    assert measure_coverage(kgraph.open(desk / "outputs"), scheme) == Coverage(
        papers=40,
        uncovered=36,
        themes=(
            ThemeCoverage(weather, 0, 4, ("Climatology",)),
            ThemeCoverage(hail, 0, 0, ("Hailstorm",)),
            ThemeCoverage(fog, 4, 0, ("rime ice",)),
        ),
        common=(CommonKeyword("copper wire", 2, "A copper wire"),),
        proposals=(Proposal(fog, "ice crystals", 3, 3, 16.8, "Hoarfrost and ice crystals on Alpine roofs"),),
    )


def run(desk: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["themes", "--from", str(desk / "outputs"), *arguments])


def test_themes_are_listed_with_their_papers(desk: Path) -> None:
    result = run(desk, "--themes", str(desk / "mine.ttl"))
    assert result.stderr == ""
    assert [line.split() for line in result.stdout.splitlines() if "─" not in line] == [
        ["theme", "label", "papers", "inferred"],
        ["theme:hoarfrost", "Hoarfrost", "4", "0"],
        ["theme:climatology", "Climatology", "0", "4"],
    ]


def test_coverage_tells_what_is_missing_and_gives_turtle_to_paste(desk: Path, tmp_path: Path) -> None:
    result = run(desk, "--coverage", "--themes", str(desk / "mine.ttl"))
    assert [" ".join(line.split()) for line in result.stdout.splitlines() if "─" not in line] == [
        "papers: 40, of them without a theme: 36",
        "",
        "themes with few papers: 2",
        "theme label papers inferred",
        "theme:climatology Climatology 0 4",
        "theme:hailstorm Hailstorm 0 0",
        "",
        "labels that never matched: 3",
        "theme labels which",
        "theme:climatology 1 Climatology",
        "theme:hailstorm 1 Hailstorm",
        "theme:hoarfrost 1 rime ice",
        "",
        "keywords of papers without a theme: 1",
        "keyword papers such as",
        "copper wire 2 A copper wire",
        "",
        "keywords that may be labels: 1",
        "theme keyword with it of ratio such as",
        "theme:hoarfrost ice crystals 3 3 16.8 Hoarfrost and ice crystals on Alpine roofs",
        "",
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
        '<http://example.org/fog> skos:altLabel "ice crystals"@en .',
    ]
    pasted = TURTLE + "\n".join(result.stdout.splitlines()[-2:])
    (tmp_path / "more.ttl").write_text(pasted, "utf-8")
    assert read_themes(tmp_path / "more.ttl")[2].alt_labels == ("ice crystals", "rime ice")


def test_another_scheme_than_that_of_the_graph_is_told(desk: Path) -> None:
    hint = "The graph was built with the themes of mine.ttl: give it with --themes mine.ttl.\n"
    assert run(desk).stderr == hint
    assert run(desk, "--themes", str(desk / "none.ttl")).exit_code == 1
