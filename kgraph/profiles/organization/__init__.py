"""The profile of an organization."""

from collections.abc import Iterator

from kgraph.graph import Graph
from kgraph.profiles.facts import say_leads, version
from kgraph.profiles.organization.heritage import (
    show_citations,
    show_followers,
    show_forebears,
    show_foundations,
    show_inspiring,
)
from kgraph.profiles.organization.own import Own
from kgraph.profiles.organization.works import show_papers, show_partners, show_people, show_themes
from kgraph.profiles.panel import Profile, Value
from kgraph.profiles.topics import show_keywords, show_years
from kgraph.wording import counted, span

_PANELS = (
    show_papers, show_years, show_people, show_partners, show_themes, show_keywords, show_forebears,
    show_followers, show_foundations, show_inspiring, show_citations,
)  # fmt: skip


def profile_organization(graph: Graph, organization: str) -> Profile:
    """Compute the profile of an organization, by id; `library.find_node` finds the id of a name.

    Raises `KeyError` if there is no such organization.

    >>> profile_organization(graph, "organization:delta").name  # doctest: +SKIP
    'delta'
    """
    own = Own(graph, organization)
    panels = tuple(show(own) for show in _PANELS)
    return Profile(
        "organization", organization, own.name, tuple(_facts(own)), say_leads(panels), panels, version(graph)
    )


def _facts(own: Own) -> Iterator[tuple[str, tuple[Value, ...]]]:
    years = own.years["year"].drop_nulls().to_list()
    when = span(min(years, default=None), max(years, default=None))
    yield "papers", (f"{counted(own.papers.len(), 'paper')} of the corpus, {when}",)
    printed = own.printed["person"].n_unique()
    wrote = counted(own.wrote["person"].n_unique(), "person", "people")
    yield "people", (f"{wrote} wrote them; its name is printed with {printed:,} of these",)
