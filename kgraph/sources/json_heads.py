"""Looks at the beginning of a JSON text: is it an object a line, what wraps the records, the first?"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

# A record has one of these fields; an object without any may wrap the records in one of the others.
_OWN = frozenset({
    "title", "titles", "display_name", "doi", "id", "paperid", "paper_id", "corpusid", "itemtype",
    "citingpaper", "citedpaper",
})  # fmt: skip
_WRAPPERS = (
    "message", "items", "results", "data", "works", "papers", "recommendedPapers", "resultList", "result",
    "records", "references",
)  # fmt: skip
# So many records of the head are looked at, for the first of a file may lack what tells its format.
_RECORDS = 10

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?P<quote>"?)|[\[\]{},]', re.DOTALL)
_CLOSING = {"[": "]", "{": "}"}
# No record is nested deeper; what is, is looked at no further.
_DEEPEST = 64


@lru_cache(maxsize=2)  # each reader asks for the same head
def head_records(head: str) -> tuple[dict[str, object], ...]:
    """The first records of a text that may be cut anywhere, the last as far as it goes; () if it is no JSON.

    >>> head_records('{"items": [{"DOI": "10.1/2", "title": ["On h')
    ({'DOI': '10.1/2', 'title': []},)
    """
    if not head.lstrip().startswith(("{", "[")):
        return ()
    lines = [line for line in head.split("\n") if line.strip()]
    parts = lines[:_RECORDS] if is_one_a_line(lines[:2]) else [head]
    found = [record for part in parts for record in _unwrap(complete(part))]
    return tuple(found[:_RECORDS])


def is_one_a_line(lines: Sequence[str]) -> bool:
    """Whether the first lines, of which two are enough, are whole objects; one of the two may be broken.

    >>> is_one_a_line(['{"a": "on', '{"a": 2}']), is_one_a_line(['{"items": [', '{"a": 2}'])
    (True, False)
    """
    goes_on = lines[0].rstrip().endswith(("{", "[", ",", ":"))
    return (
        lines[0].lstrip().startswith("{")
        and not goes_on
        and any(isinstance(_load(line), dict) for line in lines)
    )


def wrapper_of(names: Collection[str]) -> str | None:
    """The field of an object that may hold the records, if the object is none itself.

    >>> wrapper_of(["meta", "results"]), wrapper_of(["title", "references"])
    ('results', None)
    """
    if any(name.lower() in _OWN for name in names):
        return None
    return next((name for name in _WRAPPERS if name in names), None)


def complete(text: str) -> object:
    """The value that a text begins with; one that is cut is closed behind its last whole part.

    >>> complete('{"a": [1, {"b": "c, d'), complete("no JSON")
    ({'a': [1, {}]}, None)
    """
    open_brackets: list[str] = []
    end, closing = 0, ""
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign.startswith('"'):
            if not token["quote"]:  # cut inside a text, whose brackets and commas are none
                break
        elif sign in _CLOSING:
            if len(open_brackets) == _DEEPEST:
                break
            open_brackets.append(_CLOSING[sign])
            end, closing = token.end(), "".join(reversed(open_brackets))
        elif sign == ",":
            end, closing = token.start(), "".join(reversed(open_brackets))
        else:
            if open_brackets:
                open_brackets.pop()
            end, closing = token.end(), "".join(reversed(open_brackets))
            if not open_brackets:
                break
    return _load(text[:end] + closing)


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _unwrap(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for element in value[:_RECORDS]:
            yield from _unwrap(element)
    elif isinstance(value, dict):
        wrapper = wrapper_of(value)
        if wrapper and isinstance(value[wrapper], list | dict):
            yield from _unwrap(value[wrapper])
        else:
            yield value
