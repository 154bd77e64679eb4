"""A build on Apache Spark: the stages of `kgraph.build`, each a function of partitions, with the same result.

    files ─► records ─► people · links ─► tables ─► facts
             by file,   by block; by      parts     parts
             by group   batch, by joins

Every stage calls the functions that the build on one machine calls, on what belongs together. `records`,
`people` and `links` find that by keys (`components`, `rows`), so the rows of both builds are equal. Three
stages are not spread yet and run on the driver, over all papers: keywords, lineage, and the scores. What each
shuffles, and what that means for a large corpus, is told in `docs/scale.md`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kgraph.assembly.edges import hierarchy_edges, lineage_edges, tagging_edges
from kgraph.assembly.nodes import keyword_nodes, theme_nodes
from kgraph.build import Choices, record_run
from kgraph.cluster.session import open_session
from kgraph.corrections import PEOPLE_VERBS, THESAURUS_VERBS, Corrections, read_corrections
from kgraph.definitions import define_keywords
from kgraph.embeddings import load_embedder
from kgraph.graph import Graph
from kgraph.keywords import Workplace, extract_corrected
from kgraph.keywords.matches import match_themes
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.thesaurus import promote_to_themes
from kgraph.ledger import with_references
from kgraph.lineage import link_lineage
from kgraph.networks.caps import note_large_papers
from kgraph.passages import quote_passages
from kgraph.records import Paper, Person, Tag
from kgraph.schema import read_scheme
from kgraph.scores import score
from kgraph.storage import scan_table, write_account

__all__ = ["build_on_spark"]

_DEFAULT = Choices()


def _silent(stage: str) -> None:
    """Report progress to nobody."""


def build_on_spark(
    sources: Iterable[str | Path],
    folder: Path,
    choices: Choices = _DEFAULT,
    *,
    master: str,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[str], None] = _silent,
) -> Graph:
    """Build the graph of `kgraph.build` on Spark, and write it into an existing folder; gives it opened.

    `master` is as Spark names it: `local[2]` for two cores here, `yarn`, `spark://host:7077`. The sources and
    the folder must be where all workers see them under the same path. The nodes and edges are written as
    parts (`nodes/`, `edges/`), which `kgraph.open` reads, and the facts as N-Quads (`quads/`). All other
    arguments and errors are those of `kgraph.build`; also `MissingExtraError` without Spark.

    >>> build_on_spark(["works/"], Path("outputs"), master="yarn").count(Kind.PAPER)  # doctest: +SKIP
    104188
    """
    choices.check()
    spark = open_session(master)
    # They need PySpark, of which `open_session` has said that it is there.
    from kgraph.cluster import facts, links, records, rows, tables  # noqa: PLC0415
    from kgraph.cluster import people as identities  # noqa: PLC0415

    nlp, embedder = load_pipeline(choices.model), load_embedder() if choices.embed else None
    curated = read_scheme(choices.themes)
    by_hand = read_corrections(choices.people, PEOPLE_VERBS) if choices.people else Corrections()
    terms = read_corrections(choices.thesaurus, THESAURUS_VERBS) if choices.thesaurus else Corrections()
    progress("reading")
    read = records.read_records(spark, sources, columns).localCheckpoint()
    merged = records.merge_records(read)
    progress("people")
    persons, notes = identities.find_people(spark, merged.papers, by_hand)
    progress("themes")
    scheme, theme_notes = promote_to_themes(curated.themes, terms)
    tagged = links.find_themes(merged.papers, scheme)
    progress("citations")
    cited, references = links.find_citations(merged.papers)
    progress("keywords")
    papers: list[Paper] = [rows.unpack(row.paper) for row in merged.papers.orderBy("id").collect()]
    theme_tags: list[Tag] = [
        rows.unpack(row.tag) for row in tagged.orderBy("paper", "concept").select("tag").collect()
    ]
    keywords, keyword_tags, keyword_notes = extract_corrected(papers, terms, Workplace(nlp, embedder))
    keywords = define_keywords(match_themes(keywords, scheme), keyword_tags, papers)
    progress("lineage")
    everyone: list[Person] = [
        rows.unpack(row.person) for row in persons.orderBy("id").select("person").collect()
    ]
    lineage = link_lineage(papers, everyone, (*theme_tags, *keyword_tags), embedder)
    lineage = quote_passages(lineage, papers)
    progress("graph")
    own = [theme for theme in scheme if theme.id in {tag.concept for tag in (*theme_tags, *keyword_tags)}]
    ids = {theme.id for theme in own}
    nodes = tables.tabulate_nodes(merged.papers, persons)
    for table in (theme_nodes(own), keyword_nodes(keywords, own)):
        nodes = nodes.unionByName(tables.spread_table(spark, table))
    shares = identities.share_out_mentions(persons)
    edges = tables.tabulate_edges(merged.papers, shares, tagged, ids, cited)
    for table in (tagging_edges(keyword_tags, ids), hierarchy_edges(own), lineage_edges(lineage)):
        edges = edges.unionByName(tables.spread_table(spark, table))
    tables.write_nodes(nodes, folder)
    tables.write_edges(edges, folder)
    run = record_run(merged.inputs, choices, nlp, embedder, by_hand, terms)
    ledger = with_references(merged.ledger, references)
    ledger = replace(ledger, notes=(*ledger.notes, *curated.notes, *notes, *theme_notes, *keyword_notes))
    graph = Graph(scan_table(folder / "nodes").collect(), scan_table(folder / "edges").collect(), ledger, run)
    graph = replace(graph, ledger=replace(ledger, notes=(*ledger.notes, *note_large_papers(graph))))
    progress("centrality")
    graph = score(graph)
    write_account(graph, folder)
    progress("facts")
    facts.write_facts(spark, graph, folder)
    return graph
