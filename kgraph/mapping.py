"""What each kind of node and each relation says in RDF, as a table: a line for each fact.

The facts are expressions over the columns of `graph.NODE_SCHEMA` and `graph.EDGE_SCHEMA` and the columns of
`kgraph.ntriples`; they are told in the order of the table. `base` is where instances live.
"""

from dataclasses import dataclass

import polars as pl

from kgraph.iris import node_fragments, node_iris
from kgraph.ntriples import (
    date,
    decimal,
    fact,
    facts,
    foreign,
    named,
    number,
    said,
    string,
    term,
    text,
    typed,
)
from kgraph.vocabulary import ALL_MEASURES, KG, Kind, Relation, Status, iri, measure_property

_EACH = pl.element()
_IS_QUOTED = pl.col("definition_source").is_not_null()
_NONE = pl.lit(None, dtype=pl.String)

# The classes of FaBiO for the types of CSL; a type that is not here is said by kg:publicationType alone.
_CLASSES = {
    name: f"<{iri(f'fabio:{local}')}>"
    for name, local in {
        "article-journal": "JournalArticle",
        "book": "Book",
        "chapter": "BookChapter",
        "dataset": "Dataset",
        "paper-conference": "ConferencePaper",
        "preprint": "Preprint",
        "report": "Report",
        "thesis": "Thesis",
    }.items()
}


def node_facts(base: str) -> dict[Kind, tuple[pl.Expr, ...]]:
    """What a node of each kind says of itself."""
    local_name = pl.col("id").str.replace("^[^:]*:", "")
    year = pl.when(pl.col("date") != "").then(pl.col("date").str.head(4))
    return {
        Kind.PAPER: (
            fact("rdf:type", term("kg:Paper")),
            fact("rdf:type", term("schema:ScholarlyArticle")),
            fact("rdf:type", pl.col("type").replace_strict(_CLASSES, default=None, return_dtype=pl.String)),
            fact("dcterms:title", string(pl.col("label"))),
            fact("dcterms:issued", date(pl.col("date"))),
            fact("fabio:hasPublicationYear", typed(year, "xsd:gYear")),
            fact("dcterms:abstract", text(pl.col("abstract"))),
            fact("kg:venue", text(pl.col("venue"))),
            fact("kg:publicationType", text(pl.col("type"))),
            fact("prism:doi", text(pl.col("doi"))),
            facts(pl.col("identifiers"), said("dcterms:identifier", string(_EACH))),
            facts(pl.col("identifiers"), said("fabio:hasArXivId", string(_arxiv_number()))),
            facts(pl.col("categories"), said("kg:category", string(_EACH))),
            facts(pl.col("author_keywords"), said("kg:authorKeyword", string(_EACH))),
            facts(pl.col("references"), said("kg:reference", string(_EACH))),
            fact("kg:authorsTruncated", typed(_where("authors_truncated"), "xsd:boolean")),
            fact("kg:origin", text(pl.col("origin"))),
        ),
        Kind.PERSON: (
            fact("rdf:type", term("foaf:Person")),
            fact("foaf:name", string(pl.col("label"))),
            facts(_other_names(), said("kg:nameVariant", string(_EACH))),
            facts(pl.col("identifiers"), said("dcterms:identifier", string(_EACH))),
            fact("kg:mergeReason", text(pl.col("reason"))),
        ),
        Kind.THEME: (
            fact("rdf:type", term("skos:Concept")),
            fact("rdf:type", term("kg:Theme")),
            fact("skos:prefLabel", string(pl.col("label"), "en")),
            facts(_other_names(), said("skos:altLabel", string(_EACH, "en"))),
            fact("skos:notation", string(local_name)),
            fact("skos:definition", text(pl.col("definition"), "en")),
            fact("skos:inScheme", pl.lit(f"<{scheme(Kind.THEME, base)}>")),
            fact("skos:exactMatch", foreign(pl.col("iri"))),
        ),
        Kind.KEYWORD: (
            fact("rdf:type", term("skos:Concept")),
            fact("rdf:type", term("kg:Keyword")),
            fact("skos:prefLabel", string(pl.col("label"))),
            facts(_other_names(), said("skos:altLabel", string(_EACH))),
            fact("skos:notation", string(local_name)),
            fact("skos:definition", text(pl.col("definition"))),
            fact("kg:definitionEvidence", pl.when(_IS_QUOTED).then(named(definition(base)))),
            fact("kg:shared", typed(pl.col("shared"), "xsd:boolean")),
            fact("skos:inScheme", pl.lit(f"<{scheme(Kind.KEYWORD, base)}>")),
            facts(pl.col("close_match"), said("skos:closeMatch", named(node_iris(_EACH, base)))),
        ),
        Kind.ORGANIZATION: (
            fact("rdf:type", term("org:Organization")),
            fact("foaf:name", string(pl.col("label"))),
        ),
    }


