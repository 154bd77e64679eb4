"""Themes: `themes` lists them; with --coverage, how well the scheme fits the papers."""

from pathlib import Path
from typing import Any

import click

from kgraph.cli.group import FROM, main
from kgraph.cli.printing import print_table

# Of the labels of a theme that never matched so many are named.
LABELS_SHOWN = 6
# A theme with no more papers is told to have few.
FEW_PAPERS = 2


@main.command()
@FROM
@click.option(
    "--coverage", is_flag=True, help="Say what the scheme leaves uncovered, and which labels it lacks."
)
@click.option(
    "--themes",
    "file",
    type=click.Path(path_type=Path),
    help="The SKOS file that the graph was built with, if it was not the bundled one.",
)
def themes(directory: Path, coverage: bool, file: Path | None) -> None:
    """List the themes of a graph with their papers; say how well the scheme fits them.

    A scheme is a SKOS file: add the labels that --coverage proposes, and build again.
    """
    from kgraph.coverage import measure_coverage
    from kgraph.schema import read_themes
    from kgraph.storage import open_graph

    graph = open_graph(directory)
    built_with = dict(graph.run.parameters).get("themes", "bundled")
    if built_with != (file.name if file else "bundled"):
        hint = "" if built_with == "bundled" else f": give it with --themes {built_with}"
        click.echo(f"The graph was built with the themes of {built_with}{hint}.", err=True)
    found = measure_coverage(graph, read_themes(file))
    if coverage:
        _print_coverage(found)
        return
    rows = [
        (c.theme.id, c.theme.label, str(c.papers), str(c.inferred))
        for c in found.themes
        if c.papers + c.inferred
    ]
    print_table(("theme", "label", "papers", "inferred"), sorted(rows, key=lambda row: (-int(row[2]), row)))


def _print_coverage(found: Any) -> None:
    click.echo(f"papers: {found.papers}, of them without a theme: {found.uncovered}")
    _print_part(
        "themes with few papers",
        ("theme", "label", "papers", "inferred"),
        [
            (c.theme.id, c.theme.label, str(c.papers), str(c.inferred))
            for c in found.themes
            if c.papers <= FEW_PAPERS
        ],
    )
    _print_part(
        "labels that never matched",
        ("theme", "labels", "which"),
        [
            (
                c.theme.id,
                str(len(c.unmatched)),
                "; ".join(c.unmatched[:LABELS_SHOWN]) + ("; …" if len(c.unmatched) > LABELS_SHOWN else ""),
            )
            for c in found.themes
            if c.unmatched
        ],
    )
    _print_part(
        "keywords of papers without a theme",
        ("keyword", "papers", "such as"),
        [(c.label, str(c.papers), c.example) for c in found.common],
    )
    _print_part(
        "keywords that may be labels",
        ("theme", "keyword", "with it", "of", "ratio", "such as"),
        [
            (p.theme.id, p.label, str(p.shared), str(p.papers), str(p.ratio), p.example)
            for p in found.proposals
        ],
    )
    _print_turtle(found.proposals)


def _print_part(title: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    click.echo(f"\n{title}: {len(rows) or 'none'}")
    if rows:
        print_table(columns, rows)


def _print_turtle(proposals: Any) -> None:
    """Print the proposals as statements, to be pasted into the scheme."""
    from pyoxigraph import Literal

    labels: dict[str, list[str]] = {}
    for proposal in proposals:
        labels.setdefault(proposal.theme.iri, []).append(str(Literal(proposal.label, language="en")))
    if labels:
        click.echo("\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .")
    for iri, texts in labels.items():
        click.echo(f"<{iri}> skos:altLabel {' , '.join(texts)} .")
