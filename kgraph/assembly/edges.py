"""The edges of each relation, a table each with the columns that the relation has."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from kgraph.assembly.columns import nest_parts, nest_spans, tabulate
from kgraph.assembly.nodes import name_organization, organizations_of
from kgraph.records import Citation, LineageLink, Paper, Person, Tag
from kgraph.schema import Theme
from kgraph.tables import EDGE_SCHEMA
from kgraph.vocabulary import Relation, Status


def authorship_edges(papers: Iterable[Paper], person_of: Mapping[tuple[str, int], str]) -> pl.DataFrame:
    """From each paper to the person of each of its mentions, which are known by paper and position."""
    mentions = [(paper.id, mention) for paper in papers for mention in paper.mentions]
    return _table(
        Relation.CREATOR,
        Status.ASSERTED,
        source=[paper for paper, _ in mentions],
        target=[person_of[paper, mention.position] for paper, mention in mentions],
        position=[mention.position for _, mention in mentions],
        name_as_printed=[mention.name for _, mention in mentions],
        identifiers=[mention.identifiers or None for _, mention in mentions],
        organizations=[
            sorted(set(map(name_organization, mention.organizations))) or None for _, mention in mentions
        ],
    )


def people_of(people: Iterable[Person]) -> dict[tuple[str, int], str]:
    """The person of each mention, by its paper and position."""
    return {mention: person.id for person in people for mention in person.mentions}


def affiliation_edges(papers: Iterable[Paper]) -> pl.DataFrame:
    """From each paper to the organizations that it names, each once."""
    named = [
        (paper.id, organization)
        for paper in papers
        for organization in sorted(set(map(name_organization, organizations_of(paper))))
    ]
    return _table(
        Relation.AFFILIATION,
        Status.ASSERTED,
        source=[paper for paper, _ in named],
        target=[organization for _, organization in named],
    )


def tagging_edges(tags: Sequence[Tag], themes: Container[str]) -> pl.DataFrame:
    """From papers to the themes that they are about, and to the keywords that they mention."""
    relations = [Relation.SUBJECT if tag.concept in themes else Relation.MENTIONS for tag in tags]
    columns: dict[str, Sequence[Any] | pl.Series] = {
        "source": [tag.paper for tag in tags],
        "relation": [relation.value for relation in relations],
        "target": [tag.concept for tag in tags],
        "status": [tag.status.value for tag in tags],
        "weight": [tag.weight for tag in tags],
        "evidence": nest_spans([tag.evidence for tag in tags]),
        "basis": [tag.basis for tag in tags],
    }
    return tabulate(EDGE_SCHEMA, {}, columns)


def mention_edges(tags: pl.DataFrame) -> pl.DataFrame:
    """From papers to the keywords that they mention: `tags` is a table of `keywords.tags.tabulate_tags`."""
    columns: dict[str, Sequence[Any] | pl.Series] = {
        "source": tags["paper"],
        "target": tags["concept"],
        "status": tags["status"],
        "weight": tags["weight"],
        "evidence": tags["evidence"],
        "basis": [()] * tags.height,
    }
    return tabulate(EDGE_SCHEMA, {"relation": Relation.MENTIONS.value}, columns)


def hierarchy_edges(themes: Sequence[Theme]) -> pl.DataFrame:
    """From each theme to the broader ones among them."""
    present = {theme.id for theme in themes}
    pairs = [(theme.id, parent) for theme in themes for parent in theme.broader if parent in present]
    return _table(
        Relation.BROADER,
        Status.ASSERTED,
        source=[theme for theme, _ in pairs],
        target=[parent for _, parent in pairs],
    )


def citation_edges(citations: Sequence[Citation]) -> pl.DataFrame:
    """From citing to cited papers."""
    return _table(
        Relation.CITES,
        Status.ASSERTED,
        source=[citation.citing for citation in citations],
        target=[citation.cited for citation in citations],
        rule=[citation.rule for citation in citations],
    )


def lineage_edges(links: Sequence[LineageLink]) -> pl.DataFrame:
    """From later papers to the earlier ones that they likely build on."""
    return _table(
        Relation.LIKELY_BUILDS_ON,
        Status.INFERRED,
        source=[link.later for link in links],
        target=[link.earlier for link in links],
        weight=[link.weight for link in links],
        evidence=nest_spans([link.passages for link in links]),
        basis=[(*link.shared_people, *link.shared_concepts) for link in links],
        parts=nest_parts([link.parts for link in links]),
        direction_uncertain=[link.direction_uncertain for link in links],
    )


def _table(relation: Relation, status: Status, **columns: Sequence[Any] | pl.Series) -> pl.DataFrame:
    return tabulate(EDGE_SCHEMA, {"relation": relation.value, "status": status.value}, columns)
