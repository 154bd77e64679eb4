"""The routes of the server."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kgraph.errors import BusyError
from kgraph.library import library
from kgraph.server.endpoint import ask_by_name, ask_sparql
from kgraph.server.exploring import explorer_routes
from kgraph.server.finding import show_search
from kgraph.server.linking import show_why
from kgraph.server.nodes import show_node
from kgraph.server.pages import render_home
from kgraph.server.rendering import VIEWS, static_file
from kgraph.server.responses import HEADERS, refuse, respond_page
from kgraph.server.site import Site
from kgraph.server.workers import Bounds
from kgraph.vocabulary import Kind

_LOCAL_NAMES = ["127.0.0.1", "localhost", "[::1]"]
# The tables that the report links to, in a folder beside it.
_TABLE = re.compile(r"[a-z0-9-]+\.csv")
# Nodes of each kind that the front page begins with.
_FIRST = 5


def create_app(directory: str | Path, bounds: Bounds | None = None) -> Starlette:
    """The server of the graph in a folder, as an ASGI application; its processes live as long as it runs.

    Routes find the graph by `request.app.state.site`. Raises `GraphError` if the folder holds no graph, or
    the store beside it cannot be written.
    """
    site = Site(Path(directory), bounds or Bounds())
    kinds = (*(kind.value for kind in Kind), "community", "scheme", "graph")
    app = Starlette(
        routes=[
            Route("/", _show_home),
            Route("/search", show_search),
            Route("/why", show_why),
            Route("/sparql", ask_sparql, methods=["GET", "POST", "OPTIONS"]),
            Route("/queries/{name}", ask_by_name),
            *explorer_routes(),
            Route("/static/{name}", _give_static),
            Route("/views/{name}", _show_view),
            Route("/views/report/{name}", _give_table),
            *(Route(f"/{kind}/{{local:path}}", show_node) for kind in kinds),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=_LOCAL_NAMES)],
        exception_handlers={HTTPException: refuse, BusyError: refuse},
        lifespan=_run,
    )
    app.state.site = site
    return app


@asynccontextmanager
async def _run(app: Starlette) -> AsyncIterator[None]:
    yield
    app.state.site.close()


async def _show_home(request: Request) -> Response:
    site: Site = request.app.state.site
    opened = await site.current()
    first = await run_in_threadpool(lambda: opened.finder.list_first(_FIRST))
    return respond_page(render_home(site.frame(), opened.counts, first, list(library().values())))


async def _give_static(request: Request) -> Response:
    found = static_file(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "there is no such file")
    return Response(found[0], media_type=found[1], headers=HEADERS)


async def _show_view(request: Request) -> Response:
    """A page that the build left. It says in its own head what it may load: nothing."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    path = site.directory / name
    if name not in VIEWS or not path.is_file():
        raise HTTPException(404, "the build left no such page: `kgraph view` and `kgraph report` write them")
    return HTMLResponse(path.read_bytes(), headers=HEADERS)


async def _give_table(request: Request) -> Response:
    """A table of the report, as CSV."""
    site: Site = request.app.state.site
    name = request.path_params["name"]
    path = site.directory / "report" / name
    if not _TABLE.fullmatch(name) or not path.is_file():
        raise HTTPException(404, "the report has no such table: `kgraph report` writes them")
    return Response(path.read_bytes(), media_type="text/csv; charset=utf-8", headers=HEADERS)
