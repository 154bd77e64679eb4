"""From a graph to a view of it: `report`, `view`, `export` and `check`."""

from pathlib import Path
from typing import Any

import click

from kgraph.cli.group import FROM, main, read_years
from kgraph.cli.printing import print_table
from kgraph.errors import UnknownNameError


@main.command()
@FROM
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write to [default: --from].")
@click.option("--person", metavar="NAME", help="Write the profile of this person instead.")
@click.option("--theme", metavar="NAME", help="Write the profile of this theme instead.")
@click.option("--paper", metavar="NAME", help="Write the profile of this paper instead.")
@click.option("--organization", metavar="NAME", help="Write the profile of this organization instead.")
def report(directory: Path, output: Path | None, **profiled: str | None) -> None:
    """Write the report: what was read, the networks, who and what is central and why, what builds on what.

    It is report.html (opens offline), report.md, report.json, and a CSV for each table in report/. A profile
    is one page about a person, a theme, a paper or an organization, as .html, .md and .json. NAME is an id, a
    name or title, or the beginning of one.
    """
    from kgraph.staging import staged
    from kgraph.storage import open_graph

    names = {kind: name for kind, name in profiled.items() if name is not None}
    if len(names) > 1:
        raise click.UsageError(f"give one of {' and '.join(f'--{kind}' for kind in names)}")
    graph = open_graph(directory)
    for kind, name in names.items():
        click.echo(str(_write_profile(graph, kind, name, directory, output or directory)))
        return
    from kgraph.report import compute_report, write_report

    with staged(output or directory) as stage:
        write_report(compute_report(graph), stage)
    click.echo(str((output or directory) / "report.html"))


def _write_profile(graph: Any, kind: str, name: str, directory: Path, output: Path) -> Path:
    """Write the profile of the node that a name stands for; gives the path of the page."""
    from kgraph import profiles
    from kgraph.library import find_node
    from kgraph.staging import staged
    from kgraph.vocabulary import Kind

    node = find_node(graph.of_kind(Kind(kind)), name, graph.base)
    profile = profiles.compute_profile(graph, node)
    written = {
        "html": profiles.render_html(profile, directory),
        "md": profiles.render_markdown(profile, directory),
        "json": profiles.render_json(profile, directory),
    }
    file = profiles.file_name(profile)
    with staged(output) as stage:
        for suffix, text in written.items():
            (stage / f"{file}.{suffix}").write_text(text, encoding="utf-8", newline="\n")
    return output / f"{file}.html"


@main.command()
@FROM
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write [default: graph.html].")
def view(directory: Path, output: Path | None) -> None:
    """Write the interactive page, one file that opens offline."""
    from kgraph.page import render_page
    from kgraph.staging import write_atomically
    from kgraph.storage import open_graph

    path = output or directory / "graph.html"
    write_atomically(path, render_page(open_graph(directory)))
    click.echo(str(path))


@main.command()
@FROM
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--network", metavar="NAME", help="Write this network, such as authors.")
@click.option(
    "--weighting", metavar="NAME", help="full, fractional, association, cosine or jaccard [default: its own]."
)
@click.option("--years", metavar="FIRST-LAST", callback=read_years, help="Only papers of these years.")
@click.option("--theme", metavar="NAME", help="Only papers on this theme or keyword.")
@click.option("--person", metavar="NAME", help="Only papers of this person.")
@click.option("--venue", metavar="NAME", help="Only papers of this venue.")
@click.option("--backbone", type=float, metavar="ALPHA", help="Only links that stand out, such as 0.05.")
def export(
    directory: Path,
    file: Path,
    network: str | None,
    weighting: str | None,
    backbone: float | None,
    **part: Any,
) -> None:
    """Write the graph as RDF, or a network for other programs, in the format of the suffix.

    RDF: .ttl .nt .nq .trig .rdf .jsonld, and .gz. With --network: .gexf .graphml .net (Pajek) .cyjs .json
    .csv .parquet, .vos.txt and .vos.json (VOSviewer).

    Networks: authors, organizations, topics, themes, keywords, people-themes; papers, papers-by-author,
    papers-by-theme, papers-by-keyword, coupling, cocitation; citations and lineage.
    """
    from kgraph.exchange import find_suffix, write_flat
    from kgraph.exchange.flat import flatten_network
    from kgraph.networks import NETWORKS, slice_graph
    from kgraph.rdf import write
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Kind

    if network is not None:
        graph = open_graph(directory)
        kept = slice_graph(graph, **_ids(graph, part))
        flat = flatten_network(kept, network, weighting, backbone)
        for path in write_flat(flat, file):
            click.echo(str(path))
        if not kept.count(Kind.PAPER):
            click.echo("no paper is in this part: the network is empty", err=True)
        _say_what_is_left_out(flat)
        return
    if weighting is not None or backbone is not None or any(value is not None for value in part.values()):
        raise click.UsageError("--weighting, --backbone, --years and the like are for a --network")
    if (suffix := find_suffix(file)) is not None:
        raise UnknownNameError(f"a {suffix} file holds one network: add --network {'|'.join(NETWORKS)}")
    write(open_graph(directory), file)
    click.echo(str(file))


@main.command()
@FROM
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
    print_table(("where", "property", "value", "what should be"), rows)
    click.echo(f"kgraph: violations: {len(rows)}", err=True)
    ctx.exit(1)


def _ids(graph: Any, part: dict[str, Any]) -> dict[str, Any]:
    """The part of the graph that the options name, with themes and people by their ids."""
    from kgraph.library import find_node
    from kgraph.vocabulary import Kind

    for option, kinds in (("theme", (Kind.THEME, Kind.KEYWORD)), ("person", (Kind.PERSON,))):
        if part[option] is not None:
            may_be = graph.nodes.filter(graph.nodes["kind"].is_in([kind.value for kind in kinds]))
            node = find_node(may_be, part[option], graph.base)
            # A keyword that is a name of a theme counts as the theme, unless its id is asked for.
            themes = may_be.filter(may_be["id"] == node)["close_match"].item()
            part[option] = node if themes is None or part[option] == node else themes[0]
    return part


def _say_what_is_left_out(flat: Any) -> None:
    made = flat.graph
    if made["left_out"]:
        groups = f"groups of more than {made['max_group']} members that link nobody: {made['left_out']:,}"
        click.echo(groups, err=True)
    if "backbone_alpha" in made:
        kept = ", ".join(f"{made[f'backbone_{what}']:.1%} of the {what}" for what in ("links", "weight"))
        click.echo(f"backbone: {kept}, {made['backbone_nodes']:.1%} of the linked nodes", err=True)
