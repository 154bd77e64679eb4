"""The store beside a graph: filled once, opened by many, filled anew when the graph has changed."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import kgraph
from kgraph import store
from kgraph.errors import GraphError
from kgraph.quads import quads
from kgraph.storage import save
from tests.conftest import rebased


def facts(engine: store.Engine) -> set[ox.Quad]:
    return set(engine.store.quads_for_pattern(None, None, None, None))


def test_the_store_holds_the_facts(toy: kgraph.Graph, tmp_path: Path) -> None:
    save(toy, tmp_path)
    assert not store.is_filled(tmp_path)
    engine = store.open_engine(tmp_path)
    assert not store.is_filled(tmp_path)
    assert facts(engine) == set(quads(toy)) == facts(store.engine_of(toy))
    assert engine.nodes.collect().equals(toy.nodes)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".kgraph-lock", "build.json", "communities.parquet", "edges.parquet", "ledger.json", "nodes.parquet",
        "rejected.jsonl", "scores.parquet", "store",
    ]  # fmt: skip


def test_it_is_filled_once(toy: kgraph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(toy, tmp_path)
    first = facts(store.open_engine(tmp_path))
    assert store.is_filled(tmp_path)
    monkeypatch.setattr(store, "fill", None)
    assert facts(store.open_engine(tmp_path)) == first
    assert facts(store.open_filled(tmp_path)) == first


def test_it_is_filled_anew_for_another_graph_or_base(
    toy: kgraph.Graph, tiny: kgraph.Graph, tmp_path: Path
) -> None:
    save(toy, tmp_path)
    before = store.open_engine(tmp_path)
    assert facts(before) == set(quads(toy))
    assert before.is_current()
    save(tiny, tmp_path)
    assert not before.is_current()
    assert not store.is_filled(tmp_path)
    assert facts(store.open_engine(tmp_path)) == set(quads(tiny))
    # Who has the old one open goes on with what it was.
    assert kgraph.query(before, "ASK { ?s ?p ?o }").rows == (("true",),)
    elsewhere = rebased(tiny, "https://example.org/")
    save(elsewhere, tmp_path)
    assert facts(store.open_engine(tmp_path)) == set(quads(elsewhere))


def test_a_half_filled_store_is_not_taken_for_a_full_one(toy: kgraph.Graph, tmp_path: Path) -> None:
    save(toy, tmp_path)
    half = ox.Store(str(tmp_path / "store"))
    half.add(next(quads(toy)))
    half.flush()
    del half
    assert facts(store.open_engine(tmp_path)) == set(quads(toy))


def test_a_folder_that_cannot_be_written(
    toy: kgraph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(toy, tmp_path)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError("read-only")

    monkeypatch.setattr(store.tempfile, "mkdtemp", refuse)
    assert facts(store.open_engine(tmp_path)) == set(quads(toy))
    assert not (tmp_path / "store").exists()


def test_no_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds no graph"):
        store.open_engine(tmp_path)


@pytest.mark.parametrize("missing", [[], ["communities.parquet"]])
def test_another_format_is_told_before_it_is_read(
    missing: list[str], tiny: kgraph.Graph, tmp_path: Path
) -> None:
    save(tiny, tmp_path)
    store.open_engine(tmp_path)
    build = json.loads((tmp_path / "build.json").read_text("utf-8"))
    (tmp_path / "build.json").write_text(json.dumps({**build, "format": 0}), "utf-8")
    for name in missing:
        (tmp_path / name).unlink()
    for ask in (store.open_engine, store.is_filled):
        with pytest.raises(GraphError, match="another version of kgraph: build it again"):
            ask(tmp_path)


def test_a_table_that_is_missing_is_told(tiny: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    (tmp_path / "scores.parquet").unlink()
    with pytest.raises(GraphError, match=r"damaged \(it has no scores.parquet\): build it again"):
        store.is_filled(tmp_path)


def test_the_last_graph_is_kept_in_memory(toy: kgraph.Graph, tiny: kgraph.Graph) -> None:
    engine = store.engine_of(toy)
    assert store.engine_of(toy) is engine
    assert store.engine_of(tiny) is not engine
    assert store.engine_of(toy) is not engine


def test_disk_and_memory_answer_alike(toy: kgraph.Graph, tmp_path: Path) -> None:
    save(toy, tmp_path)
    for text in ("people-of-theme", "coauthors", "rising-keywords"):
        given = {"people-of-theme": {"theme": toy.of_kind(kgraph.Kind.THEME)["id"][0]},
                 "coauthors": {"person": toy.of_kind(kgraph.Kind.PERSON)["id"][0]}}.get(text, {})  # fmt: skip
        assert kgraph.query(store.open_engine(tmp_path), text, **given) == kgraph.query(toy, text, **given)
