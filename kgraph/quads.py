"""The facts of a graph in a fixed order. What they say stands in `kgraph/mapping/`.

Every fact sits in a named graph by how it is known: asserted, extracted, inferred, scores. No blank nodes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import polars as pl
import pyoxigraph as ox

from kgraph.chunks import Chunk, chunks
from kgraph.graph import Graph
from kgraph.iris import node_iri, node_iris, prefixes, short_name
from kgraph.mapping.links import EVIDENCE_LINK, Reason, evidence_facts, link_fact, reasons
from kgraph.mapping.nodes import NODE_STATUS, node_facts, scheme_facts, schemes
from kgraph.mapping.rows import quoted, reified, scored, spans
from kgraph.mapping.scores import SCORE_LINK, community, community_facts, score_facts
from kgraph.ntriples import Fact
from kgraph.vocabulary import SCORES, Status

__all__ = ["NAMED_GRAPHS", "lines", "lines_of", "node_iri", "prefixes", "quads", "short_name", "triple_lines"]

# The named graphs. Plain strings: Polars takes members of an enumeration for one of its own.
NAMED_GRAPHS = (*(status.value for status in Status), SCORES)
# Texts in one piece: 2 MB, which stay in memory that is at hand. Whole chunks take twice as long to join.
_ROWS = 5_000
_NOTHING = pl.DataFrame(schema={"id": pl.String, "text": pl.String})


def lines(graph: Graph) -> Iterator[bytes]:
    """Yield every fact of the graph as N-Quads, many whole lines at a time, in a fixed order.

    The subjects follow in the order of the ids. No more is held than the facts of some nodes. Raises
    `ValueError` for a base that is no IRI.

    >>> b"".join(lines(graph)).count(b"\\n")  # doctest: +SKIP
    8563
    """
    return _lines(graph, {name: f" <{graph.base}graph/{name}> .\n" for name in NAMED_GRAPHS})


def triple_lines(graph: Graph) -> Iterator[bytes]:
    """Yield what `lines` yields as N-Triples: the same lines without the names of the graphs."""
    return _lines(graph, dict.fromkeys(NAMED_GRAPHS, " .\n"))


def lines_of(graph: Graph, name: str) -> Iterator[bytes]:
    """Yield the facts of one of `NAMED_GRAPHS` as N-Triples: of `triple_lines`, those that are told in it."""
    scored = name == SCORES
    part = replace(
        graph,
        edges=graph.edges.filter(pl.col("status") == name),
        scores=graph.scores if scored else graph.scores.clear(),
        communities=graph.communities if scored else graph.communities.clear(),
    )
    return _lines(part, {name: " .\n"})


def quads(graph: Graph) -> Iterator[ox.Quad]:
    """Yield every fact of the graph, subject by subject, in an order that depends on nothing else."""
    for chunk in lines(graph):
        # Lenient: every IRI was made here or looked at before, and another look takes as long as the rest.
        yield from ox.parse(chunk, ox.RdfFormat.N_QUADS, lenient=True)


def _lines(graph: Graph, endings: Mapping[str, str]) -> Iterator[bytes]:
    base = graph.base
    ox.NamedNode(base)  # a base that is none is found before the first line
    writer = _Writer(base, endings)
    if Status.ASSERTED in endings:
        yield writer.schemes().encode()
    if graph.communities.height:
        yield writer.communities(graph.communities).encode()
    for chunk in chunks(graph.nodes, graph.edges, graph.scores):
        # The sort is stable: what is told of one node stays in the order of the tables.
        told = pl.concat([_NOTHING, *writer.tables(chunk)]).sort("id", maintain_order=True)
        for part in told["text"].cast(pl.Binary).to_frame().iter_slices(_ROWS):
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

    def schemes(self) -> str:
        table = schemes(self._base).with_columns(
            subject=_printed(pl.col("scheme")), ending=pl.lit(self._endings[Status.ASSERTED])
        )
        return "".join(table.select(_text(scheme_facts())).to_series())

    def communities(self, communities: pl.DataFrame) -> str:
        subject = _printed(community(self._base, pl.col("community")))
        table = communities.with_columns(subject=subject, ending=pl.lit(self._endings[SCORES]))
        return "".join(table.select(_text(community_facts(self._base))).to_series())

    def tables(self, chunk: Chunk) -> Iterator[pl.DataFrame]:
        """What is told of the nodes, their links, their links to reasons, and the reasons, in this order."""
        if NODE_STATUS[chunk.kind] in self._endings:
            ending = pl.lit(self._endings[NODE_STATUS[chunk.kind]])
            nodes = chunk.nodes.with_columns(subject=self._node("id"), ending=ending)
            yield nodes.select("id", _text(self._node_facts[chunk.kind]))
            yield self._quoted(nodes)
        endings = pl.col("status").replace_strict(dict(self._endings), return_dtype=pl.String)
        links = {
            relation: edges.with_columns(id="source", subject=self._node("source"), ending=endings)
            for relation, edges in chunk.edges.items()
        }
        for relation, edges in links.items():
            yield edges.select("id", _text([link_fact(relation, self._base)]))
        reasons = {
            relation: reified(edges, self._reasons[relation], self._base)
            for relation, edges in links.items()
            if relation in self._reasons
        }
        for relation, edges in reasons.items():
            yield edges.select("id", _text([self._reasons[relation].link]))
        for relation, edges in reasons.items():
            yield self._told(self._reasons[relation], edges)
        if SCORES in self._endings:
            yield from self._scores(chunk.scores)

    def _quoted(self, nodes: pl.DataFrame) -> pl.DataFrame:
        """What is told of the sentences that define nodes."""
        rows = quoted(nodes, self._base).with_columns(subject=_printed(pl.col("span")))
        return rows.select("id", _text(self._evidence_facts))

    def _scores(self, scores: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """What is told of scores: the links to them, then what they say."""
        wide = scored(scores, self._base).with_columns(ending=pl.lit(self._endings[SCORES]))
        yield wide.with_columns(subject=self._node("id")).select("id", _text([SCORE_LINK]))
        yield wide.with_columns(subject=_printed(pl.col("score"))).select("id", _text(self._score_facts))

    def _told(self, reason: Reason, edges: pl.DataFrame) -> pl.DataFrame:
        """What the reasons of some edges say: of each its facts, its links to evidence, and the evidence."""
        edges = edges.with_columns(subject=_printed(pl.col("reason"))).with_row_index("edge")
        pieces = spans(edges, reason)
        texts = pieces.with_columns(subject=_printed(pl.col("span")))
        tables = (
            edges.select("id", "edge", _text(reason.facts)),
            pieces.select("id", "edge", _text([EVIDENCE_LINK])),
            texts.select("id", "edge", _text(self._evidence_facts)),
        )
        return pl.concat(tables).sort("edge", maintain_order=True).drop("edge")

    def _node(self, column: str) -> pl.Expr:
        return _printed(node_iris(pl.col(column), self._base))


def _printed(iris: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit("<"), iris, pl.lit(">"))


def _text(told: Iterable[Fact]) -> pl.Expr:
    return pl.concat_str(*(fact.line() for fact in told), ignore_nulls=True).alias("text")
