"""What links two nodes without another between them: the edges of the graph, each with its evidence."""

from collections.abc import Iterator

import polars as pl

from kgraph.evidence import chance, citation_rule, listed_parts, tag_reason
from kgraph.graph import Graph
from kgraph.ties.parts import share_parts
from kgraph.ties.wording import Edge, Names, Tie, listed
from kgraph.vocabulary import Relation, Status

# Characters of a text that are shown on either side of words that were found in it.
_AROUND = 60
_ORDER = tuple(Relation(name) for name in ("cites", "likelyBuildsOn", "creator", "subject", "mentions"))


def direct_ties(graph: Graph, one: str, other: str, names: Names) -> Iterator[Tie]:
    """Yield what the edges between two nodes say, in either direction."""
    ends = pl.col("source"), pl.col("target")
    between = ((ends[0] == one) & (ends[1] == other)) | ((ends[0] == other) & (ends[1] == one))
    edges = graph.edges.filter(between).rows(named=True)
    for edge in sorted(edges, key=lambda edge: _rank(edge["relation"])):
        source, target = names.short(edge["source"]), names.short(edge["target"])
        match Relation(edge["relation"]):
            case Relation.CITES:
                yield Tie(f"{source} cites {target}: found by {citation_rule(edge)}.")
            case Relation.LIKELY_BUILDS_ON:
                score = f"{chance(edge['weight'])} (score {edge['weight']:.2f})"
                yield Tie(
                    f"{source} likely builds on {target}: {score}.", tuple(_lineage(graph, edge, names))
                )
            case Relation.CREATOR:
                printed = f"author {edge['position']}, printed as “{edge['name_as_printed']}”"
                yield Tie(f"{target} wrote {source}: {printed}.")
            case Relation.SUBJECT | Relation.MENTIONS:
                yield Tie(f"{source} is about {target}.", tuple(_tagging(graph, edge, names)))
            case Relation.AFFILIATION:
                yield Tie(f"{source} names {target}.")
            case Relation.BROADER:
                yield Tie(f"{source} is a narrower theme of {target}.")


def _rank(relation: str) -> int:
    return _ORDER.index(Relation(relation)) if Relation(relation) in _ORDER else len(_ORDER)


def _lineage(graph: Graph, edge: Edge, names: Names) -> Iterator[str]:
    if edge["parts"]:
        yield f"made of {listed_parts(edge, names.labels)}"
    shares = share_parts(graph, edge)
    yield from listed([f"{names.short(member)} gives {share:.2f} of it" for member, share in shares.items()])
    for end, span in zip(("later", "earlier"), edge["evidence"] or (), strict=False):
        yield f"the {end} one, {span['field']}: “{' '.join(span['text'].split())}”"
    if edge["direction_uncertain"]:
        yield "which came first is uncertain: the dates are too close"


def _tagging(graph: Graph, edge: Edge, names: Names) -> Iterator[str]:
    yield tag_reason(edge, names.labels)
    if edge["status"] == Status.INFERRED.value:
        basis = graph.edges.filter(
            (pl.col("source") == edge["source"]) & pl.col("target").is_in(edge["basis"])
        )
        for row in basis.sort("target").iter_rows(named=True):
            yield f"{names.short(row['target'])}: {tag_reason(row, names.labels)}"
        return
    paper = graph.nodes.row(by_predicate=pl.col("id") == edge["source"], named=True)
    texts = {"title": paper["label"], "abstract": paper["abstract"] or ""}
    yield from listed([_in_context(texts[span["field"]], span) for span in edge["evidence"] or ()])


def _in_context(text: str, span: Edge) -> str:
    start, end = max(0, span["start"] - _AROUND), min(len(text), span["end"] + _AROUND)
    if start:
        start = text.find(" ", start, span["start"]) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", span["end"], end), span["end"])
    words = f"{text[start : span['start']]}[{span['text']}]{text[span['end'] : end]}"
    cut = ("… " if start else "", " …" if end < len(text) else "")
    return f"{span['field']}: {cut[0]}{' '.join(words.split())}{cut[1]}"
