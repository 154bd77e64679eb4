"""The search for names, as a page and as JSON."""

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kgraph.server.rendering import PLURALS, render
from kgraph.server.responses import respond_json, respond_page, wants_page
from kgraph.server.site import Site

# Nodes of each kind on a page of all kinds, and of one kind; and of a JSON answer unless `limit` says less.
_OF_EACH = 20
_OF_ONE = 200
_LONGEST = 500


async def show_search(request: Request) -> Response:
    """The nodes that `q` names; `kind` keeps to one kind, and `limit` to so many of a JSON answer."""
    site: Site = request.app.state.site
    opened = await site.current()
    query = request.query_params.get("q", "").strip()[:_LONGEST]
    kinds = [kind for kind in request.query_params.getlist("kind") if kind in PLURALS]
    if not wants_page(request):
        asked = request.query_params.get("limit", "")
        limit = min(int(asked), _OF_ONE) if asked.isascii() and asked.isdigit() else _OF_EACH
        total, found = await run_in_threadpool(lambda: opened.finder.find(query, limit, kinds))
        return respond_json({"total": total, "results": [asdict(one) for one in found]})
    most = _OF_ONE if len(kinds) == 1 else _OF_EACH
    groups = await run_in_threadpool(lambda: opened.finder.find_by_kind(query, most, kinds))
    total = sum(number for number, _ in groups.values())
    page = render(
        "search.html", site.frame(query), groups=groups, total=total, only=kinds[0] if len(kinds) == 1 else ""
    )
    return respond_page(page)
