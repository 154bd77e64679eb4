"""The graph that the routes share: kept while it is the same, replaced when a build replaced it."""

import asyncio
from pathlib import Path

import pytest

import kgraph
from kgraph.server import site as module
from kgraph.server.site import Opened, Site
from kgraph.server.workers import Bounds, Question
from kgraph.storage import save


def test_a_profile_is_kept_and_the_oldest_goes(
    tiny: kgraph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    save(tiny, tmp_path)
    opened = Opened(tmp_path, Bounds())
    first, second = opened.profile("paper:old"), opened.profile("paper:new")
    assert opened.profile("paper:old") is first
    opened.profile("paper:lone")
    assert opened.profile("paper:old") is first
    assert opened.profile("paper:new") is not second
    assert opened.profile("paper:new") == second


def test_until_a_new_graph_is_open_the_old_one_is_shown_and_that_is_said(
    tiny: kgraph.Graph, toy: kgraph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tiny, tmp_path)
    site = Site(tmp_path, Bounds(workers=1))

    async def build_anew() -> None:
        monkeypatch.setattr(module, "PATIENCE", 0.0)
        old = await site.current()
        assert await site.current() is old
        save(toy, tmp_path)
        assert await site.current() is old
        assert site.frame().notice.startswith("The graph was built anew and is being opened")
        monkeypatch.setattr(module, "PATIENCE", 60.0)
        new = await site.current()
        assert new.graph.nodes.equals(toy.nodes)
        assert site.frame().notice == ""
        # A query that was on its way when the graph was replaced is answered.
        answer = await old.workers.ask(Question("ASK { person:bo-ek ?p ?o }"))
        assert b"boolean" in answer.content

    asyncio.run(build_anew())
    site.close()


def test_tables_that_changed_since_the_facts_were_opened_are_not_read(
    tiny: kgraph.Graph, toy: kgraph.Graph, tmp_path: Path
) -> None:
    save(tiny, tmp_path)
    opened = Opened(tmp_path, Bounds())
    save(toy, tmp_path)
    with pytest.raises(kgraph.KgraphError, match="is being built anew: ask again in a moment"):
        opened.profile("person:bo-ek")
