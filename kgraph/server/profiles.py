"""A profile as a page of the server: every node a link, every query a link, the years as a figure."""

import re
from pathlib import Path
from threading import Lock
from urllib.parse import urlencode

from kgraph.figures import Timeline, draw_timeline
from kgraph.library import library
from kgraph.profiles import Command, Named, Node, Panel, Profile
from kgraph.server.mentions import Piece, mark_names, phrases
from kgraph.server.rendering import Frame, add_filters, add_tests, node_path, render

# A figure of fewer years says less than its table.
_LEAST_YEARS = 3
# Matplotlib draws one figure at a time.
_drawing = Lock()


def render_profile(frame: Frame, profile: Profile, folder: Path) -> str:
    """Render a profile in the layout of the server; commands without a page of their own ask in `folder`."""
    return render(
        "profile.html",
        frame,
        profile=profile,
        path=node_path(profile.id),
        folder=folder,
        figures=_draw(profile),
    )


def query_address(command: Command) -> str:
    """Where this server answers what a command asks; empty if it is asked on the command line only.

    >>> query_address(Command("the rows", "query", ("coauthors", "--person", "person:a-lee")))
    '/queries/coauthors?person=person%3Aa-lee'
    >>> query_address(Command("the rows", "query", ("ASK {}",)))
    '/sparql?query=ASK+%7B%7D'
    >>> query_address(Command("the rows", "lineage of", ("paper:x",)))
    ''
    """
    if command.name == "why":
        return "/why?" + urlencode(dict(zip(("one", "other"), command.arguments, strict=True)))
    if command.name != "query":
        return ""
    query, *options = command.arguments
    if query not in library():
        return "/sparql?" + urlencode({"query": query})
    given = {name.removeprefix("--"): value for name, value in zip(*[iter(options)] * 2, strict=True)}
    return f"/queries/{query}" + (f"?{urlencode(given)}" if given else "")


def _call(command: Command) -> str:
    """What the link to a command is called."""
    if command.name == "why":
        return "why linked?"
    return command.arguments[0] if command.arguments[0] in library() else "in SPARQL"


def _mark(text: str, panel: Panel | None = None) -> tuple[Piece, ...]:
    """Cut a text where it names nodes: those that it says it names, and those in the rows of its panel."""
    nodes = list(text.nodes) if isinstance(text, Named) else []
    if panel is not None:
        nodes += [value for row in panel.rows for value in row if isinstance(value, Node)]
    return mark_names(text, phrases({node.id: node.label for node in nodes}))


def _draw(profile: Profile) -> dict[str, str]:
    """The papers by year as a figure, where there are years enough. A page may have no style of its own."""
    panel = next((panel for panel in profile.panels if panel.name == "years"), None)
    if panel is None or len(panel.rows) < _LEAST_YEARS:
        return {}
    counts = tuple((int(str(row[0])), int(str(row[1]))) for row in panel.rows)
    with _drawing:
        figure = draw_timeline(Timeline(counts))
    return {"years": re.sub(r' style="[^"]*"', "", figure.svg)} if figure else {}


add_filters(address=query_address, called=_call, marked=_mark)
add_tests(named=lambda value: isinstance(value, Named))
