"""A graph on disk is the graph, and a failed write leaves nothing behind."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import kgraph
from kgraph.errors import GraphError, OutputError
from kgraph.estimates import Estimate
from kgraph.staging import staged, write_atomically
from kgraph.storage import open_graph, read_base, save, scan_graph, table_files, write_graph

FILES = [
    "build.json", "communities.parquet", "edges.parquet", "ledger.json", "nodes.parquet", "rejected.jsonl",
    "scores.parquet",
]  # fmt: skip


def assert_equal(one: kgraph.Graph, other: kgraph.Graph) -> None:
    assert one.nodes.equals(other.nodes)
    assert one.scores.equals(other.scores)
    assert one.edges.equals(other.edges)
    assert one.communities.equals(other.communities)
    assert (one.partitions, one.estimates) == (other.partitions, other.estimates)
    assert (one.ledger, one.run) == (other.ledger, other.run)


def test_round_trip(tiny: kgraph.Graph, tmp_path: Path) -> None:
    sampled = replace(tiny, estimates=(Estimate("papers", "betweenness", 500, 3925, 0.1374, 8),))
    save(sampled, tmp_path / "deep" / "er")
    assert_equal(kgraph.open(tmp_path / "deep" / "er"), sampled)


def test_round_trip_of_the_toy_corpus(toy: kgraph.Graph, tmp_path: Path) -> None:
    save(toy, tmp_path)
    assert_equal(open_graph(tmp_path), toy)


def test_the_same_graph_is_the_same_bytes(tiny: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path / "one")
    save(tiny, tmp_path / "two")
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == [".kgraph-lock", *FILES]
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_ledger_as_json(tiny: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    ledger = json.loads((tmp_path / "ledger.json").read_text("utf-8"))
    assert ledger["total"] == {
        "file": "total",
        "read": 5,
        "kept": 3,
        "merged": 1,
        "rejected": 1,
        "missing": {"abstract": 2, "date": 1, "mentions": 1, "references": 2},
    }
    assert ledger["references"] == {
        "read": 2,
        "matched": {"id": 1},
        "own": 0,
        "ambiguous": 0,
        "outside": 1,
    }
    assert [source["file"] for source in ledger["sources"]] == ["a.txt", "b.txt"]
    [line] = (tmp_path / "rejected.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "origin": {"file": "b.txt", "line": 4},
        "reason": "no title",
        "raw": "CLMay 1, 2020",
    }


def test_no_graph_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no graph: run `kgraph build"):
        open_graph(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_graph_says_what_to_do(tiny: kgraph.Graph, tmp_path: Path, name: str) -> None:
    save(tiny, tmp_path)
    (tmp_path / name).write_bytes(b"garbage")
    with pytest.raises(GraphError, match="build it again"):
        open_graph(tmp_path)


def test_another_format_says_what_to_do(tiny: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    build = json.loads((tmp_path / "build.json").read_text("utf-8"))
    (tmp_path / "build.json").write_text(json.dumps({**build, "format": 0}), "utf-8")
    with pytest.raises(GraphError, match="another version of kgraph"):
        open_graph(tmp_path)


def test_a_failed_write_changes_nothing(tmp_path: Path) -> None:
    write_atomically(tmp_path / "kept.txt", "old")

    def fail() -> None:
        with staged(tmp_path) as stage:
            (stage / "kept.txt").write_text("new", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("kept.txt", "old")]


def test_a_folder_that_is_a_file_cannot_be_written(tiny: kgraph.Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match=r"cannot write to .*choose another folder"):
        save(tiny, tmp_path / "file")


@pytest.mark.parametrize("door", [kgraph.open, scan_graph, table_files, read_base])
def test_who_opens_a_graph_finishes_what_was_broken_off(
    door: Callable[[Path], object], tiny: kgraph.Graph, toy: kgraph.Graph, tmp_path: Path
) -> None:
    save(toy, tmp_path)
    stage = tmp_path / ".kgraph-new-x"
    stage.mkdir()
    write_graph(tiny, stage)
    # One file is in its place, the others are not, and nobody is left to move them.
    (stage / "nodes.parquet").replace(tmp_path / "nodes.parquet")
    (tmp_path / ".kgraph-moving").write_text(stage.name, "utf-8")
    door(tmp_path)
    assert not stage.exists()
    assert_equal(kgraph.open(tmp_path), tiny)
