"""`kgraph build --into`: what is added makes the graph that one build of all files makes."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kgraph
from kgraph.cli import main
from kgraph.staging import replaced
from kgraph.vocabulary import BASE

FIRST = """
@article{a, title={Reward models in the wild}, author={Lee, Ann and Ek, Bo}, year={2019},
  abstract={We train a reward model. A reward model scores text.}, doi={10.1000/1}}
@article{b, title={Scaling the gradient noise}, author={Lee, A.}, year={2020},
  abstract={The gradient noise scale is measured.}}
@article{z, author={Nobody}}
"""
SECOND = """
@article{c, title={Reward Models in the Wild}, author={Lee, Ann and Ek, Bo}, year={2019}, doi={10.1000/1},
  venue={Journal of Wilds}}
@article{d, title={Reward models and gradient noise}, author={Lee, Anna}, year={2021},
  abstract={A reward model under gradient noise.}}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "first.bib").write_text(FIRST, "utf-8")
    (folder / "second.bib").write_text(SECOND, "utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    """All files but what was read of texts: its parts are those of the builds that read them."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "texts" not in path.parts
    }


def many(first: int, last: int) -> str:
    topics = ("reward models", "gradient noise", "tree search", "scaling laws")
    return "\n".join(
        f"@article{{k{n}, title={{On {topics[n % 4]} and {topics[n % 3]} {n}}}, year={{{2000 + n % 20}}},"
        f" author={{Lee, Ann and Ek, Bo{n % 5 * 'b'}}}, abstract={{We study {topics[n % 4]} of kind {n}.}}}}"
        for n in range(first, last)
    )


def test_adding_gives_the_bytes_of_one_build(sources: Path, tmp_path: Path) -> None:
    whole, grown = tmp_path / "whole", tmp_path / "grown"
    assert run("build", sources, "-o", whole, "--no-model").exit_code == 0
    assert run("build", sources / "first.bib", "-o", grown, "--no-model").exit_code == 0
    added = run("build", sources / "second.bib", "--into", grown, "--no-model")
    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout.startswith("read 5 = kept 3 + merged 1 + rejected 1\n")
    assert files(grown) == files(whole)


def test_little_that_is_new_keeps_the_statistics_until_they_are_refreshed(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "first.bib").write_text(many(0, 40), "utf-8")
    (sources / "second.bib").write_text(many(40, 42), "utf-8")
    whole, grown = tmp_path / "whole", tmp_path / "grown"
    run("build", sources, "-o", whole, "--no-model")
    run("build", sources / "first.bib", "-o", grown, "--no-model")
    statistics = (grown / "statistics" / "words" / "columns.parquet").read_bytes()
    added = run("build", sources / "second.bib", "--into", grown, "--no-model")
    note = (
        "2 papers were added to 40 whose statistics are kept: how rare words are and how alike older papers "
        "are to each other; --refresh renews them"
    )
    assert (added.exit_code, added.stderr) == (0, "")
    assert f"  {note}\n" in added.stdout
    told = json.loads((grown / "ledger.json").read_text("utf-8"))
    assert told["statistics"] == {"papers": 40, "added": 2, "kept": []}
    assert told["notes"][-1] == note
    assert kgraph.open(grown).nodes.equals(kgraph.open(whole).nodes)
    assert (grown / "statistics" / "words" / "columns.parquet").read_bytes() == statistics
    refreshed = run("build", sources / "second.bib", "--into", grown, "--no-model", "--refresh")
    assert (refreshed.exit_code, refreshed.stderr) == (0, "")
    assert files(grown) == files(whole)


def test_the_page_of_a_large_graph_is_rendered_in_a_process(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", sources, "-o", tmp_path / "here", "--no-model")
    monkeypatch.setattr("kgraph.cli.build.MOST_RENEWED", 1)
    run("build", sources, "-o", tmp_path / "there", "--no-model")
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_large_graph_leaves_its_views_to_those_who_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgraph.cli.build.MOST_RENEWED", 10)
    out = tmp_path / "out"
    (tmp_path / "first.bib").write_text(many(0, 40), "utf-8")
    (tmp_path / "second.bib").write_text(many(40, 42), "utf-8")
    run("build", tmp_path / "first.bib", "-o", out, "--no-model")
    assert (out / "report.html").is_file()
    added = run("build", tmp_path / "second.bib", "--into", out, "--no-model")
    assert added.stdout.endswith(
        "\nPage and report are left out above 10 papers:"
        f" `kgraph view --from {out}`, `kgraph report --from {out}`\n"
    )
    views = ("graph.html", "report", "report.html", "report.json", "report.md")
    assert [name for name in views if (out / name).exists()] == []
    assert run("view", "--from", out).exit_code == 0
    assert run("report", "--from", out).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--refresh"], "--refresh is for --into"),
        (["--into", "out", "-o", "other"], "--into says where the graph is: leave -o out"),
        (["--into", "out", "--engine", "spark"], "--into is for the local engine: name all sources again"),
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], reason: str, sources: Path) -> None:
    refused = run("build", sources / "first.bib", *arguments)
    assert refused.exit_code == 2
    assert refused.stderr.endswith(f"Error: {reason}\n")


def test_nothing_new_changes_nothing(sources: Path, tmp_path: Path) -> None:
    run("build", sources, "-o", tmp_path / "out", "--no-model")
    before = files(tmp_path / "out")
    assert run("build", sources / "first.bib", "--into", tmp_path / "out", "--no-model").exit_code == 0
    assert files(tmp_path / "out") == before


def test_another_choice_is_said(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", sources / "first.bib", "-o", out, "--no-model")
    base = "https://example.org/"
    added = run("build", sources / "second.bib", "--into", out, "--no-model", "--base", base)
    was = json.dumps(BASE).strip('"')
    assert added.stderr == f"base was {was} and is now {base}, for all papers.\n"
    assert kgraph.open(out).base == base


def test_a_graph_without_records_is_not_added_to(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", sources / "first.bib", "-o", out, "--no-model")
    kgraph.save(kgraph.open(out), out)
    added = run("build", sources / "second.bib", "--into", out, "--no-model")
    assert added.exit_code == 1
    assert added.stderr == (
        f"kgraph: {out} holds no records to add to: build it again, with all files at once\n"
    )
    assert kgraph.open(out).ledger.total.kept == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="nothing kills at once here")
def test_a_build_killed_at_any_moment_leaves_the_old_graph_or_the_new_one(
    sources: Path, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    run("build", sources, "-o", whole, "--no-model")
    run("build", sources / "first.bib", "-o", out, "--no-model")
    old, new = kgraph.open(out), kgraph.open(whole)
    command = [sys.executable, "-m", "kgraph", "build", sources / "second.bib", "--into", out, "--no-model"]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    needed = time.perf_counter() - started
    assert kgraph.open(out).nodes.equals(new.nodes)
    moments = random.Random(3)
    for _ in range(6):
        run("build", sources / "first.bib", "-o", out, "--no-model")
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(moments.uniform(0.5, 1.1) * needed)
            process.kill()
        found = kgraph.open(out)
        is_new = found.run == new.run
        assert found.run == (new if is_new else old).run
        for table in ("nodes", "edges", "scores", "communities"):
            assert getattr(found, table).equals(getattr(new if is_new else old, table))


def test_a_folder_cannot_be_built_into_twice_at_once(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("build", sources / "first.bib", "-o", out, "--no-model")
    with replaced(out):
        refused = run("build", sources / "second.bib", "--into", out, "--no-model")
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"kgraph: another build is writing to {out}: wait until it is done, or choose another folder\n"
    )
    assert kgraph.open(out).ledger.total.kept == 2
