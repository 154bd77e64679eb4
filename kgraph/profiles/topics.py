"""When a body of papers was written, and what it is about."""

from collections.abc import Iterator, Sequence

import polars as pl

from kgraph.profiles.body import Body
from kgraph.profiles.panel import Command, Panel, lay_out, select
from kgraph.profiles.tables import count_years, shared_keywords, topics_by_year
from kgraph.vocabulary import Kind
from kgraph.wording import counted, listed

# Topics that a sentence names.
_NAMED = 3


def show_years(own: Body) -> Panel:
    """Papers by year, and what they are most about."""
    told = topics_by_year(own.graph, own.topics, own.years)
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
                f"?paper {own.property} <{own.iri}> ; fabio:hasPublicationYear ?published "
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


def lay_out_themes(own: Body, doing: str, commands: Sequence[Command]) -> Panel:
    """Themes by papers; `doing` says what the body does with them, as in "Ann Lee writes most about"."""
    held = own.tags.filter(pl.col("concept").str.starts_with(f"{Kind.THEME}:"))
    rows = own.list_nodes(held.select("paper", node="concept"))
    top = [f"{own.nodes.labels[row[0].id]} ({counted(row[1], 'paper')})" for row in rows[:_NAMED]]
    return lay_out(
        "themes",
        "Themes",
        ("theme", "papers", "first", "last"),
        rows,
        sentences=[f"{doing} {listed(top)}."],
        absent=f"No paper of {own.name} has a theme of the scheme.",
        how="Papers about each theme, all counted alike; a theme also has the papers of its narrower ones.",
        commands=commands,
    )


def show_keywords(own: Body) -> Panel:
    """Shared keywords by papers."""
    is_keyword = pl.col("concept").is_in(shared_keywords(own.graph).implode())
    rows = own.list_nodes(own.tags.filter(is_keyword).select("paper", node="concept"))
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
                f"(MAX(?date) AS ?last) {{ ?paper {own.property} <{own.iri}> ; kg:mentions ?keyword . "
                "?keyword kg:shared true ; skos:prefLabel ?label "
                "FILTER NOT EXISTS { ?keyword skos:closeMatch ?theme } "
                "OPTIONAL { ?paper dcterms:issued ?issued BIND (STR(?issued) AS ?date) } } "
                "GROUP BY ?keyword ?label ORDER BY DESC(?papers) ?label ?keyword",
            )
        ],
    )
