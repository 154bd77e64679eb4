"""Questions to a graph: `query`, and `serve` for all who ask over HTTP."""

from pathlib import Path
from typing import Any

import click

from kgraph.cli.group import FROM, main
from kgraph.cli.printing import print_markdown, print_table


@main.command(context_settings={"ignore_unknown_options": True})
@FROM
@click.option("--list", "listing", is_flag=True, help="List the named queries and their parameters.")
@click.option("--explain", is_flag=True, help="Show how the query is put together, instead of asking it.")
@click.option("--view", is_flag=True, help="Write the answer to CONSTRUCT or DESCRIBE as a page, query.html.")
@click.option(
    "--format",
    "result_format",
    type=click.Choice(["table", "markdown", "csv", "tsv", "json", "xml", "ttl", "nt", "rdf", "jsonld"]),
    help="How to print the answer [default: table, or ttl for CONSTRUCT and DESCRIBE].",
)
@click.argument(
    "words", nargs=-1, type=click.UNPROCESSED, metavar="NAME|SPARQL|FILE.rq [--PARAMETER VALUE]..."
)
def query(
    directory: Path,
    listing: bool,
    explain: bool,
    view: bool,
    result_format: str | None,
    words: tuple[str, ...],
) -> None:
    """Ask a named query, such as `coauthors --person "Ada Lee"`, or SPARQL as text or as a .rq file.

    Prefixes like dcterms: and kg: are known.
    """
    from kgraph import asked, library, sparql
    from kgraph.errors import QueryError
    from kgraph.store import open_engine

    if listing:
        _print_queries(library.library().values())
        return
    text, given = _parameters(words)
    if text.endswith(".rq"):
        text = _read_query(Path(text))
    try:
        found = library.find(text)
        library.check(found, given)
    except QueryError as error:
        raise click.UsageError(str(error)) from None
    engine = open_engine(directory, _tell_filling)
    is_rdf = asked.query_form(found.text) in ("CONSTRUCT", "DESCRIBE")
    result_format = result_format or ("ttl" if is_rdf else "table")
    if explain:
        # It needs rdflib, which takes longer to load than all else that a question needs.
        from kgraph import plan

        click.echo(plan.explain_query(sparql.prepare(engine, text, given), engine.base))
    elif view:
        if not is_rdf:
            raise click.UsageError("--view shows RDF: ask with CONSTRUCT or DESCRIBE")
        _write_answer(engine, sparql.query(engine, text, **given), directory / "query.html")
    elif result_format in ("table", "markdown"):
        answer = sparql.query(engine, text, **given)
        (print_table if result_format == "table" else print_markdown)(answer.columns, answer.rows)
    else:
        click.echo(sparql.query_as(engine, text, result_format, **given), nl=False)


def _tell_filling() -> None:
    click.echo("Laying the facts out for questions, once …", err=True)


def _write_answer(engine: Any, answer: Any, path: Path) -> None:
    from kgraph.page import render_answer
    from kgraph.staging import write_atomically

    labels = engine.nodes.select("id", "label").collect()
    page = render_answer(answer.rows, dict(labels.iter_rows()), f"{len(answer.rows)} facts")
    write_atomically(path, page)
    click.echo(str(path))


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
    print_table(("query", "parameters", "answers"), rows)


@main.command()
@FROM
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any.")
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=30.0, show_default=True, help="Time of a query."
)
@click.option("--rows", type=click.IntRange(1), default=10_000, show_default=True, help="Rows of an answer.")
def serve(directory: Path, port: int, seconds: float, rows: int) -> None:
    """Serve the graph on this machine: a SPARQL endpoint, a page to ask from, a page for every node."""
    from kgraph.server import Bounds, serve
    from kgraph.store import is_filled

    if not is_filled(directory):
        _tell_filling()
    serve(
        directory,
        port,
        Bounds(seconds=seconds, rows=rows),
        ready=lambda address: click.echo(f"{address}  (stop with Ctrl+C)"),
    )


def _read_query(path: Path) -> str:
    from kgraph.errors import QueryError

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot read the query file {path} ({error}): check its path") from None
