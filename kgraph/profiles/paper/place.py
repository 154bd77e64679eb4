"""Where a paper stands: what is related to it, how central it is, and what citations say of it."""

import polars as pl

from kgraph.networks import MAX_GROUP
from kgraph.profiles.influence import find_disruption
from kgraph.profiles.panel import Command, Panel, Value, ask, lay_out
from kgraph.profiles.paper.own import Own
from kgraph.profiles.standing import Standing, find_standing, lay_out_standing, say_standing
from kgraph.profiles.tables import edges
from kgraph.profiles.wording import counted
from kgraph.scores import write_number
from kgraph.vocabulary import Kind, Relation, Status

# What two papers share is named up to so many.
_SHARED = 5


def show_related(own: Own) -> Panel:
    """The neighbours in the network of papers, with what is shared."""
    related = find_related(own)
    nodes, labels = own.nodes, own.nodes.labels
    rows: list[tuple[Value, ...]] = []
    for paper, weight, shared in related:
        more = f" and {len(shared) - _SHARED} more" if len(shared) > _SHARED else ""
        named = ", ".join(labels[one] for one in shared[:_SHARED]) + more
        rows.append((own.years[paper], nodes[paper], float(write_number(weight)), named))
    return lay_out(
        "related",
        "Related papers",
        ("year", "paper", "weight", "shared"),
        rows,
        sentences=[f"It shares people, themes or keywords with {counted(len(rows), 'paper')}."],
        absent="It shares no person, theme or keyword with another paper.",
        how="The neighbours in the network of papers. Each shared person, theme and keyword counts 1 / (n - "
        f"1), n being the papers that have it; one that more than {MAX_GROUP} papers have, or that was "
        "inferred, does not count. The rarest are named first.",
        commands=[
            *(Command("all that links the first", "why", (own.id, paper)) for paper, _, _ in related[:1]),
            ask("all papers that share anything, counted alike", "related-papers", paper=own.id),
        ],
    )


def find_related(own: Own) -> list[tuple[str, float, tuple[str, ...]]]:
    """The papers linked to this one in `networks.papers`: weight, and what is shared, the rarest first."""
    relations = [Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS]
    has = edges(own.graph, relations, paper="source", shared="target", status="status")
    has = has.filter(pl.col("status") != Status.INFERRED.value).select("paper", "shared").unique()
    mine = has.filter(pl.col("paper") == own.id)["shared"].implode()
    held = has.filter(pl.col("shared").is_in(mine))
    sizes = held.group_by("shared").len("papers").filter(pl.col("papers").is_between(2, MAX_GROUP))
    pairs = held.join(sizes, on="shared").filter(pl.col("paper") != own.id)
    found = (
        pairs.with_columns(share=1 / (pl.col("papers") - 1))
        .sort("paper", "papers", "shared")
        .group_by("paper", maintain_order=True)
        .agg(weight=pl.col("share").sum().round(6), shared=pl.col("shared"))
        .sort("weight", "paper", descending=[True, False])
    )
    return [(paper, weight, tuple(shared)) for paper, weight, shared in found.iter_rows()]


def show_standing(own: Own) -> Panel:
    """Ranks in the network of papers."""
    standings = find_standing(own.graph, own.id, "papers")
    return lay_out_standing(
        standings,
        own.iri,
        "papers",
        "Papers are linked by shared people, themes and keywords; each of these counts 1 / (n - 1), n being "
        "the papers that have it.",
        say_standing(standings, "papers"),
    )


def show_impact(own: Own) -> Panel:
    """Ranks by what others made of the paper, and whether it took the place of what it cites."""
    papers = own.graph.of_kind(Kind.PAPER).select(paper="id", year="year")
    lineage = edges(own.graph, [Relation.LIKELY_BUILDS_ON], later="source", earlier="target")
    rows: list[tuple[Value, ...]] = []
    for name, column in (("cited by", own.citations["cited"]), ("likely built on by", lineage["earlier"])):
        if column.len():
            one = _rank(name, column, own.id, papers.height)
            rows.append((name, int(one.score), one.rank, one.size, one.tied))
    said = []
    if own.citations.height:
        found = find_disruption(own.citations, papers, own.id)
        said.append(
            f"Its disruption is {write_number(found.value)}: of later papers {found.instead:,} cite it and "
            f"none of its references, {found.along:,} both, {found.past:,} its references only."
            if found
            else "Its disruption is not defined: it cites nothing in the corpus, or nobody cites it or what "
            "it cites."
        )
    return lay_out(
        "impact",
        "What others made of it",
        ("measure", "papers", "rank", "of", "tied with"),
        rows,
        remarks=said,
        absent="The corpus holds neither citations nor lineage.",
        how="Papers of the corpus that cite it or likely build on it, ranked among all papers; equal numbers "
        "share a rank. Disruption is (i - j) / (i + j + k), from -1 to 1: i papers cite it in place of its "
        "references, j along with them, k the references only (Funk and Owen-Smith 2017); a citing paper of "
        "an earlier year does not count.",
        commands=[ask("those that most papers build on", "foundations")],
    )


def _rank(name: str, held: pl.Series, paper: str, size: int) -> Standing:
    counts = held.value_counts(name="papers")
    own = int((held == paper).sum())
    more = counts.filter(pl.col("papers") > own).height
    same = counts.filter(pl.col("papers") == own).height if own else size - counts.height
    return Standing(name, own, more + 1, size, same - 1)
