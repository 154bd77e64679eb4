"""Communities of a network: who belongs together, what holds them together, and how stable they are."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.adjacency import Adjacency, Array
from kgraph.communities.leiden import Found, find_communities
from kgraph.communities.naming import distinctive_keywords
from kgraph.estimates import Partition
from kgraph.graph import COMMUNITY_SCHEMA, Graph
from kgraph.vocabulary import Relation

__all__ = ["Communities", "Found", "find_communities", "name_communities"]

# So many keywords, or members, make a name.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Communities:
    """The communities of a network: a row for each, the number of each node (0 for none), and the whole."""

    table: pl.DataFrame
    membership: Array
    partition: Partition


def name_communities(graph: Graph, network: str, adjacency: Adjacency, found: Found) -> Communities:
    """Name the communities of the network `authors`, `papers` or `topics` of a graph.

    Those of people and papers go by the keywords that their papers have more often than other papers do;
    those of topics, and those without such keywords, by their most central members.
    """
    numbers = {"item": adjacency.nodes, "community": found.membership}
    members = pl.DataFrame(numbers, schema={"item": pl.String, "community": pl.Int64})
    members = members.filter(pl.col("community") > 0)
    papers = _papers(graph, network, members)
    keywords = {} if network == "topics" else distinctive_keywords(graph, papers)
    counts = dict(papers.group_by("community").len().iter_rows())
    central = _central_members(adjacency, found)
    shown = pl.Series([node for nodes in central.values() for node in nodes], dtype=pl.String)
    named = graph.nodes.select("id", "label").filter(pl.col("id").is_in(shown.implode()))
    labels: dict[str, str] = dict(named.iter_rows())
    rows = []
    for number, size in enumerate(np.bincount(found.membership)[1:].tolist(), start=1):
        telling = keywords.get(number, [])
        # Titles are long: of papers one is enough.
        central_names = [labels[node] for node in central[number][: 1 if network == "papers" else NAMED]]
        rows.append(
            {
                "network": network,
                "community": number,
                "label": ", ".join(telling[:NAMED] or central_names),
                "keywords": telling,
                "members": central[number],
                "size": size,
                "papers": counts.get(number, 0),
                "stability": round(float(found.stability[number - 1]), 4),
            }
        )
    partition = Partition(
        network=network,
        communities=len(rows),
        nodes=members.height,
        modularity=round(found.modularity, 4),
        agreement=round(found.agreement, 4),
        runs=found.runs,
    )
    return Communities(pl.DataFrame(rows, schema=COMMUNITY_SCHEMA), found.membership, partition)


def _papers(graph: Graph, network: str, members: pl.DataFrame) -> pl.DataFrame:
    """The papers (`source`) of each `community`: its own, those it is found in, or those it wrote.

    A community wrote a paper if half of the authors or more are in it: of a thousand authors some are in
    every community, and all would have the same name.
    """
    if network == "papers":
        return members.select("community", source="item")
    if network == "topics":
        ends = graph.of_relation(Relation.SUBJECT, Relation.MENTIONS).select("source", item="target")
        return ends.join(members, on="item").select("community", "source").unique()
    ends = graph.of_relation(Relation.CREATOR).select("source", item="target").unique()
    ends = ends.with_columns(authors=pl.len().over("source")).join(members, on="item")
    held = ends.group_by("community", "source").agg(here=pl.len(), authors=pl.col("authors").first())
    return held.filter(2 * pl.col("here") >= pl.col("authors")).select("community", "source")


def _central_members(adjacency: Adjacency, found: Found) -> dict[int, list[str]]:
    """The members of each community with the strongest links within it, the first by id among equals."""
    groups = found.membership
    matrix = adjacency.weights
    inside = groups[adjacency.rows] == groups[matrix.indices]
    strength = np.bincount(adjacency.rows[inside], matrix.data[inside], minlength=len(groups))
    table = pl.DataFrame(
        {"id": adjacency.nodes, "community": groups, "strength": strength.round(6)},
        schema={"id": pl.String, "community": pl.Int64, "strength": pl.Float64},
    )
    first = (
        table.filter(pl.col("community") > 0)
        .sort("community", -pl.col("strength"), "id")
        .group_by("community", maintain_order=True)
        .agg(pl.col("id").head(NAMED))
    )
    return dict(first.iter_rows())
