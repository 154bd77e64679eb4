"""From a graph to a part of it: `slice`."""

from pathlib import Path

import click

from kgraph.cli.group import FROM, main, read_years


@main.command(name="slice")
@FROM
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="Folder to write the part to."
)
@click.option("--years", metavar="FIRST-LAST", callback=read_years, help="Only papers of these years.")
@click.option(
    "--theme", "themes", multiple=True, metavar="NAME", help="Only papers on this theme or keyword."
)
@click.option("--person", "people", multiple=True, metavar="NAME", help="Only papers of this person.")
@click.option("--venue", "venues", multiple=True, metavar="NAME", help="Only papers of this venue.")
@click.option(
    "--around", multiple=True, metavar="NAME", help="Only papers of this node, and what is linked to them."
)
@click.option(
    "--steps",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="With --around, so many citations or lineage links away.",
)
def cut(  # `slice` is a name of Python's own
    directory: Path,
    output: Path,
    years: tuple[int, int] | None,
    themes: tuple[str, ...],
    people: tuple[str, ...],
    venues: tuple[str, ...],
    around: tuple[str, ...],
    steps: int,
) -> None:
    """Write a part of the graph as a graph of its own, which every command opens.

    A paper is in it if all options apply; of an option given several times one is enough. NAME is an id, a
    name or title, or the beginning of one. The graph may be larger than memory, the part may not.
    """
    from kgraph.slicing import slice_stored
    from kgraph.storage import save
    from kgraph.vocabulary import Kind

    if output.resolve() == directory.resolve():
        raise click.UsageError("--output is the folder of the graph itself: choose another")
    if not (years or themes or people or venues or around):
        raise click.UsageError("say what to keep: --years, --theme, --person, --venue or --around")
    part = slice_stored(
        directory, years=years, themes=themes, people=people, venues=venues, around=around, steps=steps
    )
    save(part, output)
    click.echo(part.ledger.notes[0])
    counts = ", ".join(f"{part.count(kind):,} {kind.value} nodes" for kind in Kind)
    click.echo(f"{counts}, {part.edges.height:,} links: in {output}", err=True)
