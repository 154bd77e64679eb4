"""Lineage: `lineage main-path`, `of` a paper and of a `theme`."""

from pathlib import Path
from typing import Any

import click

from kgraph.cli.group import FROM, main
from kgraph.cli.printing import print_table

# Rows that a list shows before it only counts the rest.
ROWS_SHOWN = 20

_OVER = click.option(
    "--over",
    type=click.Choice(["cites", "lineage", "both"]),
    default="both",
    show_default=True,
    help="Follow citations, inferred lineage, or both.",
)


@main.group()
def lineage() -> None:
    """Follow the lineage of papers: the main path, the kin of a paper, how a theme came down.

    The scores and counts are explained in docs/lineage.md.
    """


@lineage.command("main-path")
@FROM
@_OVER
@click.option(
    "--search",
    type=click.Choice(["local", "global"]),
    default="local",
    show_default=True,
    help="From paper to paper by the most travelled link, or the path with the largest sum.",
)
@click.option(
    "--key-routes",
    "routes",
    type=click.IntRange(1),
    help="All paths over so many most travelled links, in place of one path.",
)
def print_main_path(directory: Path, over: str, search: str, routes: int | None) -> None:
    """Print the path over which most of the lineage runs, from the earliest paper on."""
    from kgraph.evidence import chance
    from kgraph.paths import key_route_main_paths, main_path
    from kgraph.scores import write_number
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Relation

    graph = open_graph(directory)
    path = key_route_main_paths(graph, over, routes, search) if routes else main_path(graph, over, search)
    if not path.papers:
        click.echo("no links to follow")
        return
    titles, years = _papers(graph)
    rows = [] if routes else [(years[paper], titles[paper], "", "", "") for paper in path.papers[:1]]
    for step, count in zip(path.steps, path.counts, strict=True):
        said = "cites" if step.relation is Relation.CITES else f"likely builds on, {chance(step.weight)}"
        how = f"key: {said}" if step in path.keys else said
        rows.append((years[step.later], titles[step.later], how, titles[step.earlier], write_number(count)))
    print_table(("year", "paper", "how", "stands on", "ways"), rows)
    _say_left_out(path.left_out)


@lineage.command("of")
@FROM
@_OVER
@click.option("--up", type=click.IntRange(0), default=2, show_default=True, help="Generations of ancestors.")
@click.option("--down", type=click.IntRange(0), default=2, show_default=True, help="And of descendants.")
@click.argument("paper")
def print_kin(directory: Path, over: str, up: int, down: int, paper: str) -> None:
    """Print what a paper stands on and what stands on it, by generation, and how sure the way is.

    PAPER is an id, a title, or the beginning of one.
    """
    from kgraph.library import find_node
    from kgraph.paths import ancestors, descendants
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Kind

    graph = open_graph(directory)
    node = find_node(graph.of_kind(Kind.PAPER), paper, graph.base)
    titles, years = _papers(graph)
    click.echo(f"{titles[node]}{f' ({years[node]})' if years[node] else ''}  [{node}]")
    for head, find, depth in (("stands on", ancestors, up), ("stood on by", descendants, down)):
        if not depth:
            continue
        kin = find(graph, node, over, depth)
        if not kin:
            click.echo(f"\n{head}: nothing in the graph")
            continue
        rows = []
        for one in kin[:ROWS_SHOWN]:
            near = one.step.later if find is ancestors else one.step.earlier
            over_ = "" if near == node else titles[near]
            rows.append(
                (str(one.generation), years[one.paper], titles[one.paper], f"{one.chance:.2f}", over_)
            )
        click.echo()
        print_table(("generation", "year", head, "chance", "over"), rows)
        _say_rest(len(kin))


@lineage.command("theme")
@FROM
@_OVER
@click.argument("theme")
def print_theme(directory: Path, over: str, theme: str) -> None:
    """Print which papers opened a theme and carried it on, and who brought what from another theme.

    THEME is an id, a label, or the beginning of one; a keyword will do.
    """
    import polars as pl

    from kgraph.library import find_node
    from kgraph.paths import theme_lineage
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Kind

    graph = open_graph(directory)
    concepts = graph.nodes.filter(pl.col("kind").is_in([Kind.THEME.value, Kind.KEYWORD.value]))
    node = find_node(concepts, theme, graph.base)
    found = theme_lineage(graph, node, over)
    labels, (titles, _) = graph.labels(), _papers(graph)
    click.echo(f"{labels[node]}  [{node}]: papers {found.papers}, without a link to another {found.alone}")
    _say_left_out(found.left_out)
    for head, places in (("opened by", found.openers), ("carried on by", found.carriers)):
        if not places:
            click.echo(f"\n{head}: nothing in the graph")
            continue
        rows = [
            (place.date, titles[place.paper], f"{place.expected:.2f}", str(place.followers))
            for place in places[:ROWS_SHOWN]
        ]
        click.echo()
        print_table(("date", head, "stand on it", "at most"), rows)
        _say_rest(len(places))
    people = [
        (
            one.date,
            labels[one.person],
            labels[one.source],
            titles[one.paper],
            "" if one.over == one.paper else titles[one.over],
            f"{one.expected:.2f}",
        )
        for one in found.people[:ROWS_SHOWN]
    ]
    click.echo()
    if not people:
        click.echo("brought from another theme: by nobody in the graph")
        return
    print_table(("date", "brought by", "from", "with", "which stands on", "stand on it"), people)
    _say_rest(len(found.people))


def _papers(graph: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The titles and the years, as text, of all papers."""
    from kgraph.vocabulary import Kind

    rows = graph.of_kind(Kind.PAPER).select("id", "label", "year").rows()
    return {name: title for name, title, _ in rows}, {name: str(year or "") for name, _, year in rows}


def _say_rest(number: int) -> None:
    if number > ROWS_SHOWN:
        click.echo(f"and {number - ROWS_SHOWN} more")


def _say_left_out(steps: Any) -> None:
    if steps:
        click.echo(f"Left out, because they closed a circle: {len(steps)} links.", err=True)
