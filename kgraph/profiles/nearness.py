"""The nearest people without a common paper: those who write about the same things.

Nearness is Salton's cosine of two people's topics, each topic weighted by the papers that a person has on it
and by its rareness, ln(people / people who write about it): G. Salton and M. McGill, "Introduction to Modern
Information Retrieval", 1983.
"""

from dataclasses import dataclass

import polars as pl

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


def find_nearest(
    authorships: pl.DataFrame, topics: pl.DataFrame, person: str, most: int = NEAREST
) -> tuple[Near, ...]:
    """Find who is nearest to a person by topics, among those who share no paper with them.

    `authorships` has the columns `paper` and `person`, `topics` the columns `paper` and `concept`; neither
    has repeats. People without a shared topic are not near.
    """
    held = authorships.join(topics, on="paper").group_by("person", "concept").agg(papers=pl.len())
    people = held["person"].n_unique()
    spread = held.group_by("concept").agg(rare=(people / pl.len()).log())
    weighed = held.join(spread, on="concept").with_columns(weight=pl.col("papers") * pl.col("rare"))
    own = weighed.filter(pl.col("person") == person).select("concept", own="weight")
    papers = authorships.filter(pl.col("person") == person)["paper"].implode()
    known = authorships.filter(pl.col("paper").is_in(papers))["person"].unique().implode()
    shared = weighed.join(own, on="concept").filter(~pl.col("person").is_in(known))
    shared = shared.with_columns(gives=pl.col("weight") * pl.col("own")).filter(pl.col("gives") > 0)
    # Sums in one order, and rounded before they are ranked: the last bits must not decide.
    shared = shared.sort("person", -pl.col("gives").round(9), "concept")
    length = weighed.with_columns(square=pl.col("weight") ** 2).sort("person", "concept")
    lengths = length.group_by("person", maintain_order=True).agg(length=pl.col("square").sum().sqrt())
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
