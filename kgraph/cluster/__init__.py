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
from pathlib import Path

from kgraph.assembly.edges import hierarchy_edges, lineage_edges, tagging_edges
from kgraph.assembly.nodes import keyword_nodes, theme_nodes
from kgraph.build import Choices, account_for, prepare, record_run, with_notes
from kgraph.cluster.session import open_session
from kgraph.definitions import define_keywords
from kgraph.graph import Graph
from kgraph.keywords import Workplace, extract_corrected
from kgraph.keywords.matches import match_themes
from kgraph.lineage import link_lineage
from kgraph.networks.caps import note_large_papers
from kgraph.passages import quote_passages
from kgraph.records import Paper, Person, Tag
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

    means = prepare(choices)
    progress("reading")
    read = records.read_records(spark, sources, columns).localCheckpoint()
    merged = records.merge_records(read)
    progress("people")
    persons, notes = identities.find_people(spark, merged.papers, means.people)
    progress("themes")
    scheme = means.scheme
    tagged = links.find_themes(merged.papers, scheme)
    progress("citations")
    cited, references = links.find_citations(merged.papers)
    progress("keywords")
    papers: list[Paper] = [rows.unpack(row.paper) for row in merged.papers.orderBy("id").collect()]
    theme_tags: list[Tag] = [
        rows.unpack(row.tag) for row in tagged.orderBy("paper", "concept").select("tag").collect()
    ]
    keywords, keyword_tags, keyword_notes = extract_corrected(
        papers, means.thesaurus, Workplace(means.nlp, means.embedder)
    )
    keywords = define_keywords(match_themes(keywords, scheme), keyword_tags, papers)
    progress("lineage")
    everyone: list[Person] = [
        rows.unpack(row.person) for row in persons.orderBy("id").select("person").collect()
    ]
    lineage = link_lineage(papers, everyone, (*theme_tags, *keyword_tags), means.embedder)
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
    run = record_run(merged.inputs, choices, means)
    ledger = account_for(merged.ledger, references, means, notes, keyword_notes)
    graph = Graph(scan_table(folder / "nodes").collect(), scan_table(folder / "edges").collect(), ledger, run)
    graph = with_notes(graph, note_large_papers(graph))
    progress("centrality")
    graph = score(graph)
    write_account(graph, folder)
    progress("facts")
    facts.write_facts(spark, graph, folder)
    return graph
