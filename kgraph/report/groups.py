"""Communities: people, papers and topics that are linked with each other more than with the rest."""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.report.document import Cell, Column, Form, Section, Sentence, Table
from kgraph.report.facts import Facts
from kgraph.wording import counted

TOP = 12
_NAMED = 4
_MANY = {"authors": "people", "papers": "papers", "topics": "topics"}
_ONE = {"authors": "person", "papers": "paper", "topics": "topic"}


def describe_groups(graph: Graph, facts: Facts) -> Section:
    """The largest communities of each network, their names, and how sure they are."""
    tables = tuple(table for name in _MANY for table in _table(graph, name, facts))
    sentences = tuple(_sentences(graph))
    none = "No two people, papers or topics here are linked, so there are no communities."
    return Section("communities", "Communities", sentences or ((none,),), tables=tables)


def _sentences(graph: Graph) -> Iterator[Sentence]:
    for part in graph.partitions:
        if not part.communities:
            continue
        nodes = counted(part.nodes, _ONE[part.network], _MANY[part.network])
        if part.communities == 1:
            yield (f"{nodes} with links form 1 community: no division of them is better than none.",)
            continue
        yield (
            f"{nodes} with links fall into {part.communities:,} communities (modularity "
            f"{part.modularity:.2f}). {part.runs} runs with other seeds agree by an adjusted Rand index of "
            f"{part.agreement:.2f}: 1 is the same every time, 0 no more than chance.",
        )


def _table(graph: Graph, name: str, facts: Facts) -> Iterator[Table]:
    groups = graph.communities.filter(pl.col("network") == name).sort("community")
    if groups.is_empty():
        return
    columns = (
        Column("number", Form.COUNT),
        Column("named by"),
        Column("size", Form.COUNT),
        Column("papers", Form.COUNT),
        Column("most central"),
        Column("stability", Form.NUMBER),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row["community"],
            row["label"],
            row["size"],
            row["papers"],
            "; ".join(facts.labels[member] for member in row["members"][:_NAMED]),
            row["stability"],
        )
        for row in groups.head(TOP).iter_rows(named=True)
    )
    note = (
        "Leiden algorithm on the weighted network, modularity, a fixed seed (Traag, Waltman and van Eck "
        "2019). Named by what tells its papers from others. Stability: how much of it other seeds find, 0 "
        "to 1 (Hennig 2007)."
    )
    title = f"Communities of {_MANY[name]}"
    yield Table(f"communities-{name}", title, columns, rows, note, groups.height)
