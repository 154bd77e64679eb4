"""Where queries are asked: the SPARQL endpoint, and the named queries with their parameters."""

from collections.abc import Awaitable, Mapping
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kgraph.errors import BusyError, KgraphError, QueryError, UnknownNameError
from kgraph.library import library
from kgraph.results import ROWS, TRIPLES, Format, Written
from kgraph.server import pages
from kgraph.server.description import describe
from kgraph.server.negotiation import choose, prefers_html
from kgraph.server.protocol import CORS, read_question, respond
from kgraph.server.responses import respond_page
from kgraph.server.site import Opened, Site
from kgraph.server.workers import Question, TooCostlyError
from kgraph.sparql import prepare


async def ask_sparql(request: Request) -> Response:
    """The endpoint: an answer, the page to ask from, or what the service is."""
    site: Site = request.app.state.site
    if request.method == "OPTIONS":
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Accept, Content-Type",
        }
        return Response(status_code=204, headers={**CORS, **allowed})
    question = await read_question(request)
    opened = await site.current()
    accept = request.headers.get("accept", "*/*")
    if question is None:
        if prefers_html(accept):
            return respond_page(pages.render_query_page(site.frame(), opened.base, site.bounds))
        return _description(request, opened, accept)
    if prefers_html(accept) and not question.format:
        return await _answer_page(site, opened, question)
    return respond(await _answered(opened.workers.ask(question)), site.bounds)


async def ask_by_name(request: Request) -> Response:
    """A named query with parameters: answered if all are given, else shown with a form for them."""
    site: Site = request.app.state.site
    found = library().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "no query has this name: /sparql lists them all")
    opened = await site.current()
    given = {
        p.name: request.query_params[p.name] for p in found.parameters if request.query_params.get(p.name)
    }
    accept, wanted = request.headers.get("accept", "*/*"), request.query_params.get("format", "")
    as_page = prefers_html(accept) and not wanted
    if as_page and not given and any(parameter.default is None for parameter in found.parameters):
        form = pages.render_query_page(site.frame(), opened.base, site.bounds, text=found.text, named=found)
        return respond_page(form)
    try:
        text = prepare(opened.engine, found.name, given)
    except QueryError as error:
        if not as_page:
            raise HTTPException(400, str(error)) from None
        shown: dict[str, Any] = {"text": found.text, "named": found, "given": given, "problem": str(error)}
        return respond_page(pages.render_query_page(site.frame(), opened.base, site.bounds, **shown), 400)
    question = Question(text, accept=accept, format=wanted)
    if as_page:
        return await _answer_page(site, opened, question, named=found, given=given)
    return respond(await _answered(opened.workers.ask(question)), site.bounds)


def choose_format(accept: str, wanted: str, formats: Mapping[str, Format]) -> str:
    """The format to write, as `negotiation.choose` finds it; raises `HTTPException` 406 if there is none."""
    try:
        return choose(accept, wanted, formats)
    except UnknownNameError as error:
        raise HTTPException(406, str(error)) from None


def _description(request: Request, opened: Opened, accept: str) -> Response:
    found = TRIPLES[choose_format(accept, request.query_params.get("format", ""), TRIPLES)]
    endpoint = str(request.url.replace(query="", fragment=""))
    graphs = [graph.value for graph in opened.engine.store.named_graphs()]
    return Response(
        describe(endpoint, graphs, found), media_type=found.media_type, headers={**CORS, "Vary": "Accept"}
    )


async def _answer_page(site: Site, opened: Opened, question: Question, **shown: Any) -> Response:
    """The query page with the answer, or with what was wrong."""
    asked = replace(question, accept=f"{ROWS['json'].media_type}, {TRIPLES['ttl'].media_type}")
    table, problem, status = None, "", 200
    try:
        table = pages.table_of(await _answered(opened.workers.ask(asked)), opened.base)
    except HTTPException as error:
        problem, status = error.detail, error.status_code
    page = pages.render_query_page(
        site.frame(), opened.base, site.bounds, text=question.text, table=table, problem=problem, **shown
    )
    return respond_page(page, status)


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
