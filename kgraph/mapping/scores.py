"""What the scores of nodes and the communities say."""

import polars as pl

from kgraph.ntriples import (
    BOOLEAN,
    FRAGMENT,
    INTEGER,
    VOCABULARY,
    Fact,
    Terms,
    decimal,
    fact,
    facts,
    named,
    node,
    number,
    string,
    term,
    typed,
)
from kgraph.vocabulary import ALL_MEASURES, Kind, iri, measure_property

_EACH = pl.element()
_COMMUNITY = "community"
# What leads from a node to its score in a network.
SCORE_LINK = fact("kg:hasScore", named(pl.col("score"), FRAGMENT))
# What the score of a node in a network says, its measures being columns, and its name behind the node's IRI.
# One score a network, not one a measure: a third of the facts, and an order by one measure reads a sixth.
SCORE_FRAGMENT = pl.concat_str(pl.lit("score:"), pl.col("network"))
_WHOLE_NUMBERS = {"core_number", "citation_count", "h_index"}


def score_facts(base: str) -> tuple[Fact, ...]:
    """What a score says, over columns named as its measures; those that are null say nothing."""
    of_citations, of_others = iri("kg:CitationScore"), iri("kg:Score")
    is_citation = pl.col("network") == "citations"
    score_class = pl.when(is_citation).then(pl.lit(of_citations)).otherwise(pl.lit(of_others))
    return (
        fact("rdf:type", named(score_class, VOCABULARY, [of_citations, of_others])),
        fact("kg:network", string(pl.col("network"))),
        *(fact(measure_property(measure), _told(measure, base)) for measure in ALL_MEASURES),
    )


def _told(measure: str, base: str) -> Terms:
    value = pl.col(measure)
    if measure == "community":
        return named(community(base, value.cast(pl.Int64)), _COMMUNITY)
    if measure == "articulation_point":
        return typed(value == 1, BOOLEAN)
    if measure in _WHOLE_NUMBERS:
        return typed(value.cast(pl.Int64), INTEGER)
    return number(value)


def community(base: str, of_network: pl.Expr) -> pl.Expr:
    """The IRI of the community with a number in the network of the column `network`."""
    return pl.concat_str(pl.lit(f"{base}community/"), pl.col("network"), pl.lit("-"), of_network)


def community_facts(base: str) -> tuple[Fact, ...]:
    """What a community says, over the columns of `tables.COMMUNITY_SCHEMA`."""
    return (
        fact("rdf:type", term("kg:Community")),
        fact("rdfs:label", string(pl.col("label"))),
        fact("kg:network", string(pl.col("network"))),
        fact("kg:size", typed(pl.col("size"), INTEGER)),
        fact("kg:paperCount", typed(pl.col("papers"), INTEGER)),
        fact("kg:stability", decimal(pl.col("stability"))),
        facts("kg:distinctiveKeyword", pl.col("keywords"), string(_EACH)),
        facts("kg:centralMember", pl.col("members"), node(_EACH, base, *Kind)),
    )
