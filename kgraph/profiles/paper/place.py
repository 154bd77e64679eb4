"""Where a paper stands: what is related to it, how central it is, and what citations say of it."""

from collections.abc import Iterator, Sequence

import polars as pl

from kgraph.graph import Graph
from kgraph.kept import kept
from kgraph.networks import MAX_GROUP, select_shared
from kgraph.networks.incidence import largest_group
from kgraph.profiles.influence import Disruption, find_disruption, read_citations
from kgraph.profiles.panel import Command, Panel, Value, ask, lay_out
from kgraph.profiles.paper.own import Own
from kgraph.profiles.standing import (
    Standing,
    called,
    find_standing,
    lay_out_standing,
    say_community,
    say_standing,
)
from kgraph.profiles.tables import lineage, papers
from kgraph.scores import write_number
from kgraph.vocabulary import Relation
from kgraph.wording import counted, ordinal

# What two papers share is named up to so many.
_SHARED = 5


def show_related(own: Own) -> Panel:
    """The neighbours in the network of papers, with what is shared."""
    related, cap = find_related(own)
    nodes, labels = own.nodes, own.nodes.labels
    rows: list[tuple[Value, ...]] = []
    for paper, weight, shared in related:
        more = f" and {len(shared) - _SHARED} more" if len(shared) > _SHARED else ""
        named = ", ".join(labels[one] for one in shared[:_SHARED]) + more
        rows.append(
            (
                own.years[paper],
                nodes[paper],
                float(write_number(weight)),
                nodes.named(named, shared[:_SHARED]),
            )
        )
    return lay_out(
        "related",
        "Related papers",
        ("year", "paper", "weight", "shared"),
        rows,
        sentences=[f"It shares people, themes or keywords with {counted(len(rows), 'paper')}."],
        absent="It shares no person, theme or keyword with another paper.",
        how="The neighbours in the network of papers. Each shared person, theme and keyword counts 1 / (n - "
        f"1), n being the papers that have it; one that more than {cap} papers have, or that was "
        "inferred, does not count. The rarest are named first.",
        commands=[
            *(Command("all that links the first", "why", (own.id, paper)) for paper, _, _ in related[:1]),
            ask("all papers that share anything, counted alike", "related-papers", paper=own.id),
        ],
    )


@kept
def read_sharing(graph: Graph) -> tuple[pl.DataFrame, int]:
    """What links papers, of columns `paper`, `shared` and `papers`, which counts those that share it.

    With it the cap: what more papers share links nobody, and is not in the table.
    """
    relations = [Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS]
    has = select_shared(graph, MAX_GROUP, *relations).select(paper="item", shared="group").unique()
    sizes = has.group_by("shared").len("papers")
    cap = largest_group(sizes["papers"].to_numpy())
    return has.join(sizes.filter(pl.col("papers").is_between(2, cap)), on="shared"), cap


def find_related(own: Own) -> tuple[list[tuple[str, float, tuple[str, ...]]], int]:
    """The papers linked to this one in `networks.papers`, and the cap on what links them.

    Of each the weight, and what is shared, the rarest first.
    """
    linking, cap = read_sharing(own.graph)
    mine = linking.filter(pl.col("paper") == own.id)["shared"].implode()
    pairs = linking.filter(pl.col("shared").is_in(mine) & (pl.col("paper") != own.id))
    found = (
        pairs.with_columns(share=1 / (pl.col("papers") - 1))
        .sort("paper", "papers", "shared")
        .group_by("paper", maintain_order=True)
        .agg(weight=pl.col("share").sum().round(6), shared=pl.col("shared"))
        .sort("weight", "paper", descending=[True, False])
    )
    return [(paper, weight, tuple(shared)) for paper, weight, shared in found.iter_rows()], cap


def show_standing(own: Own) -> Panel:
    """Ranks in the network of papers."""
    standings = find_standing(own.graph, own.id, "papers")
    return lay_out_standing(
        own.graph,
        own.id,
        "papers",
        standings,
        "Papers are linked by shared people, themes and keywords; each of these counts 1 / (n - 1), n being "
        "the papers that have it.",
        [
            *say_standing(standings, "papers"),
            *say_community(own.graph, own.id, "papers", "It", "paper", "papers"),
        ],
    )


def show_impact(own: Own) -> Panel:
    """Ranks by what others made of the paper, and whether it took the place of what it cites."""
    known = papers(own.graph).select("paper", "year")
    counts = [("cited by", _count_citing), ("likely built on by", _count_followers)]
    held = [(name, count(own.graph)) for name, count in counts]
    found = [_rank(name, numbers, own.id, known.height) for name, numbers in held if numbers.height]
    # The number of citations is counted above, with or without scores.
    scores = [one for one in find_standing(own.graph, own.id, "citations") if one.measure != "citation_count"]
    rows: list[tuple[Value, ...]] = [
        *((one.measure, int(one.score), one.rank, one.size, one.tied) for one in found),
        *((called(one.measure), one.score, one.rank, one.size, one.tied) for one in scores),
    ]
    return lay_out(
        "impact",
        "What others made of it",
        ("measure", "value", "rank", "of", "tied with"),
        rows,
        sentences=_say_ranks(found),
        remarks=[_say_disruption(find_disruption(own.citations, known, own.id))]
        if own.citations.height
        else [],
        absent="The corpus holds neither citations nor lineage.",
        how="Papers of the corpus that cite it or likely build on it, and scores in the network of "
        "citations, unweighted, ranked among all papers for which they are defined; equal numbers "
        "share a rank. Disruption is (i - j) / (i + j + k), from -1 to 1: i papers cite it in place of its "
        "references, j along with them, k the references only (Funk and Owen-Smith 2017); a citing paper of "
        "an earlier year does not count.",
        commands=[ask("those that most papers build on", "foundations")],
    )


def _say_ranks(found: Sequence[Standing]) -> Iterator[str]:
    doing = {"cited by": "cite it", "likely built on by": "likely build on it"}
    for one in found:
        if one.score:
            tied = f", tied with {one.tied:,}" if one.tied else ""
            papers = counted(one.size, "paper")
            yield f"It is {ordinal(one.rank)} of {papers} by the papers that {doing[one.measure]}{tied}."


def _say_disruption(found: Disruption | None) -> str:
    if found is None:
        return "Its disruption is not defined: it cites nothing here, or nothing cites it or what it cites."
    return (
        f"Its disruption is {write_number(found.value)}: of later papers {found.instead:,} cite it and none "
        f"of its references, {found.along:,} both, {found.past:,} its references only."
    )


@kept
def _count_citing(graph: Graph) -> pl.DataFrame:
    return read_citations(graph).group_by(paper="cited").len("papers")


@kept
def _count_followers(graph: Graph) -> pl.DataFrame:
    return lineage(graph).group_by(paper="earlier").len("papers")


def _rank(name: str, counts: pl.DataFrame, paper: str, size: int) -> Standing:
    own = int(counts.filter(pl.col("paper") == paper)["papers"].sum())
    more = counts.filter(pl.col("papers") > own).height
    same = counts.filter(pl.col("papers") == own).height if own else size - counts.height
    return Standing(name, own, more + 1, size, same - 1)
