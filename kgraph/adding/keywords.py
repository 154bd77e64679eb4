"""What is said of keywords besides their tags: the themes that they name, sentences that define them.

Both follow from the names of a keyword and from its tags, and are as in an earlier graph where these are.
"""

from collections.abc import Sequence

import polars as pl

from kgraph.assembly.columns import tabulate
from kgraph.assembly.nodes import keyword_nodes
from kgraph.definitions import define_keywords
from kgraph.graph import Graph
from kgraph.keywords.matches import match_themes
from kgraph.keywords.naming import make_keywords
from kgraph.lineage.stored import papers_of
from kgraph.records import Keyword, Span, Tag
from kgraph.schema import Theme
from kgraph.tables import NODE_SCHEMA
from kgraph.vocabulary import Kind, Relation, Status

_ENDS = ("source", "target")
_DEFINED = ("definition", "definition_source")


def complete_keywords(
    named: pl.DataFrame,
    mentions: pl.DataFrame,
    said: pl.DataFrame,
    scheme: Sequence[Theme],
    themes: Sequence[Theme],
    earlier: Graph,
) -> pl.DataFrame:
    """The nodes of keywords, with the themes and definitions that they would get if all were looked at.

    `named` are all keywords (`keywords.naming.name_keywords`), `mentions` the edges to them, `themes` those
    of the `scheme` that have tags. `earlier` is a graph of the same scheme.
    """
    columns = named.select("id", "label", "names", "shared").to_dict()
    table = tabulate(NODE_SCHEMA, {"kind": Kind.KEYWORD.value}, columns).drop("close_match", *_DEFINED)
    old = earlier.of_kind(Kind.KEYWORD).select("id", "label", "names", "shared", "close_match", *_DEFINED)
    both = table.join(old, on="id", how="left", maintain_order="left", suffix="_before")
    matched = _name_themes(both, named, scheme, themes, earlier)
    return _define(matched, named, mentions, said, earlier).select(NODE_SCHEMA.names())


def _name_themes(
    both: pl.DataFrame,
    named: pl.DataFrame,
    scheme: Sequence[Theme],
    themes: Sequence[Theme],
    earlier: Graph,
) -> pl.DataFrame:
    """Match keywords that are new or have other names with themes; all if other themes have tags now."""
    is_same = (pl.col("label") == pl.col("label_before")) & pl.col("names").eq_missing(pl.col("names_before"))
    if {theme.id for theme in themes} != set(earlier.of_kind(Kind.THEME)["id"]):
        is_same = pl.lit(value=False)
    renamed = both.filter(~is_same.fill_null(value=False))["id"]
    matched = match_themes(_keywords(named, renamed), scheme)
    return _replace(both, keyword_nodes(matched, themes), "close_match")


def _define(
    both: pl.DataFrame,
    named: pl.DataFrame,
    mentions: pl.DataFrame,
    said: pl.DataFrame,
    earlier: Graph,
) -> pl.DataFrame:
    """Look for definitions where a mention is new.

    A keyword of another name, or whose definition stands in a text that does not mention it any more, is
    looked at in all its mentions.
    """
    # No other keyword is defined.
    both = both.with_columns(pl.when("shared").then(name).alias(name) for name in _DEFINED)
    shared = both.filter("shared")["id"].implode()
    mentions = mentions.filter(pl.col("target").is_in(shared))
    was = earlier.of_relation(Relation.MENTIONS).select(*_ENDS, "evidence")
    was = was.filter(pl.col("target").is_in(shared))
    now = mentions.join(was, on=_ENDS, how="left", maintain_order="left", suffix="_before")
    now = now.select(*_ENDS, is_new=pl.col("evidence").ne_missing(pl.col("evidence_before"))).with_row_index()
    quoted = both.filter(pl.col("definition").is_not_null())
    quoted = quoted.select(pl.col("definition_source").struct.field("paper").alias("source"), target="id")
    stands = now.filter(~pl.col("is_new")).join(quoted, on=_ENDS, how="semi")
    is_lost = pl.col("definition").is_not_null() & ~pl.col("id").is_in(stands["target"].implode())
    is_known = (pl.col("label") == pl.col("label_before")) & (pl.col("shared") == pl.col("shared_before"))
    whole = both.filter(~is_known.fill_null(value=False) | is_lost)["id"].implode()
    partly = now.filter("is_new")["target"].unique().implode()
    is_asked = pl.col("is_new") | pl.col("index").is_in(stands["index"].implode())
    asked = now.filter(pl.col("target").is_in(whole) | (pl.col("target").is_in(partly) & is_asked))
    tags = [
        Tag(paper, concept, 1.0, Status.EXTRACTED, tuple(Span(**span) for span in spans))
        for paper, concept, spans in mentions[asked["index"]].select(*_ENDS, "evidence").iter_rows()
    ]
    papers = papers_of(said.filter(pl.col("paper").is_in(asked["source"].implode())))
    defined = define_keywords(_keywords(named, asked["target"]), tags, papers)
    return _replace(both, keyword_nodes(defined, ()), *_DEFINED)


def _keywords(named: pl.DataFrame, ids: pl.Series) -> list[Keyword]:
    return list(make_keywords(named.filter(pl.col("id").is_in(ids.implode()))).values())


def _replace(table: pl.DataFrame, rows: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """A table with other values in some columns for the ids of some rows."""
    others = table.join(
        rows.select("id", *columns), on="id", how="left", maintain_order="left", suffix="_new"
    )
    is_new = pl.col("id").is_in(rows["id"].implode())
    return table.with_columns(
        others.select(
            pl.when(is_new).then(pl.col(f"{name}_new")).otherwise(pl.col(name)).alias(name)
            for name in columns
        )
    )
