"""The facts of a graph in a fixed order. What they say stands in `kgraph/mapping.py`.

Every fact sits in a named graph by how it is known: asserted, extracted, inferred, scores. No blank nodes.
"""

from collections.abc import Iterable, Iterator, Mapping

import polars as pl
import pyoxigraph as ox

from kgraph.chunks import Chunk, chunks
from kgraph.graph import Graph
from kgraph.iris import node_iri, node_iris, prefixes, short_name
from kgraph.mapping import (
    NODE_STATUS,
    PREDICATES,
    SCHEMES,
    SCORE_FRAGMENT,
    Reason,
    community,
    community_facts,
    definition,
    evidence_facts,
    node_facts,
    reasons,
    scheme,
    score_facts,
)
from kgraph.ntriples import fact, named, string, term
from kgraph.vocabulary import ALL_MEASURES, SCORES, Status

__all__ = ["lines", "lines_by_graph", "node_iri", "prefixes", "quads", "short_name", "triple_lines"]

# The named graphs. Plain strings: Polars takes members of an enumeration for one of its own.
_GRAPHS = (*(status.value for status in Status), SCORES)
# Texts in one piece: 2 MB, which stay in memory that is at hand. Whole chunks take twice as long to join.
_ROWS = 5_000


def lines(graph: Graph) -> Iterator[bytes]:
    """Yield every fact of the graph as N-Quads, many whole lines at a time, in a fixed order.

    The subjects follow in the order of the ids. No more is held than the facts of some nodes. Raises
    `ValueError` for a base that is no IRI.

    >>> b"".join(lines(graph)).count(b"\\n")  # doctest: +SKIP
    8563
    """
    return _lines(graph, {name: f" <{graph.base}graph/{name}> .\n" for name in _GRAPHS})


def triple_lines(graph: Graph) -> Iterator[bytes]:
    """Yield what `lines` yields as N-Triples: the same lines without the names of the graphs."""
    return _lines(graph, dict.fromkeys(_GRAPHS, " .\n"))


