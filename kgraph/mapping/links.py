"""What the edges of each relation say, and the reasons why they are there."""

from dataclasses import dataclass

import polars as pl

from kgraph.iris import node_fragments
from kgraph.ntriples import (
    BOOLEAN,
    FRAGMENT,
    INTEGER,
    Fact,
    decimal,
    fact,
    facts,
    named,
    node,
    string,
    term,
    typed,
)
from kgraph.vocabulary import PARTS, Kind, Relation

_EACH = pl.element()
_NONE = pl.lit(None, dtype=pl.String)
_CONCEPTS = (Kind.THEME, Kind.KEYWORD)

# The kinds of nodes that each relation links.
ENDS = {
    Relation.CREATOR: (Kind.PAPER, Kind.PERSON),
    Relation.AFFILIATION: (Kind.PAPER, Kind.ORGANIZATION),
    Relation.SUBJECT: (Kind.PAPER, Kind.THEME),
    Relation.MENTIONS: (Kind.PAPER, Kind.KEYWORD),
    Relation.BROADER: (Kind.THEME, Kind.THEME),
    Relation.CITES: (Kind.PAPER, Kind.PAPER),
    Relation.LIKELY_BUILDS_ON: (Kind.PAPER, Kind.PAPER),
}
PREDICATES = {
    Relation.CREATOR: "dcterms:creator",
    Relation.AFFILIATION: "kg:affiliation",
    Relation.SUBJECT: "dcterms:subject",
    Relation.MENTIONS: "kg:mentions",
    Relation.BROADER: "skos:broader",
    Relation.CITES: "cito:cites",
    Relation.LIKELY_BUILDS_ON: "kg:likelyBuildsOn",
}


def link_fact(relation: Relation, base: str) -> Fact:
    """What an edge says."""
    return fact(PREDICATES[relation], node(pl.col("target"), base, ENDS[relation][1]))


@dataclass(frozen=True, slots=True)
class Reason:
    """A node that says why a link is there.

    `predicate` leads to it from the link's source, `fragment` names it behind the source's IRI, so whoever
    looks a paper up gets its reasons too, and `facts` is what it says. `paper` is the
    paper that a piece of its evidence stands in, by `place` from 1; null where that is the link's source.
    """

    predicate: str
    fragment: pl.Expr
    facts: tuple[Fact, ...]
    paper: pl.Expr = _NONE

    @property
    def link(self) -> Fact:
        """What leads from the link's source to the reason."""
        return fact(self.predicate, named(pl.col("reason"), FRAGMENT))


# What leads from a reason to a piece of its evidence.
EVIDENCE_LINK = fact("kg:evidence", named(pl.col("span"), FRAGMENT))


def reasons(base: str) -> dict[Relation, Reason]:
    """The reasons of the relations that carry them."""
    paper, person, organization = Kind.PAPER, Kind.PERSON, Kind.ORGANIZATION
    target = pl.col("target")
    is_person = _EACH.str.starts_with(f"{Kind.PERSON}:")
    a_person, a_concept = pl.when(is_person).then(_EACH), pl.when(~is_person).then(_EACH)
    tagging = Reason(
        "kg:hasTagging",
        node_fragments(target),
        (
            fact("rdf:type", term("kg:Tagging")),
            fact("kg:concept", node(target, base, *_CONCEPTS)),
            fact("kg:weight", decimal(pl.col("weight"))),
            facts("kg:basis", pl.col("basis"), node(_EACH, base, *Kind)),
        ),
    )
    lineage_link = Reason(
        "kg:hasLineageLink",
        node_fragments(target),
        (
            fact("rdf:type", term("kg:LineageLink")),
            fact("kg:earlier", node(target, base, paper)),
            fact("kg:weight", decimal(pl.col("weight"))),
            fact("kg:directionUncertain", typed(pl.col("direction_uncertain"), BOOLEAN)),
            *(facts(f"kg:{part}Part", pl.col("parts"), decimal(_part(part))) for part in PARTS),
            facts("kg:sharedAuthor", pl.col("basis"), node(a_person, base, person)),
            facts("kg:sharedConcept", pl.col("basis"), node(a_concept, base, *_CONCEPTS)),
        ),
        paper=pl.when(pl.col("place") == 1).then(pl.col("source")).otherwise(target),
    )
    authorship = Reason(
        "kg:hasAuthorship",
        pl.concat_str(pl.lit("author:"), pl.col("position")),
        (
            fact("rdf:type", term("kg:Authorship")),
            fact("kg:author", node(target, base, person)),
            fact("kg:position", typed(pl.col("position"), INTEGER)),
            fact("kg:nameAsPrinted", string(pl.col("name_as_printed"))),
            facts("dcterms:identifier", pl.col("identifiers"), string(_EACH)),
            facts("kg:affiliation", pl.col("organizations"), node(_EACH, base, organization)),
        ),
    )
    return {
        Relation.CREATOR: authorship,
        Relation.SUBJECT: tagging,
        Relation.MENTIONS: tagging,
        Relation.LIKELY_BUILDS_ON: lineage_link,
    }


def evidence_facts(base: str) -> tuple[Fact, ...]:
    """What a piece of a text says, over the fields of `evidence` and the `paper` if that must be told."""
    return (
        fact("rdf:type", term("kg:Evidence")),
        fact("kg:inPaper", node(pl.col("paper"), base, Kind.PAPER)),
        fact("kg:evidenceText", string(pl.col("text"))),
        fact("kg:evidenceField", string(pl.col("field"))),
        fact("kg:charStart", typed(pl.col("start"), INTEGER)),
        fact("kg:charEnd", typed(pl.col("end"), INTEGER)),
    )


def _part(name: str) -> pl.Expr:
    """What a kind of evidence adds to a weight; null for the others."""
    return pl.when(_EACH.struct.field("name") == name).then(_EACH.struct.field("value"))
