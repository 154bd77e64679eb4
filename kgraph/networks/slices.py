"""Parts of a graph: the papers of some years, of a theme, of a person or of a venue, and series of years."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from kgraph.errors import KgraphError, UnknownNameError
from kgraph.graph import Graph
from kgraph.identifiers import fold
from kgraph.tables import EDGE_ORDER, NODE_ORDER
from kgraph.vocabulary import Kind, Relation

# The relations of which the target is a paper, too.
_BETWEEN_PAPERS = [Relation.CITES.value, Relation.LIKELY_BUILDS_ON.value]

_YEAR = re.compile(r"(?:19|20)\d\d")
# So many venues are named where none fits.
_CANDIDATES = 5


def slice_graph(
    graph: Graph,
    *,
    years: tuple[int, int] | None = None,
    theme: str | None = None,
    person: str | None = None,
    venue: str | None = None,
) -> Graph:
    """Keep the papers to which all that is given applies, and what belongs to them; without any, all.

    `years` are the first and the last year. `theme` is the id of a theme, whose narrower themes count too, or
    of a keyword; `person` that of a person; `venue` is compared without regard to case and punctuation,
    and where none is called so, to years: `NeurIPS` is that of every year, `NeurIPS 2025` of one.
    People, topics and organizations without a paper of the slice are not in it, nor are links to papers
    outside it. A keyword stays `shared` if papers of the whole share it, unless it is a name of a theme that
    is not here. Scores are dropped: they were computed on other networks. Ledger and run are those of the
    whole.

    Raises `UnknownNameError` if the graph has no such theme, person or venue, `KgraphError` if the last year
    is before the first.
    """
    if (years, theme, person, venue) == (None, None, None, None):
        return graph
    tables = graph.nodes.lazy(), graph.edges.lazy()
    papers = choose_papers(
        *tables,
        years=years,
        themes=(theme,) if theme is not None else (),
        people=(person,) if person is not None else (),
        venues=(venue,) if venue is not None else (),
    )
    nodes, edges = keep_papers(*tables, papers)
    # What was computed is of the networks of the whole.
    return replace(
        graph,
        nodes=nodes,
        edges=edges,
        scores=graph.scores.clear(),
        communities=graph.communities.clear(),
        partitions=(),
        estimates=(),
        whole=graph.whole or graph,
    )


def choose_papers(
    nodes: pl.LazyFrame,
    edges: pl.LazyFrame,
    *,
    years: tuple[int, int] | None = None,
    themes: Sequence[str] = (),
    people: Sequence[str] = (),
    venues: Sequence[str] = (),
    around: Sequence[str] = (),
    steps: int = 1,
) -> pl.Series:
    """The ids of the papers to which all that is given applies, of several themes (and so on) any.

    The words are those of `slice_graph`, and so are the errors. `around` are ids of nodes: their papers, and
    those which up to `steps` citations or lineage links away, in either direction. The tables are read as
    far as they are needed, so they may be larger than memory.
    """
    kept = nodes.filter(pl.col("kind") == Kind.PAPER.value)
    if years is not None:
        first, last = years
        if first > last:
            raise KgraphError(f"the years {first} to {last} run backwards: give the first one first")
        kept = kept.filter(pl.col("year").is_between(first, last))
    if venues:
        named = [name for venue in venues for name in _venues(nodes, venue)]
        kept = kept.filter(pl.col("venue").is_in(named))
    for chosen, called, kinds in (
        (themes, "theme or keyword", (Kind.THEME, Kind.KEYWORD)),
        (people, "person", (Kind.PERSON,)),
    ):
        if chosen:
            _check_nodes(nodes, chosen, called, kinds)
            # Whoever is tagged with a narrower theme is tagged with this one, too, by inference.
            kept = kept.filter(pl.col("id").is_in(_papers_of(edges, chosen).implode()))
    if around:
        _check_nodes(nodes, around, "node", tuple(Kind))
        near = _reach(edges, [*around, *_papers_of(edges, around)], steps)
        kept = kept.filter(pl.col("id").is_in(near.implode()))
    return kept.select("id").collect(engine="streaming")["id"].sort()


def sliding_periods(graph: Graph, width: int, step: int = 1) -> tuple[tuple[int, int], ...]:
    """Periods of `width` years, each `step` years after the one before; the last ends with the last paper.

    Each is what `years` takes. No period begins before the first paper, unless there is only one. Without a
    dated paper there is none. Raises `KgraphError` if a number of years is below 1.

    >>> [to_networkx(graph, "authors", years=years) for years in sliding_periods(graph, 3)]  # doctest: +SKIP
    """
    _check(width, step)
    first, last = _span(graph)
    ends = [last, *range(last - step, first + width - 2, -step)] if last else []
    return tuple((end - width + 1, end) for end in reversed(ends))


def cumulative_periods(graph: Graph, step: int = 1) -> tuple[tuple[int, int], ...]:
    """Periods that begin with the first paper, each `step` years longer; the last ends with the last paper.

    Each is what `years` takes. Without a dated paper there is none. Raises `KgraphError` if `step` is
    below 1.
    """
    _check(step)
    first, last = _span(graph)
    ends = range(last, first - 1, -step) if last else ()
    return tuple((first, end) for end in reversed(ends))


def _check(*years: int) -> None:
    if min(years) < 1:
        raise KgraphError("a period has at least one year, and so has the step to the next")


def _span(graph: Graph) -> tuple[int, int]:
    """The first and the last year with a paper, or zeros."""
    years = graph.of_kind(Kind.PAPER).select("year").drop_nulls()["year"].to_list()
    return (min(years), max(years)) if years else (0, 0)


def _venues(nodes: pl.LazyFrame, venue: str) -> list[str]:
    """The venues of a name, else those whose name it is but for a year."""
    names = sorted(nodes.select(pl.col("venue").drop_nulls().unique()).collect()["venue"])
    words = {name: fold(name).split() for name in names}
    asked = fold(venue).split()
    without_year = {name: [word for word in words[name] if not _YEAR.fullmatch(word)] for name in names}
    for known in (words, without_year):
        if alike := [name for name in names if known[name] == asked]:
            return alike
    near = [name for name in names if asked and set(asked) <= set(words[name])]
    hint = f": is it {' or '.join(near[:_CANDIDATES])}?" if near else ""
    raise UnknownNameError(f"no paper of the graph has the venue {venue!r}{hint}")


def _check_nodes(nodes: pl.LazyFrame, ids: Sequence[str], called: str, kinds: tuple[Kind, ...]) -> None:
    of_kind = pl.col("kind").is_in([kind.value for kind in kinds])
    known = set(nodes.filter(pl.col("id").is_in(ids) & of_kind).select("id").collect()["id"])
    for node in ids:
        if node not in known:
            raise UnknownNameError(f"the graph has no {called} {node!r}: give an id")


def _papers_of(edges: pl.LazyFrame, nodes: Sequence[str]) -> pl.Series:
    """What has an edge to some nodes that are no papers."""
    linked = edges.filter(pl.col("target").is_in(nodes) & ~pl.col("relation").is_in(_BETWEEN_PAPERS))
    return linked.select(pl.col("source").unique()).collect(engine="streaming")["source"]


def _reach(edges: pl.LazyFrame, start: Sequence[str], steps: int) -> pl.Series:
    """The nodes up to so many links between papers away, in either direction."""
    links = edges.filter(pl.col("relation").is_in(_BETWEEN_PAPERS))
    reached = pl.Series("id", start, dtype=pl.String).unique()
    for _ in range(steps):
        known = reached.implode()
        near = pl.concat(
            links.filter(pl.col(end).is_in(known)).select(id=other)
            for end, other in (("source", "target"), ("target", "source"))
        )
        further = pl.concat([reached, near.unique().collect(engine="streaming")["id"]]).unique()
        if len(further) == len(reached):
            break
        reached = further
    return reached


def keep_papers(
    nodes: pl.LazyFrame, edges: pl.LazyFrame, papers: pl.Series
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The nodes and edges of a graph that belong to some papers, sorted; only these are held in memory."""
    kept = papers.implode()
    is_between = pl.col("relation").is_in(_BETWEEN_PAPERS)
    is_broader = pl.col("relation") == Relation.BROADER.value
    is_kept = pl.col("source").is_in(kept) & (~is_between | pl.col("target").is_in(kept))
    of_papers = edges.filter(is_kept).collect(engine="streaming")
    others = of_papers.filter(~is_between)["target"].unique().implode()
    hierarchy = edges.filter(
        is_broader & pl.col("source").is_in(others) & pl.col("target").is_in(others)
    ).collect(engine="streaming")
    is_paper = pl.col("kind") == Kind.PAPER.value
    own = nodes.filter((is_paper & pl.col("id").is_in(kept)) | (~is_paper & pl.col("id").is_in(others)))
    # A quotation from a paper that is not here goes. So does a theme that a keyword is a name of; the keyword
    # is no topic then, as it is none in the whole: slices of one graph can be laid side by side.
    quoted = pl.col("definition_source")
    is_here = quoted.is_null() | quoted.struct["paper"].is_in(kept)
    named = pl.col("close_match").list.eval(pl.element().filter(pl.element().is_in(others)))
    own = own.with_columns(
        definition=pl.when(is_here).then("definition"),
        definition_source=pl.when(is_here).then("definition_source"),
        close_match=pl.when(named.list.len() > 0).then(named),
        shared=pl.col("shared") & (pl.col("close_match").is_null() | (named.list.len() > 0)),
    )
    return (
        own.collect(engine="streaming").sort(NODE_ORDER),
        pl.concat([of_papers, hierarchy]).sort(EDGE_ORDER),
    )
