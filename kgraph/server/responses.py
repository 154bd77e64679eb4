"""What every answer has in common: headers that keep a page to itself, and refusals in words."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kgraph.errors import BusyError
from kgraph.server.negotiation import prefers_html
from kgraph.server.pages import render_problem
from kgraph.server.protocol import CORS

# The pages load what this server gives and nothing else; no page of another site may frame them.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
PAGE_HEADERS = {**HEADERS, "Content-Security-Policy": _POLICY}


def respond_page(content: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A page as a response; which of page and data it is depends on `Accept`."""
    strict = {**PAGE_HEADERS, "Vary": "Accept"}
    return HTMLResponse(content, status, {**strict, **(headers or {})})


def respond_json(value: Any, status: int = 200) -> Response:
    """A value as JSON, as the command line prints it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    headers = {**HEADERS, **CORS, "Vary": "Accept"}
    return Response(text, status, headers, media_type="application/json")


def wants_page(request: Request) -> bool:
    """Whether a request would rather have a page than data; `format` asks for data whatever it accepts."""
    is_data = request.query_params.get("format", "")
    return not is_data and prefers_html(request.headers.get("accept", "*/*"))


def refuse(request: Request, error: Exception) -> Response:
    """A refusal in words: a page for people, plain text for programs."""
    if isinstance(error, BusyError):
        error = HTTPException(503, str(error), {"Retry-After": "1"})
    if not isinstance(error, HTTPException):
        raise error
    headers = {**CORS, **(error.headers or {})}
    if prefers_html(request.headers.get("accept", "*/*")):
        page = render_problem(request.app.state.site.frame(), error.status_code, error.detail)
        return respond_page(page, error.status_code, headers)
    return PlainTextResponse(error.detail + "\n", error.status_code, headers)
