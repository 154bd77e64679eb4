"""Where a theme came from and what it led to: its carriers, the themes around it, and its main path."""

import polars as pl

from kgraph.evidence import chance, citation_rule
from kgraph.paths import Step, main_path
from kgraph.profiles.panel import Command, Panel, Value, ask, lay_out
from kgraph.profiles.tables import within
from kgraph.profiles.theme.own import Own
from kgraph.vocabulary import Kind, Relation
from kgraph.wording import counted, listed

_NAMED = 3
_LINKS = (
    "Counted are citations, and inferred lineage where there is none, a weak link like a strong one. A link "
    "counts once for each theme of the paper outside; themes above and below are left out."
)


def show_lineage(own: Own) -> Panel:
    """The papers that opened the theme and carried it on, and who brought it from elsewhere."""
    found = own.lineage
    places = [("opened it", place) for place in found.openers] + [
        ("carried it on", place) for place in found.carriers
    ]
    places.sort(key=lambda one: (-one[1].expected, one[1].date or "9999", one[1].paper))
    rows: list[tuple[Value, ...]] = [
        (place.date or None, own.nodes[place.paper], role, place.expected, place.followers)
        for role, place in places
    ]
    opened = counted(len(found.openers), "paper")
    return lay_out(
        "lineage",
        "How it came down",
        ("date", "paper", "role", "stand on it", "at most"),
        rows,
        sentences=[
            f"{opened} opened it, {len(found.carriers):,} carried it on, {found.alone:,} stand alone."
        ],
        absent="No paper of the theme is known to stand on another one of it.",
        how="An opener has no earlier paper of the theme behind it, a carrier has; both have papers that "
        "stand on them, over citations and inferred lineage: how many are to be expected, and how many if "
        "all links hold.",
        commands=[Command("the same rows, in two tables", "lineage theme", (own.id,))],
    )


def show_arrivals(own: Own) -> Panel:
    """Who came to the theme from others and brought something along."""
    rows: list[tuple[Value, ...]] = [
        (one.date, own.nodes[one.person], own.nodes[one.source], own.nodes[one.paper], one.expected)
        for one in own.lineage.people
    ]
    people = len({one.person for one in own.lineage.people})
    return lay_out(
        "arrivals",
        "Who brought what from another theme",
        ("date", "person", "from", "with the paper", "stand on it"),
        rows,
        sentences=[f"{counted(people, 'person', 'people')} brought something from another theme."],
        absent="Nobody is known to have brought something from another theme.",
        how="People whose first paper in the theme is later than a paper of theirs in another theme, is "
        "about that theme too or links to a paper of it, and has papers of this theme that stand on it: how "
        "many are to be expected.",
        commands=[Command("the same rows, in the last table", "lineage theme", (own.id,))],
    )


def show_sources(own: Own) -> Panel:
    """The themes of the papers outside that papers of the theme stand on."""
    return _themes_of(
        own,
        _across(own, "later", "earlier"),
        "sources",
        "Where it came from",
        "Its papers stand on papers about",
        "Its papers stand on no paper of another theme, as far as is known.",
        "Papers outside the theme that papers of the theme stand on, by their themes.",
    )


def show_successors(own: Own) -> Panel:
    """The themes of the papers outside that stand on papers of the theme."""
    return _themes_of(
        own,
        _across(own, "earlier", "later"),
        "successors",
        "What it led to",
        "On its papers stand papers about",
        "No paper of another theme stands on its papers, as far as is known.",
        "Papers outside the theme that stand on papers of the theme, by their themes.",
    )


def _across(own: Own, inside: str, outside: str) -> pl.DataFrame:
    """The links with one end among the theme's papers: the `paper` at the other end, and the `relation`."""
    return own.links.filter(
        pl.col(inside).is_in(own.papers["paper"].implode())
        & ~pl.col(outside).is_in(own.papers["paper"].implode())
    ).select("relation", paper=outside)


def _themes_of(
    own: Own, outside: pl.DataFrame, name: str, title: str, verb: str, absent: str, how: str
) -> Panel:
    family = [own.id, *own.above, *own.below]
    is_other = pl.col("concept").str.starts_with(f"{Kind.THEME}:") & ~pl.col("concept").is_in(family)
    found = (
        own.tags.filter(is_other)
        .select("paper", "concept")
        .unique()
        .join(outside, on="paper")
        .group_by("concept")
        .agg(
            links=pl.len(),
            cited=(pl.col("relation") == Relation.CITES.value).sum(),
            papers=pl.col("paper").n_unique(),
        )
        .sort("links", "concept", descending=[True, False])
    )
    rows = [(own.nodes[theme], *counts) for theme, *counts in found.iter_rows()]
    return lay_out(
        name,
        title,
        ("theme", "links", "of these citations", "papers"),
        rows,
        sentences=[f"{verb} {listed([row[0].label for row in rows[:_NAMED]])}."],
        absent=absent,
        how=f"{how} {_LINKS}",
        commands=[Command("the papers and people behind it", "lineage theme", (own.id,))],
    )


def show_main_path(own: Own) -> Panel:
    """The path over which most of the lineage within the theme runs."""
    inside = within(own.graph, own.papers["paper"])
    path = main_path(inside)
    dates = dict(own.papers.select("paper", "date").iter_rows())
    rows: list[tuple[Value, ...]] = [
        (dates[paper], own.nodes[paper], _say(inside.edges, path.steps[place - 1]) if place else None)
        for place, paper in enumerate(path.papers)
    ]
    return lay_out(
        "path",
        "Main path",
        ("date", "paper", "stands on the one before"),
        rows,
        absent="No paper of the theme is known to stand on another one of it.",
        how="The path over which most of the lineage among the theme's papers runs, by citation or by "
        "inference, from the earliest on (Hummon and Doreian 1989).",
        commands=[
            ask(
                "the inferred steps between its ends",
                "lineage-between",
                later=path.papers[-1],
                earlier=path.papers[0],
            )
        ]
        if path.papers
        else (),
        most=len(rows),
    )


def _say(edges: pl.DataFrame, step: Step) -> str:
    if step.relation is Relation.LIKELY_BUILDS_ON:
        return f"likely builds on it, {chance(step.weight)}"
    ends = (pl.col("source") == step.later) & (pl.col("target") == step.earlier)
    [edge] = edges.filter(ends & (pl.col("relation") == Relation.CITES.value)).rows(named=True)
    return f"cites it, found by {citation_rule(edge)}"
