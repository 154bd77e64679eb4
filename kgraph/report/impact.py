"""What the citations between papers of the corpus say: the most cited, disruption, h-index."""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.report.behind import Behind
from kgraph.report.document import Cell, Column, Form, Section, Table
from kgraph.report.facts import Facts, by_group, rank_by
from kgraph.vocabulary import Relation
from kgraph.wording import counted

TOP = 10


def describe_impact(graph: Graph, facts: Facts, behind: Behind) -> Section:
    """Rank papers by citations within the corpus and people by h-index, if there are citations."""
    key, title = "impact", "Citations"
    cited = graph.of_relation(Relation.CITES)
    if cited.is_empty():
        said = (
            "No paper of this corpus is known to cite another one: there are no citation counts, no h-index "
            "and no disruption. They need records with references."
        )
        return Section(key, title, ((said,),))
    told = (
        f"{counted(cited.height, 'citation')} between papers of this corpus, to "
        f"{cited['target'].n_unique():,} of its {facts.papers.height:,} papers: what others cite is not "
        "counted, so these numbers compare within the corpus only."
    )
    scores = graph.scores.filter(pl.col("network") == "citations")
    tables = (*_papers(scores, cited, facts, behind), *_people(scores, facts))
    return Section(key, title, ((told,),), tables=tables)


def _papers(scores: pl.DataFrame, cited: pl.DataFrame, facts: Facts, behind: Behind) -> Iterator[Table]:
    behind.define(
        "impact-citing",
        "Papers that cite",
        Column("paper"),
        Column("year", Form.YEAR),
        Column("citing paper"),
    )
    measures = ("citation_count", "pagerank", "disruption")
    wide = scores.pivot("measure", on_columns=measures, index="id", values="value")
    wide = wide.filter(pl.col("citation_count") > 0).join(facts.papers, left_on="id", right_on="paper")
    if wide.is_empty():
        return
    ranked = rank_by(wide, "citation_count", "title", "id")
    top = ranked.head(TOP)
    links = cited.select(paper="target", citing="source").join(
        facts.papers.rename({"paper": "citing"}), on="citing"
    )
    citing = by_group(links.sort("date", "title", nulls_last=True), "paper", top["id"])
    rows: list[tuple[Cell, ...]] = []
    for row in top.iter_rows(named=True):
        behind_it = ((row["title"], *pair) for pair in citing[row["id"]].select("year", "title").iter_rows())
        number = behind.link(f"{int(row['citation_count']):,}", "impact-citing", row["id"], behind_it)
        told = (row["rank"], row["title"], row["year"], (number,), row["pagerank"], row["disruption"])
        rows.append(told)
    columns = (
        Column("rank", Form.COUNT),
        Column("paper"),
        Column("year", Form.YEAR),
        Column("citations", Form.COUNT),
        Column("pagerank", Form.NUMBER),
        Column("disruption", Form.NUMBER),
    )
    note = (
        "By citations from papers of this corpus; equal counts share a rank, then by title. Disruption (CD "
        "index, -1 to 1): whether later papers cite it in place of what it cites; empty where it cites "
        "nothing here."
    )
    yield Table("cited-papers", "Most cited papers", columns, tuple(rows), note, ranked.height)


def _people(scores: pl.DataFrame, facts: Facts) -> Iterator[Table]:
    held = scores.filter((pl.col("measure") == "h_index") & (pl.col("value") > 0)).select("id", h="value")
    if held.is_empty():
        return
    works = facts.authorship.group_by("person").agg(papers=pl.len())
    held = held.join(works, left_on="id", right_on="person").with_columns(
        label=pl.col("id").replace_strict(facts.labels)
    )
    ranked = rank_by(held, "h", "label", "id").with_columns(pl.col("h").cast(pl.Int64))
    columns = (
        Column("rank", Form.COUNT),
        Column("person"),
        Column("h-index", Form.COUNT),
        Column("papers", Form.COUNT),
    )
    note = (
        "h papers of this corpus with at least h citations from this corpus each (Hirsch 2005); equal "
        "values share a rank, then by name."
    )
    rows = tuple(ranked.head(TOP).select("rank", "label", "h", "papers").iter_rows())
    yield Table("h-index", "People by h-index", columns, rows, note, ranked.height)
