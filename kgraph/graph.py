"""The graph: a table of nodes, one of edges, one of scores. Everything else is a view of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from kgraph.estimates import Estimate, Partition
from kgraph.identifiers import node_id, slug
from kgraph.ledger import Ledger, Run
from kgraph.records import Citation, Keyword, LineageLink, Paper, Person, Quotation, Span, Tag
from kgraph.schema import Theme
from kgraph.tables import COMMUNITY_SCHEMA, EDGE_SCHEMA, NODE_SCHEMA, SCORE_SCHEMA
from kgraph.vocabulary import BASE, Kind, Relation, Status

__all__ = ["COMMUNITY_SCHEMA", "EDGE_SCHEMA", "NODE_SCHEMA", "SCORE_SCHEMA", "Graph", "assemble"]


@dataclass(frozen=True, slots=True)
class Graph:
    """A research-lineage knowledge graph, with the account of how it came to be.

    `nodes`, `edges` and `scores` follow `NODE_SCHEMA`, `EDGE_SCHEMA` and `SCORE_SCHEMA` and are sorted, so
    equal graphs are equal tables. A field that does not apply to a kind of node or relation is null.
    `communities` follows `COMMUNITY_SCHEMA`; `partitions` and `estimates` say how sure these and scores are.
    `whole` is the graph that this one is a slice of.
    """

    nodes: pl.DataFrame
    edges: pl.DataFrame
    ledger: Ledger
    run: Run
    scores: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=SCORE_SCHEMA))
    communities: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=COMMUNITY_SCHEMA))
    partitions: tuple[Partition, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    # Papers of a slice still refer to what is outside it.
    whole: "Graph | None" = field(default=None, repr=False, compare=False)

    @property
    def base(self) -> str:
        """Where the nodes live: the beginning of their IRIs."""
        return dict(self.run.parameters).get("base", BASE)

    def count(self, kind: Kind) -> int:
        """How many nodes of one kind there are."""
        return self.nodes.filter(pl.col("kind") == kind.value).height

    def of_kind(self, kind: Kind) -> pl.DataFrame:
        """The nodes of one kind."""
        return self.nodes.filter(pl.col("kind") == kind.value)

    def of_relation(self, *relations: Relation) -> pl.DataFrame:
        """The edges of some relations."""
        return self.edges.filter(pl.col("relation").is_in([relation.value for relation in relations]))

    def labels(self) -> dict[str, str]:
        """Node id to label."""
        return dict(self.nodes.select("id", "label").iter_rows())


def assemble(
    papers: Sequence[Paper],
    people: Sequence[Person],
    scheme: Sequence[Theme],
    keywords: Sequence[Keyword],
    tags: Sequence[Tag],
    citations: Sequence[Citation],
    lineage: Sequence[LineageLink],
    ledger: Ledger,
    run: Run,
) -> Graph:
    """Lay the results of all stages down as two tables.

    Of the scheme only the themes that a paper is tagged with come in; tags include inferred ancestors, so
    the path to each top theme is whole.
    """
    tagged = {tag.concept for tag in tags}
    themes = [theme for theme in scheme if theme.id in tagged]
    organizations = {_organization(name): name for paper in papers for name in _organizations(paper)}
    nodes = pl.DataFrame(
        [
            *map(_paper_node, papers),
            *_person_nodes(people, papers),
            *map(_theme_node, themes),
            *_keyword_nodes(keywords, themes),
            *({"id": i, "kind": Kind.ORGANIZATION.value, "label": n} for i, n in organizations.items()),
        ],
        schema=NODE_SCHEMA,
    )
    edges = pl.DataFrame(
        [
            *_authorships(papers, people),
            *_affiliations(papers),
            *_taggings(tags, {theme.id for theme in themes}),
            *_hierarchy(themes),
            *map(_citation_edge, citations),
            *map(_lineage_edge, lineage),
        ],
        schema=EDGE_SCHEMA,
    )
    return Graph(
        nodes=nodes.sort("kind", "id"),
        edges=edges.sort("relation", "source", "position", "target"),
        ledger=ledger,
        run=run,
    )


def _paper_node(paper: Paper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "kind": Kind.PAPER.value,
        "label": paper.title,
        "date": paper.date,
        "year": paper.year,
        "abstract": paper.abstract,
        "venue": paper.venue,
        "doi": paper.doi,
        "identifiers": list(paper.identifiers),
        "type": paper.type,
        "categories": list(paper.categories),
        "author_keywords": list(paper.keywords),
        "references": list(paper.references),
        "authors_truncated": paper.authors_truncated,
        "origin": f"{paper.origin.file}:{paper.origin.line}",
    }


def _person_nodes(people: Iterable[Person], papers: Iterable[Paper]) -> Iterator[dict[str, Any]]:
    given = {(p.id, m.position): m.identifiers for p in papers for m in p.mentions if m.identifiers}
    for person in people:
        yield {
            "id": person.id,
            "kind": Kind.PERSON.value,
            "label": person.name,
            "names": list(person.names),
            "identifiers": sorted({name for mention in person.mentions for name in given.get(mention, ())})
            or None,
            "reason": person.reason or None,
        }


def _theme_node(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "kind": Kind.THEME.value,
        "label": theme.label,
        "names": list(theme.alt_labels),
        "definition": theme.definition or None,
        "iri": theme.iri,
    }


def _keyword_nodes(keywords: Iterable[Keyword], themes: Iterable[Theme]) -> Iterator[dict[str, Any]]:
    present = {theme.id for theme in themes}
    for keyword in keywords:
        quoted = keyword.definition
        yield {
            "id": keyword.id,
            "kind": Kind.KEYWORD.value,
            "label": keyword.label,
            "names": list(keyword.variants),
            "shared": keyword.shared,
            "definition": quoted.span.text if quoted else None,
            "definition_source": _place(quoted) if quoted else None,
            "close_match": [theme for theme in keyword.close_match if theme in present] or None,
        }


def _place(quoted: Quotation) -> dict[str, Any]:
    span = quoted.span
    return {"paper": quoted.paper, "field": span.field, "start": span.start, "end": span.end}


def _edge(
    source: str, relation: Relation, target: str, status: Status, facts: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    return {
        "source": source,
        "relation": relation.value,
        "target": target,
        "status": status.value,
        **(facts or {}),
    }


def _authorships(papers: Iterable[Paper], people: Iterable[Person]) -> Iterator[dict[str, Any]]:
    person_of = {mention: person.id for person in people for mention in person.mentions}
    for paper in papers:
        for mention in paper.mentions:
            facts = {
                "position": mention.position,
                "name_as_printed": mention.name,
                "identifiers": list(mention.identifiers) or None,
                "organizations": sorted(set(map(_organization, mention.organizations))) or None,
            }
            person = person_of[paper.id, mention.position]
            yield _edge(paper.id, Relation.CREATOR, person, Status.ASSERTED, facts)


def _affiliations(papers: Iterable[Paper]) -> Iterator[dict[str, Any]]:
    for paper in papers:
        for organization in sorted(set(map(_organization, _organizations(paper)))):
            yield _edge(paper.id, Relation.AFFILIATION, organization, Status.ASSERTED)


def _organizations(paper: Paper) -> tuple[str, ...]:
    """All that a paper names, for itself or with one of its authors."""
    return (*paper.organizations, *(name for mention in paper.mentions for name in mention.organizations))


def _organization(name: str) -> str:
    return node_id(Kind.ORGANIZATION, slug(name))


def _taggings(tags: Iterable[Tag], themes: set[str]) -> Iterator[dict[str, Any]]:
    for tag in tags:
        relation = Relation.SUBJECT if tag.concept in themes else Relation.MENTIONS
        facts = {"weight": tag.weight, "evidence": _spans(tag.evidence), "basis": list(tag.basis)}
        yield _edge(tag.paper, relation, tag.concept, tag.status, facts)


def _hierarchy(themes: Sequence[Theme]) -> Iterator[dict[str, Any]]:
    present = {theme.id for theme in themes}
    for theme in themes:
        for parent in theme.broader:
            if parent in present:
                yield _edge(theme.id, Relation.BROADER, parent, Status.ASSERTED)


def _citation_edge(citation: Citation) -> dict[str, Any]:
    facts = {"rule": citation.rule}
    return _edge(citation.citing, Relation.CITES, citation.cited, Status.ASSERTED, facts)


def _lineage_edge(link: LineageLink) -> dict[str, Any]:
    facts = {
        "weight": link.weight,
        "evidence": _spans(link.passages),
        "basis": [*link.shared_people, *link.shared_concepts],
        "parts": [{"name": name, "value": value} for name, value in link.parts],
        "direction_uncertain": link.direction_uncertain,
    }
    return _edge(link.later, Relation.LIKELY_BUILDS_ON, link.earlier, Status.INFERRED, facts)


def _spans(evidence: Iterable[Span]) -> list[dict[str, Any]]:
    return [
        {"field": span.field, "start": span.start, "end": span.end, "text": span.text} for span in evidence
    ]
