"""Profiles: one page about a person, theme, paper or organization, as values, HTML, Markdown and JSON."""

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.kept import labels
from kgraph.profiles.organization import profile_organization
from kgraph.profiles.panel import Command, Link, Named, Node, Panel, Passage, Profile
from kgraph.profiles.paper import profile_paper
from kgraph.profiles.person import profile_person
from kgraph.profiles.render import file_name, render_html, render_json, render_markdown
from kgraph.profiles.theme import profile_theme

__all__ = [
    "PROFILED", "Command", "Link", "Named", "Node", "Panel", "Passage", "Profile", "compute_profile",
    "file_name", "profile_organization", "profile_paper", "profile_person", "profile_theme", "render_html",
    "render_json", "render_markdown",
]  # fmt: skip

_OF_KIND = {
    "paper": profile_paper,
    "person": profile_person,
    "theme": profile_theme,
    "organization": profile_organization,
}
# The kinds of node that have a profile.
PROFILED = tuple(_OF_KIND)


def compute_profile(graph: Graph, node: str) -> Profile:
    """Compute the profile of a node of a kind in `PROFILED`, by id; `library.find_node` finds it by name.

    Raises `UnknownNameError` for an id of another kind, or that the graph does not have.

    >>> compute_profile(graph, "person:ann-lee").panels[0].total  # doctest: +SKIP
    2
    """
    kind = node.partition(":")[0]
    if kind not in _OF_KIND:
        raise UnknownNameError(f"there is no profile of {node!r}: give the id of a {', '.join(_OF_KIND)}")
    if node not in labels(graph):
        raise UnknownNameError(f"the graph has no {node!r}: give the id of a node of it")
    return _OF_KIND[kind](graph, node)
