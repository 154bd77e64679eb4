"""The processes that answer: one that needs too much memory is ended, and the next question is answered."""

import asyncio
import sys
from pathlib import Path

import pytest

from kgraph.server.workers import Bounds, Question, TooCostlyError, Workers
from kgraph.store import store_path

# Every combination of three facts is kept, to see whether it is new.
GREEDY = "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its memory")
def test_a_query_that_needs_too_much_memory_is_ended(folder: Path) -> None:
    async def ask_both() -> None:
        store_path(folder)
        workers = Workers(folder, Bounds(seconds=120, memory=700 << 20, workers=1))
        try:
            with pytest.raises(TooCostlyError, match="needs more than 700 MB of memory"):
                await workers.ask(Question(GREEDY))
            answer = await workers.ask(Question("ASK { ?s ?p ?o }"))
            assert answer.content == b'{"head":{},"boolean":true}'
        finally:
            workers.close()

    asyncio.run(ask_both())
