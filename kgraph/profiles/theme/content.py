"""Who writes about a theme, with which words, and what stands near it."""

import polars as pl

from kgraph.profiles.panel import ROWS, Panel, ask, lay_out
from kgraph.profiles.tables import count_papers, shared_keywords, spread, with_labels
from kgraph.profiles.theme.own import Own
from kgraph.vocabulary import Kind
from kgraph.wording import counted, listed

# A keyword is distinctive if two papers have it and chance gives its ratio once in a thousand times:
# chi-square of one degree of freedom, as in `coverage`.
_LEAST_PAPERS = 2
_LEAST_RATIO = 10.83
_NAMED = 3


def show_people(own: Own) -> Panel:
    """The people with most papers of the theme."""
    held = own.wrote.filter(own.has).join(own.papers.select("paper", "date"), on="paper")
    counts = held.group_by("person").agg(
        papers=pl.len(), first=pl.col("date").min(), last=pl.col("date").max()
    )
    found = with_labels(own.graph, counts, "person")
    found = found.sort("papers", "label", "person", descending=[True, False, False])
    columns = list(found.head(ROWS).select("person", "papers", "first", "last").iter_rows())
    every = count_papers(own.graph, (person for person, *_ in columns))
    rows = [(own.nodes[person], *counts, every[person]) for person, *counts in columns]
    # Those of one paper are all alike.
    top = [f"{row[0].label} ({row[1]:,})" for row in rows[:_NAMED] if row[1] > 1]
    most = f", most of all {listed(top)}" if top else ""
    return lay_out(
        "people",
        "People",
        ("person", "papers", "first", "last", "all papers"),
        rows,
        sentences=[f"{counted(found.height, 'person', 'people')} wrote on it{most}."],
        absent="No paper of the theme names an author.",
        how="Papers of the theme by author, all counted alike, then by name; the last column counts all "
        "papers of the person in the corpus.",
        commands=[ask("the same rows", "people-of-theme", theme=own.id)],
        total=found.height,
    )


def show_keywords(own: Own) -> Panel:
    """The keywords that stand in the theme's papers more often than chance explains."""
    is_keyword = pl.col("concept").is_in(shared_keywords(own.graph).implode())
    read = own.tags.filter(own.has & is_keyword).select("paper", "concept").unique()
    every = spread(own.graph).select("papers", concept="node").rename({"papers": "all"})
    counts = read.group_by("concept").len("papers").join(every, on="concept")
    rated = counts.with_columns(
        ratio=_likelihood_ratio(
            pl.col("papers"), own.papers.height, pl.col("all"), own.graph.count(Kind.PAPER)
        ).round(1)
    )
    found = rated.filter((pl.col("ratio") >= _LEAST_RATIO) & (pl.col("papers") >= _LEAST_PAPERS))
    found = found.sort("ratio", "papers", "concept", descending=[True, True, False])
    columns = found.select("concept", "papers", "all", "ratio").iter_rows()
    rows = [(own.nodes[concept], papers, all_ - papers, ratio) for concept, papers, all_, ratio in columns]
    return lay_out(
        "keywords",
        "Distinctive keywords",
        ("keyword", "papers", "papers elsewhere", "ratio"),
        rows,
        sentences=[f"Its papers are told from others by {listed([row[0].label for row in rows[:_NAMED]])}."],
        absent="No keyword stands in its papers more often than chance explains.",
        how=f"Shared keywords of at least {_LEAST_PAPERS} of its papers, by the log-likelihood ratio of "
        f"their papers within and outside the theme (Dunning 1993); below {_LEAST_RATIO} chance explains it "
        "in more than one of a thousand cases.",
        commands=[ask("how many papers of the theme have each keyword", "keywords-of-theme", theme=own.id)],
    )


def _likelihood_ratio(both: pl.Expr, first: int, second: pl.Expr, everything: int) -> pl.Expr:
    """How far `both`, of two sets of these sizes, are above what chance gives; 0 if they are below."""
    sizes = [pl.lit(first, pl.Float64), second.cast(pl.Float64), both.cast(pl.Float64)]
    one, other, cell = sizes
    cells = (cell, one - cell, other - cell, everything - one - other + cell)
    rows = (one, one, everything - one, everything - one)
    columns = (other, everything - other, other, everything - other)
    terms = [
        pl.when(each > 0).then(each * (each * everything / (row * column)).log()).otherwise(0.0)
        for each, row, column in zip(cells, rows, columns, strict=True)
    ]
    ratio = 2 * pl.sum_horizontal(terms)
    return pl.when(cell * everything > one * other).then(ratio).otherwise(0.0)


def show_scheme(own: Own) -> Panel:
    """The broader and narrower themes, with their papers."""
    broader = sorted({broad for narrow, broad in own.scheme if narrow == own.id})
    narrower = sorted({narrow for narrow, broad in own.scheme if broad == own.id})
    places = [("broader", broader), ("narrower", narrower)]
    counts = count_papers(own.graph, [*broader, *narrower])
    rows = [(place, own.nodes[theme], counts.get(theme, 0)) for place, themes in places for theme in themes]
    said = [
        f"{place} {listed([own.nodes.labels[theme] for theme in themes])}"
        for place, themes in places
        if themes
    ]
    return lay_out(
        "scheme",
        "Place in the scheme",
        ("place", "theme", "papers"),
        rows,
        sentences=[f"In the scheme it has as {' and as '.join(said)}."],
        absent="In the scheme nothing stands above it and nothing below it that the corpus has.",
        how="Themes directly above and below that papers of the corpus have; a theme has the papers of its "
        "narrower ones too.",
        commands=[ask("all themes, each under its broader one", "theme-tree")],
    )


def show_related(own: Own) -> Panel:
    """Themes of the same papers, without those above and below."""
    family = [own.id, *own.above, *own.below]
    themes = own.tags.filter(
        pl.col("concept").str.starts_with(f"{Kind.THEME}:") & ~pl.col("concept").is_in(family)
    )
    found = themes.filter(own.has).group_by("concept").agg(papers=pl.col("paper").n_unique())
    found = found.sort("papers", "concept", descending=[True, False])
    sizes = count_papers(own.graph, found["concept"])
    rows = [
        (
            own.nodes[theme],
            papers,
            sizes[theme],
            round(papers / (own.papers.height + sizes[theme] - papers), 4),
        )
        for theme, papers in found.iter_rows()
    ]
    return lay_out(
        "related",
        "Related themes",
        ("theme", "papers together", "its papers", "overlap"),
        rows,
        sentences=[f"It stands most often together with {listed([row[0].label for row in rows[:_NAMED]])}."],
        absent="No paper has another theme beside it, except those above and below it.",
        how="Papers that have both, themes above and below left out. The overlap is Jaccard's: papers with "
        "both of all papers with one of them.",
        commands=[ask("all pairs of themes", "theme-pairs")],
    )
