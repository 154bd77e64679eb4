"""What a node of each kind says of itself, and what the concept schemes say."""

import polars as pl

from kgraph.iris import node_iris
from kgraph.ntriples import (
    BOOLEAN,
    FRAGMENT,
    VOCABULARY,
    YEAR,
    Fact,
    date,
    fact,
    facts,
    foreign,
    named,
    node,
    string,
    term,
    text,
    typed,
)
from kgraph.vocabulary import Kind, Status, iri

_EACH = pl.element()
_IS_QUOTED = pl.col("definition_source").is_not_null()
_SCHEME = "scheme"
_SCHEMES = {Kind.KEYWORD: "Keywords found in the texts", Kind.THEME: "Themes"}
# How the facts of a node are known: the keywords are read from the texts, the rest is said by a source.
NODE_STATUS = dict.fromkeys(Kind, Status.ASSERTED) | {Kind.KEYWORD: Status.EXTRACTED}

# The classes of FaBiO for the types of CSL; a type that is not here is said by kg:publicationType alone.
_CLASSES = {
    name: iri(f"fabio:{local}")
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


def node_facts(base: str) -> dict[Kind, tuple[Fact, ...]]:
    """What a node of each kind says of itself."""
    local_name = pl.col("id").str.replace("^[^:]*:", "")
    year = pl.when(pl.col("date") != "").then(pl.col("date").str.head(4))
    return {
        Kind.PAPER: (
            fact("rdf:type", term("kg:Paper")),
            fact("rdf:type", term("schema:ScholarlyArticle")),
            fact("rdf:type", named(_class(), VOCABULARY, _CLASSES.values())),
            fact("dcterms:title", string(pl.col("label"))),
            fact("dcterms:issued", date(pl.col("date"))),
            fact("fabio:hasPublicationYear", typed(year, YEAR)),
            fact("dcterms:abstract", text(pl.col("abstract"))),
            fact("kg:venue", text(pl.col("venue"))),
            fact("kg:publicationType", text(pl.col("type"))),
            fact("prism:doi", text(pl.col("doi"))),
            facts("dcterms:identifier", pl.col("identifiers"), string(_EACH)),
            facts("fabio:hasArXivId", pl.col("identifiers"), string(_arxiv_number())),
            facts("kg:category", pl.col("categories"), string(_EACH)),
            facts("kg:authorKeyword", pl.col("author_keywords"), string(_EACH)),
            facts("kg:reference", pl.col("references"), string(_EACH)),
            fact("kg:authorsTruncated", typed(_where("authors_truncated"), BOOLEAN)),
            fact("kg:origin", text(pl.col("origin"))),
        ),
        Kind.PERSON: (
            fact("rdf:type", term("foaf:Person")),
            fact("foaf:name", string(pl.col("label"))),
            facts("kg:nameVariant", _other_names(), string(_EACH)),
            facts("dcterms:identifier", pl.col("identifiers"), string(_EACH)),
            fact("kg:mergeReason", text(pl.col("reason"))),
        ),
        Kind.THEME: (
            fact("rdf:type", term("skos:Concept")),
            fact("rdf:type", term("kg:Theme")),
            fact("skos:prefLabel", string(pl.col("label"), "en")),
            facts("skos:altLabel", _other_names(), string(_EACH, "en")),
            fact("skos:notation", string(local_name)),
            fact("skos:definition", text(pl.col("definition"), "en")),
            fact("skos:inScheme", named(pl.lit(scheme(Kind.THEME, base)), _SCHEME)),
            fact("skos:exactMatch", foreign(pl.col("iri"))),
        ),
        Kind.KEYWORD: (
            fact("rdf:type", term("skos:Concept")),
            fact("rdf:type", term("kg:Keyword")),
            fact("skos:prefLabel", string(pl.col("label"))),
            facts("skos:altLabel", _other_names(), string(_EACH)),
            fact("skos:notation", string(local_name)),
            fact("skos:definition", text(pl.col("definition"))),
            fact("kg:definitionEvidence", named(pl.when(_IS_QUOTED).then(definition(base)), FRAGMENT)),
            fact("kg:shared", typed(pl.col("shared"), BOOLEAN)),
            fact("skos:inScheme", named(pl.lit(scheme(Kind.KEYWORD, base)), _SCHEME)),
            facts("skos:closeMatch", pl.col("close_match"), node(_EACH, base, Kind.THEME)),
        ),
        Kind.ORGANIZATION: (
            fact("rdf:type", term("org:Organization")),
            fact("foaf:name", string(pl.col("label"))),
        ),
    }


def schemes(base: str) -> pl.DataFrame:
    """The concept schemes, a row each: the IRI `scheme` and its `label`."""
    return pl.DataFrame({"scheme": scheme(kind, base), "label": label} for kind, label in _SCHEMES.items())


def scheme_facts() -> tuple[Fact, ...]:
    """What a concept scheme says of itself."""
    return (
        fact("rdf:type", term("skos:ConceptScheme")),
        fact("skos:prefLabel", string(pl.col("label"), "en")),
    )


def scheme(kind: Kind, base: str) -> str:
    """The IRI of the concept scheme of themes or of keywords."""
    return f"{base}scheme/{kind}"


def definition(base: str) -> pl.Expr:
    """The IRI of the evidence of a keyword's definition: a fragment of the keyword's own."""
    return pl.concat_str(node_iris(pl.col("id"), base), pl.lit("#definition"))


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


def _class() -> pl.Expr:
    return pl.col("type").replace_strict(_CLASSES, default=None, return_dtype=pl.String)
