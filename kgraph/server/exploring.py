"""The routes of the live explorer: the page of the graph, fed part by part.

`/explore` is the page, `/explore/graph` the most central part of the graph with its views,
`/explore/around?node=ID[&relation=NAME][&side=0|1][&offset=N]` a node with its neighbours and
`/explore/link?one=ID&other=ID` what links two nodes, all three as JSON. What is refused has a status code
and `{"error": reason}`.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import cache
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kgraph.errors import GraphError, UnknownNameError
from kgraph.page import Index, describe_link, describe_neighbours
from kgraph.page.document import LIVE_SCRIPT, LIVE_STYLE, as_json, script, style
from kgraph.server.bodies import Body, encode, encode_json, send
from kgraph.server.explorer import Explorer
from kgraph.server.responses import PAGE_HEADERS
from kgraph.server.site import Site
from kgraph.vocabulary import Relation

_MAX_OFFSET = 10_000_000

T = TypeVar("T")


def explorer_routes() -> list[Route]:
    """The routes; they find the graph by `request.app.state.site`."""
    return [
        Route("/explore", show_page),
        Route("/explore/graph", give_graph),
        Route("/explore/around", give_around),
        Route("/explore/link", give_link),
        Route(LIVE_SCRIPT, give_script),
        Route(LIVE_STYLE, give_style),
    ]


async def show_page(request: Request) -> Response:
    """The page, which asks for all else."""
    return send(request, await _wait((await _explorer(request)).page), PAGE_HEADERS)


async def give_graph(request: Request) -> Response:
    """The most central part of the graph."""
    try:
        _read(request)
    except ValueError as error:
        return _refuse(400, error)
    explorer = await _explorer(request)
    whole = await _wait(explorer.whole)
    # Who sees the graph will take a step from it, and finds the index made or begun.
    explorer.index  # noqa: B018
    return send(request, whole)


async def give_around(request: Request) -> Response:
    """A node with its neighbours."""
    try:
        given = _read(request, "node", "relation", "side", "offset")
        node = _required(given, "node")
        relation = _one_of(given, "relation", {relation.value: relation for relation in Relation})
        side = _one_of(given, "side", {"0": 0, "1": 1})
        offset = _number(given, "offset")
    except ValueError as error:
        return _refuse(400, error)
    return await _answer(request, lambda index: describe_neighbours(index, node, relation, side, offset))


async def give_link(request: Request) -> Response:
    """What links two nodes."""
    try:
        given = _read(request, "one", "other")
        one, other = _required(given, "one"), _required(given, "other")
        if one == other:
            raise ValueError("'one' and 'other' are the same node: name two")
    except ValueError as error:
        return _refuse(400, error)
    return await _answer(request, lambda index: describe_link(index, one, other))


async def give_script(request: Request) -> Response:
    """The script of the page."""
    return send(request, _encode_script())


async def give_style(request: Request) -> Response:
    """The style of the page."""
    return send(request, _encode_style())


@cache
def _encode_script() -> Body:
    return encode(script(), "text/javascript")


@cache
def _encode_style() -> Body:
    return encode(style(), "text/css")


def _refuse(status: int, error: Exception) -> Response:
    return Response(as_json({"error": str(error)}), status, media_type="application/json")


async def _answer(request: Request, describe_part: Callable[[Index], Any]) -> Response:
    index = await _wait((await _explorer(request)).index)
    try:
        body = await run_in_threadpool(lambda: encode_json(describe_part(index)))
    except UnknownNameError as error:
        return _refuse(404, error)
    return send(request, body)


async def _explorer(request: Request) -> Explorer:
    site: Site = request.app.state.site
    return (await site.current()).explorer


async def _wait(made: Future[T]) -> T:
    # Shielded: whoever goes away before it is made does not end it for others.
    try:
        return await asyncio.shield(asyncio.wrap_future(made))
    except GraphError as error:
        raise HTTPException(503, str(error)) from None


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
