"""Who is who, and who wrote what, when papers are added: people without a new mention stay who they are."""

from pathlib import Path

import polars as pl

from kgraph.adding.records import Gathered
from kgraph.assembly.edges import authorship_edges
from kgraph.assembly.nodes import person_nodes
from kgraph.corrections import Corrections
from kgraph.graph import Graph
from kgraph.people import describe_people, identify_added, places_of
from kgraph.people.kept import GAP, mentions_of, places_from, tabulate_places
from kgraph.vocabulary import Relation

_AT = ("paper", "position")


def lay_people(
    gathered: Gathered, earlier: Graph, corrections: Corrections, folder: Path | None
) -> tuple[pl.DataFrame, pl.DataFrame, tuple[str, ...]]:
    """The nodes of people, the edges from papers to them, and notes on corrections that fit nothing.

    `folder` is where the last whole build kept who was who.
    """
    written = earlier.of_relation(Relation.CREATOR)
    written = written.filter(pl.col("source").is_in(gathered.stays.implode()))
    read = tabulate_places(places_of(gathered.papers))
    places = pl.concat([_places_in(written), read])
    found = identify_added(places, corrections, folder)
    mentions = mentions_of(found.people)
    theirs = places.join(mentions, on=_AT, how="semi")
    known = {
        place[:2]: place.identifiers for place in places_from(theirs.filter(pl.col("identifiers") != ""))
    }
    nodes = [person_nodes(found.stay.to_dict()), person_nodes(describe_people(found.people, known))]
    whole = pl.concat([found.mentions, mentions])
    own = whole.join(read, on=_AT, how="semi").rows()
    person_of = {(paper, position): person for paper, position, person in own}
    ends = whole.rename({"paper": "source", "person": "target"})
    meant = written.drop("target").join(ends, on=("source", "position"), how="left", maintain_order="left")
    edges = [meant.select(written.columns), authorship_edges(gathered.papers, person_of)]
    return pl.concat(nodes), pl.concat(edges), found.notes


def _places_in(written: pl.DataFrame) -> pl.DataFrame:
    """The mentions of edges from papers to people, as `kept.tabulate_places` has them."""
    return written.select(
        pl.col("source").alias("paper"),
        "position",
        pl.col("name_as_printed").alias("name"),
        pl.col("identifiers").list.sort().list.join(GAP).fill_null(""),
    )
