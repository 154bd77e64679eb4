"""Records that are added to a graph, at a cost that follows what is new.

Papers, people, themes, keywords and citations are those of one build of all records: what was read of a text
stays read (`keywords.extraction`), all that is decided about the corpus is decided anew. Kept from the last
whole build are its statistics (`memory`): how rare words are, how alike older papers are to each other, and
of a large graph its scores. When the corpus has grown by a twentieth since then, all is built anew.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from kgraph.adding.keywords import complete_keywords
from kgraph.archive import Records
from kgraph.assembly import lay_down
from kgraph.assembly.edges import (
    affiliation_edges,
    authorship_edges,
    citation_edges,
    hierarchy_edges,
    lineage_edges,
    mention_edges,
    tagging_edges,
)
from kgraph.assembly.nodes import (
    organization_nodes,
    paper_nodes,
    person_nodes,
    theme_nodes,
)
from kgraph.build import Choices, Means, account_for, build_records, prepare, record_run, with_notes
from kgraph.citations import match_references
from kgraph.cycles import uncollected
from kgraph.graph import Graph
from kgraph.keywords import TakenUp, Workplace, extract_tables, let_go, take_up
from kgraph.keywords.tags import tabulate_tags
from kgraph.ledger import Ledger, Run, Statistics, reconcile, with_statistics
from kgraph.lineage.adding import link_added
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.stored import digest, read_known, read_papers
from kgraph.memory import Memory
from kgraph.networks.caps import note_large_papers
from kgraph.parallel import aside
from kgraph.passages import quote_passages, read_rarity
from kgraph.people import identify_kept
from kgraph.records import Paper
from kgraph.scores import score
from kgraph.storage import open_graph, scan_graph
from kgraph.themes import tag_themes
from kgraph.vocabulary import Kind, Relation

# The corpus may grow by this share of its papers before its statistics are made anew.
MOST_GROWTH = 0.05
# Scores of more papers than this are kept from the last whole build: those of 3,000 take 9 s.
MOST_SCORED = 2_000
_ENDS = ("source", "target")


def _silent(stage: str) -> None:
    """Report progress to nobody."""


def add_records(
    directory: Path,
    records: Records,
    choices: Choices,
    memory: Memory,
    progress: Callable[[str], None] = _silent,
) -> Graph:
    """The graph in `directory` with all `records`, among which are those that it was built from.

    `memory.earlier` is what its last whole build kept. If it kept nothing, was told or used something else,
    or if more than a twentieth of its papers are new, all is built anew, and kept in `memory`; so it is with
    embeddings. `Ledger.statistics` says what was done. Errors are those of `build.build_records`, and
    `GraphError` if there is no graph.
    """
    means = prepare(choices)
    run = record_run(records.inputs, choices, means)
    if means.embedder or not _is_same(scan_graph(directory).run, run) or not memory.knows(means.scheme):
        return build_records(records, choices, progress, memory, means)
    place = Workplace(means.nlp, earlier=memory.earlier_texts)
    with uncollected(), aside(take_up, place) as taken:
        earlier = open_graph(directory)
        papers, ledger = reconcile([*records.papers, *records.rejected])
        known = read_papers(memory.earlier_words)
        fresh = {paper.id for paper in papers if known.get(paper.id) != digest(paper)}
        if len(fresh) > MOST_GROWTH * len(known):
            del papers, earlier
            let_go(taken())
            return build_records(records, choices, progress, memory, means)
        del records
        graph = _add(earlier, papers, ledger, means, fresh, memory, progress, place, taken)
        keeps_scores = len(papers) > MOST_SCORED
        kept = ("scores",) if keeps_scores and fresh else ()
        ledger = with_statistics(graph.ledger, Statistics(len(known), len(fresh), kept))
        graph = replace(graph, run=run, ledger=ledger)
        if keeps_scores:
            return _keep_scores(earlier, graph)
        progress("centrality")
        return score(graph)


def _is_same(one: Run, other: Run) -> bool:
    return (one.versions, one.parameters) == (other.versions, other.parameters)


def _add(
    earlier: Graph,
    papers: Sequence[Paper],
    ledger: Ledger,
    means: Means,
    fresh: Collection[str],
    memory: Memory,
    progress: Callable[[str], None],
    place: Workplace,
    taken: Callable[[], TakenUp | None],
) -> Graph:
    """All stages but the last."""
    progress("people")
    with aside(identify_kept, papers, means.people, earlier=memory.earlier_people) as who:
        progress("themes")
        paper_table = paper_nodes(papers)
        read = find_read(paper_table, earlier)
        stays = set(read)
        theme_tags = tag_themes([paper for paper in papers if paper.id not in stays], means.scheme)
        old = earlier.of_relation(Relation.SUBJECT)
        old = old.filter(pl.col("source").is_in(read.implode()))
        present = {*old["target"], *(tag.concept for tag in theme_tags)}
        themes = [theme for theme in means.scheme if theme.id in present]
        subjects = pl.concat([old, tagging_edges(theme_tags, present)])
        progress("keywords")
        found = extract_tables(papers, means.thesaurus, place, taken())
        mentions = mention_edges(tabulate_tags(found.batches, found.corpus.tagged, found.named))
        keywords = complete_keywords(found.keywords, mentions, papers, means.scheme, themes, earlier)
        persons, notes = who()
    progress("citations")
    citations, references = match_references(papers)
    progress("lineage")
    authorships = authorship_edges(papers, persons)
    topics = pl.concat([subjects, mentions])
    lineage = _trace(earlier, papers, fresh, authorships, topics, memory)
    progress("graph")
    nodes = (
        paper_table,
        person_nodes(persons, papers),
        theme_nodes(themes),
        keywords,
        organization_nodes(papers),
    )
    edges = (
        authorships,
        affiliation_edges(papers),
        topics,
        hierarchy_edges(themes),
        citation_edges(citations),
        lineage,
    )
    ledger = account_for(ledger, references, means, notes, found.corpus.notes)
    graph = lay_down(nodes, edges, ledger, earlier.run)
    return with_notes(graph, note_large_papers(graph))


def find_read(papers: pl.DataFrame, earlier: Graph) -> pl.Series:
    """The ids of the papers that say in the earlier graph what they say now."""
    texts = ("id", "label", "abstract")
    before = earlier.of_kind(Kind.PAPER).select(texts)
    return papers.select(texts).join(before, on=texts, how="semi", nulls_equal=True)["id"]


def _trace(
    earlier: Graph,
    papers: Sequence[Paper],
    fresh: Collection[str],
    authorships: pl.DataFrame,
    topics: pl.DataFrame,
    memory: Memory,
) -> pl.DataFrame:
    """The edges of lineage: of the fresh papers, and those of the earlier graph that stay."""
    assert memory.earlier_words
    before = earlier.of_relation(Relation.LIKELY_BUILDS_ON)
    held = pl.concat([authorships.select(_ENDS), topics.select(_ENDS)])
    was = earlier.of_relation(Relation.CREATOR, Relation.SUBJECT, Relation.MENTIONS).select(_ENDS)
    touched = pl.concat([held.join(was, on=_ENDS, how="anti"), was.join(held, on=_ENDS, how="anti")])
    paper, ends = pl.col("source").alias("paper"), pl.col("target").alias("held")
    added = link_added(
        papers,
        read_known(memory.earlier_words),
        fresh,
        before.select(later="source", earlier="target", weight="weight"),
        set(touched["source"]),
        Holdings(authorships.select(paper, ends, leads=pl.col("position") == 1)),
        Holdings(topics.select(paper, ends)),
    )
    links = quote_passages(added.links, papers, read_rarity(memory.earlier_words))
    kept = added.kept.rename({"later": "source", "earlier": "target"})
    return pl.concat([before.join(kept, on=_ENDS, how="semi"), lineage_edges(links)])


def _keep_scores(earlier: Graph, graph: Graph) -> Graph:
    """A graph with the scores of an earlier one, of the nodes that it still has."""
    there = graph.nodes["id"].implode()
    return replace(
        graph,
        scores=earlier.scores.filter(pl.col("id").is_in(there)),
        communities=earlier.communities,
        partitions=earlier.partitions,
        estimates=earlier.estimates,
    )
