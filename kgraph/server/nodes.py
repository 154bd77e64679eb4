"""A node under its own address: its profile, all its facts, or these as RDF."""

from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kgraph.errors import UnknownNameError
from kgraph.profiles import PROFILED
from kgraph.quads import node_iri, prefixes
from kgraph.results import TRIPLES, write_triples
from kgraph.server.endpoint import choose_format
from kgraph.server.entities import Entity, find_entity
from kgraph.server.pages import render_entity
from kgraph.server.profiles import render_profile
from kgraph.server.protocol import CORS
from kgraph.server.responses import respond_page, wants_page
from kgraph.server.search import KINDS
from kgraph.server.site import Opened, Site

_UNKNOWN = "the graph has no such node"


async def show_node(request: Request) -> Response:
    """A node as its profile, where its kind has one; with `?view=facts` as a page of all facts; as RDF."""
    site: Site = request.app.state.site
    opened = await site.current()
    kind, _, local = request.url.path.lstrip("/").partition("/")
    node = f"{kind}:{unquote(local)}"
    if wants_page(request):
        if kind in PROFILED and request.query_params.get("view") != "facts":
            return respond_page(await run_in_threadpool(_profile_page, site, opened, node), headers=CORS)
        entity = await run_in_threadpool(_find, opened, node)
        page = await run_in_threadpool(
            render_entity,
            site.frame(),
            opened.engine.store,
            entity,
            opened.base,
            node=node if kind in KINDS else "",
            profiled=kind in PROFILED,
        )
        return respond_page(page, headers=CORS)
    accept, wanted = request.headers.get("accept", "*/*"), request.query_params.get("format", "")
    return await run_in_threadpool(_write, opened, node, choose_format(accept, wanted, TRIPLES))


def _profile_page(site: Site, opened: Opened, node: str) -> str:
    try:
        profile = opened.profile(node)
    except UnknownNameError:
        raise HTTPException(404, _UNKNOWN) from None
    return render_profile(site.frame(), profile, site.directory)


def _find(opened: Opened, node: str) -> Entity:
    entity = find_entity(opened.engine.store, node_iri(node, opened.base))
    if entity is None:
        raise HTTPException(404, _UNKNOWN)
    return entity


def _write(opened: Opened, node: str, name: str) -> Response:
    entity = _find(opened, node)
    headers = {**CORS, "Vary": "Accept"}
    triples = {str(quad.triple) for quad in (*entity.outgoing, *entity.incoming)}
    if entity.more:
        headers["Kgraph-Cut"] = f"cut at {len(entity.incoming)} facts that lead here"
    content = write_triples(triples, name, prefixes(opened.base))
    return Response(content, media_type=TRIPLES[name].media_type, headers=headers)
