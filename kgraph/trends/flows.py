"""What themes of one period hand to themes of a later one: links between their papers, and people.

A link from a later paper to an earlier one counts by its weight, 1 for a citation, split evenly over all
pairs of a theme of the one and a theme of the other, so that each link counts once. A person counts once for
each step from one of their active periods to the next, split over the themes of their papers in both. Themes
are those that were read from the papers: an inferred broader theme would take a part of each narrower one.
"""

from dataclasses import dataclass

import polars as pl

from kgraph.graph import Graph
from kgraph.trends.occurrences import dated_papers, links
from kgraph.trends.periods import Period, place_years
from kgraph.vocabulary import Relation, Status

# So many links are kept with a flow to show what is behind it; `flow_links` gives all.
EXAMPLES = 5
# Flows are between the themes with most papers: their number grows with the square, and 1,262 themes of
# 13,171 papers gave 390,232 in 13 s, which nobody draws or reads.
MOST_THEMES = 200

_ENDS = ["source_period", "source", "target_period", "target"]


@dataclass(frozen=True, slots=True)
class Flow:
    """What theme `source` of one period handed to theme `target` of a later one.

    Periods are numbers, from 0. `value` is the weight of the links, `links` their number, `examples` the
    heaviest as (later paper, earlier paper). `people` is the sum of people who moved, each split over the
    themes, `movers` how many they are.
    """

    source_period: int
    source: str
    target_period: int
    target: str
    value: float
    links: int
    examples: tuple[tuple[str, str], ...]
    people: float
    movers: int


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """What became of the links: their weights add up to `whole`.

    `forward` runs into flows, `within` stays in a period, `backward` leads to a paper of a later period, and
    `untold` has an end without one of the largest themes, or outside the periods.
    """

    whole: float
    forward: float
    within: float
    backward: float
    untold: float


def find_flows(graph: Graph, periods: tuple[Period, ...]) -> tuple[tuple[Flow, ...], LinkAccount]:
    """Find the flows between all themes of all periods, and the account of the links.

    >>> flows, account = find_flows(graph, cut_by_papers(graph))  # doctest: +SKIP
    >>> round(sum(flow.value for flow in flows), 3) == account.forward  # doctest: +SKIP
    True
    """
    tags = _read_themes(graph, periods)
    whole = _weigh_links(graph)
    ends = _split(whole, tags)
    forward = ends.filter(pl.col("source_period") < pl.col("target_period"))
    by_links = (
        forward.sort(-pl.col("value"), "later", "earlier")
        .group_by(_ENDS, maintain_order=True)
        .agg(
            value=pl.col("value").sum(),
            links=pl.len(),
            examples=pl.struct("later", "earlier").head(EXAMPLES),
        )
    )
    table = (
        by_links.join(_moves(graph, tags), on=_ENDS, how="full", coalesce=True)
        .with_columns(pl.col("value", "links", "people", "movers").fill_null(0))
        .sort(_ENDS)
    )
    flows = tuple(
        Flow(
            **{name: row[name] for name in (*_ENDS, "links", "movers")},
            value=round(row["value"], 4),
            people=round(row["people"], 4),
            examples=tuple((one["later"], one["earlier"]) for one in row["examples"] or ()),
        )
        for row in table.iter_rows(named=True)
    )
    within = ends.filter(pl.col("source_period") == pl.col("target_period"))
    backward = ends.filter(pl.col("source_period") > pl.col("target_period"))
    told = [float(part["value"].sum()) for part in (forward, within, backward)]
    weight = float(whole["weight"].sum())
    account = LinkAccount(*(round(part, 3) for part in (weight, *told, weight - sum(told))))
    return flows, account


def flow_links(graph: Graph, periods: tuple[Period, ...], flow: Flow) -> pl.DataFrame:
    """All links behind a flow, the heaviest first: columns later, earlier, weight and value (its part)."""
    ends = _split(_weigh_links(graph), _read_themes(graph, periods))
    this = pl.all_horizontal(pl.col(name) == getattr(flow, name) for name in _ENDS)
    return (
        ends.filter(this)
        .select("later", "earlier", "weight", "value")
        .sort(-pl.col("value"), "later", "earlier")
    )


def _read_themes(graph: Graph, periods: tuple[Period, ...]) -> pl.DataFrame:
    """The largest themes of each dated paper: paper, theme, period and share, which adds up to 1 a paper."""
    papers = dated_papers(graph).join(place_years(periods), on="year").select(paper="id", period="period")
    read = graph.edges.lazy().filter(
        (pl.col("relation") == Relation.SUBJECT.value) & (pl.col("status") != Status.INFERRED.value)
    )
    tags = read.select(paper="source", theme="target").unique().collect().join(papers, on="paper")
    most = tags.group_by("theme").len().sort(-pl.col("len").cast(pl.Int64), "theme").head(MOST_THEMES)
    tags = tags.join(most, on="theme", how="semi")
    return tags.with_columns(share=1 / pl.len().over("paper")).sort("paper", "theme")


def _weigh_links(graph: Graph) -> pl.DataFrame:
    """Links from later to earlier papers; a citation takes the place of an inferred link of the same two."""
    edges = graph.edges.lazy().select("relation", "weight", later="source", earlier="target")
    cites = edges.filter(pl.col("relation") == Relation.CITES.value).with_columns(weight=pl.lit(1.0))
    builds = edges.filter(pl.col("relation") == Relation.LIKELY_BUILDS_ON.value)
    both = pl.concat([cites, builds.join(cites, on=["later", "earlier"], how="anti")])
    return both.select("later", "earlier", "weight").collect().sort("later", "earlier")


def _split(weighed: pl.DataFrame, tags: pl.DataFrame) -> pl.DataFrame:
    """A row for each link and each pair of themes of its ends; `value` is the part of the weight."""
    later = tags.select(later="paper", target="theme", target_period="period", into="share")
    earlier = tags.select(earlier="paper", source="theme", source_period="period", out="share")
    ends = weighed.join(later, on="later").join(earlier, on="earlier")
    # Sorted, since the last bits of a sum depend on the order.
    parts = ends.with_columns(value=pl.col("weight") * pl.col("into") * pl.col("out"))
    return parts.sort("later", "earlier", "target", "source")


def _moves(graph: Graph, tags: pl.DataFrame) -> pl.DataFrame:
    """The people who went on from a theme in one of their periods to a theme in their next one."""
    written = links(graph, Relation.CREATOR).rename({"target": "person"}).join(tags, on="paper")
    active = (
        written.sort("person", "period", "theme", "paper")
        .group_by("person", "period", "theme", maintain_order=True)
        .agg(share=pl.col("share").sum())
        .with_columns(share=pl.col("share") / pl.col("share").sum().over("person", "period"))
    )
    steps = (
        active.select("person", "period")
        .unique()
        .sort("person", "period")
        .with_columns(next=pl.col("period").shift(-1).over("person"))
        .drop_nulls()
    )
    before = active.select("person", source="theme", source_period="period", out="share")
    after = active.select("person", target="theme", target_period="period", into="share")
    return (
        steps.rename({"period": "source_period", "next": "target_period"})
        .join(before, on=["person", "source_period"])
        .join(after, on=["person", "target_period"])
        .sort("person", *_ENDS)
        .group_by(_ENDS, maintain_order=True)
        .agg(people=(pl.col("out") * pl.col("into")).sum(), movers=pl.len())
    )
