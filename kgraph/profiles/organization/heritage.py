"""What an organization's papers build on, what builds on them, and who cites them."""

import polars as pl

from kgraph.profiles.descent import lay_out_followers, lay_out_forebears, rank_citing
from kgraph.profiles.influence import h_index
from kgraph.profiles.organization.own import Own
from kgraph.profiles.panel import Panel, lay_out, select
from kgraph.profiles.tables import lineage
from kgraph.wording import counted

_COLUMNS = ("organization", "papers", "together")
_LINEAGE = "Lineage is inferred by kgraph from text, people and dates, and is no citation."
_HOW = (
    f"{_LINEAGE} The table counts the different papers of each organization at the other end; those that "
    "name both are told apart. Papers that name no organization are not in it."
)


def show_forebears(own: Own) -> Panel:
    """The organizations behind the papers that its papers likely build on."""
    return lay_out_forebears(own, "Builds on organizations", _COLUMNS, _HOW)


def show_followers(own: Own) -> Panel:
    """The organizations behind the papers that likely build on its papers."""
    return lay_out_followers(own, "Organizations that build on this", _COLUMNS, _HOW)


def show_foundations(own: Own) -> Panel:
    """The papers that most of its papers likely build on."""
    mine = set(own.papers)
    found = _count(lineage(own.graph).filter(pl.col("later").is_in(own.papers.implode())))
    rows = [
        (own.nodes[paper], number, "its own" if paper in mine else "another's") for paper, number in found
    ]
    return lay_out(
        "foundations",
        "Papers it builds on most",
        ("paper", "papers of it", "whose"),
        rows,
        absent="No link is inferred from one of its papers to an earlier one.",
        how=f"Papers by the number of its papers that likely build on them. {_LINEAGE}",
        commands=[select("the same rows", _ask(f"?later kg:affiliation <{own.iri}>"))],
    )


def show_inspiring(own: Own) -> Panel:
    """Those of its papers that most papers likely build on."""
    found = _count(lineage(own.graph).filter(pl.col("earlier").is_in(own.papers.implode())))
    return lay_out(
        "inspiring",
        "Its papers that most build on",
        ("paper", "built on by"),
        [(own.nodes[paper], number) for paper, number in found],
        absent="No link is inferred from a later paper to one of its own.",
        how=f"Its papers by the number of papers that likely build on them, its own among these. {_LINEAGE}",
        commands=[select("the same rows", _ask(f"?earlier kg:affiliation <{own.iri}>"))],
    )


def _count(links: pl.DataFrame) -> list[tuple[str, int]]:
    """Earlier papers by the links to them."""
    counts = links.group_by("earlier").len("links").sort("links", "earlier", descending=[True, False])
    return [(paper, number) for paper, number in counts.iter_rows()]


def _ask(held: str) -> str:
    return (
        f"SELECT ?earlier ?title (COUNT(DISTINCT ?later) AS ?links) {{ {held} . "
        "?later kg:likelyBuildsOn ?earlier . ?earlier dcterms:title ?title } "
        "GROUP BY ?earlier ?title ORDER BY DESC(?links) ?earlier"
    )


def show_citations(own: Own) -> Panel:
    """How often its papers are cited within the corpus, and by which organizations."""
    mine = own.papers.implode()
    received = own.citations.filter(pl.col("cited").is_in(mine))
    by_own = received.filter(pl.col("citing").is_in(mine)).height
    cited = own.cited()
    counts = pl.Series([cited.get(paper, 0) for paper in own.papers], dtype=pl.Int64)
    said = (
        f"Its papers are cited {counted(received.height, 'time')} within the corpus, {by_own:,} of these by "
        f"its own; the h-index within the corpus is {h_index(counts)}."
    )
    if own.citations.is_empty():
        absent = "No citation within the corpus is known: none can be counted."
    elif received.height > by_own:
        absent = "The papers of the corpus that cite it name no organization."
    else:
        absent = f"No paper of another organization cites {own.name}."
    return lay_out(
        "citations",
        "Cited by organizations",
        ("organization", "citing papers"),
        rank_citing(own),
        remarks=[said] if received.height else [],
        absent=absent,
        how="References that were matched with papers of the corpus. The h-index is the largest h such that "
        "h papers have h citations each, own ones counted; the table counts papers that cite and do not name "
        "it, by the organizations that they name.",
        commands=[
            select(
                "each citation",
                f"SELECT ?cited ?citing {{ ?cited kg:affiliation <{own.iri}> . ?citing cito:cites ?cited }} "
                "ORDER BY ?cited ?citing",
            )
        ],
    )
