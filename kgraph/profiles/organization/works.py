"""What an organization's papers are, who wrote them, and with whom it works."""

import polars as pl

from kgraph.profiles.organization.own import Own
from kgraph.profiles.panel import Panel, Value, lay_out, select
from kgraph.profiles.topics import lay_out_themes
from kgraph.wording import counted, listed, span

# People of a paper that are named before the rest is only counted, and items that a sentence names.
_NAMED = 3


def show_papers(own: Own) -> Panel:
    """Each paper with the people whose names the organization is printed with."""
    people = own.printed.sort("person").group_by("paper", maintain_order=True).agg("person")
    of_paper: dict[str, list[str]] = dict(people.iter_rows())
    cited = own.cited()
    rows: list[tuple[Value, ...]] = []
    for row in own.works.iter_rows(named=True):
        paper = row["paper"]
        people_of = of_paper.get(paper, [])
        names = [own.nodes.labels[person] for person in people_of[:_NAMED]]
        more = f" and {len(people_of) - _NAMED} more" if len(people_of) > _NAMED else ""
        told = own.nodes.named(", ".join(names) + more, people_of[:_NAMED])
        count = cited.get(paper, 0) if own.citations.height else None
        rows.append((row["date"], own.nodes[paper], row["venue"], told or None, count))
    years = own.years["year"].drop_nulls().to_list()
    when = span(min(years, default=None), max(years, default=None))
    return lay_out(
        "papers",
        "Papers",
        ("date", "paper", "venue", "people of it", "cited"),
        rows,
        sentences=[f"{counted(len(rows), 'paper')} of the corpus {_name(len(rows))} {own.name}, {when}."],
        absent=f"No paper of the corpus names {own.name}.",
        how="Newest first. People of it are those with whose names the source prints it; many sources name "
        "organizations of a paper without saying whose. Cited counts papers of the corpus.",
        commands=[
            select(
                "the same rows",
                f"SELECT ?paper ?title ?date {{ ?paper kg:affiliation <{own.iri}> ; dcterms:title ?title "
                "OPTIONAL { ?paper dcterms:issued ?issued BIND (STR(?issued) AS ?date) } } "
                "ORDER BY DESC(?date) ?paper",
            )
        ],
    )


def _name(papers: int) -> str:
    return "names" if papers == 1 else "name"


def show_people(own: Own) -> Panel:
    """Who wrote its papers, and on how many of them it is printed with the name."""
    printed = dict(own.printed.group_by("person").len().iter_rows())
    counts = own.list_nodes(own.wrote.rename({"person": "node"}))
    rows = [
        (person, papers, printed.get(person.id, 0), first, last) for person, papers, first, last in counts
    ]
    top = [f"{own.nodes.labels[row[0].id]} ({row[1]:,})" for row in rows[:_NAMED] if row[1] > 1]
    most = f", most of all {listed(top)}" if top else ""
    return lay_out(
        "people",
        "People",
        ("person", "papers", "printed with it", "first", "last"),
        rows,
        sentences=[
            f"{counted(len(rows), 'person', 'people')} wrote its papers{most}; it is printed with the names "
            f"of {len(printed):,} of them."
        ],
        absent=f"No paper of {own.name} names an author.",
        how="All authors of its papers, those of other organizations among them, by papers and then by name. "
        "The third column counts the papers on which the source prints it with the name.",
        commands=[
            select(
                "the same rows",
                "SELECT ?person ?name (COUNT(DISTINCT ?paper) AS ?papers) (MIN(?date) AS ?first) "
                f"(MAX(?date) AS ?last) {{ ?paper kg:affiliation <{own.iri}> ; dcterms:creator ?person . "
                "?person foaf:name ?name OPTIONAL { ?paper dcterms:issued ?issued "
                "BIND (STR(?issued) AS ?date) } } "
                "GROUP BY ?person ?name ORDER BY DESC(?papers) ?name ?person",
            )
        ],
    )


def show_themes(own: Own) -> Panel:
    """Themes by papers."""
    query = (
        "SELECT ?theme (STR(?label) AS ?name) (COUNT(DISTINCT ?paper) AS ?papers) { "
        f"?paper kg:affiliation <{own.iri}> ; dcterms:subject ?theme . ?theme skos:prefLabel ?label }} "
        "GROUP BY ?theme ?label ORDER BY DESC(?papers) ?name ?theme"
    )
    return lay_out_themes(own, "Its papers are most about", [select("the same rows", query)])


def show_partners(own: Own) -> Panel:
    """The organizations that its papers name beside it."""
    others = own.held.filter(own.is_own & (pl.col("node") != own.id))
    rows = own.list_nodes(others)
    alone = own.papers.len() - others["paper"].n_unique()
    rest = f"; {counted(alone, 'paper')} {_name(alone)} no other" if alone else ""
    return lay_out(
        "partners",
        "Organizations worked with",
        ("organization", "papers", "first", "last"),
        rows,
        sentences=[
            f"Its papers name {counted(len(rows), 'other organization')}, most often "
            f"{listed([row[0].label for row in rows[:_NAMED]])}{rest}."
        ],
        absent="Its papers name no other organization.",
        how="Papers that name both, all counted alike, with the dates of the first and the last. An "
        "organization that the source prints in two ways counts as two.",
        commands=[
            select(
                "the same rows",
                "SELECT ?other ?name (COUNT(DISTINCT ?paper) AS ?papers) (MIN(?date) AS ?first) "
                f"(MAX(?date) AS ?last) {{ ?paper kg:affiliation <{own.iri}> , ?other . "
                f"?other foaf:name ?name FILTER (?other != <{own.iri}>) "
                "OPTIONAL { ?paper dcterms:issued ?issued BIND (STR(?issued) AS ?date) } } "
                "GROUP BY ?other ?name ORDER BY DESC(?papers) ?name ?other",
            )
        ],
    )
