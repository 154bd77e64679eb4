"""What builds on what: the main path, and the strongest inferred links with their reasons."""

from collections.abc import Iterator, Mapping

import polars as pl

from kgraph.evidence import chance, citation_rule, lineage_reason
from kgraph.graph import Graph
from kgraph.paths import Step, main_path
from kgraph.report.document import Cell, Column, Form, Section, Table
from kgraph.report.facts import Facts
from kgraph.vocabulary import Relation
from kgraph.wording import counted

TOP = 10


def describe_descent(graph: Graph, facts: Facts) -> Section:
    """The main path of the corpus and its strongest lineage."""
    key, title = "lineage", "Lineage"
    links = graph.of_relation(Relation.LIKELY_BUILDS_ON)
    cited = graph.of_relation(Relation.CITES).height
    if links.is_empty() and not cited:
        said = (
            "No paper here cites or likely builds on another: lineage needs dates, and texts that are alike."
        )
        return Section(key, title, ((said,),))
    told = (
        f"{counted(links.height, 'link')} inferred by kgraph from text, people and dates (never called a "
        f"citation), and {counted(cited, 'citation')} between papers of this corpus.",
    )
    return Section(key, title, (told,), tables=(*_path(graph, facts), *_strongest(links, facts)))


def _path(graph: Graph, facts: Facts) -> Iterator[Table]:
    path = main_path(graph)
    years = dict(facts.papers.select("paper", "year").iter_rows())
    rows: list[tuple[Cell, ...]] = []
    for place, paper in enumerate(path.papers):
        why = _why(graph, path.steps[place - 1], facts.labels) if place else "the beginning of the path"
        rows.append((years[paper], facts.labels[paper], why))
    if rows:
        note = (
            "The path over which most of the lineage runs, by citation or by inference, from the earliest "
            "paper on: local search by search path counts (Hummon and Doreian 1989), expected ones where "
            "links are inferred."
        )
        columns = (Column("year", Form.YEAR), Column("paper"), Column("why it stands on the one before"))
        yield Table("main-path", "Main path", columns, tuple(rows), note)


def _why(graph: Graph, step: Step, labels: Mapping[str, str]) -> str:
    ends = (pl.col("source") == step.later) & (pl.col("target") == step.earlier)
    [edge] = graph.of_relation(step.relation).filter(ends).rows(named=True)
    if step.relation is Relation.CITES:
        return f"cites it: found by {citation_rule(edge)}"
    return f"likely builds on it ({chance(step.weight)}): {lineage_reason(edge, labels)}"


def _strongest(links: pl.DataFrame, facts: Facts) -> Iterator[Table]:
    rows = tuple(
        (
            facts.labels[edge["source"]],
            facts.labels[edge["target"]],
            edge["weight"],
            lineage_reason(edge, facts.labels),
        )
        for edge in links.sort(-pl.col("weight"), "source", "target").head(TOP).iter_rows(named=True)
    )
    if rows:
        columns = (
            Column("later paper"),
            Column("earlier paper"),
            Column("score", Form.NUMBER),
            Column("why"),
        )
        note = "By score, which estimates the probability that the later paper cites the earlier one."
        yield Table("strongest-lineage", "Strongest inferred links", columns, rows, note, links.height)
