"""The profile of a paper."""

from collections.abc import Iterator

from kgraph.graph import Graph
from kgraph.profiles.facts import link_identifier, say_leads, version
from kgraph.profiles.panel import Profile, Value
from kgraph.profiles.paper.content import show_abstract, show_authors, show_concepts
from kgraph.profiles.paper.heritage import show_citations, show_followers, show_forebears, show_references
from kgraph.profiles.paper.own import Own
from kgraph.profiles.paper.place import show_impact, show_related, show_standing
from kgraph.vocabulary import Relation

_PANELS = (
    show_abstract, show_authors, show_concepts, show_forebears, show_followers, show_references,
    show_citations, show_related, show_standing, show_impact,
)  # fmt: skip


def profile_paper(graph: Graph, paper: str) -> Profile:
    """Compute the profile of a paper, by id; `library.find_node` finds the id of a title.

    Raises `KeyError` if there is no such paper.

    >>> profile_paper(graph, "paper:old").name  # doctest: +SKIP
    'Reward models'
    """
    own = Own(graph, paper)
    panels = tuple(show(own) for show in _PANELS)
    return Profile(
        "paper", paper, own.row["label"], tuple(_facts(own)), say_leads(panels), panels, version(graph)
    )


def _facts(own: Own) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "date", (own.row["date"] or "no source gives one",)
    for name, column in (("venue", "venue"), ("type", "type")):
        if own.row[column]:
            yield name, (own.row[column],)
    known = list(own.row["identifiers"] or ())
    if own.row["doi"] and f"doi:{own.row['doi']}" not in known:
        known.insert(0, f"doi:{own.row['doi']}")
    if known:
        yield "identifiers", tuple(map(link_identifier, known))
    if own.row["categories"]:
        yield "categories", tuple(own.row["categories"])
    if own.row["author_keywords"]:
        yield "keywords of the source", tuple(own.row["author_keywords"])
    if organizations := own.to(Relation.AFFILIATION):
        yield "organizations", tuple(own.nodes[edge["target"]] for edge in organizations)
    yield "read from", (own.row["origin"],)