def lines_by_graph(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """Yield what `lines` yields as N-Triples of one named graph at a time, each piece with the graph's IRI.

    In an order for whoever reads all: a name that is told once and not in every line is read once.
    """
    base = graph.base
    ox.NamedNode(base)
    writer = _Writer(base, dict.fromkeys(_GRAPHS, " .\n"))
    for tables in writer.all_tables(graph):
        told = pl.concat(table.select("graph", "text") for table in tables)
        for (name,), part in told.partition_by("graph", as_dict=True).items():
            for piece in _joined(part["text"]):
                yield f"{base}graph/{name}", piece


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """Yield every fact of the graph, subject by subject, in an order that depends on nothing else."""
    for chunk in lines(graph):
        # Lenient: every IRI was made here or looked at before, and another look takes as long as the rest.
        yield from ox.parse(chunk, ox.RdfFormat.N_QUADS, lenient=True)


def _lines(graph: Graph, endings: Mapping[str, str]) -> Iterator[bytes]:
    base = graph.base
    ox.NamedNode(base)  # a base that is none is found before the first line
    writer = _Writer(base, endings)
    for tables in writer.all_tables(graph):
        # The sort is stable: what is told of one node stays in the order of the tables.
        told = pl.concat(table.select("id", "text") for table in tables).sort("id", maintain_order=True)
        yield from _joined(told["text"])


def _joined(texts: pl.Series) -> Iterator[bytes]:
    for part in texts.cast(pl.Binary).to_frame().iter_slices(_ROWS):
        yield b"".join(part.to_series().to_list())


class _Writer:
    """Turns chunks into text. It holds nothing but what there is to tell of each kind and relation."""

    def __init__(self, base: str, endings: Mapping[str, str]) -> None:
        self._base = base
        self._endings = endings
        self._node_facts = node_facts(base)
        self._reasons = reasons(base)
        self._evidence_facts = evidence_facts(base)
        self._score_facts = score_facts(base)

    def all_tables(self, graph: Graph) -> Iterator[list[pl.DataFrame]]:
        """What there is to tell, some nodes at a time: tables of `id`, `graph` and `text`."""
        yield [self._schemes()]
        if graph.communities.height:
            yield [self._communities(graph.communities)]
        for chunk in chunks(graph.nodes, graph.edges, graph.scores):
            yield list(self._tables(chunk))

    def _known(self, table: pl.DataFrame, graph: pl.Expr) -> pl.DataFrame:
        """A table with the named graph that its rows are told in, and with what closes their lines."""
        ending = pl.col("graph").replace_strict(dict(self._endings), return_dtype=pl.String)
        return table.with_columns(graph=graph).with_columns(ending=ending)

    def _schemes(self) -> pl.DataFrame:
        rows = [
            {"id": kind.value, "subject": f"<{scheme(kind, self._base)}>", "label": label}
            for kind, label in SCHEMES.items()
        ]
        told = (
            fact("rdf:type", term("skos:ConceptScheme")),
            fact("skos:prefLabel", string(pl.col("label"), "en")),
        )
        return self._known(pl.DataFrame(rows), pl.lit(Status.ASSERTED.value)).select(
            "id", "graph", _text(told)
        )

    def _communities(self, communities: pl.DataFrame) -> pl.DataFrame:
        subject = named(community(self._base, pl.col("community")))
        table = self._known(communities.with_columns(subject=subject), pl.lit(SCORES))
        return table.select(pl.lit("").alias("id"), "graph", _text(community_facts(self._base)))

    def _tables(self, chunk: Chunk) -> Iterator[pl.DataFrame]:
        """What is told of the nodes, their links, their links to reasons, and the reasons, in this order."""
        nodes = self._known(chunk.nodes, pl.lit(NODE_STATUS[chunk.kind].value))
        nodes = nodes.with_columns(subject=self._node("id"))
        yield nodes.select("id", "graph", _text(self._node_facts[chunk.kind]))
        yield self._quoted(nodes)
        links = {
            relation: self._known(
                edges.with_columns(id="source", subject=self._node("source")), pl.col("status")
            )
            for relation, edges in chunk.edges.items()
        }
        for relation, edges in links.items():
            yield edges.select("id", "graph", _text([fact(PREDICATES[relation], self._node("target"))]))
        reified = {
            relation: edges.with_columns(reason=self._reason(self._reasons[relation]))
            for relation, edges in links.items()
            if relation in self._reasons
        }
        for relation, edges in reified.items():
            link = fact(self._reasons[relation].property, named(pl.col("reason")))
            yield edges.select("id", "graph", _text([link]))
        for relation, edges in reified.items():
            yield self._told(self._reasons[relation], edges)
        yield from self._scores(chunk.scores)

    def _quoted(self, nodes: pl.DataFrame) -> pl.DataFrame:
        """What is told of the sentences that define nodes."""
        quoted = nodes.filter(pl.col("definition_source").is_not_null()).unnest("definition_source")
        quoted = quoted.with_columns(subject=named(definition(self._base)), text="definition")
        return quoted.select("id", "graph", _text(self._evidence_facts))

    def _scores(self, scores: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """What is told of scores: the links to them, then what they say."""
        score = pl.concat_str(node_iris(pl.col("id"), self._base), pl.lit("#"), SCORE_FRAGMENT)
        wide = scores.pivot("measure", on_columns=ALL_MEASURES, index=["id", "network"], values="value")
        links = self._known(wide, pl.lit(SCORES)).with_columns(subject=self._node("id"), score=named(score))
        yield links.select("id", "graph", _text([fact("kg:hasScore", pl.col("score"))]))
        yield links.with_columns(subject="score").select("id", "graph", _text(self._score_facts))

    def _told(self, reason: Reason, edges: pl.DataFrame) -> pl.DataFrame:
        """What the reasons of some edges say: of each its facts, its links to evidence, and the evidence."""
        edges = edges.with_columns(subject=named(pl.col("reason"))).with_row_index("edge")
        places = pl.int_ranges(1, pl.col("evidence").list.len() + 1)
        spans = (
            edges.with_columns(place=places)
            .filter(pl.col("evidence").list.len() > 0)
            .explode("evidence", "place")
            .unnest("evidence")
            .with_columns(span=named(pl.concat_str("reason", pl.lit(":"), "place")), paper=reason.paper)
        )
        tables = (
            edges.select("id", "graph", "edge", _text(reason.facts)),
            spans.select("id", "graph", "edge", _text([fact("kg:evidence", pl.col("span"))])),
            spans.with_columns(subject="span").select("id", "graph", "edge", _text(self._evidence_facts)),
        )
        return pl.concat(tables).sort("edge", maintain_order=True).drop("edge")

    def _node(self, column: str) -> pl.Expr:
        return named(node_iris(pl.col(column), self._base))

    def _reason(self, reason: Reason) -> pl.Expr:
        return pl.concat_str(node_iris(pl.col("source"), self._base), pl.lit("#"), reason.fragment)


def _text(told: Iterable[pl.Expr]) -> pl.Expr:
    return pl.concat_str(*told, ignore_nulls=True).alias("text")
