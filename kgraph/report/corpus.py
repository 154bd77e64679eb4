"""What the corpus is, and what is missing from it, from the ledger."""

from collections.abc import Iterator

from kgraph.graph import Graph
from kgraph.ledger import CONSEQUENCES, SUMMARY, summary
from kgraph.report.document import Column, Form, Section, Sentence, Table
from kgraph.vocabulary import Kind
from kgraph.wording import between, counted

# Venues that are listed.
VENUES = 10


def describe_corpus(graph: Graph) -> Section:
    """The account of the records, what their absence leaves out, papers by venue."""
    tables = (_sources(graph), *_missing(graph), *_venues(graph))
    return Section("corpus", "What was read", tuple(_sentences(graph)), tables=tables)


def describe_size(graph: Graph) -> str:
    """The corpus in a line."""
    years = graph.of_kind(Kind.PAPER)["year"].drop_nulls().to_list()
    papers = counted(graph.count(Kind.PAPER), "paper")
    when = f" from {between(years)}" if years else ""
    others = [
        counted(graph.count(Kind.PERSON), "person", "people"),
        counted(graph.count(Kind.THEME), "theme"),
        counted(graph.count(Kind.KEYWORD), "keyword"),
        counted(graph.count(Kind.ORGANIZATION), "organization"),
        counted(graph.edges.height, "link"),
    ]
    return ", ".join((papers + when, *others))


def _sentences(graph: Graph) -> Iterator[Sentence]:
    total = graph.ledger.total
    yield (
        f"{counted(total.read, 'record')} read = {total.kept:,} kept + {total.merged:,} merged with another "
        f"record of the same paper + {total.rejected:,} rejected.",
    )
    if total.rejected:
        first = graph.ledger.rejected[0]
        reason = f"the first at {first.origin.file}:{first.origin.line}: {first.reason}"
        yield (f"What was rejected stands in rejected.jsonl with its place and text; {reason}.",)
    for note in graph.ledger.notes:
        yield (note,)


def _sources(graph: Graph) -> Table:
    texts = {"source", "missing"}
    columns = tuple(Column(name, Form.TEXT if name in texts else Form.COUNT) for name in SUMMARY)
    return Table("sources", "Records by source", columns, tuple(summary(graph.ledger)))


def _missing(graph: Graph) -> Iterator[Table]:
    total = graph.ledger.total
    rows = tuple(
        (
            CONSEQUENCES[name][0].removeprefix("an ").removeprefix("a "),
            count,
            count / total.kept,
            CONSEQUENCES[name][2 if count == total.kept else 1],
        )
        for name, count in total.missing
    )
    if rows:
        columns = (
            Column("missing"),
            Column("papers", Form.COUNT),
            Column("share", Form.PERCENT),
            Column("what follows"),
        )
        yield Table("missing", "What is missing", columns, rows)


def _venues(graph: Graph) -> Iterator[Table]:
    venues = graph.of_kind(Kind.PAPER)["venue"].drop_nulls()
    ranked = venues.value_counts().sort("count", "venue", descending=[True, False])
    if ranked.height:
        columns = (Column("venue"), Column("papers", Form.COUNT))
        note = f"As the sources print them; {counted(len(venues), 'paper')} with a venue."
        rows = tuple(ranked.head(VENUES).iter_rows())
        yield Table("venues", "Venues", columns, rows, note, ranked.height)
