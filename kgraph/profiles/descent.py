"""Whose papers a body of papers builds on, who builds on it, and who cites it."""

from collections.abc import Sequence

import polars as pl

from kgraph.profiles.body import Body
from kgraph.profiles.panel import Command, Node, Panel, lay_out, select
from kgraph.profiles.tables import lineage, with_labels
from kgraph.wording import counted


def lay_out_forebears(
    own: Body, title: str, columns: Sequence[str], how: str, commands: Sequence[Command] = ()
) -> Panel:
    """Who is behind the papers that the body's likely build on; `columns` are named as those of `_rank`."""
    papers = lineage(own.graph).filter(pl.col("later").is_in(own.papers.implode()))["earlier"].unique()
    query = select("the same rows", _ask(own, "?own kg:likelyBuildsOn ?paper"))
    return lay_out(
        "built-on",
        title,
        columns,
        _rank(own, papers),
        remarks=[f"The papers of {own.name} likely build on {_told(own, papers)}."] if papers.len() else [],
        absent=f"No link is inferred from a paper of {own.name} to one by others.",
        how=how,
        commands=commands or [query],
    )


def lay_out_followers(own: Body, title: str, columns: Sequence[str], how: str) -> Panel:
    """Who is behind the papers that likely build on the body's."""
    papers = lineage(own.graph).filter(pl.col("earlier").is_in(own.papers.implode()))["later"].unique()
    build = "builds" if papers.len() == 1 else "build"
    return lay_out(
        "building-on",
        title,
        columns,
        _rank(own, papers),
        remarks=[f"{_told(own, papers)} likely {build} on those of {own.name}."] if papers.len() else [],
        absent=f"No link is inferred from a paper by others to one of {own.name}.",
        how=how,
        commands=[select("the same rows", _ask(own, "?paper kg:likelyBuildsOn ?own"))],
    )


def rank_citing(own: Body) -> list[tuple[Node, int]]:
    """Who else cites the body, by the papers that do."""
    received = own.citations.filter(pl.col("cited").is_in(own.papers.implode()))["citing"]
    citing = own.held.filter(pl.col("paper").is_in(received.implode()) & ~own.is_own)
    table = _sort(own, citing.group_by("node").agg(papers=pl.len()))
    return [(own.nodes[node], number) for node, number in table.select("node", "papers").iter_rows()]


def _ask(own: Body, linked: str) -> str:
    return (
        f"SELECT ?other ?name (COUNT(DISTINCT ?paper) AS ?papers) {{ ?own {own.property} <{own.iri}> . "
        f"{linked} . ?paper {own.property} ?other . ?other foaf:name ?name "
        f"FILTER (?other != <{own.iri}>) }} GROUP BY ?other ?name ORDER BY DESC(?papers) ?name ?other"
    )


def _told(own: Body, papers: pl.Series) -> str:
    mine = papers.is_in(own.papers.implode()).sum()
    return f"{counted(papers.len(), 'paper')}{f' ({mine:,} of their own)' if mine else ''}"


def _rank(own: Body, papers: pl.Series) -> list[tuple[Node, int, int]]:
    """Who else holds these papers: how many of them, and how many together with the body's node."""
    held = own.held.filter(pl.col("paper").is_in(papers.implode()) & (pl.col("node") != own.id))
    counts = held.group_by("node").agg(papers=pl.len(), together=own.is_own.sum())
    return [
        (own.nodes[node], number, together)
        for node, number, together in _sort(own, counts).select("node", "papers", "together").iter_rows()
    ]


def _sort(own: Body, counts: pl.DataFrame) -> pl.DataFrame:
    return with_labels(own.graph, counts, "node").sort(
        "papers", "label", "node", descending=[True, False, False]
    )
