"""Whose papers a person's papers build on and are built on by, and who cites them."""

import polars as pl

from kgraph.profiles.influence import h_index
from kgraph.profiles.panel import Node, Panel, ask, lay_out, select
from kgraph.profiles.person.own import Own
from kgraph.profiles.standing import find_standing
from kgraph.profiles.tables import lineage, with_labels
from kgraph.wording import counted

_COLUMNS = ("person", "papers", "written together")
_HOW = (
    "Lineage is inferred by kgraph from text, people and dates, and is no citation. The table counts the "
    "different papers of each person at the other end; those written together are told apart."
)


def show_forebears(own: Own) -> Panel:
    """The people behind the papers that the person's likely build on."""
    papers = lineage(own.graph).filter(pl.col("later").is_in(own.papers.implode()))["earlier"].unique()
    return lay_out(
        "built-on",
        "Builds on people",
        _COLUMNS,
        _authors(own, papers),
        remarks=[f"The papers of {own.name} likely build on {_told(own, papers)}."] if papers.len() else [],
        absent=f"No link is inferred from a paper of {own.name} to one by others.",
        how=_HOW,
        commands=[ask("the same rows", "people-built-on", person=own.id)],
    )


def show_followers(own: Own) -> Panel:
    """The people behind the papers that likely build on the person's."""
    papers = lineage(own.graph).filter(pl.col("earlier").is_in(own.papers.implode()))["later"].unique()
    build = "builds" if papers.len() == 1 else "build"
    return lay_out(
        "building-on",
        "People who build on this",
        _COLUMNS,
        _authors(own, papers),
        remarks=[f"{_told(own, papers)} likely {build} on those of {own.name}."] if papers.len() else [],
        absent=f"No link is inferred from a paper by others to one of {own.name}.",
        how=_HOW,
        commands=[
            select(
                "the same rows",
                "SELECT ?later_person ?name (COUNT(DISTINCT ?later) AS ?papers) { "
                f"?earlier dcterms:creator <{own.iri}> . ?later kg:likelyBuildsOn ?earlier ; "
                "dcterms:creator ?later_person . ?later_person foaf:name ?name "
                f"FILTER (?later_person != <{own.iri}>) }} "
                "GROUP BY ?later_person ?name ORDER BY DESC(?papers) ?name ?later_person",
            )
        ],
    )


def _told(own: Own, papers: pl.Series) -> str:
    mine = papers.is_in(own.papers.implode()).sum()
    return f"{counted(papers.len(), 'paper')}{f' ({mine:,} of their own)' if mine else ''}"


def _authors(own: Own, papers: pl.Series) -> list[tuple[Node, int, int]]:
    """Who else wrote these papers: how many of them, and how many together with the person."""
    wrote = own.wrote.filter(pl.col("paper").is_in(papers.implode()) & (pl.col("person") != own.id))
    counts = wrote.group_by("person").agg(papers=pl.len(), together=own.has_written.sum())
    return [
        (own.nodes[person], number, together)
        for person, number, together in _ranked(own, counts)
        .select("person", "papers", "together")
        .iter_rows()
    ]


def _ranked(own: Own, counts: pl.DataFrame) -> pl.DataFrame:
    return with_labels(own.graph, counts, "person").sort(
        "papers", "label", "person", descending=[True, False, False]
    )


def show_citations(own: Own) -> Panel:
    """How often the person is cited within the corpus, and by whom."""
    received = own.citations.filter(pl.col("cited").is_in(own.papers.implode()))
    by_own = received.filter(pl.col("citing").is_in(own.papers.implode())).height
    cited = own.cited()
    counts = pl.Series([cited.get(paper, 0) for paper in own.papers], dtype=pl.Int64)
    citing = own.wrote.filter(pl.col("paper").is_in(received["citing"].implode()) & ~own.has_written)
    table = _ranked(own, citing.group_by("person").agg(papers=pl.len()))
    rows = [(own.nodes[person], number) for person, number in table.select("person", "papers").iter_rows()]
    said = (
        f"The papers of {own.name} are cited {counted(received.height, 'time')} within the corpus, "
        f"{by_own:,} of these by their own; the h-index within the corpus is {h_index(counts)}."
    )
    ranks = [one for one in find_standing(own.graph, own.id, "citations") if one.measure == "h_index"]
    if own.citations.is_empty():
        absent = "No citation within the corpus is known: none can be counted."
    elif received.height > by_own:
        absent = f"The papers of the corpus that cite {own.name} name no author."
    else:
        absent = f"No paper of somebody else cites {own.name}."
    return lay_out(
        "citations",
        "Cited by people",
        ("person", "citing papers"),
        rows,
        remarks=[said, *(f"{one}{',' if one.tied else ''} within the corpus." for one in ranks)]
        if received.height
        else [],
        absent=absent,
        how="References that were matched with papers of the corpus. The h-index is the largest h such that "
        "h papers have h citations each, own ones counted; the table counts papers of others that cite, by "
        "author.",
        commands=[
            select(
                "each citation",
                f"SELECT ?cited ?citing {{ ?cited dcterms:creator <{own.iri}> . ?citing cito:cites ?cited }} "
                "ORDER BY ?cited ?citing",
            )
        ],
    )
