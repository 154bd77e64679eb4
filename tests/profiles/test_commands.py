"""`kgraph report --person` and its like, and every command that a profile prints, run as printed."""

import csv
import io
import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from kgraph.profiles import Node, compute_profile
from kgraph.vocabulary import Kind

# The commands that name the rows of a panel, not more and not less, and give them as a table.
SAME = "the same rows"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def folder(toy: kgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph in a folder whose name a shell would take apart."""
    path = tmp_path_factory.mktemp("outputs") / 'it\'s $(rm) `x` "q"'
    kgraph.save(toy, path)
    # The first question says that the facts are laid out.
    assert run("query", "--from", path, "ASK { ?paper a kg:Paper }").exit_code == 0
    return path


def test_a_profile_is_three_files(tiny: kgraph.Graph, tmp_path: Path) -> None:
    kgraph.save(tiny, tmp_path / "graph")
    for option, name, file in (
        ("--person", "ann lee", "person-ann-lee"),
        ("--theme", "Reward mod", "theme-reward"),
        ("--paper", "Old <script>", "paper-old"),
        ("--organization", "uni o", "organization-uni-o"),
    ):
        result = run("report", "--from", tmp_path / "graph", "-o", tmp_path / "new", option, name)
        assert (result.exit_code, result.output) == (0, f"{tmp_path / 'new' / file}.html\n")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(
        f"{file}.{suffix}"
        for file in ("person-ann-lee", "theme-reward", "paper-old", "organization-uni-o")
        for suffix in ("html", "md", "json")
    )
    assert json.loads((tmp_path / "new" / "paper-old.json").read_text("utf-8"))["id"] == "paper:old"


def test_without_a_folder_it_is_that_of_the_graph(tiny: kgraph.Graph, tmp_path: Path) -> None:
    kgraph.save(tiny, tmp_path)
    result = run("report", "--from", tmp_path, "--person", "Bo Ek")
    assert result.output == f"{tmp_path / 'person-bo-ek.html'}\n"
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--person", "Eve"),
            "kgraph: nothing is called 'Eve': give the id, the name or the title of a node\n",
        ),
        (
            ("--theme", "Ann Lee"),
            "kgraph: nothing is called 'Ann Lee': give the id, the name or the title of a node\n",
        ),
        (("--person", "Lee Ann"), "kgraph: nothing is called 'Lee Ann': is it person:ann-lee (Ann Lee)?\n"),
        (("--paper", ""), "kgraph: nothing is called '': give the id, the name or the title of a node\n"),
    ],
)
def test_an_unknown_name_is_one_line(
    tiny: kgraph.Graph, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    kgraph.save(tiny, tmp_path)
    before = sorted(tmp_path.iterdir())
    result = run("report", "--from", tmp_path, *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", said)
    assert sorted(tmp_path.iterdir()) == before


def test_an_ambiguous_name_lists_whom_it_may_be(folder: Path) -> None:
    result = run("report", "--from", folder, "--person", "Wei Zhang")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "'Wei Zhang' may be person:wei-zhang (Wei Zhang), person:wei-zhang-2 (Wei Zhang)" in result.stderr


def test_one_profile_at_a_time(folder: Path) -> None:
    result = run("report", "--from", folder, "--person", "a", "--theme", "b")
    assert result.exit_code == 2
    assert "give one of --person and --theme" in result.stderr


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.THEME, Kind.PAPER, Kind.ORGANIZATION])
def test_every_printed_command_runs(toy: kgraph.Graph, folder: Path, kind: Kind) -> None:
    seen: set[tuple[str, str]] = set()
    for node in toy.of_kind(kind)["id"]:
        profile = compute_profile(toy, node)
        for panel in profile.panels:
            for command in panel.commands:
                if (panel.name, command.gives) in seen:
                    continue
                seen.add((panel.name, command.gives))
                line = shlex.split(command.line(folder))
                result = run(*line[1:])
                assert (line[0], result.exit_code, result.stderr) == ("kgraph", 0, ""), command
                assert result.stdout, command
                if command.gives == SAME and command.name == "query":
                    answer = run(*line[1:], "--format", "csv").stdout
                    rows = list(csv.reader(io.StringIO(answer)))[1:]
                    assert len(rows) == panel.total, command
                    told = [nodes[0].rpartition("/")[2] for row in panel.rows if (nodes := ids(row))]
                    asked = [next(iter(ids_of(row)), "") for row in rows]
                    assert told == asked[: len(told)], command
                if command.gives == SAME and command.name == "lineage of":
                    assert all(row[1].label in result.stdout for row in panel.rows), command  # type: ignore[union-attr]
    assert len(seen) >= len({panel.name for panel in profile.panels}) - 4


def ids(row: tuple[object, ...]) -> list[str]:
    """The local names of the nodes of a row of a panel."""
    return [value.id.partition(":")[2] for value in row if isinstance(value, Node)]


def ids_of(row: list[str]) -> list[str]:
    """The local names of the nodes of an answer."""
    return [value.rpartition("/")[2] for value in row if "/id/" in value]
