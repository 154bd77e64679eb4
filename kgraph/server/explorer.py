"""The live explorer: the page of the graph, fed part by part.

The graph is opened at the first request, in a thread, and put in order (`kgraph.page.build_index`): half a
gigabyte and five seconds for 100,000 papers that a server asked for SPARQL alone does not spend.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from kgraph.graph import Graph
from kgraph.page import Index, build_index, describe
from kgraph.page.document import render_live
from kgraph.server.bodies import Body, encode, encode_json

# The graph, its index and its page are made in threads of their own, the latter two from the first.
_MAKERS = 3


class Explorer:
    """What the explorer gives of one graph, each part made once, when it is first asked for."""

    def __init__(self, load: Callable[[], Graph]) -> None:
        self._load = load
        self._makers = ThreadPoolExecutor(_MAKERS, "explorer")

    @cached_property
    def _graph(self) -> Future[Graph]:
        return self._makers.submit(self._load)

    @cached_property
    def page(self) -> Future[Body]:
        """The page, without a node in it."""
        graph = self._graph
        return self._makers.submit(lambda: encode(render_live(graph.result()), "text/html"))

    @cached_property
    def index(self) -> Future[Index]:
        """The edges at each node."""
        graph = self._graph
        return self._makers.submit(lambda: build_index(graph.result()))

    @cached_property
    def whole(self) -> Future[Body]:
        """The most central part of the graph, with its views, as JSON."""
        graph = self._graph
        return self._makers.submit(lambda: encode_json(describe(graph.result())))

    def close(self) -> None:
        """End the threads, what is being made in them to its end."""
        self._makers.shutdown(wait=False, cancel_futures=True)
