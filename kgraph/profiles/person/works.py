"""What a person wrote, when, and about what."""

from collections.abc import Iterator

import polars as pl

from kgraph.profiles.panel import Node, Panel, ask, lay_out, select
from kgraph.profiles.person.own import Own
from kgraph.profiles.tables import (
    affiliations,
    author_lists,
    count_years,
    shared_keywords,
    topics_by_year,
)
from kgraph.vocabulary import Kind
from kgraph.wording import counted, listed, span

# Topics that a sentence names.
_NAMED = 3
_ROLES = (("sole", "the only author"), ("first", "first author"), ("last", "last author"))


def show_papers(own: Own) -> Panel:
    """Each paper with the place in its author list."""
    last = dict(
        author_lists(own.graph)
        .filter(own.has_written)
        .group_by("paper")
        .agg(pl.col("position").max())
        .iter_rows()
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


def show_years(own: Own) -> Panel:
    """Papers by year, and what they are most about."""
    told = topics_by_year(own.graph, own.topics.filter(own.has_written), own.years)
    counts = count_years(own.years["year"])
    rows = [(year, number, told.get(year, "")) for year, number in counts]
    return lay_out(
        "years",
        "Papers and topics by year",
        ("year", "papers", "most about"),
        rows,
        sentences=_busiest(counts, own.years["year"].null_count()),
        absent="No paper has a date, so nothing can be said of years.",
        how="Papers by year of publication; the three themes and shared keywords that most of them have, as "
        "far as they were read from the texts or said by the source.",
        commands=[
            select(
                "the years",
                "SELECT ?year (COUNT(DISTINCT ?paper) AS ?papers) { "
                f"?paper dcterms:creator <{own.iri}> ; fabio:hasPublicationYear ?published "
                "BIND (STR(?published) AS ?year) } GROUP BY ?year ORDER BY ?year",
            )
        ],
        bar="papers",
        most=len(rows),
    )


def _busiest(counts: list[tuple[int, int]], undated: int) -> Iterator[str]:
    if len(counts) > 1:
        year, number = max(counts, key=lambda count: (count[1], count[0]))
        yield f"The busiest year is {year}, with {counted(number, 'paper')}."
    if counts and undated:
        yield f"{counted(undated, 'paper')} {'has' if undated == 1 else 'have'} no date."


def show_themes(own: Own) -> Panel:
    """Themes by papers."""
    held = own.tags.filter(pl.col("concept").str.starts_with(f"{Kind.THEME}:"))
    rows = _name(own, held.select("paper", node="concept"))
    top = [f"{own.nodes.labels[row[0].id]} ({counted(row[1], 'paper')})" for row in rows[:_NAMED]]
    return lay_out(
        "themes",
        "Themes",
        ("theme", "papers", "first", "last"),
        rows,
        sentences=[f"{own.name} writes most about {listed(top)}."],
        absent=f"No paper of {own.name} has a theme of the scheme.",
        how="Papers about each theme, all counted alike; a theme also has the papers of its narrower ones.",
        commands=[ask("the same rows", "topics-of-person", person=own.id)],
    )


def show_keywords(own: Own) -> Panel:
    """Shared keywords by papers."""
    is_keyword = pl.col("concept").is_in(shared_keywords(own.graph).implode())
    rows = _name(own, own.tags.filter(is_keyword).select("paper", node="concept"))
    return lay_out(
        "keywords",
        "Keywords",
        ("keyword", "papers", "first", "last"),
        rows,
        absent=f"No paper of {own.name} has a keyword that another paper has too.",
        how="Papers with each keyword that several papers of the corpus have; other names of "
        "themes are left out.",
        commands=[
            select(
                "the same rows",
                "SELECT ?keyword ?label (COUNT(DISTINCT ?paper) AS ?papers) (MIN(?date) AS ?first) "
                f"(MAX(?date) AS ?last) {{ ?paper dcterms:creator <{own.iri}> ; kg:mentions ?keyword . "
                "?keyword kg:shared true ; skos:prefLabel ?label "
                "FILTER NOT EXISTS { ?keyword skos:closeMatch ?theme } "
                "OPTIONAL { ?paper dcterms:issued ?issued BIND (STR(?issued) AS ?date) } } "
                "GROUP BY ?keyword ?label ORDER BY DESC(?papers) ?label ?keyword",
            )
        ],
    )


def show_organizations(own: Own) -> Panel:
    """Organizations as they are printed with the person's name."""
    named = own.works.select("paper", node="organizations").explode("node").drop_nulls()
    rows = _name(own, named)
    whole = affiliations(own.graph).filter(own.has_written)
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


def _name(own: Own, held: pl.DataFrame) -> list[tuple[Node, int, str | None, str | None]]:
    return [
        (own.nodes[node], papers, first, last) for node, papers, first, last in own.count(held).iter_rows()
    ]