# How the facts of a node are known: the keywords are read from the texts, the rest is said by a source.
NODE_STATUS = dict.fromkeys(Kind, Status.ASSERTED) | {Kind.KEYWORD: Status.EXTRACTED}

SCHEMES = {Kind.KEYWORD: "Keywords found in the texts", Kind.THEME: "Themes"}

PREDICATES = {
    Relation.CREATOR: "dcterms:creator",
    Relation.AFFILIATION: "kg:affiliation",
    Relation.SUBJECT: "dcterms:subject",
    Relation.MENTIONS: "kg:mentions",
    Relation.BROADER: "skos:broader",
    Relation.CITES: "cito:cites",
    Relation.LIKELY_BUILDS_ON: "kg:likelyBuildsOn",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A node that says why a link is there.

    `property` leads to it from the link's source, `fragment` names it behind the source's IRI, so whoever
    looks a paper up gets its reasons too, and `facts` is what it says. `paper` is the
    paper that a piece of its evidence stands in, by `place` from 1; null where that is the link's source.
    """

    property: str
    fragment: pl.Expr
    facts: tuple[pl.Expr, ...]
    paper: pl.Expr = _NONE


def reasons(base: str) -> dict[Relation, Reason]:
    """The reasons of the relations that carry them."""
    target = named(node_iris(pl.col("target"), base))
    member = named(node_iris(_EACH, base))
    tagging = Reason(
        "kg:hasTagging",
        node_fragments(pl.col("target")),
        (
            fact("rdf:type", term("kg:Tagging")),
            fact("kg:concept", target),
            fact("kg:weight", decimal(pl.col("weight"))),
            facts(pl.col("basis"), said("kg:basis", member)),
        ),
    )
    lineage_link = Reason(
        "kg:hasLineageLink",
        node_fragments(pl.col("target")),
        (
            fact("rdf:type", term("kg:LineageLink")),
            fact("kg:earlier", target),
            fact("kg:weight", decimal(pl.col("weight"))),
            fact("kg:directionUncertain", typed(pl.col("direction_uncertain"), "xsd:boolean")),
            facts(pl.col("parts"), _part()),
            facts(
                pl.col("basis"),
                pl.when(_EACH.str.starts_with(f"{Kind.PERSON}:"))
                .then(said("kg:sharedAuthor", member))
                .otherwise(said("kg:sharedConcept", member)),
            ),
        ),
        paper=pl.when(pl.col("place") == 1).then(pl.col("source")).otherwise(pl.col("target")),
    )
    authorship = Reason(
        "kg:hasAuthorship",
        pl.concat_str(pl.lit("author:"), pl.col("position")),
        (
            fact("rdf:type", term("kg:Authorship")),
            fact("kg:author", target),
            fact("kg:position", typed(pl.col("position"), "xsd:integer")),
            fact("kg:nameAsPrinted", string(pl.col("name_as_printed"))),
            facts(pl.col("identifiers"), said("dcterms:identifier", string(_EACH))),
            facts(pl.col("organizations"), said("kg:affiliation", member)),
        ),
    )
    return {
        Relation.CREATOR: authorship,
        Relation.SUBJECT: tagging,
        Relation.MENTIONS: tagging,
        Relation.LIKELY_BUILDS_ON: lineage_link,
    }


def evidence_facts(base: str) -> tuple[pl.Expr, ...]:
    """What a piece of a text says, over the fields of `evidence` and the `paper` if that must be told."""
    return (
        fact("rdf:type", term("kg:Evidence")),
        fact("kg:inPaper", named(node_iris(pl.col("paper"), base))),
        fact("kg:evidenceText", string(pl.col("text"))),
        fact("kg:evidenceField", string(pl.col("field"))),
        fact("kg:charStart", typed(pl.col("start"), "xsd:integer")),
        fact("kg:charEnd", typed(pl.col("end"), "xsd:integer")),
    )


# What the score of a node in a network says, its measures being columns, and its name behind the node's IRI.
# One score a network, not one a measure: a third of the facts, and an order by one measure reads a sixth.
SCORE_FRAGMENT = pl.concat_str(pl.lit("score:"), pl.col("network"))
_WHOLE_NUMBERS = {"core_number", "citation_count", "h_index"}


def score_facts(base: str) -> tuple[pl.Expr, ...]:
    """What a score says, over columns named as its measures; those that are null say nothing."""
    is_citation = pl.col("network") == "citations"
    return (
        fact("rdf:type", pl.when(is_citation).then(term("kg:CitationScore")).otherwise(term("kg:Score"))),
        fact("kg:network", string(pl.col("network"))),
        *(fact(measure_property(measure), _told(measure, base)) for measure in ALL_MEASURES),
    )


def _told(measure: str, base: str) -> pl.Expr:
    value = pl.col(measure)
    if measure == "community":
        return named(community(base, value.cast(pl.Int64)))
    if measure == "articulation_point":
        return typed(value == 1, "xsd:boolean")
    if measure in _WHOLE_NUMBERS:
        return typed(value.cast(pl.Int64), "xsd:integer")
    return number(value)


def community(base: str, of_network: pl.Expr) -> pl.Expr:
    """The IRI of the community with a number in the network of the column `network`."""
    return pl.concat_str(pl.lit(f"{base}community/"), pl.col("network"), pl.lit("-"), of_network)


def community_facts(base: str) -> tuple[pl.Expr, ...]:
    """What a community says, over the columns of `tables.COMMUNITY_SCHEMA`."""
    return (
        fact("rdf:type", term("kg:Community")),
        fact("rdfs:label", string(pl.col("label"))),
        fact("kg:network", string(pl.col("network"))),
        fact("kg:size", typed(pl.col("size"), "xsd:integer")),
        fact("kg:paperCount", typed(pl.col("papers"), "xsd:integer")),
        fact("kg:stability", decimal(pl.col("stability"))),
        facts(pl.col("keywords"), said("kg:distinctiveKeyword", string(_EACH))),
        facts(pl.col("members"), said("kg:centralMember", named(node_iris(_EACH, base)))),
    )


def definition(base: str) -> pl.Expr:
    """The IRI of the evidence of a keyword's definition: a fragment of the keyword's own."""
    return pl.concat_str(node_iris(pl.col("id"), base), pl.lit("#definition"))


def scheme(kind: Kind, base: str) -> str:
    """The IRI of the concept scheme of themes or of keywords."""
    return f"{base}scheme/{kind}"


def _other_names() -> pl.Expr:
    """The names of a node but its label."""
    rows = pl.struct("label", "names")
    return rows.map_batches(_without_label, return_dtype=pl.List(pl.String), is_elementwise=True)


def _without_label(rows: pl.Series) -> pl.Series:
    # Member by member in a column of its own: a filter inside each list takes twenty times as long.
    table = rows.struct.unnest().with_row_index("row")
    others = table.explode("names").filter(pl.col("names") != pl.col("label"))
    lists = others.group_by("row", maintain_order=True).agg("names")
    return table.select("row").join(lists, on="row", how="left", maintain_order="left")["names"]


def _arxiv_number() -> pl.Expr:
    """The numbers of the identifiers that arXiv gave; null for all others."""
    return _EACH.str.extract("^arxiv:(.+)$")


def _where(column: str) -> pl.Expr:
    """True where a column is; null, and so no fact, where it is false."""
    return pl.when(pl.col(column)).then(pl.lit(value=True))


def _part() -> pl.Expr:
    """The part of a kind of evidence; that of a single node has no property of its own, so it is null."""
    name, value = _EACH.struct.field("name"), decimal(_EACH.struct.field("value"))
    told = pl.concat_str(pl.lit(f"<{KG}"), name, pl.lit("Part> "), value)
    return pl.when(~name.str.contains(":", literal=True)).then(told)
