"""Whose papers a person's papers build on and are built on by, and who cites them."""

import polars as pl

from kgraph.profiles.descent import lay_out_followers, lay_out_forebears, rank_citing
from kgraph.profiles.influence import h_index
from kgraph.profiles.panel import Panel, ask, lay_out, select
from kgraph.profiles.person.own import Own
from kgraph.profiles.standing import find_standing
from kgraph.wording import counted

_COLUMNS = ("person", "papers", "written together")
_HOW = (
    "Lineage is inferred by kgraph from text, people and dates, and is no citation. The table counts the "
    "different papers of each person at the other end; those written together are told apart."
)


def show_forebears(own: Own) -> Panel:
    """The people behind the papers that the person's likely build on."""
    commands = [ask("the same rows", "people-built-on", person=own.id)]
    return lay_out_forebears(own, "Builds on people", _COLUMNS, _HOW, commands)


def show_followers(own: Own) -> Panel:
    """The people behind the papers that likely build on the person's."""
    return lay_out_followers(own, "People who build on this", _COLUMNS, _HOW)


def show_citations(own: Own) -> Panel:
    """How often the person is cited within the corpus, and by whom."""
    received = own.citations.filter(pl.col("cited").is_in(own.papers.implode()))
    by_own = received.filter(pl.col("citing").is_in(own.papers.implode())).height
    cited = own.cited()
    counts = pl.Series([cited.get(paper, 0) for paper in own.papers], dtype=pl.Int64)
    rows = rank_citing(own)
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
