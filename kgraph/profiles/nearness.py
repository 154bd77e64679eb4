"""The nearest people without a common paper: those who write about the same things.

Nearness is Salton's cosine of two people's topics, each topic weighted by the papers that a person has on it
and by its rareness, ln(people / people who write about it): G. Salton and M. McGill, "Introduction to Modern
Information Retrieval", 1983.
"""

from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.profiles.tables import authorships, topics

# People that are told, and shared topics of each.
NEAREST = 10
_TOPICS = 4


@dataclass(frozen=True, slots=True)
class Near:
    """A person near another: the cosine, the number of shared topics and those that give most to it."""

    person: str
    cosine: float
    shared: int
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interests:
    """How much each person writes about each topic: `weights` by `person` and `concept`, `lengths` by person.

    `authorships` is what they were counted from.
    """

    weights: pl.DataFrame
    lengths: pl.DataFrame
    authorships: pl.DataFrame


@kept
def read_interests(graph: Graph) -> Interests:
    """The interests of all people of a graph."""
    return weigh_interests(authorships(graph), topics(graph))


def weigh_interests(authorships: pl.DataFrame, topics: pl.DataFrame) -> Interests:
    """Weigh who writes about what, of the columns `paper` and `person`, and `paper` and `concept`.

    Neither table has repeats.
    """
    held = authorships.join(topics, on="paper").group_by("person", "concept").agg(papers=pl.len())
    people = held["person"].n_unique()
    spread = held.group_by("concept").agg(rare=(people / pl.len()).log())
    weighed = held.join(spread, on="concept").with_columns(weight=pl.col("papers") * pl.col("rare"))
    weighed = weighed.select("person", "concept", "weight").sort("person", "concept")
    # Sums in one order: the last bits must not decide.
    lengths = weighed.group_by("person", maintain_order=True).agg(length=(pl.col("weight") ** 2).sum().sqrt())
    return Interests(weighed, lengths, authorships)


def find_nearest(interests: Interests, person: str, most: int = NEAREST) -> tuple[Near, ...]:
    """Find who is nearest to a person by topics, among those who share no paper with them.

    People without a shared topic are not near.
    """
    weighed, lengths, authorships = interests.weights, interests.lengths, interests.authorships
    own = weighed.filter(pl.col("person") == person).select("concept", own="weight")
    papers = authorships.filter(pl.col("person") == person)["paper"].implode()
    known = authorships.filter(pl.col("paper").is_in(papers))["person"].unique().implode()
    shared = weighed.join(own, on="concept").filter(~pl.col("person").is_in(known))
    shared = shared.with_columns(gives=pl.col("weight") * pl.col("own")).filter(pl.col("gives") > 0)
    # Sums in one order, and rounded before they are ranked.
    shared = shared.sort("person", -pl.col("gives").round(9), "concept")
    mine = lengths.filter(pl.col("person") == person)["length"].sum()
    found = (
        shared.group_by("person", maintain_order=True)
        .agg(dot=pl.col("gives").sum(), shared=pl.len(), topics=pl.col("concept").head(_TOPICS))
        .join(lengths, on="person")
        .with_columns(cosine=(pl.col("dot") / (pl.col("length") * mine)).round(4))
        .sort("cosine", "shared", "person", descending=[True, True, False])
    )
    columns = found.head(most).select("person", "cosine", "shared", "topics").iter_rows()
    return tuple(Near(near, cosine, number, tuple(told)) for near, cosine, number, told in columns)
