"""The nodes of each kind, a table each with the columns that the kind has."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from kgraph.assembly.columns import tabulate
from kgraph.identifiers import node_id, slug
from kgraph.records import Keyword, Paper, Quotation
from kgraph.schema import Theme
from kgraph.tables import NODE_SCHEMA
from kgraph.vocabulary import Kind


def paper_nodes(papers: Sequence[Paper]) -> pl.DataFrame:
    """A node for each paper."""
    return _table(
        Kind.PAPER,
        id=[paper.id for paper in papers],
        label=[paper.title for paper in papers],
        date=[paper.date for paper in papers],
        year=[paper.year for paper in papers],
        abstract=[paper.abstract for paper in papers],
        venue=[paper.venue for paper in papers],
        doi=[paper.doi for paper in papers],
        identifiers=[paper.identifiers for paper in papers],
        type=[paper.type for paper in papers],
        categories=[paper.categories for paper in papers],
        author_keywords=[paper.keywords for paper in papers],
        references=[paper.references for paper in papers],
        authors_truncated=[paper.authors_truncated for paper in papers],
        origin=[f"{paper.origin.file}:{paper.origin.line}" for paper in papers],
    )


def person_nodes(people: Mapping[str, Sequence[Any] | pl.Series]) -> pl.DataFrame:
    """A node for each person: `people` are columns of `people.describe_people`."""
    return _table(Kind.PERSON, **people)


def identifiers_of(papers: Iterable[Paper]) -> dict[tuple[str, int], Sequence[str]]:
    """What the papers say of each mention that they know anything of."""
    return {(p.id, m.position): m.identifiers for p in papers for m in p.mentions if m.identifiers}


def theme_nodes(themes: Sequence[Theme]) -> pl.DataFrame:
    """A node for each theme."""
    return _table(
        Kind.THEME,
        id=[theme.id for theme in themes],
        label=[theme.label for theme in themes],
        names=[theme.alt_labels for theme in themes],
        definition=[theme.definition or None for theme in themes],
        iri=[theme.iri for theme in themes],
    )


def keyword_nodes(keywords: Sequence[Keyword], themes: Iterable[Theme]) -> pl.DataFrame:
    """A node for each keyword, which refers to those `themes` that it is a name of."""
    present = {theme.id for theme in themes}
    close = ([theme for theme in keyword.close_match if theme in present] for keyword in keywords)
    quoted = [keyword.definition for keyword in keywords]
    return _table(
        Kind.KEYWORD,
        id=[keyword.id for keyword in keywords],
        label=[keyword.label for keyword in keywords],
        names=[keyword.variants for keyword in keywords],
        shared=[keyword.shared for keyword in keywords],
        definition=[each.span.text if each else None for each in quoted],
        definition_source=[_place(each) if each else None for each in quoted],
        close_match=[themes or None for themes in close],
    )


def organization_nodes(papers: Iterable[Paper]) -> pl.DataFrame:
    """A node for each organization that a paper names; of equal ids the last spelling counts."""
    named = {name_organization(name): name for paper in papers for name in organizations_of(paper)}
    return _table(Kind.ORGANIZATION, id=list(named), label=list(named.values()))


def organizations_of(paper: Paper) -> tuple[str, ...]:
    """All that a paper names, for itself or with one of its authors."""
    return (*paper.organizations, *(name for mention in paper.mentions for name in mention.organizations))


def name_organization(name: str) -> str:
    """The id of an organization."""
    return node_id(Kind.ORGANIZATION, slug(name))


def _place(quoted: Quotation) -> dict[str, Any]:
    span = quoted.span
    return {"paper": quoted.paper, "field": span.field, "start": span.start, "end": span.end}


def _table(kind: Kind, **columns: Sequence[Any] | pl.Series) -> pl.DataFrame:
    return tabulate(NODE_SCHEMA, {"kind": kind.value}, columns)
