"""Keywords: `keywords` lists them; merge, drop and promote write a line of thesaurus.toml."""

from pathlib import Path

import click

from kgraph.cli.decisions import decisions_option, write_decision
from kgraph.cli.group import FROM, THESAURUS_FILE, main
from kgraph.cli.printing import print_table
from kgraph.corrections import THESAURUS_VERBS

_FILE = decisions_option("--thesaurus", THESAURUS_FILE)


@main.group(invoke_without_command=True)
@FROM
@click.pass_context
def keywords(ctx: click.Context, directory: Path) -> None:
    """List the keywords that link papers; merge, drop or promote one by hand.

    A decision is a line of thesaurus.toml that every build reads; deleting the line takes it back.
    """
    if ctx.invoked_subcommand:
        return
    from kgraph.storage import open_graph
    from kgraph.vocabulary import Kind, Relation

    graph = open_graph(directory)
    papers = dict(graph.of_relation(Relation.MENTIONS).group_by("target").len().iter_rows())
    nodes = graph.of_kind(Kind.KEYWORD).select("id", "label", "names", "shared")
    rows = [
        (name, label, str(papers.get(name, 0)), "; ".join(variants))
        for name, label, variants, shared in nodes.iter_rows()
        if shared
    ]
    print_table(("keyword", "label", "papers", "printed"), sorted(rows, key=lambda row: (-int(row[2]), row)))


@keywords.command()
@_FILE
@click.argument("variant")
@click.argument("label")
def merge(file: Path, variant: str, label: str) -> None:
    """Decide that a keyword is a variant of another, which it is called."""
    write_decision(file, THESAURUS_VERBS, "merge", variant, label)


@keywords.command()
@_FILE
@click.argument("term")
@click.argument("reason", default="noise")
def drop(file: Path, term: str, reason: str) -> None:
    """Decide that a term is no keyword; the reason is for who reads the file."""
    write_decision(file, THESAURUS_VERBS, "drop", term, reason)


@keywords.command()
@_FILE
@click.argument("term")
@click.argument("theme", default="keyword")
def promote(file: Path, term: str, theme: str) -> None:
    """Decide that a term is a keyword wherever it stands, or a name of the theme that is given."""
    write_decision(file, THESAURUS_VERBS, "promote", term, theme)
