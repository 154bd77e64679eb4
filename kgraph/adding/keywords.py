"""What is said of keywords besides their tags: the themes that they name, sentences that define them.

Both follow from the names of a keyword and from its tags, and are as in an earlier graph where these are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from kgraph.definitions import define_keywords
from kgraph.graph import Graph
from kgraph.keywords.matches import match_themes
from kgraph.records import Keyword, Paper, Quotation, Span, Tag
from kgraph.schema import Theme
from kgraph.vocabulary import Kind, Relation, Status

_ENDS = ("source", "target")


def complete_keywords(
    keywords: Sequence[Keyword],
    mentions: pl.DataFrame,
    papers: Iterable[Paper],
    scheme: Sequence[Theme],
    present: Iterable[str],
    earlier: Graph,
) -> tuple[Keyword, ...]:
    """Give keywords their themes and definitions, as `match_themes` and `define_keywords` do for all.

    `mentions` are the edges to them, `present` the themes with tags. `earlier` is a graph of the same scheme.
    """
    before = {row["id"]: row for row in earlier.of_kind(Kind.KEYWORD).select(_READ).iter_rows(named=True)}
    same_themes = set(present) == set(earlier.of_kind(Kind.THEME)["id"])
    known, new = [], []
    for keyword in keywords:
        row = before.get(keyword.id)
        if row and same_themes and row["label"] == keyword.label and row["names"] == list(keyword.variants):
            known.append(replace(keyword, close_match=tuple(row["close_match"] or ())))
        else:
            new.append(keyword)
    matched = (*known, *match_themes(new, scheme))
    quoted = _quote(matched, mentions, papers, earlier, before)
    return tuple(sorted(quoted, key=lambda keyword: keyword.id))


_READ = ("id", "label", "names", "shared", "close_match", "definition", "definition_source")


def _quote(
    keywords: Sequence[Keyword],
    mentions: pl.DataFrame,
    papers: Iterable[Paper],
    earlier: Graph,
    before: dict[str, dict[str, object]],
) -> Iterable[Keyword]:
    """Look for definitions where a mention is new.

    A keyword of another name, or one that the text of its definition does not mention any more, is looked at
    in all its mentions.
    """
    old = earlier.of_relation(Relation.MENTIONS).select(*_ENDS, "evidence")
    now = mentions.join(old, on=_ENDS, how="left", maintain_order="left", suffix="_before")
    is_new = pl.col("evidence").ne_missing(pl.col("evidence_before"))
    changed = now.select(*_ENDS, is_new=is_new)
    quotations = {name: _quotation(row) for name, row in before.items()}
    sources = pl.DataFrame(
        [(found.paper, name) for name, found in quotations.items() if found],
        schema={"source": pl.String, "target": pl.String},
        orient="row",
    )
    stay = sources.join(changed.filter(~pl.col("is_new")), on=_ENDS, how="semi")
    standing = set(stay["target"])
    whole = {
        keyword.id
        for keyword in keywords
        if (row := before.get(keyword.id)) is None
        or not row["shared"]
        or row["label"] != keyword.label
        or (row["definition"] is not None and keyword.id not in standing)
    }
    in_question = changed.filter("is_new")["target"].unique().implode()
    asked = (
        changed.join(stay.with_columns(is_source=True), on=_ENDS, how="left", maintain_order="left")
        .with_row_index()
        .filter(
            pl.col("target").is_in(list(whole))
            | (pl.col("target").is_in(in_question) & (pl.col("is_new") | pl.col("is_source")))
        )
    )
    tags = [
        Tag(paper, concept, 1.0, Status.EXTRACTED, tuple(Span(**span) for span in spans))
        for paper, concept, spans in mentions[asked["index"]].select(*_ENDS, "evidence").iter_rows()
    ]
    looked_at = set(asked["target"])
    defined = define_keywords([keyword for keyword in keywords if keyword.id in looked_at], tags, papers)
    yield from defined
    for keyword in keywords:
        if keyword.id not in looked_at:
            found = quotations.get(keyword.id) if keyword.shared else None
            yield replace(keyword, definition=found) if found else keyword


def _quotation(row: dict[str, object]) -> Quotation | None:
    source = row["definition_source"]
    if not isinstance(source, dict):
        return None
    return Quotation(
        source["paper"], Span(source["field"], source["start"], source["end"], str(row["definition"]))
    )
