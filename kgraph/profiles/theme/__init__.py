"""The profile of a theme."""

from collections.abc import Iterator

from kgraph.graph import Graph
from kgraph.profiles.facts import link_address, say_leads, version
from kgraph.profiles.panel import Profile, Value
from kgraph.profiles.theme.content import show_keywords, show_people, show_related, show_scheme
from kgraph.profiles.theme.heritage import (
    show_arrivals,
    show_lineage,
    show_main_path,
    show_sources,
    show_successors,
)
from kgraph.profiles.theme.own import Own
from kgraph.profiles.theme.works import show_first, show_papers, show_standing, show_years

_PANELS = (
    show_years, show_first, show_people, show_keywords, show_scheme, show_related, show_lineage,
    show_arrivals, show_sources, show_successors, show_main_path, show_standing, show_papers,
)  # fmt: skip


def profile_theme(graph: Graph, theme: str) -> Profile:
    """Compute the profile of a theme, by id; `library.find_node` finds the id of a label.

    Raises `KeyError` if there is no such theme.

    >>> profile_theme(graph, "theme:reward").name  # doctest: +SKIP
    'Reward modeling'
    """
    own = Own(graph, theme)
    panels = tuple(show(own) for show in _PANELS)
    return Profile("theme", theme, own.name, tuple(_facts(own)), say_leads(panels), panels, version(graph))


def _facts(own: Own) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "definition", (own.row["definition"] or "the scheme gives none",)
    if own.row["names"]:
        yield "also called", tuple(own.row["names"])
    if own.above:
        yield "within", tuple(own.nodes[theme] for theme in own.above)
    if own.row["iri"]:
        yield "in the scheme", (link_address(own.row["iri"]),)
