"""The profile of a person."""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.profiles.facts import link_identifier, say_leads, version
from kgraph.profiles.panel import Profile, Value
from kgraph.profiles.person.company import show_coauthors, show_nearest, show_standing
from kgraph.profiles.person.heritage import show_citations, show_followers, show_forebears
from kgraph.profiles.person.own import Own
from kgraph.profiles.person.works import show_organizations, show_papers, show_themes
from kgraph.profiles.topics import show_keywords, show_years
from kgraph.vocabulary import Kind

# Namesakes that are named before the rest is only counted.
_NAMESAKES = 5

_PANELS = (
    show_papers, show_years, show_standing, show_coauthors, show_themes, show_keywords, show_organizations,
    show_forebears, show_followers, show_citations, show_nearest,
)  # fmt: skip


def profile_person(graph: Graph, person: str) -> Profile:
    """Compute the profile of a person, by id; `library.find_node` finds the id of a name.

    Raises `KeyError` if there is no such person.

    >>> profile_person(graph, "person:ann-lee").name  # doctest: +SKIP
    'Ann Lee'
    """
    own = Own(graph, person)
    panels = tuple(show(own) for show in _PANELS)
    return Profile("person", person, own.name, tuple(_facts(own)), say_leads(panels), panels, version(graph))


def _facts(own: Own) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "printed as", tuple(own.row["names"] or (own.name,))
    if own.row["reason"]:
        yield "held to be one because", (own.row["reason"],)
    if own.row["identifiers"]:
        yield "identifiers", tuple(map(link_identifier, own.row["identifiers"]))
    if namesakes := _namesakes(own):
        yield "may be confused with", namesakes


def _namesakes(own: Own) -> tuple[Value, ...]:
    """Who has the same last name and first letter, as the query `namesakes` finds them."""
    last = pl.col("label").str.replace("^.* ", "")
    same = (last == own.name.rpartition(" ")[2]) & pl.col("label").str.starts_with(own.name[:1])
    others = own.graph.of_kind(Kind.PERSON).filter(same & (pl.col("id") != own.id)).sort("label", "id")
    shown = tuple(own.nodes[one] for one in others["id"].head(_NAMESAKES))
    return (*shown, f"and {others.height - _NAMESAKES} more") if others.height > _NAMESAKES else shown
