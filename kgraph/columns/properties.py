"""The facts of a graph by property: for each a table of two columns, its subjects and its objects.

Triples laid out this way answer what reads most of a graph by joins of whole columns (vertical partitioning:
Abadi, Marcus, Madden and Hollenbach, VLDB 2007). Nothing is stored for it: a table is made from those of the
graph when a query asks for it.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import polars as pl

from kgraph.mapping.links import ENDS, EVIDENCE_LINK, evidence_facts, link_fact, reasons
from kgraph.mapping.nodes import node_facts, scheme_facts, schemes
from kgraph.mapping.rows import quoted, reified, scored_by, scores_of, spans
from kgraph.mapping.scores import SCORE_LINK, community, community_facts, score_facts
from kgraph.ntriples import FRAGMENT, INTEGER, Fact, Terms, TermType, named, node
from kgraph.vocabulary import ALL_MEASURES, Kind, Relation, iri

# Rows of the tables that are kept for the next query: a million of the Anthology's mentions take 100 MB.
_ROWS = 4_000_000


@dataclass(frozen=True, eq=False)
class Part:
    """Facts of one property whose subjects are of one type, and whose objects are.

    `among` are the only objects that there can be, where that is known; `repeats` says that a fact may be
    there twice. `place` is which part it is of all that a graph has.
    """

    rows: pl.LazyFrame
    subject: TermType
    object: TermType
    among: frozenset[str] = frozenset()
    repeats: bool = False
    place: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether all facts are at hand."""
        return self in _kept

    def table(self) -> pl.DataFrame:
        """The columns `subject` and `object`, each fact once."""
        return _collect(self)

    def read(self) -> pl.DataFrame:
        """The same, made now and not kept."""
        return (self.rows.unique(maintain_order=True) if self.repeats else self.rows).collect()


def _collect(part: Part) -> pl.DataFrame:
    table = _kept.pop(part, None)
    _kept[part] = part.read() if table is None else table
    table = _kept[part]
    while len(_kept) > 1 and sum(each.height for each in list(_kept.values())) > _ROWS:
        _kept.popitem(last=False)
    return table


# The last that was asked for is the last.
_kept: OrderedDict[Part, pl.DataFrame] = OrderedDict()


@dataclass(frozen=True, eq=False)
class Properties:
    """The tables of a graph, and what they say by property."""

    base: str
    nodes: pl.LazyFrame
    edges: pl.LazyFrame
    scores: pl.LazyFrame
    communities: pl.LazyFrame

    def parts(self, predicate: str) -> tuple[Part, ...]:
        """All facts of the property with this IRI; nothing for one that the graph does not have."""
        return self._by_predicate.get(predicate, ())

    def told_by(self, owners: frozenset[str]) -> "Properties":
        """What some nodes say of themselves, their links, and the reasons and scores behind their IRIs."""
        return _told_by(self, owners)

    def predicates(self) -> list[str]:
        """The IRIs of all properties."""
        return sorted(self._by_predicate)

    @cached_property
    def _by_predicate(self) -> dict[str, tuple[Part, ...]]:
        found: dict[str, list[Part]] = {}
        for place, (fact, part) in enumerate(self._parts()):
            found.setdefault(iri(fact.predicate), []).append(replace(part, place=place))
        return {predicate: tuple(parts) for predicate, parts in found.items()}

    def _parts(self) -> Iterator[tuple[Fact, Part]]:
        base = self.base
        for kind, facts in node_facts(base).items():
            of_kind = self.nodes.filter(pl.col("kind") == kind.value)
            yield from _of_each(of_kind, node(pl.col("id"), base, kind), facts)
            span = named(pl.col("span"), FRAGMENT)
            yield from _of_each(quoted(of_kind, base), span, evidence_facts(base))
        for relation in Relation:
            yield from self._links(relation)
        yield from self._scores()
        named_communities = self.communities.with_columns(iri=community(base, pl.col("community")))
        yield from _of_each(named_communities, named(pl.col("iri"), "community"), community_facts(base))
        yield from _of_each(schemes(base).lazy(), named(pl.col("scheme"), "scheme"), scheme_facts())

    def _links(self, relation: Relation) -> Iterator[tuple[Fact, Part]]:
        base = self.base
        edges = self.edges.filter(pl.col("relation") == relation.value)
        source = node(pl.col("source"), base, ENDS[relation][0])
        # A paper may name a person twice, at two places.
        link = _of_each(edges, source, [link_fact(relation, base)])
        yield from ((fact, replace(part, repeats=True)) for fact, part in link)
        if reason := reasons(base).get(relation):
            edges = reified(edges, reason, base)
            pieces = spans(edges, reason)
            reason_iri, span_iri = (named(pl.col(name), FRAGMENT) for name in ("reason", "span"))
            # A reason is that of one edge, and a piece that of one reason.
            yield from _of_each(edges, source, [reason.link])
            yield from _of_each(edges, reason_iri, reason.facts)
            yield from _of_each(pieces, reason_iri, [EVIDENCE_LINK])
            yield from _of_each(pieces, span_iri, evidence_facts(base))

    def _scores(self) -> Iterator[tuple[Fact, Part]]:
        base = self.base
        every = scores_of(self.scores, base)
        score = named(pl.col("score"), FRAGMENT)
        for fact in score_facts(base):
            measures = set(fact.terms.values.meta.root_names()) & set(ALL_MEASURES)
            rows = scored_by(self.scores, measures.pop(), base) if measures else every
            yield from _of_each(rows, score, [fact])
        yield from _of_each(every, node(pl.col("id"), base, *Kind), [SCORE_LINK])


def _of_each(rows: pl.LazyFrame, subject: Terms, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Part]]:
    """What is said by rows of which no two say the same: only a list may say a thing twice."""
    for fact, part in _told(rows, subject, facts):
        yield fact, part if fact.each is None else replace(part, repeats=True)


def _told(rows: pl.LazyFrame, subject: Terms, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Part]]:
    for fact in facts:
        values = fact.terms.values
        if fact.terms.type.name == INTEGER:
            values = values.cast(pl.Int64)  # one width for all, so that they can be joined
        if fact.each is None:
            told = rows.select(subject=subject.values, object=values)
        else:
            told = rows.select(subject=subject.values, object=fact.each.list.eval(values)).explode("object")
        yield fact, Part(told.drop_nulls("object"), subject.type, fact.terms.type, fact.terms.among)


# Of up to a thousand nodes each; why two papers are linked asks of some twenty such groups.
@lru_cache(maxsize=32)
def _told_by(properties: Properties, owners: frozenset[str]) -> Properties:
    names = pl.Series(sorted(owners), dtype=pl.String)

    def some(table: pl.LazyFrame, column: str) -> pl.LazyFrame:
        if names.is_empty():
            return table.clear()
        # Between the first and the last: the tables are sorted, and most of a file need not be read then.
        is_near = pl.col(column).is_between(pl.lit(names[0]), pl.lit(names[-1]))
        found = table.filter(is_near & pl.col(column).is_in(names.implode()))

        @cache
        def read() -> pl.DataFrame:
            return found.collect()

        # Read once, when the first fact of it is asked for.
        return pl.defer(read, schema=table.collect_schema())

    return replace(
        properties,
        nodes=some(properties.nodes, "id"),
        edges=some(properties.edges, "source"),
        scores=some(properties.scores, "id"),
    )
