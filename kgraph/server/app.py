"""The routes of the server."""

import re
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import polars as pl
import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from kgraph.errors import BusyError, GraphError, KgraphError, QueryError, UnknownNameError
from kgraph.library import library
from kgraph.quads import node_iri, prefixes
from kgraph.results import ROWS, TRIPLES, Format, Written, write_triples
from kgraph.server import pages
from kgraph.server.description import describe
from kgraph.server.entities import find_entity
from kgraph.server.explorer import explorer_routes
from kgraph.server.negotiation import choose, prefers_html
from kgraph.server.protocol import CORS, read_question, respond
from kgraph.server.workers import Bounds, Question, TooCostlyError, Workers
from kgraph.sparql import prepare
from kgraph.storage import graph_files, open_graph, read_base
from kgraph.store import Engine, store_path
from kgraph.vocabulary import Kind

# The pages load what this server gives and nothing else; no page of another site may frame them.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_LOCAL_NAMES = ["127.0.0.1", "localhost", "[::1]"]
# The pages that a build leaves beside the graph, and what they are called.
# The tables that the report links to, in a folder beside it.
_TABLE = re.compile(r"[a-z0-9-]+\.csv")
_VIEWS = {"graph.html": "the interactive page", "report.html": "the report"}


def create_app(directory: str | Path, bounds: Bounds | None = None) -> Starlette:
    """The server of the graph in a folder, as an ASGI application; its processes live as long as it runs.

    Raises `GraphError` if the folder holds no graph, or the store beside it cannot be written.
    """
    try:
        path = store_path(directory)
    except OSError as error:
        raise GraphError(
            f"cannot write {directory}/store ({error}): serve a copy in another folder"
        ) from None
    site = _Site(Path(directory), path, bounds or Bounds())
    kinds = (*(kind.value for kind in Kind), "community", "scheme", "graph")
    return Starlette(
        routes=[
            Route("/", site.home),
            Route("/sparql", site.sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/queries/{name}", site.named_query),
            *explorer_routes(lambda: open_graph(directory), _HEADERS | {"Content-Security-Policy": _POLICY}),
            Route("/static/{name}", site.static),
            Route("/views/{name}", site.view),
            Route("/views/report/{name}", site.table),
            *(Route(f"/{kind}/{{local:path}}", site.entity) for kind in kinds),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_LOCAL_NAMES)],
        exception_handlers={HTTPException: _refuse},
        lifespan=site.running,
    )


