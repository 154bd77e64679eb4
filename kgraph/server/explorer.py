"""The live explorer: the page of the graph, fed part by part.

The graph is opened at the first request, in a thread, and put in order (`kgraph.page.build_index`): half a
gigabyte and five seconds for 100,000 papers that a server asked for SPARQL alone does not spend.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.page import Index, build_index, describe, describe_link, describe_neighbours
from kgraph.page.document import LIVE_SCRIPT, LIVE_STYLE, as_json, render_live, script, style
from kgraph.server.bodies import Body, encode, encode_json, send
from kgraph.vocabulary import Relation

# The graph, its index and its page are made in threads of their own, the latter two from the first.
_MAKERS = 3
_MAX_OFFSET = 10_000_000

T = TypeVar("T")


def explorer_routes(load: Callable[[], Graph], headers: Mapping[str, str]) -> list[Route]:
    """The routes of the explorer of the graph that `load` opens; its page is sent with `headers`.

    `/explore` is the page, `/explore/graph` the most central part of the graph with its views,
    `/explore/around?node=ID[&relation=NAME][&side=0|1][&offset=N]` a node with its neighbours and
    `/explore/link?one=ID&other=ID` what links two nodes, all three as JSON. What is refused has a status code
    and `{"error": reason}`.
    """
    explorer = _Explorer(load, headers)
    return [
        Route("/explore", explorer.page),
        Route("/explore/graph", explorer.graph),
        Route("/explore/around", explorer.around),
        Route("/explore/link", explorer.link),
        Route(LIVE_SCRIPT, explorer.script),
        Route(LIVE_STYLE, explorer.style),
    ]


class _Explorer:
    """What the routes share, made once when it is first asked for."""

    def __init__(self, load: Callable[[], Graph], headers: Mapping[str, str]) -> None:
        self._load, self._headers = load, headers
        self._makers = ThreadPoolExecutor(_MAKERS, "explorer")

    @cached_property
    def _graph(self) -> Future[Graph]:
        return self._makers.submit(self._load)

    @cached_property
    def _page(self) -> Future[Body]:
        graph = self._graph
        return self._makers.submit(lambda: encode(render_live(graph.result()), "text/html"))

    @cached_property
    def _index(self) -> Future[Index]:
        graph = self._graph
        return self._makers.submit(lambda: build_index(graph.result()))

    @cached_property
    def _whole(self) -> Future[Body]:
        graph = self._graph
        return self._makers.submit(lambda: encode_json(describe(graph.result())))

    @cached_property
    def _script(self) -> Body:
        return encode(script(), "text/javascript")

    @cached_property
    def _style(self) -> Body:
        return encode(style(), "text/css")

    async def page(self, request: Request) -> Response:
        return send(request, await _wait(self._page), self._headers)

    async def graph(self, request: Request) -> Response:
        try:
            _read(request)
        except ValueError as error:
            return _refuse(400, error)
        whole = await _wait(self._whole)
        # Who sees the graph will take a step from it, and finds the index made or begun.
        self._index  # noqa: B018
        return send(request, whole)

    async def around(self, request: Request) -> Response:
        try:
            given = _read(request, "node", "relation", "side", "offset")
            node = _required(given, "node")
            relation = _one_of(given, "relation", {relation.value: relation for relation in Relation})
            side = _one_of(given, "side", {"0": 0, "1": 1})
            offset = _number(given, "offset")
        except ValueError as error:
            return _refuse(400, error)
        return await self._answer(
            request, lambda index: describe_neighbours(index, node, relation, side, offset)
        )

    async def link(self, request: Request) -> Response:
        try:
            given = _read(request, "one", "other")
            one, other = _required(given, "one"), _required(given, "other")
            if one == other:
                raise ValueError("'one' and 'other' are the same node: name two")
        except ValueError as error:
            return _refuse(400, error)
        return await self._answer(request, lambda index: describe_link(index, one, other))

    async def script(self, request: Request) -> Response:
        return send(request, self._script)

    async def style(self, request: Request) -> Response:
        return send(request, self._style)

    async def _answer(self, request: Request, describe_part: Callable[[Index], Any]) -> Response:
        index = await _wait(self._index)
        try:
            body = await run_in_threadpool(lambda: encode_json(describe_part(index)))
        except UnknownNameError as error:
            return _refuse(404, error)
        return send(request, body)


def _refuse(status: int, error: Exception) -> Response:
    return Response(as_json({"error": str(error)}), status, media_type="application/json")


async def _wait(made: Future[T]) -> T:
    # Shielded: whoever goes away before it is made does not end it for others.
    return await asyncio.shield(asyncio.wrap_future(made))


def _read(request: Request, *names: str) -> dict[str, str]:
    """The parameters of a request, each at most once. Raises `ValueError` for another one."""
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name not in names:
            known = f"choose of {', '.join(names)}" if names else "this address takes none"
            raise ValueError(f"there is no parameter {name!r}: {known}")
        if name in given:
            raise ValueError(f"the parameter {name!r} is given twice")
        given[name] = value
    return given


def _required(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise ValueError(f"the parameter {name!r} is missing: give the id of a node")
    return given[name]


def _one_of(given: Mapping[str, str], name: str, choices: Mapping[str, T]) -> T | None:
    if name not in given:
        return None
    if given[name] not in choices:
        raise ValueError(f"{name!r} cannot be {given[name]!r}: choose one of {', '.join(choices)}")
    return choices[given[name]]


def _number(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "0")
    if not (text.isascii() and text.isdigit() and int(text) <= _MAX_OFFSET):
        raise ValueError(f"{name!r} is a whole number from 0 to {_MAX_OFFSET}, not {text!r}")
    return int(text)
