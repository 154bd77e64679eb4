"""A build on Apache Spark: the stages of `kgraph.build`, each a function of partitions, with the same result.

    files ─► records ─► people · links ─► keywords ─► lineage ─► tables ─► networks ─► facts
             by file,   by block; by      batches,    batches,   parts     a task a    parts
             by group   batch, by joins   by term     joins                network

Every stage calls the functions that the build on one machine calls, on what belongs together. `records`,
`people` and `links` find that by keys (`components`, `rows`); `keywords` and `lineage` work on `batches`,
which are told what all of them count together. So the rows of both builds are equal. What each stage
shuffles, what comes to the driver, and up to what size that holds, is told in `docs/scale.md`.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from kgraph.assembly.edges import hierarchy_edges
from kgraph.assembly.nodes import keyword_nodes, theme_nodes
from kgraph.build import Choices, account_for, prepare, record_run, with_notes
from kgraph.cluster.session import open_session
from kgraph.graph import Graph
from kgraph.keywords.matches import match_themes
from kgraph.networks.caps import note_large_papers
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
    from kgraph.cluster import batches, facts, lineage, links, networks, records, tables  # noqa: PLC0415
    from kgraph.cluster import keywords as entities  # noqa: PLC0415
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
    with batches.working(folder) as work:
        plan = partial(batches.plan_batches, spark, papers=merged.ledger.total.kept)
        progress("keywords")
        reader = entities.Reader(choices.model, choices.embed)
        found = entities.find_keywords(spark, merged.papers, plan(work / "keywords"), reader, means.thesaurus)
        tags = tagged.unionByName(found.tags)
        progress("lineage")
        likely = lineage.find_lineage(
            spark, merged.papers, persons, tags, plan(work / "lineage"), choices.embed
        )
        progress("graph")
        own = links.select_used(scheme, tagged)
        keywords = match_themes(found.keywords, scheme)
        others = (theme_nodes(own), keyword_nodes(keywords, own))
        tables.write_nodes(tables.tabulate_nodes(merged.papers, persons, others), folder)
        shares = identities.share_out_mentions(persons)
        ids = {theme.id for theme in own}
        ends = tables.tabulate_edges(merged.papers, shares, tags, ids, cited, likely, (hierarchy_edges(own),))
        tables.write_edges(ends, folder)
        run = record_run(merged.inputs, choices, means)
        ledger = account_for(merged.ledger, references, means, notes, found.notes)
        nodes, edges = (scan_table(folder / name).collect() for name in ("nodes", "edges"))
        graph = Graph(nodes, edges, ledger, run)
        graph = with_notes(graph, note_large_papers(graph))
        progress("centrality")
        graph = score(graph, partial(networks.map_tasks, spark, work / "networks"))
    write_account(graph, folder)
    progress("facts")
    facts.write_facts(spark, graph, folder)
    return graph