class _Site:
    """What the routes share: the facts, the workers, and where the graph lies."""

    def __init__(self, directory: Path, store: Path, bounds: Bounds) -> None:
        nodes = pl.scan_parquet(graph_files(directory)[0])
        self._directory, self._base, self._bounds = directory, read_base(directory), bounds
        self._store = store
        self._engine = Engine(ox.Store.read_only(str(store)), nodes, self._base)
        self._counts = dict(nodes.group_by("kind").len().sort("kind").collect().iter_rows())

    @asynccontextmanager
    async def running(self, _: Starlette) -> AsyncIterator[None]:
        self._workers = Workers(self._store, self._base, self._bounds)
        yield
        self._workers.close()

    def home(self, _: Request) -> Response:
        views = [(name, words) for name, words in _VIEWS.items() if (self._directory / name).is_file()]
        return _page(pages.render_home(self._counts, views, list(library().values())))

    async def sparql(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            allowed = {
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
            }
            return Response(status_code=204, headers={**CORS, **allowed})
        question = await read_question(request)
        accept = request.headers.get("accept", "*/*")
        if question is None:
            if prefers_html(accept):
                return _page(pages.render_query_page(self._base, self._bounds))
            return self._description(request, accept)
        if prefers_html(accept) and not question.format:
            return await self._answer_page(question)
        return respond(await _answered(self._workers.ask(question)), self._bounds)

    async def named_query(self, request: Request) -> Response:
        """A named query with parameters: answered if all are given, else shown with a form for them."""
        found = library().get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "no query has this name: /sparql lists them all")
        given = {
            p.name: request.query_params[p.name] for p in found.parameters if request.query_params.get(p.name)
        }
        accept, wanted = request.headers.get("accept", "*/*"), request.query_params.get("format", "")
        as_page = prefers_html(accept) and not wanted
        if as_page and not given and any(parameter.default is None for parameter in found.parameters):
            return _page(pages.render_query_page(self._base, self._bounds, text=found.text, named=found))
        try:
            text = prepare(self._engine, found.name, given)
        except QueryError as error:
            if not as_page:
                raise HTTPException(400, str(error)) from None
            page = pages.render_query_page(
                self._base, self._bounds, text=found.text, named=found, given=given, problem=str(error)
            )
            return _page(page, 400)
        question = Question(text, accept=accept, format=wanted)
        if as_page:
            return await self._answer_page(question, named=found, given=given)
        return respond(await _answered(self._workers.ask(question)), self._bounds)

    def entity(self, request: Request) -> Response:
        kind, _, local = request.url.path.lstrip("/").partition("/")
        entity = find_entity(self._engine.store, node_iri(f"{kind}:{unquote(local)}", self._base))
        if entity is None:
            raise HTTPException(404, "the graph has no such node")
        headers = {**CORS, "Vary": "Accept"}
        accept, wanted = request.headers.get("accept", "*/*"), request.query_params.get("format", "")
        if prefers_html(accept) and not wanted:
            return _page(pages.render_entity(self._engine.store, entity, self._base), headers=headers)
        name = _chosen(accept, wanted, TRIPLES)
        triples = {str(quad.triple) for quad in (*entity.outgoing, *entity.incoming)}
        if entity.more:
            headers["Kgraph-Cut"] = f"cut at {len(entity.incoming)} facts that lead here"
        content = write_triples(triples, name, prefixes(self._base))
        return Response(content, media_type=TRIPLES[name].media_type, headers=headers)

    def static(self, request: Request) -> Response:
        content = pages.static_file(request.path_params["name"])
        if content is None:
            raise HTTPException(404, "there is no such file")
        media_type = "text/css" if request.path_params["name"].endswith(".css") else "text/javascript"
        return Response(content, media_type=media_type, headers=_HEADERS)

    def view(self, request: Request) -> Response:
        """A page that the build left. It says in its own head what it may load: nothing."""
        name = request.path_params["name"]
        path = self._directory / name
        if name not in _VIEWS or not path.is_file():
            raise HTTPException(
                404, "the build left no such page: `kgraph view` and `kgraph report` write them"
            )
        return HTMLResponse(path.read_bytes(), headers=_HEADERS)

    def table(self, request: Request) -> Response:
        """A table of the report, as CSV."""
        name = request.path_params["name"]
        path = self._directory / "report" / name
        if not _TABLE.fullmatch(name) or not path.is_file():
            raise HTTPException(404, "the report has no such table: `kgraph report` writes them")
        return Response(path.read_bytes(), media_type="text/csv; charset=utf-8", headers=_HEADERS)

    def _description(self, request: Request, accept: str) -> Response:
        found = TRIPLES[_chosen(accept, request.query_params.get("format", ""), TRIPLES)]
        endpoint = str(request.url.replace(query="", fragment=""))
        graphs = [graph.value for graph in self._engine.store.named_graphs()]
        return Response(
            describe(endpoint, graphs, found), media_type=found.media_type, headers={**CORS, "Vary": "Accept"}
        )

    async def _answer_page(self, question: Question, **shown: Any) -> Response:
        """The query page with the answer, or with what was wrong."""
        asked = replace(question, accept=f"{ROWS['json'].media_type}, {TRIPLES['ttl'].media_type}")
        table, problem, status = None, "", 200
        try:
            table = pages.table_of(await _answered(self._workers.ask(asked)), self._base)
        except HTTPException as error:
            problem, status = error.detail, error.status_code
        page = pages.render_query_page(
            self._base, self._bounds, text=question.text, table=table, problem=problem, **shown
        )
        return _page(page, status, headers={"Vary": "Accept"})


async def _answered(asking: Awaitable[Written]) -> Written:
    """Wait for an answer; what goes wrong is told by a status code and a reason."""
    try:
        return await asking
    except TooCostlyError as error:
        raise HTTPException(503, str(error)) from None
    except BusyError as error:
        raise HTTPException(503, str(error), {"Retry-After": "1"}) from None
    except UnknownNameError as error:
        raise HTTPException(406, str(error)) from None
    except KgraphError as error:
        raise HTTPException(400, str(error)) from None


def _chosen(accept: str, wanted: str, formats: Mapping[str, Format]) -> str:
    try:
        return choose(accept, wanted, formats)
    except UnknownNameError as error:
        raise HTTPException(406, str(error)) from None


def _refuse(request: Request, error: Exception) -> Response:
    """A refusal in words: a page for people, plain text for programs."""
    if not isinstance(error, HTTPException):
        raise error
    headers = {**CORS, **(error.headers or {})}
    if prefers_html(request.headers.get("accept", "*/*")):
        return _page(pages.render_problem(error.status_code, error.detail), error.status_code, headers)
    return PlainTextResponse(error.detail + "\n", error.status_code, headers)


def _page(content: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(content, status, {**_HEADERS, "Content-Security-Policy": _POLICY, **(headers or {})})
