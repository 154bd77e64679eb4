"""A graph that was built on Spark is the graph that is built here, row for row."""

import json
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

import kgraph
from kgraph.build import Choices
from kgraph.cli import main
from kgraph.errors import KgraphError
from kgraph.quads import lines
from kgraph.staging import leave_out, replaced
from kgraph.storage import write_account
from kgraph.vocabulary import Relation

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra `spark` is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    # Spark leaves sockets to the collector, and asks its packages in old ways.
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"
    ),
]

HERE = Path(__file__).parents[1]
MASTER = "local[2]"

# One work in two records, by number; another by title; an old id that is referred to; a number on all.
RECORDS = [
    {
        "id": "r1", "title": "Careful agents learn to weigh things", "authors": ["Ann Lee", "Bo Ek"],
        "year": 2017, "doi": "10.5555/1", "organizations": ["Thing Lab", "Common College"],
    },
    {"id": "r2", "title": "On careful agents, who learn to weigh", "authors": ["A. Lee"], "doi": "10.5555/1"},
    {
        "id": "r3", "title": "Red teaming of careful agents that weigh", "authors": ["Ann Lee", "Cy Dow"],
        "year": 2019, "abstract": "We study red teaming. Red teaming of reward models is red teaming.",
        "references": ["doi:10.5555/1", "id:r2", "Roe J., On the weighing of things, Thingley Press, 1999"],
    },
    {
        "id": "r4", "title": "Red Teaming of Careful Agents that Weigh", "authors": ["Lee, Ann", "Dow, Cy"],
        "year": 2020, "doi": "10.5555/4", "organizations": ["Common college"],
    },
    {
        "id": "r5", "title": "Weighing at scale", "authors": ["Dee Fox", "Dee Fox", "Wei-Na Li"],
        "year": 2022,
        "references": ["Careful agents learn to weigh things (2017)", "id:r4", "10.5555/4", "ibid."],
    },
    {"id": "r6", "title": "Preface", "year": 2022, "venue": "Thing Letters"},
    {"id": "r7", "title": "Preface", "year": 2022, "venue": "Other Letters"},
    {"title": ""},
]  # fmt: skip
LINES = ['merge."Bo Ek" = "Cy Dow"', 'rename."Wei-Na Li" = "Weina Li"', 'split."Nobody" = "Else"']


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The graphs of both engines, and the folder that Spark wrote to."""
    from kgraph.cluster import build_on_spark

    folder = tmp_path_factory.mktemp("spark")
    (folder / "own.jsonl").write_text("".join(json.dumps(each) + "\n" for each in RECORDS), "utf-8")
    (folder / "people.toml").write_text("\n".join(LINES), "utf-8")
    sources = [HERE / "data" / "toy.txt", HERE / "data" / "broken.txt", folder / "own.jsonl"]
    choices = {"model": False, "people": folder / "people.toml"}
    output = folder / "outputs"
    output.mkdir()
    spread = build_on_spark(sources, output, Choices(**choices), master=MASTER)
    yield SimpleNamespace(local=kgraph.build(sources, **choices), spread=spread, folder=output)
    from pyspark.sql import SparkSession

    SparkSession.getActiveSession().stop()


def test_the_rows_are_those_of_a_local_build(both: SimpleNamespace) -> None:
    local, spread = both.local, both.spread
    assert local.of_relation(Relation.CITES).height == 3
    assert len(local.ledger.merges) == 3
    for name in ("nodes", "edges", "scores", "communities"):
        assert getattr(spread, name).equals(getattr(local, name)), name
    assert spread.ledger == local.ledger
    assert spread.run == local.run
    assert (spread.partitions, spread.estimates) == (local.partitions, local.estimates)


def test_the_parts_are_a_stored_graph(both: SimpleNamespace) -> None:
    opened = kgraph.open(both.folder)
    assert opened.nodes.equals(both.local.nodes)
    assert opened.edges.equals(both.local.edges)
    assert (opened.ledger, opened.run) == (both.local.ledger, both.local.run)
    names = {file.name for table in ("nodes", "edges") for file in (both.folder / table).iterdir()}
    assert {name[:5] + name[10:] for name in names} == {"part-.parquet"}


def test_the_facts_in_parts_are_all_facts(both: SimpleNamespace) -> None:
    parts = sorted((both.folder / "quads").iterdir())
    assert b"".join(part.read_bytes() for part in parts) == b"".join(lines(both.local))


def test_the_facts_do_not_depend_on_the_parts(both: SimpleNamespace, tmp_path: Path) -> None:
    from pyspark.sql import SparkSession

    from kgraph.cluster.facts import write_facts

    (tmp_path / "nodes").mkdir()
    (tmp_path / "edges").mkdir()
    for number, part in enumerate(both.local.nodes.iter_slices(40)):
        part.write_parquet(tmp_path / "nodes" / f"part-{number:05}.parquet")
    both.local.edges.write_parquet(tmp_path / "edges" / "part-00000.parquet")
    write_account(both.local, tmp_path)
    size = write_facts(SparkSession.getActiveSession(), both.local, tmp_path)
    parts = sorted((tmp_path / "quads").iterdir())
    facts = b"".join(lines(both.local))
    assert (b"".join(part.read_bytes() for part in parts), size) == (facts, len(facts))


def test_the_command_builds_on_spark(tmp_path: Path) -> None:
    source = str(HERE / "data" / "toy.txt")
    arguments = ["build", source, "--no-model", "--engine", "spark", "--master", MASTER]
    done = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert kgraph.open(tmp_path / "out").nodes.equals(kgraph.build([source], model=False).nodes)
    assert (tmp_path / "out" / "graph.html").is_file()
    done = CliRunner().invoke(main, ["build", source, "--no-model", "-o", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    left = {path.name for path in (tmp_path / "out").iterdir()}
    assert ("nodes.parquet" in left, left.isdisjoint({"nodes", "edges", "quads"})) == (True, True)


def test_parts_take_the_place_of_a_local_graph(both: SimpleNamespace, tmp_path: Path) -> None:
    kgraph.save(kgraph.link((), both.local.ledger, model=False), tmp_path)
    with replaced(tmp_path) as stage:
        for name in ("nodes", "edges"):
            shutil.copytree(both.folder / name, stage / name)
        write_account(both.local, stage)
        leave_out(stage, "nodes.parquet", "edges.parquet")
    assert kgraph.open(tmp_path).nodes.equals(both.local.nodes)
    kgraph.save(both.local, tmp_path)
    assert not (tmp_path / "nodes").exists()
    assert kgraph.open(tmp_path).edges.equals(both.local.edges)


@pytest.mark.shared_data
def test_five_thousand_papers_of_the_anthology(
    both: SimpleNamespace, shared_data: Path, tmp_path: Path
) -> None:
    from kgraph.cluster import build_on_spark

    volumes = sorted((shared_data / "acl" / "xml").glob("P[01]*.xml"))
    local = kgraph.build(volumes, model=False)
    assert local.ledger.total.kept > 5_000
    spread = build_on_spark(volumes, tmp_path, Choices(model=False), master=MASTER)
    for name in ("nodes", "edges", "scores", "communities"):
        assert getattr(spread, name).equals(getattr(local, name)), name
    assert (spread.ledger, spread.run) == (local.ledger, local.run)


def test_without_pyspark_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from kgraph.cluster.session import open_session

    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(KgraphError, match="needs PySpark: install it with"):
        open_session(MASTER)


def test_a_master_is_for_spark() -> None:
    done = CliRunner().invoke(main, ["build", "x.txt", "--master", MASTER])
    assert (done.exit_code, "--master is for --engine spark" in done.output) == (2, True)
