"""What each node is about and when: its themes, the one that is most its own, its years, its organization."""

import polars as pl

from kgraph.graph import Graph
from kgraph.vocabulary import Kind, Relation

# Where the themes of the scheme speak of less than this part of the papers, communities make better lanes: of
# 3,925 papers on motor learning a hundredth has one, of 28 on language models nine tenths.
MIN_THEMED = 0.4
# A picture has room for so many lanes, and a reader for so many colours; all else stands in one more.
MAX_LANES = 8


def list_lanes(graph: Graph) -> pl.DataFrame:
    """The themes that stand for the others, a row for each paper of one: columns `paper` and `lane`.

    They are the themes with none above them, or, if one alone has none, those below it. Of more than
    `MAX_LANES` the ones with most papers are kept. A paper is in the one that its tags weigh most for; one
    without a theme is left out.
    """
    tops = _tops(graph)
    tags = graph.of_relation(Relation.SUBJECT).select("source", theme="target", weight=pl.col("weight"))
    weighed = (
        tags.join(tops, on="theme")
        .group_by(paper="source", lane="top")
        # What follows from a narrower theme weighs nothing of its own, but keeps the paper in the lane.
        .agg(pl.col("weight").fill_null(0.0).sum().round(9))
    )
    papers = weighed.group_by("lane").len("papers").sort("papers", "lane", descending=[True, False])
    kept = weighed.filter(pl.col("lane").is_in(papers["lane"].head(MAX_LANES).to_list()))
    return (
        kept.sort("paper", "weight", "lane", descending=[False, True, False])
        .unique("paper", keep="first", maintain_order=True)
        .select("paper", "lane")
    )


def list_community_lanes(graph: Graph) -> pl.DataFrame:
    """The largest communities of papers in place of themes: columns `paper` and `lane`, the number.

    Of more than `MAX_LANES` the others are left out, as are papers of no community.
    """
    member = (pl.col("network") == "papers") & (pl.col("measure") == "community")
    lanes = graph.scores.filter(member).select(paper="id", lane=pl.col("value").cast(pl.Int32))
    sizes = lanes.group_by("lane").len("papers").sort("papers", "lane", descending=[True, False])
    kept = sizes.filter(pl.col("papers") > 1)["lane"].head(MAX_LANES).to_list()
    return lanes.filter(pl.col("lane").is_in(kept)).with_columns(pl.col("lane").cast(pl.String))


def summarize(graph: Graph, nodes: pl.DataFrame, lanes: pl.DataFrame) -> pl.DataFrame:
    """For each of `nodes` what its papers say of it: columns `id`, `papers`, `lane`, `themes`, `years`,
    `organization`; null for what is not known.

    `papers` counts them, `lane` is the lane of most of them, `themes` and `years` are sorted; the
    organization of a person is the one named most often with the name, of a paper the first by its id;
    `authors` counts those of a paper.
    """
    wanted = nodes.select("id")
    links = graph.of_relation(Relation.CREATOR, Relation.AFFILIATION, Relation.SUBJECT, Relation.MENTIONS)
    of_paper = wanted.filter(pl.col("id").str.starts_with(f"{Kind.PAPER}:"))
    papers = pl.concat(
        [
            links.select("source", id="target")
            .join(wanted, on="id", how="semi")
            .select("id", paper="source"),
            of_paper.select("id", paper="id"),
        ]
    ).unique()
    facts = graph.of_kind(Kind.PAPER).select(paper="id", year="year").join(lanes, on="paper", how="left")
    themes = graph.of_relation(Relation.SUBJECT).select(paper="source", theme="target")
    known = papers.join(facts, on="paper", how="left")
    about = papers.join(themes, on="paper").group_by("id").agg(themes=pl.col("theme").unique().sort())
    years = known.group_by("id").agg(
        papers=pl.len(), years=pl.col("year").drop_nulls().unique().sort(), lane=_most_common("lane")
    )
    organizations = _organizations(graph).join(wanted, on="id", how="semi")
    wrote = graph.of_relation(Relation.CREATOR).select(id="source", person="target").unique()
    authors = wrote.join(wanted, on="id", how="semi").group_by("id").len("authors")
    return (
        wanted.join(years, on="id", how="left")
        .join(about, on="id", how="left")
        .join(authors, on="id", how="left")
        .join(organizations, on="id", how="left", maintain_order="left")
        .select("id", "papers", "lane", "themes", "years", "organization", "authors")
    )


def _organizations(graph: Graph) -> pl.DataFrame:
    creators = graph.of_relation(Relation.CREATOR).select(id="target", organization="organizations")
    people = (
        creators.explode("organization")
        .drop_nulls()
        .group_by("id")
        .agg(organization=_most_common("organization"))
    )
    named = (
        graph.of_relation(Relation.AFFILIATION).group_by(id="source").agg(organization=pl.col("target").min())
    )
    return pl.concat([people, named])


def _most_common(column: str) -> pl.Expr:
    """The most common value of a group that is not null; of equals the first."""
    return pl.col(column).drop_nulls().mode().min()


def _tops(graph: Graph) -> pl.DataFrame:
    """Each theme beside the ones that stand for it: columns `theme` and `top`."""
    themes = graph.of_kind(Kind.THEME).select(theme="id")
    broader = graph.of_relation(Relation.BROADER).select(theme="source", above="target")
    roots = themes.join(broader, on="theme", how="anti")
    if roots.height == 1:
        roots = broader.join(roots.select(above="theme"), on="above", how="semi").select("theme").unique()
        roots = roots if roots.height else themes
    found = [roots.select("theme", top="theme")]
    while found[-1].height:
        below = broader.join(found[-1].select(above="theme", top="top"), on="above").select("theme", "top")
        found.append(below.unique().join(pl.concat(found), on=["theme", "top"], how="anti"))
    return pl.concat(found).sort("theme", "top")
