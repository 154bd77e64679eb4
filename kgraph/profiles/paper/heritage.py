"""What a paper likely builds on and what builds on it, what it cites and what cites it, with the reasons."""

from collections.abc import Mapping
from typing import Any

from kgraph.evidence import chance, citation_rule, lineage_reason
from kgraph.profiles.panel import Command, Panel, Value, lay_out, select
from kgraph.profiles.paper.own import Own
from kgraph.vocabulary import Relation
from kgraph.wording import counted

_COLUMNS = ("year", "paper", "score", "chance", "why")
_HOW = (
    "Inferred by kgraph from text, people and dates; no citation. The score is the probability that the "
    "later paper builds on the earlier one; its parts, what both share and the sentences that are most alike "
    "follow it."
)


def show_forebears(own: Own) -> Panel:
    """The papers that this one likely builds on."""
    rows = _links(own, own.to(Relation.LIKELY_BUILDS_ON), "target")
    return lay_out(
        "built-on",
        "Likely builds on",
        _COLUMNS,
        rows,
        sentences=[f"It likely builds on {counted(len(rows), 'paper')} of the corpus."],
        absent=_without_date(own) or "No link is inferred from it to another paper of the corpus.",
        how=_HOW,
        commands=[_kin("the same rows", own, "lineage", up=1, down=0)],
    )


def show_followers(own: Own) -> Panel:
    """The papers that likely build on this one."""
    rows = _links(own, own.by(Relation.LIKELY_BUILDS_ON), "source")
    build = "builds" if len(rows) == 1 else "build"
    return lay_out(
        "building-on",
        "Likely built on by",
        _COLUMNS,
        rows,
        sentences=[f"{counted(len(rows), 'paper')} of the corpus likely {build} on it."],
        absent=_without_date(own) or "No link is inferred from another paper of the corpus to it.",
        how=_HOW,
        commands=[_kin("the same rows", own, "lineage", up=0, down=1)],
    )


def _links(own: Own, edges: list[dict[str, Any]], end: str) -> list[tuple[Value, ...]]:
    edges.sort(key=lambda edge: (-round(edge["weight"], 4), edge[end]))
    return [
        (
            own.years[edge[end]],
            own.nodes[edge[end]],
            round(edge["weight"], 4),
            chance(edge["weight"]),
            own.nodes.named(_reason(edge, own.nodes.labels), edge["basis"] or ()),
        )
        for edge in edges
    ]


def _reason(edge: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Why, without the score, which has a column."""
    return lineage_reason(edge, labels).partition("; ")[2] or "no part of the score is known"


def _without_date(own: Own) -> str:
    return (
        "" if own.row["date"] else "It has no date, so nothing can be said of what came before or after it."
    )


def show_references(own: Own) -> Panel:
    """The papers of the corpus that this one cites."""
    edges = own.to(Relation.CITES)
    printed = len(own.row["references"] or ())
    rows = _citations(own, edges, "target")
    if rows:
        absent = ""
    elif printed:
        absent = (
            f"None of its {counted(printed, 'reference')} is a paper of the corpus, as far as was matched."
        )
    else:
        absent = "No source gives its references."
    return lay_out(
        "references",
        "Cites",
        ("year", "paper", "found by", "cited"),
        rows,
        sentences=[
            f"It cites {counted(len(rows), 'paper')} of the corpus, of {counted(printed, 'reference')}."
        ],
        absent=absent,
        how="References as the source prints them, matched with papers of the corpus: by an identifier, or "
        "by title and year. Newest first; the last column counts the papers of the corpus that cite each.",
        commands=[_kin("the same papers", own, "cites", up=1, down=0)],
    )


def show_citations(own: Own) -> Panel:
    """The papers of the corpus that cite this one."""
    rows = _citations(own, own.by(Relation.CITES), "source")
    nobody = "No other paper of the corpus cites it."
    return lay_out(
        "citations",
        "Cited by",
        ("year", "paper", "found by", "cited"),
        rows,
        sentences=[f"It is cited by {counted(len(rows), 'paper')} of the corpus."],
        absent=nobody
        if own.citations.height
        else "No citation within the corpus is known: none can be counted.",
        how="References of papers of the corpus that were matched with this one. Newest first; the last "
        "column counts the papers of the corpus that cite each.",
        commands=[
            select(
                "the same papers",
                f"SELECT ?citing ?title {{ ?citing cito:cites <{own.iri}> ; dcterms:title ?title }} ORDER BY "
                "?citing",
            )
        ],
    )


def _citations(own: Own, edges: list[dict[str, Any]], end: str) -> list[tuple[Value, ...]]:
    edges = [edge for edge in edges if edge["source"] != edge["target"]]
    edges.sort(key=lambda edge: (-(own.years[edge[end]] or 0), edge[end]))
    counts: dict[str, int] = dict(own.citations.group_by("cited").len().iter_rows()) if edges else {}
    return [
        (own.years[edge[end]], own.nodes[edge[end]], citation_rule(edge), counts.get(edge[end], 0))
        for edge in edges
    ]


def _kin(gives: str, own: Own, over: str, up: int, down: int) -> Command:
    options = ("--over", over, "--up", str(up), "--down", str(down))
    return Command(gives, "lineage of", (*options, own.id))
