"""Whom a person writes with, links, and is near to."""

import polars as pl

from kgraph.profiles.brokerage import Brokerage, find_brokerage, read_links, say_brokerage
from kgraph.profiles.nearness import find_nearest, read_interests
from kgraph.profiles.panel import Command, Panel, ask, lay_out
from kgraph.profiles.person.own import Own
from kgraph.profiles.standing import find_standing, lay_out_standing, say_community, say_standing
from kgraph.profiles.tables import topics
from kgraph.wording import counted, listed

# Groups of people whose topics are told, and topics of each.
_GROUPS = 3
_TOPICS = 2


def show_coauthors(own: Own) -> Panel:
    """Co-authors, with the papers written together."""
    others = own.wrote.filter(own.is_own & (pl.col("person") != own.id)).rename({"person": "node"})
    rows = own.list_nodes(others)
    often = sum(papers > 1 for _, papers, *_ in rows)
    more = f", with {often:,} of them more than once" if often else ""
    return lay_out(
        "coauthors",
        "Co-authors",
        ("co-author", "papers", "first", "last"),
        rows,
        sentences=[f"{own.name} wrote with {counted(len(rows), 'person', 'people')}{more}."],
        absent=f"{own.name} wrote with nobody else of the corpus.",
        how="Papers that both wrote, all counted alike, with the dates of the first and the last.",
        commands=[ask("the same rows", "coauthors", person=own.id)],
    )


def show_standing(own: Own) -> Panel:
    """Ranks in the network of co-authors, and what the person holds together there."""
    standings = find_standing(own.graph, own.id, "authors")
    brokerage = find_brokerage(read_links(own.graph), own.id)
    community = say_community(own.graph, own.id, "authors", own.name, "person", "people")
    bonds = say_brokerage(own.name, brokerage, _topics_of_groups(own, brokerage))
    return lay_out_standing(
        own.graph,
        own.id,
        "authors",
        standings,
        "People are linked by the papers that they wrote together, weighted by their number; a paper of more "
        f"than {brokerage.cap} authors links nobody.",
        [*say_standing(standings, "co-authors"), *bonds, *community],
    )


def _topics_of_groups(own: Own, found: Brokerage) -> dict[int, str]:
    """What the first of several groups write about: the topics that most of their papers have, by place."""
    said: dict[int, str] = {}
    if len(found.groups) < 2:
        return said
    for place, group in enumerate(found.groups[:_GROUPS]):
        if len(group) > 1:
            papers = own.wrote.filter(pl.col("person").is_in(list(group)))["paper"].unique()
            about = topics(own.graph).filter(pl.col("paper").is_in(papers.implode()))
            counts = about.group_by("concept").len("papers")
            top = counts.sort("papers", "concept", descending=[True, False]).head(_TOPICS)
            if top.height:
                said[place] = listed([own.nodes.labels[topic] for topic in top["concept"]])
    return said


def show_nearest(own: Own) -> Panel:
    """Who writes about the same without a common paper."""
    near = find_nearest(read_interests(own.graph), own.id)
    labels = own.nodes.labels
    rows = [
        (
            own.nodes[one.person],
            one.cosine,
            one.shared,
            own.nodes.named(", ".join(labels[topic] for topic in one.topics), one.topics),
        )
        for one in near
    ]
    return lay_out(
        "nearest",
        "Nearest people without a common paper",
        ("person", "nearness", "shared topics", "among them"),
        rows,
        absent="Nobody without a common paper writes about the same topics.",
        how="Cosine of two people's themes and shared keywords, as read from the texts, each weighted by "
        "the papers on it and by ln(people / people who write about it): 1 for the same topics, 0 for none.",
        commands=[Command("what links the first", "why", (own.id, one.person)) for one in near[:1]],
    )
