"""Why two nodes are linked: a form for two names, and everything that links what they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kgraph.server.mentions import Piece, mark_names, phrases, quoted_names
from kgraph.server.rendering import Frame, render
from kgraph.server.responses import respond_json, respond_page, wants_page
from kgraph.server.search import Found
from kgraph.server.site import Opened, Site
from kgraph.ties import Tie, Why, why

# Nodes that a name may stand for, and nodes of a tie, that are shown before the rest is only counted.
_CANDIDATES = 15
_SHOWN = 30
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """A name that fits no node or several: the first of `total` that may be meant, each with where to go."""

    name: str
    total: int
    found: Sequence[tuple[Found, str]]


async def show_why(request: Request) -> Response:
    """The form, or the answer as a page or as the JSON of `kgraph why`.

    A name that fits several nodes is answered with 300, as HTTP calls one address of several things, and one
    that fits none with 404; both list what may have been meant.
    """
    site: Site = request.app.state.site
    opened = await site.current()
    one, other = (request.query_params.get(name, "").strip()[:_LONGEST] for name in ("one", "other"))
    as_page = wants_page(request)
    if not (one and other):
        if as_page:
            return respond_page(_render(site.frame(), (one, other)))
        return respond_json({"error": "give two nodes: /why?one=…&other=…"}, 400)
    status, answer, choices, problem = await run_in_threadpool(_ask, opened, one, other)
    if not as_page:
        return respond_json(asdict(answer) if answer else _refusal(problem, choices), status)
    ties, chain = await run_in_threadpool(_mark, opened, answer) if answer else ([], [])
    page = _render(
        site.frame(), (one, other), answer=answer, choices=choices, problem=problem, ties=ties, chain=chain
    )
    return respond_page(page, status)


def _ask(opened: Opened, one: str, other: str) -> tuple[int, Why | None, list[Choice], str]:
    ids, choices = [], []
    for name, place in ((one, "one"), (other, "other")):
        named = opened.finder.name(name, opened.base)
        if len(named) == 1:
            ids.append(named[0].id)
            continue
        total, found = (len(named), named) if named else opened.finder.find(name, _CANDIDATES)
        given = {"one": one, "other": other}
        links = [(each, "/why?" + urlencode({**given, place: each.id})) for each in found[:_CANDIDATES]]
        choices.append(Choice(name, total, links))
    if choices:
        status = 300 if all(choice.total for choice in choices) else 404
        unknown = [choice.name for choice in choices if not choice.total]
        problem = "".join(f"Nothing is called “{name}”. " for name in unknown)
        return status, None, [choice for choice in choices if choice.total], problem
    if ids[0] == ids[1]:
        return 400, None, [], f"Both names stand for {ids[0]}: name two nodes."
    return 200, why(opened.graph, ids[0], ids[1]), [], ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A tie as pieces of its sentences, and the nodes that it leads over and does not name: id and label."""

    text: tuple[Piece, ...]
    details: tuple[tuple[Piece, ...], ...]
    others: tuple[tuple[str, str], ...]
    total: int


def _mark(opened: Opened, answer: Why) -> tuple[list[_Told], list[tuple[Piece, ...]]]:
    """The ties and the chain of an answer with the nodes that they name."""
    ends = opened.finder.labels([answer.one, answer.other])
    lines = [line for tie in answer.ties for line in (tie.text, *tie.details)]
    named = opened.finder.called(quoted_names([*lines, *answer.chain]))
    ties = [_mark_tie(tie, {**ends, **opened.finder.labels(tie.nodes)}, ends, named) for tie in answer.ties]
    return ties, [mark_names(step, named) for step in answer.chain]


def _mark_tie(
    tie: Tie, labels: Mapping[str, str], ends: Mapping[str, str], named: Mapping[str, str]
) -> _Told:
    names = {**named, **phrases(labels)}
    text, *details = (mark_names(line, names) for line in (tie.text, *tie.details))
    told = {piece.node for line in (text, *details) for piece in line} | ends.keys()
    others = [node for node in tie.nodes if node not in told]
    return _Told(text, tuple(details), tuple((node, labels[node]) for node in others[:_SHOWN]), len(others))


def _refusal(problem: str, choices: Sequence[Choice]) -> dict[str, Any]:
    candidates = {choice.name: [asdict(found) for found, _ in choice.found] for choice in choices}
    return {"error": problem.strip() or "a name fits several nodes", "candidates": candidates}


def _render(frame: Frame, given: tuple[str, str], **values: Any) -> str:
    known = {"answer": None, "choices": (), "problem": "", "ties": (), "chain": (), **values}
    return render("why.html", frame, given=given, **known)
