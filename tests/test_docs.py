"""What the documents say is true: commands run and are explained, examples give their results."""

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import kgraph
from kgraph.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the files that the README names, where `kgraph` is ours and installers do nothing."""
    commands = {"kgraph": f'exec "{sys.executable}" -m kgraph "$@"'}
    commands |= dict.fromkeys(("pip", "pytest", "uv"), "true")
    shims = tmp_path / "bin"
    shims.mkdir()
    for name, line in commands.items():
        (shims / name).write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        (shims / name).chmod(0o755)
    folder = tmp_path / "desk"
    (folder / "tests").mkdir(parents=True)
    (folder / "tests" / "data").symlink_to(ROOT / "tests" / "data")
    return folder, {**os.environ, "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}"}


def test_the_commands_of_the_readme_run(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    # A server runs until it is told to stop: wait for its address, then tell it.
    until_served = (
        r"\1 --port 0 > served.txt & served=$!; until grep -q http served.txt; do sleep .1; done; "
        "kill $served; wait $served || true"
    )
    script = re.sub(r"^(kgraph serve.*)$", until_served, "\n".join(blocks("sh")), flags=re.MULTILINE)
    done = subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "most central people" in done.stdout
    assert re.search(r"^later +earlier +score$", done.stdout, re.MULTILINE)
    assert re.search(r"^coauthor +name +papers +first +last$", done.stdout, re.MULTILINE)
    assert (folder / "outputs" / "graph.html").stat().st_size < 2_000_000
    assert (folder / "toy.html").exists()
    assert (folder / "served.txt").read_text("utf-8").startswith("http://127.0.0.1:")
    assert (folder / "toy.nq.gz").exists()


def test_the_python_of_the_readme_runs(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    [program] = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    person, why = done.stdout.splitlines()
    assert person.startswith("person:")
    assert " likely builds on " in why


def test_every_command_is_in_the_readme() -> None:
    assert [name for name in main.commands if f"kgraph {name}" not in README] == []


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/lineage.md",
        "docs/exports.md",
        "docs/networks.md",
        "docs/profiles.md",
        "docs/queries.md",
        "docs/report.md",
        "docs/scale.md",
        "docs/corrections.md",
        "docs/embeddings.md",
        "docs/themes.md",
        "docs/trends.md",
        "ontology/README.md",
    ],
)
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_documents_stay_short() -> None:
    length = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in ("CONTRIBUTING.md",)}
    assert length["CONTRIBUTING.md"] <= 30
    assert len((ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines()) < 150


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {module.name for module in pkgutil.iter_modules(kgraph.__path__)} - {"__main__"}
    assert [room for room in sorted(rooms) if not re.search(rf"\b{room}\b", text)] == []


MODULES = [module.name for module in pkgutil.walk_packages(kgraph.__path__, "kgraph.")]
if find_spec("pyspark") is None:  # the extra `spark`
    MODULES = [name for name in MODULES if not name.startswith("kgraph.cluster.")]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "kgraph.__main__"])
def test_examples_give_their_results(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_every_public_function_is_documented() -> None:
    assert [name for name in kgraph.__all__ if not getattr(kgraph, name).__doc__] == []
