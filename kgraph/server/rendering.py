"""How the pages are written: the templates, what stands around each page, and where a node has its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, PackageLoader

from kgraph.iris import node_iri
from kgraph.markup import html_environment
from kgraph.profiles.render import add_panel_filters

# The pages that a build leaves beside the graph, and what they are called.
VIEWS = {"graph.html": "the interactive page", "report.html": "the report"}
PLURALS = {
    "keyword": "keywords", "organization": "organizations", "paper": "papers", "person": "people",
    "theme": "themes",
}  # fmt: skip
_STATIC = {"style.css": "text/css", "query.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the views that the build left, a notice, and the words in the search box."""

    views: Sequence[str] = ()
    notice: str = ""
    query: str = ""


def render(template: str, frame: Frame, **values: Any) -> str:
    """Render a template of the server; titles and names are escaped."""
    return str(_ENVIRONMENT.get_template(template).render(frame=frame, **values))


def local_path(name: str, base: str) -> str:
    """Where this server tells of an IRI; empty for one from elsewhere."""
    if not name.startswith(base):
        return ""
    local, hash_, fragment = name.removeprefix(base).partition("#")
    return "/" + quote(local, safe="/-._~:()%") + (f"#{quote(fragment)}" if hash_ else "")


def node_path(identifier: str) -> str:
    """Where this server tells of a node.

    >>> node_path("paper:a b/c"), node_path("person:łucja")
    ('/paper/a%20b/c', '/person/%C5%82ucja')
    """
    return local_path(node_iri(identifier, _LOCAL), _LOCAL)


# Any base will do to find the path behind it.
_LOCAL = "local:"


def static_file(name: str) -> tuple[bytes, str] | None:
    """A style sheet or script of these pages, with its media type."""
    if name not in _STATIC:
        return None
    return (files("kgraph") / "templates" / "server" / name).read_bytes(), _STATIC[name]


def add_filters(**filters: Callable[..., Any]) -> None:
    """Give the templates functions, by the names that they call them."""
    _ENVIRONMENT.filters |= filters


def add_tests(**tests: Callable[..., bool]) -> None:
    """Give the templates tests of values, by the names that they call them."""
    _ENVIRONMENT.tests |= tests


_ENVIRONMENT = html_environment()
# A template of the server goes before one of its name that a file is written with.
_ENVIRONMENT.loader = ChoiceLoader([PackageLoader("kgraph", "templates/server"), PackageLoader("kgraph")])
add_panel_filters(_ENVIRONMENT)
_ENVIRONMENT.filters["path"] = node_path
_ENVIRONMENT.globals["PLURALS"] = PLURALS
