"""What a person wrote, when, and about what."""

import polars as pl

from kgraph.profiles.panel import Panel, ask, lay_out, select
from kgraph.profiles.person.own import Own
from kgraph.profiles.tables import affiliations, author_lists
from kgraph.profiles.topics import lay_out_themes
from kgraph.wording import counted, listed, span

_ROLES = (("sole", "the only author"), ("first", "first author"), ("last", "last author"))


def show_papers(own: Own) -> Panel:
    """Each paper with the place in its author list."""
    last = dict(
        author_lists(own.graph).filter(own.is_own).group_by("paper").agg(pl.col("position").max()).iter_rows()
    )
    cut = set(own.graph.nodes.filter(pl.col("authors_truncated"))["id"])
    cited = own.cited()
    roles, rows = [], []
    for row in own.works.iter_rows(named=True):
        paper, position, of = row["paper"], row["position"], last[row["paper"]]
        roles.append(_role(position, of, is_cut=paper in cut))
        place = f"{position} of {of}{' or more' if paper in cut else ''}"
        count = cited.get(paper, 0) if own.citations.height else None
        rows.append((row["date"], own.nodes[paper], row["venue"], place, roles[-1], row["printed"], count))
    return lay_out(
        "papers",
        "Papers",
        ("date", "paper", "venue", "place", "role", "printed as", "cited"),
        rows,
        sentences=[_sum_up(own, roles)],
        absent=f"No paper of the corpus names {own.name}.",
        how="Newest first. The place is that in the printed author list; nobody is the last author of a list "
        "that the source cut short. Cited counts papers of the corpus.",
        commands=[ask("the same rows", "papers-of-person", person=own.id)],
    )


def _sum_up(own: Own, roles: list[str]) -> str:
    parts = [f"{roles.count(role):,} as {words}" for role, words in _ROLES if role in roles]
    years = own.years["year"].drop_nulls().to_list()
    when = span(min(years, default=None), max(years, default=None))
    as_ = f": {listed(parts)}" if parts else ""
    return f"{own.name} wrote {counted(own.papers.len(), 'paper')} of the corpus, {when}{as_}."


def _role(position: int, of: int, is_cut: bool) -> str:
    """First, last or only author, or none of these.

    >>> _role(1, 1, False), _role(1, 3, False), _role(3, 3, False), _role(3, 3, True), _role(2, 3, False)
    ('sole', 'first', 'last', '', '')
    """
    if position == 1:
        return "sole" if of == 1 and not is_cut else "first"
    return "last" if position == of and not is_cut else ""


def show_themes(own: Own) -> Panel:
    """Themes by papers."""
    commands = [ask("the same rows", "topics-of-person", person=own.id)]
    return lay_out_themes(own, f"{own.name} writes most about", commands)


def show_organizations(own: Own) -> Panel:
    """Organizations as they are printed with the person's name."""
    named = own.works.select("paper", node="organizations").explode("node").drop_nulls()
    rows = own.list_nodes(named)
    whole = affiliations(own.graph).filter(own.is_own)
    unsaid = whole.filter(~pl.col("paper").is_in(named["paper"].implode()))["paper"].n_unique()
    said = [f"Most often printed with the name: {own.nodes.labels[rows[0][0].id]}."] if rows else []
    names = "names" if unsaid == 1 else "name"
    also = [f"{counted(unsaid, 'paper')} {names} organizations without saying whose."] if unsaid else []
    return lay_out(
        "organizations",
        "Organizations",
        ("organization", "papers", "first", "last"),
        rows,
        sentences=said,
        remarks=also,
        absent=f"No source prints an organization with the name of {own.name}.",
        how="Organizations as they are printed with this name, and the papers where they are.",
        commands=[
            select(
                "all organizations that these papers name",
                f"SELECT ?paper ?organization ?name {{ ?paper dcterms:creator <{own.iri}> ; "
                "kg:affiliation ?organization . ?organization foaf:name ?name } "
                "ORDER BY ?paper ?organization",
            )
        ],
    )
