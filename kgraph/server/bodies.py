"""What is sent more than once or is large: text, compressed once, with a tag that tells if it changed."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kgraph.page.document import as_json

# 5 MB of a graph in 0.1 s to 1.5 MB; at the highest level in 0.6 s to 1.2 MB.
_GZIP_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent, plain and compressed."""

    plain: bytes
    compressed: bytes
    media_type: str
    tag: str


def encode(text: str, media_type: str) -> Body:
    """Make a text ready to be sent any number of times."""
    plain = text.encode()
    # Weak, as both encodings have it. It tells what is sent, and so the graph and the code.
    tag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    return Body(plain, gzip.compress(plain, _GZIP_LEVEL, mtime=0), media_type, tag)


def encode_json(value: Any) -> Body:
    """Write a value as JSON, ready to be sent."""
    return encode(as_json(value), "application/json")


def send(request: Request, body: Body, headers: Mapping[str, str] | None = None) -> Response:
    """Answer a request with a body: compressed if it may be, and not at all if the asker has it."""
    # Kept, but asked for again each time: a build may have changed what an address gives.
    sent = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "ETag": body.tag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
        **(headers or {}),
    }
    known = {tag.strip() for tag in request.headers.get("if-none-match", "").split(",")}
    if {"*", body.tag, body.tag.removeprefix("W/")} & known:
        return Response(status_code=304, headers=sent)
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        sent["Content-Encoding"] = "gzip"
        return Response(body.compressed, headers=sent, media_type=body.media_type)
    return Response(body.plain, headers=sent, media_type=body.media_type)


def _takes_gzip(accepted: str) -> bool:
    """Whether a header `Accept-Encoding` names gzip and does not refuse it.

    >>> _takes_gzip("br, gzip;q=0.8"), _takes_gzip("gzip;q=0, br"), _takes_gzip("")
    (True, False, False)
    """
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if name == "gzip":
            return weight.strip("0.") != "" or not weight
    return False
