"""Records that are added to a graph, at a cost that follows what is new.

Papers, people, themes, keywords and citations are those of one build of all records: of a paper that is not
new, and shares no key with one that is, the graph knows what its record says; what was read of a text stays
read (`keywords.extraction`); all that is decided about the corpus is decided anew. Kept from the last whole
build are its statistics (`memory`): how rare words are, how alike older papers are to each other, and of a
large graph its scores. When the corpus has grown by a twentieth since then, all is to be built anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from kgraph.adding.keywords import complete_keywords
from kgraph.adding.lineage import lay_lineage
from kgraph.adding.papers import find_unchanged, lay_organizations, lay_papers, say_texts
from kgraph.adding.people import lay_people
from kgraph.adding.records import Gathered, gather
from kgraph.archive import Archive
from kgraph.assembly import lay_down
from kgraph.assembly.edges import citation_edges, hierarchy_edges, mention_edges, tagging_edges
from kgraph.assembly.nodes import theme_nodes
from kgraph.build import Choices, Means, account_for, prepare, record_run, with_notes
from kgraph.citations import match_references
from kgraph.cycles import uncollected
from kgraph.graph import Graph
from kgraph.keywords import TakenUp, Workplace, go_on, let_go, name_found, take_up, work_through
from kgraph.keywords.stored import papers_of as papers_of_pages
from kgraph.keywords.tags import tabulate_tags
from kgraph.ledger import Run, Statistics, with_statistics
from kgraph.lineage.adding import compare_added
from kgraph.lineage.stored import digest, papers_of, read_papers
from kgraph.memory import Memory
from kgraph.networks.caps import note_large_papers
from kgraph.parallel import aside
from kgraph.records import Paper
from kgraph.scores import score
from kgraph.themes import tag_themes
from kgraph.vocabulary import Relation

# The corpus may grow by this share of its papers before its statistics are made anew.
MOST_GROWTH = 0.05
# Scores of more papers than this are kept from the last whole build: those of 3,000 take 9 s.
MOST_SCORED = 2_000


def _silent(stage: str) -> None:
    """Report progress to nobody."""


def add_records(
    earlier: Graph,
    archive: Archive,
    choices: Choices,
    memory: Memory,
    progress: Callable[[str], None] = _silent,
) -> Graph | None:
    """The `earlier` graph with all records of an archive: what is not new there it was built from.

    `memory.earlier` is what its last whole build kept. None if that kept nothing, was told or used something
    else, or if more than a twentieth of its papers are new: then all is to be built anew, and so it is with
    embeddings. `Ledger.statistics` says what was done. Errors are those of `build.build_records`.
    """
    means = prepare(choices)
    run = record_run(archive.inputs, choices, means)
    if means.embedder or not _is_same(earlier.run, run) or not memory.knows(means.scheme):
        return None
    place = Workplace(means.nlp, earlier=memory.earlier_texts)
    with uncollected(), aside(take_up, place) as taken:
        ground = _lay_ground(earlier, archive, memory)
        if len(ground.fresh) > MOST_GROWTH * ground.known:
            let_go(taken())
            return None
        graph = _add(ground, means, memory, progress, _Reading(place, taken))
        keeps_scores = ground.papers.height > MOST_SCORED
        kept = ("scores",) if keeps_scores and ground.fresh else ()
        ledger = with_statistics(graph.ledger, Statistics(ground.known, len(ground.fresh), kept))
        graph = replace(graph, run=run, ledger=ledger)
        if keeps_scores:
            return _keep_scores(earlier, graph)
        progress("centrality")
        return score(graph)


def _is_same(one: Run, other: Run) -> bool:
    return (one.versions, one.parameters) == (other.versions, other.parameters)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is built on: the earlier graph, what became of the records, the nodes of all papers.

    `said` are their texts (`papers.say_texts`). `fresh` are the papers that are not among the `known` ones of
    the last whole build, or were others there.
    """

    earlier: Graph
    gathered: Gathered
    papers: pl.DataFrame
    said: pl.DataFrame
    known: int
    fresh: Sequence[Paper]


def _lay_ground(earlier: Graph, archive: Archive, memory: Memory) -> _Ground:
    gathered = gather(archive)
    papers = lay_papers(gathered, earlier)
    said = say_texts(papers)
    known = read_papers(memory.earlier_words)
    fresh = said.with_columns(digest(said)).join(known, on=("paper", "digest"), how="anti")
    return _Ground(earlier, gathered, papers, said, known.height, papers_of(fresh))


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where texts are read, and what is taken up of what was read before."""

    place: Workplace
    taken: Callable[[], TakenUp | None]


def _add(
    ground: _Ground, means: Means, memory: Memory, progress: Callable[[str], None], reading: _Reading
) -> Graph:
    """All stages but the last."""
    earlier, gathered = ground.earlier, ground.gathered
    words = memory.earlier_words
    assert words
    progress("people")
    with (
        aside(lay_people, gathered, earlier, means.people, memory.earlier_people) as who,
        aside(compare_added, ground.said, words, ground.fresh) as compare,
    ):
        progress("themes")
        unchanged = find_unchanged(gathered, earlier)
        stays = set(unchanged)
        theme_tags = tag_themes([paper for paper in gathered.papers if paper.id not in stays], means.scheme)
        old = earlier.of_relation(Relation.SUBJECT)
        old = old.filter(pl.col("source").is_in(unchanged.implode()))
        present = {*old["target"], *(tag.concept for tag in theme_tags)}
        themes = [theme for theme in means.scheme if theme.id in present]
        subjects = pl.concat([old, tagging_edges(theme_tags, present)])
        progress("keywords")
        pages = _pages(ground.papers)
        if taken := reading.taken():
            worked = go_on(taken, pages, means.thesaurus, reading.place)
        else:
            worked = work_through(papers_of_pages(pages), means.thesaurus, reading.place)
        found = name_found(worked, reading.place)
        mentions = mention_edges(tabulate_tags(found.batches, found.corpus.tagged, found.named))
        persons, authorships, notes = who()
        compared = compare()
    progress("citations")
    citations, references = match_references(gathered.papers, gathered.every())
    progress("lineage")
    topics = pl.concat([subjects, mentions])
    with aside(
        complete_keywords, found.named, mentions, ground.said, means.scheme, themes, earlier
    ) as complete:
        lineage = lay_lineage(compared, earlier, authorships, topics, words)
        keywords = complete()
    progress("graph")
    organizations, affiliations = lay_organizations(gathered, earlier)
    nodes = (ground.papers, persons, theme_nodes(themes), keywords, organizations)
    edges = (
        authorships,
        affiliations,
        topics,
        hierarchy_edges(themes),
        citation_edges(citations),
        lineage,
    )
    ledger = account_for(gathered.ledger, references, means, notes, found.corpus.notes)
    graph = lay_down(nodes, edges, ledger, earlier.run)
    return with_notes(graph, note_large_papers(graph))


def _pages(papers: pl.DataFrame) -> pl.DataFrame:
    """What papers say, as `keywords.stored.tabulate_pages` has it."""
    said = pl.when(pl.col("abstract") != "").then("abstract")
    return papers.select(paper="id", title="label", abstract=said, keywords="author_keywords")


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
