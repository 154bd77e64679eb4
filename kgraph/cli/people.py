"""Who is who: `people` lists, asks and explains; merge, split and rename write a line of people.toml."""

import shlex
from pathlib import Path
from typing import Any

import click

from kgraph.cli.decisions import decisions_option, read_decisions, write_decision
from kgraph.cli.group import FROM, PEOPLE_FILE, main
from kgraph.cli.printing import print_table
from kgraph.corrections import PEOPLE_VERBS, one_spaced

# Of a doubtful person so many papers are shown: enough to tell, and to see whom to ask.
PAPERS_SHOWN = 5

_FILE = decisions_option("--people", PEOPLE_FILE)


@main.group(invoke_without_command=True)
@FROM
@_FILE
@click.option("--ambiguous", is_flag=True, help="List the doubtful ones, and the commands that decide.")
@click.pass_context
def people(ctx: click.Context, directory: Path, file: Path, ambiguous: bool) -> None:
    """List the people of a graph; say why two names are one person, or decide it by hand.

    A decision is a line of people.toml that every build reads; deleting the line takes it back.
    """
    if ctx.invoked_subcommand:
        return
    from kgraph.storage import open_graph

    graph = open_graph(directory)
    persons, places = _read_people(graph)
    if ambiguous:
        from kgraph.people.doubts import find_doubts

        _print_doubts(graph, persons, find_doubts(persons, places, _read_decisions(file, graph)))
        return
    rows = [(p.id, p.name, str(len({paper for paper, _ in p.mentions})), "; ".join(p.names)) for p in persons]
    print_table(("person", "name", "papers", "printed"), rows)


@people.command()
@FROM
@_FILE
@click.argument("one")
@click.argument("other")
def why(directory: Path, file: Path, one: str, other: str) -> None:
    """Say why two names are, or are not, one person.

    A name is as printed ("T. Brown"), on one paper ("T. Brown @ paper:…"), or a place ("paper:…#2").
    """
    from kgraph.people.doubts import explain_identity
    from kgraph.storage import open_graph

    graph = open_graph(directory)
    persons, places = _read_people(graph)
    for line in explain_identity(one, other, persons, places, _read_decisions(file, graph)):
        click.echo(line)


@people.command()
@_FILE
@click.argument("one")
@click.argument("other")
def merge(file: Path, one: str, other: str) -> None:
    """Decide that two names, or places, stand for one person."""
    # A subject has one line; a merge says the same turned round, so a third name is merged that way.
    taken = {one_spaced(decision.subject) for decision in read_decisions(file, PEOPLE_VERBS).of("merge")}
    if one_spaced(one) in taken and one_spaced(other) not in taken:
        one, other = other, one
    write_decision(file, PEOPLE_VERBS, "merge", one, other)


@people.command()
@_FILE
@click.argument("one")
@click.argument("person")
def split(file: Path, one: str, person: str) -> None:
    """Decide that a name, or a place, stands for another person than it is taken for."""
    write_decision(file, PEOPLE_VERBS, "split", one, person)


@people.command()
@_FILE
@click.argument("one")
@click.argument("name")
def rename(file: Path, one: str, name: str) -> None:
    """Decide what the person of a name, or of a place, is called."""
    write_decision(file, PEOPLE_VERBS, "rename", one, name)


def _read_decisions(file: Path, graph: Any) -> Any:
    from kgraph.build import BLANK

    corrections = read_decisions(file, PEOPLE_VERBS)
    if (corrections.sha256 or BLANK) != dict(graph.run.parameters).get("people", BLANK):
        click.echo(f"The graph was built with another {file}: build again.", err=True)
    return corrections


def _read_people(graph: Any) -> tuple[Any, Any]:
    """The people of a graph and their mentions, both sorted."""
    from kgraph.people.forms import Place
    from kgraph.records import Person
    from kgraph.vocabulary import Kind, Relation

    columns = ("source", "position", "name_as_printed", "identifiers", "target")
    edges = graph.of_relation(Relation.CREATOR).select(columns)
    places: list[Place] = []
    mentions: dict[str, list[tuple[str, int]]] = {}
    for paper, position, name, identifiers, person in edges.iter_rows():
        places.append(Place(paper, position, name, tuple(sorted(identifiers or ()))))
        mentions.setdefault(person, []).append((paper, position))
    nodes = graph.of_kind(Kind.PERSON).select("id", "label", "names", "reason")
    persons = [
        Person(person, label, tuple(names), tuple(sorted(mentions[person])), reason or "")
        for person, label, names, reason in nodes.iter_rows()
    ]
    return persons, sorted(places)


def _print_doubts(graph: Any, persons: Any, doubts: Any) -> None:
    by_id = {person.id: person for person in persons}
    authors: dict[str, list[str]] = {}
    for person in persons:
        for paper, _ in person.mentions:
            authors.setdefault(paper, []).append(person.id)
    papers = {row["id"]: row for row in graph.nodes.select("id", "label", "year").iter_rows(named=True)}
    for doubt in doubts:
        click.echo(f"{doubt.question}?")
        for person in map(by_id.__getitem__, doubt.people):
            own = sorted({paper for paper, _ in person.mentions})
            click.echo(f"  {person.name} ({person.id}), papers: {len(own)}")
            for paper in own[:PAPERS_SHOWN]:
                others = [by_id[author].name for author in authors[paper] if author != person.id]
                year = f" ({papers[paper]['year']})" if papers[paper]["year"] else ""
                company = f", with {', '.join(others)}" if others else ""
                click.echo(f"    {papers[paper]['label']}{year} [{paper}]{company}")
        for answer in doubt.answers:
            words = " ".join(map(shlex.quote, (answer.subject, answer.value)))
            click.echo(f"  kgraph people {answer.verb} {words}")
        click.echo()
    click.echo(f"doubtful: {len(doubts)}", err=True)
