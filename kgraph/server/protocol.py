"""The SPARQL 1.1 Protocol for queries: what a request asks, and how an answer or a refusal looks.

https://www.w3.org/TR/sparql11-protocol/. Updates are refused: the graph is read-only.
"""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kgraph.results import Written
from kgraph.server.workers import Bounds, Question

FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
# More than any query that a person or a program writes; a longer one is refused unread.
MAX_BODY = 1 << 20
# Every answer may be read by pages from elsewhere: there is nothing here that a request could change.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Kgraph-Cut, Kgraph-Rows, Kgraph-Limits",
}


async def read_question(request: Request) -> Question | None:
    """What a request asks, or None if it has no query at all.

    Raises `HTTPException` 400 for a malformed request, 403 for an update, 413 for one that is too long and
    415 for a body of another type.
    """
    fields = _fields(request.url.query)
    if request.method == "POST":
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request)
        match media_type:
            case "application/x-www-form-urlencoded":
                fields += _fields(body)
            case "application/sparql-query":
                fields.append(("query", body))
            case "application/sparql-update":
                fields.append(("update", body))
            case _:
                raise HTTPException(
                    415, f"send a query as {FORM} or {QUERY}, not as {media_type or 'nothing'}"
                )
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise HTTPException(403, "this endpoint is read-only: updates are refused")
    queries = values.get("query", [])
    if len(queries) > 1:
        raise HTTPException(400, f"one request asks one query, not {len(queries)}")
    if not queries or not queries[0].strip():
        if request.method == "POST" or queries:
            raise HTTPException(
                400, "the request has no query: send it as the parameter `query` or as the body"
            )
        return None
    return Question(
        queries[0],
        tuple(values.get("default-graph-uri", ())),
        tuple(values.get("named-graph-uri", ())),
        request.headers.get("accept", "*/*"),
        next((value for name in ("format", "output", "results") for value in values.get(name, ())), ""),
    )


def respond(answer: Written, bounds: Bounds) -> Response:
    """An answer as a response; headers say how many rows it has, what the limits are, and if one cut it."""
    limits = f"rows={bounds.rows}, characters={bounds.size}, seconds={bounds.seconds:g}"
    headers = {**CORS, "Kgraph-Rows": str(answer.rows), "Kgraph-Limits": limits, "Vary": "Accept"}
    if answer.cut:
        headers["Kgraph-Cut"] = answer.cut
    return Response(answer.content, media_type=answer.media_type, headers=headers)


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise HTTPException(400, f"the parameters are not UTF-8 in percent-encoding: {error}") from None


async def _body(request: Request) -> str:
    charset = _charset(request.headers.get("content-type", ""))
    if charset not in ("", "utf-8", "utf8"):
        raise HTTPException(415, f"a query is sent as UTF-8, not as {charset}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413, f"a request may have {MAX_BODY} bytes")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the body is not UTF-8: {error}") from None


def _charset(content_type: str) -> str:
    parameters: Sequence[str] = content_type.split(";")[1:]
    named = dict(part.strip().lower().partition("=")[::2] for part in parameters)
    return named.get("charset", "").strip('"')
