"""A part of a stored graph as a graph of its own: with scores, a ledger and a run that say what it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from kgraph.errors import UnknownNameError
from kgraph.graph import Graph
from kgraph.ledger import CONSEQUENCES, Kept, Ledger, balance
from kgraph.library import find_node
from kgraph.networks.caps import note_large_papers
from kgraph.networks.slices import choose_papers, keep_papers
from kgraph.scores import score
from kgraph.storage import Scanned, scan_graph
from kgraph.vocabulary import BASE, Kind, Relation

_TOPICS = (Kind.THEME, Kind.KEYWORD)
# What a name is looked for by.
_NAMED_BY = ("id", "kind", "label", "names", "iri", "close_match", "shared")


def slice_stored(
    directory: str | Path,
    *,
    years: tuple[int, int] | None = None,
    themes: Sequence[str] = (),
    people: Sequence[str] = (),
    venues: Sequence[str] = (),
    around: Sequence[str] = (),
    steps: int = 1,
) -> Graph:
    """Cut the part of the graph in `directory` to whose papers all that is given applies.

    The words are those of `networks.slice_graph`; of several themes, people, venues or nodes a paper needs
    one. Nodes are named by id or name. `around` keeps the papers of a node and those up to `steps` citations
    or lineage links away from them. The tables are scanned, and only the part is held in memory, so the graph
    may be larger than that (nodes are then better named by id).

    Keywords that a single paper of the part has are no longer shared. Scores and communities are those of the
    part. The ledger accounts for the papers that are in it; its first note says of what it is a part, as the
    parameters of the run do. What was inferred stays as it was: its corpus is the whole.

    Raises `GraphError` for a folder without a graph, `UnknownNameError` for a name that fits nothing, or
    several nodes, and `KgraphError` for years that run backwards and for a part without papers.

    >>> slice_stored("outputs", years=(2018, 2022), themes=["RLHF"]).ledger.notes[0]  # doctest: +SKIP
    'a part of the graph 5f0c3d0e9a1b2c4d: 12 of its 28 papers (years 2018-2022, theme:rlhf)'
    """
    whole = scan_graph(directory)
    base = dict(whole.run.parameters).get("base", BASE)
    asked = {
        "themes": [_find(whole.nodes, name, _TOPICS, base) for name in themes],
        "people": [_find(whole.nodes, name, (Kind.PERSON,), base) for name in people],
        "around": [_find(whole.nodes, name, tuple(Kind), base) for name in around],
    }
    papers = choose_papers(whole.nodes, whole.edges, years=years, venues=venues, steps=steps, **asked)
    if papers.is_empty():
        raise UnknownNameError(f"no paper of {directory} is in this part: ask for less")
    nodes, edges = keep_papers(whole.nodes, whole.edges, papers)
    words = _describe(years, venues, steps, asked)
    made = dict(whole.run.parameters)
    earlier = f"{made['slice']}; " if "slice" in made else ""
    made |= {"slice": earlier + words, "slice of": whole.run.id}
    run = replace(whole.run, parameters=tuple(made.items()))
    graph = Graph(_unshare(nodes, edges), edges, _account(whole, nodes, edges, words), run)
    graph = replace(graph, ledger=_add_notes(graph.ledger, note_large_papers(graph)))
    return score(graph)


def _find(nodes: pl.LazyFrame, name: str, kinds: tuple[Kind, ...], base: str) -> str:
    """The id of a node; names are read only if no id is given."""
    of_kind = nodes.filter(pl.col("kind").is_in([kind.value for kind in kinds])).select(_NAMED_BY)
    named = of_kind.filter(pl.col("id") == name).collect(engine="streaming")
    if named.is_empty():
        named = of_kind.collect(engine="streaming")
    node = find_node(named, name, base)
    # A keyword that is a name of a theme counts as the theme, unless its id is asked for.
    themes = named.filter(pl.col("id") == node)["close_match"].item()
    return node if themes is None or name == node else str(themes[0])


def _describe(
    years: tuple[int, int] | None,
    venues: Iterable[str],
    steps: int,
    asked: Mapping[str, Iterable[str]],
) -> str:
    parts = [
        *([f"years {years[0]}-{years[1]}"] if years else []),
        *([" or ".join(asked["themes"])] if asked["themes"] else []),
        *([" or ".join(asked["people"])] if asked["people"] else []),
        *([f"venue {' or '.join(venues)}"] if venues else []),
        *([f"around {' or '.join(asked['around'])}, steps {steps}"] if asked["around"] else []),
    ]
    return ", ".join(parts) or "all papers"


def _unshare(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Keywords link papers only if two of this graph have them."""
    mentions = edges.filter(pl.col("relation") == Relation.MENTIONS.value)
    papers = mentions.group_by("target").agg(pl.col("source").n_unique())
    linking = papers.filter(pl.col("source") > 1)["target"].implode()
    shared = pl.when("shared").then(pl.col("id").is_in(linking)).otherwise("shared")
    return nodes.with_columns(shared=shared)


def _account(whole: Scanned, nodes: pl.DataFrame, edges: pl.DataFrame, words: str) -> Ledger:
    papers = nodes.filter(pl.col("kind") == Kind.PAPER.value)
    ids = set(papers["id"])
    merges = tuple(merge for merge in whole.ledger.merges if merge.paper in ids)
    count = whole.nodes.filter(pl.col("kind") == Kind.PAPER.value).select(pl.len()).collect().item()
    note = f"a part of the graph {whole.run.id}: {len(ids):,} of its {count:,} papers ({words})"
    ledger = balance(_count_kept(papers, edges), merges, ())
    return replace(ledger, notes=(note, *ledger.notes))


def _count_kept(papers: pl.DataFrame, edges: pl.DataFrame) -> dict[str, Kept]:
    with_authors = edges.filter(pl.col("relation") == Relation.CREATOR.value)["source"].unique().implode()
    lacks = {
        "abstract": pl.col("abstract").is_null(),
        "date": pl.col("date").is_null(),
        "mentions": ~pl.col("id").is_in(with_authors),
        "references": pl.col("references").list.len() == 0,
    }
    files: dict[str, Kept] = {}
    by_file = papers.group_by(file=pl.col("origin").str.replace(r":\d+$", ""))
    for row in by_file.agg(pl.len(), **{name: lacks[name].sum() for name in CONSEQUENCES}).iter_rows(
        named=True
    ):
        files[row["file"]] = Kept(row["len"], {name: row[name] for name in CONSEQUENCES})
    return files


def _add_notes(ledger: Ledger, notes: Iterable[str]) -> Ledger:
    return replace(ledger, notes=(*ledger.notes, *notes))
